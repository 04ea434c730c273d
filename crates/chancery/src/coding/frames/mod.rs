//! Frames over the tree of a sentence: which of them match, on which words, with which arguments.
//!
//! Needs the words and dates of an [`Analysis`](crate::analysis::Analysis); gives one [`Match`] for each
//! act that the codebook sees, without overlap of triggers.

mod arguments;
mod inflection;
mod matcher;
mod phrase;
mod slots;
mod status;
#[cfg(test)]
mod tests;
mod tree;
mod trigger;

pub use matcher::{Fill, Fills, Match, Matcher};
pub use status::{StatusReading, read_status};
pub use tree::Tree;

pub(super) use arguments::surface_subject;
