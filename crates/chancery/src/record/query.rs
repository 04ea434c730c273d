use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;

use super::{Error, PATIENCE, Record};

/// What a query gives: named columns, and rows of as many cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Names, as the statement gives them.
    pub columns: Vec<String>,
    /// Rows, in order.
    pub rows: Vec<Vec<Cell>>,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// NULL.
    Null,
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Real(f64),
    /// Text; a blob stands as its length in words.
    Text(String),
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cell::Null => Ok(()),
            Cell::Integer(value) => value.fmt(f),
            Cell::Real(value) => value.fmt(f),
            Cell::Text(text) => f.pad(text),
        }
    }
}

impl Record {
    /// Asks the record one SQL statement.
    ///
    /// # Errors
    /// [`Error::Writes`] for a statement that would change the record, [`Error::Sql`] for one that SQLite does
    /// not take.
    pub fn query(&self, sql: &str) -> Result<Table, Error> {
        match &self.path {
            None => self.asked(&self.connection, sql),
            Some(path) => {
                let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
                connection.busy_timeout(PATIENCE)?;
                self.asked(&connection, sql)
            }
        }
    }

    fn asked(&self, connection: &Connection, sql: &str) -> Result<Table, Error> {
        // The pragma stops what `readonly` does not see, such as a second database that is attached.
        connection.pragma_update(None, "query_only", true)?;
        let table = read(connection, sql);
        connection.pragma_update(None, "query_only", false)?;
        table
    }
}

fn read(connection: &Connection, sql: &str) -> Result<Table, Error> {
    let mut statement = connection.prepare(sql).map_err(wording)?;
    // ATTACH, PRAGMA and BEGIN count as read-only for SQLite, but give no columns when they set something.
    if !statement.readonly() || statement.column_count() == 0 {
        return Err(Error::Writes);
    }
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut table = Table { columns, rows: Vec::new() };
    let mut rows = statement.query([]).map_err(wording)?;
    while let Some(row) = rows.next().map_err(wording)? {
        let cells = (0..table.columns.len()).map(|i| row.get_ref(i).map(cell));
        table.rows.push(cells.collect::<Result<_, _>>()?);
    }
    Ok(table)
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(value) => Cell::Integer(value),
        ValueRef::Real(value) => Cell::Real(value),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Text(format!("{} bytes", bytes.len())),
    }
}

/// SQLite's message about the statement, without the statement that rusqlite repeats in it.
fn wording(error: rusqlite::Error) -> Error {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => Error::Sql(msg),
        rusqlite::Error::MultipleStatement => Error::Sql("one statement at a time".to_owned()),
        rusqlite::Error::InvalidParameterCount(..) => Error::Sql("a query takes no parameters".to_owned()),
        rusqlite::Error::SqliteFailure(failure, _) if failure.code == rusqlite::ErrorCode::ReadOnly => {
            Error::Writes
        }
        rusqlite::Error::SqliteFailure(_, Some(message)) => Error::Sql(message),
        other => Error::Sqlite(other),
    }
}
