//! Every claim, one JSON object a line.

use std::io::Write;

use super::{Error, Written};
use crate::record::Entry;

pub(super) fn write(
    entries: impl FnOnce(&mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<(), Error>,
    out: &mut (dyn Write + Send),
) -> Result<Written, Error> {
    let mut written = Written::default();
    entries(&mut |entry| {
        serde_json::to_writer(&mut *out, &entry)?;
        out.write_all(b"\n")?;
        written.rows += 1;
        Ok(())
    })?;
    Ok(written)
}
