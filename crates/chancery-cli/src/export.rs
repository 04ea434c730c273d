//! `chancery export`: a record as files that other programs read.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use chancery::export::{Options, Written, export};
use chancery::record::Record;

use crate::{Outcome, arguments, terminal};

pub fn run(arguments: &arguments::Export, out: &mut impl Write) -> Result<Outcome> {
    let record = Record::open(&arguments.record)?;
    let options = Options {
        statuses: arguments.status.clone(),
        min_confidence: arguments.min_confidence.map_or(0.0, f64::from),
    };
    let written = match &arguments.output {
        Some(path) => replace(path, |file| Ok(export(&record, arguments.to, &options, file)?))?,
        None => {
            out.flush()?;
            let mut stdout = BufWriter::new(std::io::stdout());
            export(&record, arguments.to, &options, &mut stdout)?
        }
    };
    let left_out = match written.left_out {
        0 => String::new(),
        n => format!(", {n} claims left out (docs/exports.md says which)"),
    };
    terminal::hint(format_args!("{} rows{left_out}", written.rows));
    Ok(if written.rows == 0 { Outcome::Nothing } else { Outcome::Found })
}

/// Writes beside `path` and puts the whole in its place, so that a disk that fills up leaves what was there.
fn replace(path: &Path, write: impl FnOnce(&mut (dyn Write + Send)) -> Result<Written>) -> Result<Written> {
    let told = || format!("{}: could not be written", path.display());
    // What is no plain file (/dev/stdout, a pipe) cannot be replaced.
    if path.exists() && !path.is_file() {
        let mut file = BufWriter::new(File::create(path).with_context(told)?);
        return write(&mut file).and_then(|written| Ok(file.flush().map(|()| written)?)).with_context(told);
    }
    let mut name = path.file_name().context("give a file to write to")?.to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let finish = || -> Result<Written> {
        let mut file = BufWriter::new(File::create(&part)?);
        let written = write(&mut file)?;
        file.flush()?;
        file.get_ref().sync_all()?;
        std::fs::rename(&part, path)?;
        Ok(written)
    };
    finish().inspect_err(|_| drop(std::fs::remove_file(&part))).with_context(told)
}
