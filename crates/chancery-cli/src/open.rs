//! `chancery open`: from texts to the browser in one step.

use std::io::Write;

use anyhow::{Context, Result};

use crate::{Outcome, arguments, code, serve, terminal};

pub fn run(arguments: &arguments::Open, out: &mut impl Write) -> Result<Outcome> {
    // A folder of its own, which goes away with the command.
    let folder = tempfile::tempdir().context("a folder for the record")?;
    let path = arguments.output.clone().unwrap_or_else(|| folder.path().join("record.db"));
    let count = code::into_record(arguments, &path)?;
    terminal::hint(count);
    serve::serve(&path, &arguments.serving, out, |address| {
        if !arguments.no_browser && ::open::that_detached(address).is_err() {
            terminal::hint("no browser could be started: open the address yourself");
        }
    })?;
    Ok(count.outcome())
}
