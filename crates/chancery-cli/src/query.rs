//! `chancery query`: SQL on a record.

use std::io::Write;

use anyhow::Result;
use chancery::record::Record;

use crate::{Outcome, arguments, format};

pub fn run(arguments: &arguments::Query, out: &mut impl Write) -> Result<Outcome> {
    let table = Record::open(&arguments.record)?.query(&arguments.sql)?;
    format::write(&table, arguments.format, out)?;
    Ok(if table.rows.is_empty() { Outcome::Nothing } else { Outcome::Found })
}
