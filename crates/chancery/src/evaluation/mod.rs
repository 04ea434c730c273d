//! Scores on gold data: what `chancery eval` does.
//!
//! Each kind of gold has a module that reads it, has its texts coded, and scores what came of it. Scorers are pure
//! functions of gold and prediction; the coder is a function from documents to what the pipeline makes of them.

mod actors;
mod attribution;
mod bio;
mod corpus;
mod entities;
mod error;
mod measure;
mod parse;
mod record;
mod relations;
mod report;
mod table;
mod triples;

use std::path::PathBuf;

use strum::{AsRefStr, Display, EnumIter, EnumString};

pub use error::EvaluationError;
pub use measure::Counts;
pub use report::Report;

use crate::analysis::{Dialect, EventType};
use crate::document::{Document, Span};
use crate::pipeline::Coded;

/// What is measured, by the form of its gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, EnumIter, AsRefStr)]
#[strum(serialize_all = "lowercase")]
pub enum Kind {
    /// TSV with `marked_sentence` and `gold_root`: macro-F1 of the type of the act between the two marked actors.
    Relations,
    /// TSV of sentence and class 0 to 4: macro-F1 of the class of the sentence's likeliest act.
    Penta,
    /// Words tagged in BIO as source, target, related: span F1.
    Actors,
    /// JSON list of records with text, event, source and target: F1 of (source country, type, target country).
    Triples,
    /// CoNLL-U: LAS on raw text by the measure of CoNLL 2018.
    Parse,
    /// Words tagged in BIO with entity kinds: span F1.
    Entities,
    /// PolNeAR folder with `text/` and `attributions/`: token F1 of source, cue and content.
    Attribution,
    /// `NAME.jsonl` in the record form with `NAME.txt` beside it: directed F1.
    Record,
    /// The event corpus, JSON lines with `text` and `events`: directed F1.
    Events,
}

/// The pipeline as the evaluation sees it: documents in, what came of each out, in order.
pub type Coder<'a> = dyn Fn(Vec<Document>) -> Vec<Coded> + 'a;

/// The relation head as the evaluation sees it: what the first mention did to the second in a coded text.
pub type Relater<'a> = dyn Fn(&Coded, &[Span], &[Span], Dialect) -> Option<EventType> + 'a;

/// Scores `code` (and `relate` for [`Kind::Relations`]) on the gold of `files` (folders for [`Kind::Attribution`]), pooled.
///
/// # Errors
/// Where a file cannot be read or is not in the form of its kind; the error names file and line.
pub fn evaluate(
    kind: Kind,
    files: &[PathBuf],
    code: &Coder<'_>,
    relate: &Relater<'_>,
) -> Result<Report, EvaluationError> {
    match kind {
        Kind::Relations => relations::evaluate(files, code, relate),
        Kind::Penta => relations::evaluate_penta(files, code),
        Kind::Actors => actors::evaluate(files, code),
        Kind::Triples => triples::evaluate(files, code),
        Kind::Parse => parse::evaluate(files, code),
        Kind::Entities => entities::evaluate(files, code),
        Kind::Attribution => attribution::evaluate(files, code),
        Kind::Record => record::evaluate(files, code),
        Kind::Events => corpus::evaluate(files, code),
    }
}
