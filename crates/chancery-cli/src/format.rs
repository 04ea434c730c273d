//! The formats in which a table leaves the program.

use std::io::Write;

use anyhow::Result;
use chancery::record::{Cell, Table};
use clap::ValueEnum;
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, TableStyle};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::terminal;

/// How to print a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Table,
    /// One array, an object a line
    Json,
    /// With a header
    Csv,
    /// A Markdown table
    Md,
}

/// Writes `table`, as wide as the terminal at most.
pub fn write(table: &Table, format: Format, out: &mut impl Write) -> Result<()> {
    match format {
        Format::Table => columns(table, out),
        Format::Json => {
            let rows: Vec<_> = table.rows.iter().map(|row| Object { columns: &table.columns, row }).collect();
            json(&rows, out)
        }
        Format::Csv => comma_separated(table, out),
        Format::Md => markdown(table, out),
    }
}

/// Writes a JSON array with one row a line, so that line tools can work on it too.
pub fn json<T: Serialize>(rows: &[T], out: &mut impl Write) -> Result<()> {
    let mut opening = "[\n";
    for row in rows {
        write!(out, "{opening}{}", serde_json::to_string(row)?)?;
        opening = ",\n";
    }
    writeln!(out, "{}]", if rows.is_empty() { "[" } else { "\n" })?;
    Ok(())
}

fn columns(table: &Table, out: &mut impl Write) -> Result<()> {
    let mut drawn = comfy_table::Table::new();
    drawn
        .load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(terminal::width() as u16)
        .set_header(&table.columns);
    for row in &table.rows {
        drawn.add_row(row.iter().map(|cell| comfy_table::Cell::new(shown(cell))));
    }
    for (i, column) in drawn.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        let number =
            |row: &Vec<Cell>| matches!(row.get(i), Some(Cell::Integer(_) | Cell::Real(_) | Cell::Null));
        if table.rows.iter().all(number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for line in drawn.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn comma_separated(table: &Table, out: &mut impl Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(&table.columns).map_err(written)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(shown)).map_err(written)?;
    }
    writer.flush()?;
    Ok(())
}

/// The I/O error underneath: a closed pipe is then known for what it is.
fn written(error: csv::Error) -> anyhow::Error {
    if !error.is_io_error() {
        return error.into();
    }
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => anyhow::anyhow!("{other:?}"),
    }
}

fn markdown(table: &Table, out: &mut impl Write) -> Result<()> {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    writeln!(out, "{}", row(table.columns.clone()))?;
    writeln!(out, "|{}", "---|".repeat(table.columns.len()))?;
    for cells in &table.rows {
        let escaped = |cell| shown(cell).replace('|', "\\|").replace(['\n', '\r'], " ");
        writeln!(out, "{}", row(cells.iter().map(escaped).collect()))?;
    }
    Ok(())
}

fn shown(cell: &Cell) -> String {
    cell.to_string()
}

/// A row as a JSON object, its keys in the order of the columns.
struct Object<'a> {
    columns: &'a [String],
    row: &'a [Cell],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.row) {
            map.serialize_entry(column, cell)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: Format) -> String {
        let table = Table {
            columns: vec!["type".into(), "n".into()],
            rows: vec![
                vec![Cell::Text("AID, \"given\" | lent".into()), Cell::Integer(3)],
                vec![Cell::Null, Cell::Real(0.5)],
            ],
        };
        let mut out = Vec::new();
        write(&table, format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_format_escapes_what_it_must() {
        assert_eq!(written(Format::Csv), "type,n\n\"AID, \"\"given\"\" | lent\",3\n,0.5\n");
        assert_eq!(
            written(Format::Md),
            "| type | n |\n|---|---|\n| AID, \"given\" \\| lent | 3 |\n|  | 0.5 |\n"
        );
        assert_eq!(
            written(Format::Json),
            "[\n{\"type\":\"AID, \\\"given\\\" | lent\",\"n\":3},\n{\"type\":null,\"n\":0.5}\n]\n"
        );
        let table = written(Format::Table);
        assert!(table.contains("AID, \"given\" | lent"), "{table}");
    }

    #[test]
    fn no_rows_are_an_empty_array() {
        let mut out = Vec::new();
        json::<u8>(&[], &mut out).unwrap();
        assert_eq!(out, b"[]\n");
    }
}
