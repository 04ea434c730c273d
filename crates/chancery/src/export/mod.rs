//! From a [`Record`] to the files that other programs read. `docs/exports.md` gives each
//! layout, with what is left empty and why.
//!
//! One layout, one module. All are written from the record's entries in one pass; only the networks, which are small,
//! are held in memory.

mod dyads;
mod error;
mod flat;
mod gdelt;
mod gexf;
mod graphml;
mod icews;
mod jsonl;
mod network;
mod parquet;
mod place;
mod polecat;
mod rdf;
mod separated;
mod timeline;

pub use error::Error;

use std::io::Write;

use strum::{AsRefStr, Display, EnumIter, EnumString};

use crate::analysis::Status;
use crate::record::{Entry, Record};

/// What a record is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, EnumIter, AsRefStr)]
#[strum(serialize_all = "lowercase")]
pub enum Layout {
    /// POLECAT's columns, tab-separated, with a header.
    Polecat,
    /// The columns of ICEWS, tab-separated, with a header.
    Icews,
    /// The 58 columns of GDELT 1.0, tab-separated, without a header.
    Gdelt,
    /// Every claim, flat, comma-separated, with a header.
    Csv,
    /// Every claim, one JSON object a line.
    Jsonl,
    /// Every claim, typed columns in Parquet.
    Parquet,
    /// Countries and what they did to each other, as GraphML.
    Graphml,
    /// The same network as GEXF.
    Gexf,
    /// Events by the Simple Event Model, claims by PROV-O, in Turtle.
    Rdf,
    /// The sheet from which TimelineJS draws.
    Timeline,
}

impl Layout {
    /// The statuses that go in where nothing else is asked for. The data sets of other coders know acts that took
    /// place (or are said to have), and nothing that is planned, denied or supposed: such rows would be read as facts.
    pub fn statuses(self) -> &'static [Status] {
        match self {
            Layout::Polecat | Layout::Icews | Layout::Gdelt => &[Status::Actual, Status::Alleged],
            _ => &[
                Status::Actual,
                Status::Planned,
                Status::Requested,
                Status::Alleged,
                Status::Denied,
                Status::Hypothetical,
                Status::Negated,
            ],
        }
    }
}

/// Which claims go in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// Only these; what the layout takes where none are given.
    pub statuses: Vec<Status>,
    /// Only what is at least as probable, 0 to 1.
    pub min_confidence: f64,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Rows, lines, edges or events: what the layout counts.
    pub rows: usize,
    /// Claims that it cannot hold: of another status, or without what it needs.
    pub left_out: usize,
}

/// Writes a record in a layout.
///
/// # Errors
/// Where the record cannot be read or the output not be written.
pub fn export(
    record: &Record,
    layout: Layout,
    options: &Options,
    out: &mut (dyn Write + Send),
) -> Result<Written, Error> {
    let statuses: &[Status] = match options.statuses.as_slice() {
        [] => layout.statuses(),
        given => given,
    };
    let mut left_out = 0;
    let wanted = |entry: &Entry| {
        entry.confidence >= options.min_confidence && statuses.iter().any(|s| s.as_ref() == entry.status)
    };
    let entries = |take: &mut dyn FnMut(Entry) -> Result<(), Error>| {
        record.entries(|entry| {
            if wanted(&entry) {
                return take(entry);
            }
            left_out += 1;
            Ok(())
        })
    };
    let written = match layout {
        Layout::Polecat => polecat::write(entries, out),
        Layout::Icews => icews::write(entries, out),
        Layout::Gdelt => gdelt::write(entries, out),
        Layout::Csv => separated::write(entries, out),
        Layout::Jsonl => jsonl::write(entries, out),
        Layout::Parquet => parquet::write(entries, out),
        Layout::Graphml => graphml::write(&network::Network::of(entries)?, out),
        Layout::Gexf => gexf::write(&network::Network::of(entries)?, out),
        Layout::Rdf => rdf::write(entries, out),
        Layout::Timeline => timeline::write(entries, out),
    }?;
    out.flush()?;
    Ok(Written { left_out: written.left_out + left_out, ..written })
}

#[cfg(test)]
mod tests;
