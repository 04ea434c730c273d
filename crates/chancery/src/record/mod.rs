//! From coded documents to a [`Record`]: a SQLite file of documents, sentences, actors, events, claims and
//! the words that they rest on. `docs/record.md` describes its tables.
//!
//! A document is kept in one transaction and by its name: keeping it again replaces what was there. Actors
//! are shared by all documents; an event told twice on the same day between the same countries is one event
//! with two claims (`same.rs`).

mod agreement;
mod characters;
mod diff;
mod entry;
mod error;
mod form;
mod interval;
mod keep;
mod query;
mod review;
mod same;
mod timeline;

pub use agreement::Agreement;
pub use diff::{Change, Difference};
pub use entry::{Entry, Note, Party};
pub use error::Error;
pub use form::{ClaimForm, ClaimParty, Mark};
pub use keep::{CODER, Kept};
pub use query::{Cell, Table};
pub use review::{Correction, Review, Reviewed, Subject, Verdict};
pub use timeline::{Direction, Dyad, Telling};

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

/// The tables, indexes and the view, as SQL.
pub const SCHEMA: &str = concat!(include_str!("schema.sql"), include_str!("review.sql"));

/// What version 3 added to version 2.
const FROM_2_TO_3: &str =
    concat!(include_str!("review.sql"), "INSERT INTO words (words) VALUES ('rebuild');");

/// The schema's version, kept in the file's `user_version`.
pub const SCHEMA_VERSION: i32 = 3;

/// "CHRY", in the file's `application_id`: tells a record from any other SQLite file.
const APPLICATION_ID: i32 = 0x4348_5259;

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open record.
#[derive(Debug)]
pub struct Record {
    connection: Connection,
    /// `None` for a record in memory.
    path: Option<PathBuf>,
}

impl Record {
    /// Opens a record that is there.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::NotARecord`], [`Error::Version`], or SQLite's own.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        if !path.is_file() {
            return Err(Error::Missing { path: path.to_owned() });
        }
        let mut connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.busy_timeout(PATIENCE)?;
        bring_up(&mut connection, path)?;
        check(&connection, path)?;
        Self::ready(connection, Some(path.to_owned()))
    }

    /// Opens a record, or makes an empty one where there is no file.
    ///
    /// # Errors
    /// As [`Record::open`]; a file of another kind is left as it is.
    pub fn create_or_open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let at = |error: Error| error.at(path);
        let mut connection = Connection::open(path).map_err(|error| at(error.into()))?;
        connection.busy_timeout(PATIENCE)?;
        lay_out(&mut connection, path).map_err(at)?;
        bring_up(&mut connection, path).map_err(at)?;
        check(&connection, path)?;
        Self::ready(connection, Some(path.to_owned())).map_err(at)
    }

    /// A record that lives as long as this value.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn in_memory() -> Result<Self, Error> {
        let mut connection = Connection::open_in_memory()?;
        lay_out(&mut connection, Path::new(":memory:"))?;
        Self::ready(connection, None)
    }

    fn ready(connection: Connection, path: Option<PathBuf>) -> Result<Self, Error> {
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        if path.is_some() {
            // Readers go on while a document is being written; NORMAL is safe against corruption under WAL.
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "NORMAL")?;
        }
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Record { connection, path })
    }

    /// The documents that `coder` has coded already, by name, with their digests: what need not be coded again.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn done(&self, coder: &str) -> Result<HashMap<String, String>, Error> {
        let mut statement = self.connection.prepare("SELECT name, digest FROM documents WHERE coder = ?1")?;
        Ok(statement.query_map([coder], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    }

    /// Where the record lies; `None` in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

/// Writes the schema into an empty database, in one transaction; does nothing where there are tables.
fn lay_out(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    let not_a_record = |error| foreign_file(error, path);
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(not_a_record)?;
    let objects: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if objects == 0 {
        transaction.execute_batch(SCHEMA)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    }
    transaction.commit()?;
    Ok(())
}

/// Brings a record of an older version up to this one, in one transaction; leaves every other file as it is.
fn bring_up(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    let pragma =
        |connection: &Connection, name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let of_version_2 = |connection: &Connection| -> Result<bool, Error> {
        let kind = pragma(connection, "application_id").map_err(|error| foreign_file(error, path))?;
        Ok(kind == APPLICATION_ID && pragma(connection, "user_version")? == 2)
    };
    if !of_version_2(connection)? {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have done it while this one waited.
    if of_version_2(&transaction)? {
        transaction.execute_batch(FROM_2_TO_3)?;
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    }
    Ok(transaction.commit()?)
}

/// Whether the file is a record, and of this version.
fn check(connection: &Connection, path: &Path) -> Result<(), Error> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    if pragma("application_id").map_err(|error| foreign_file(error, path))? != APPLICATION_ID {
        return Err(Error::NotARecord { path: path.to_owned() });
    }
    match pragma("user_version")? {
        SCHEMA_VERSION => Ok(()),
        found => Err(Error::Version { path: path.to_owned(), found, expected: SCHEMA_VERSION }),
    }
}

fn foreign_file(error: rusqlite::Error, path: &Path) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => Error::NotARecord { path: path.to_owned() },
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests;
