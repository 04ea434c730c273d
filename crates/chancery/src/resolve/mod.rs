//! From [`Analysis`] to a [`Scene`]: which actor, time, place and sum each run of
//! words stands for, over the whole document.

mod actor;
pub mod gazetteer;
mod number;
pub mod quantity;
pub mod time;

pub use actor::{Actor, ActorId, Resolved, Sector};

use crate::analysis::Analysis;
use crate::document::Document;
use crate::sentence::Sentence;

/// A document with everything in it resolved: what the coding stage works on.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The text.
    pub document: Document,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// One a sentence.
    pub analyses: Vec<Analysis>,
    /// Every actor met in the document.
    pub actors: Vec<Actor>,
}
