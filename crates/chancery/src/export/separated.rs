//! Every claim, flat, with commas between.

use std::io::Write;

use super::flat::{COLUMNS, Value};
use super::{Error, Written};
use crate::record::Entry;

/// Between the values of a list.
const BETWEEN: &str = "; ";

pub(super) fn write(
    entries: impl FnOnce(&mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<(), Error>,
    out: &mut (dyn Write + Send),
) -> Result<Written, Error> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(COLUMNS.iter().map(|c| c.name))?;
    let mut written = Written::default();
    entries(&mut |entry| {
        rows.write_record(COLUMNS.iter().map(|column| shown((column.value)(&entry))))?;
        written.rows += 1;
        Ok(())
    })?;
    rows.flush()?;
    Ok(written)
}

fn shown(value: Value) -> String {
    match value {
        Value::Integer(value) => value.to_string(),
        Value::Real(value) => value.map(|v| v.to_string()).unwrap_or_default(),
        Value::Text(text) => text.unwrap_or_default(),
        Value::Day(day) => day.map(|d| d.to_string()).unwrap_or_default(),
        // A list whose every value is empty says nothing.
        Value::List(values) if values.iter().all(String::is_empty) => String::new(),
        Value::List(values) => values.join(BETWEEN),
    }
}
