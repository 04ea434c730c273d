//! From [`Sentence`](crate::sentence::Sentence)s to [`Analysis`]: the model's view of each sentence.

mod analyser;
mod decode;
mod error;
mod irregular;
mod labels;
mod relation;
mod shape;
mod subwords;
mod vocabulary;

pub use analyser::Analyser;
pub use error::Error;
pub(crate) use irregular::IRREGULAR;
pub use relation::{Dialect, Related};
pub use vocabulary::{EntityKind, EventType, Quad, Role, Status, Upos};

use std::ops::Range;

/// What the model makes of one sentence. All indices are token indices of that sentence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// One a token.
    pub words: Vec<Word>,
    /// Entity mentions, in text order, without overlap.
    pub mentions: Vec<Mention>,
    /// Token runs that name whom a statement is attributed to ("officials").
    pub attribution_sources: Vec<Range<usize>>,
    /// Token runs of the attributing words ("said").
    pub attribution_cues: Vec<Range<usize>>,
    /// Token runs of what is attributed.
    pub attribution_contents: Vec<Range<usize>>,
    /// Event triggers with their roles, in text order.
    pub candidates: Vec<Candidate>,
}

/// One token's part of speech, lemma and place in the Universal Dependencies tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Lemma, lower case but for proper nouns.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// The governing token; `None` for the root.
    pub head: Option<usize>,
    /// Universal Dependencies relation to the head, with its subtype (`nsubj:pass`).
    pub deprel: String,
}

/// A named or typed entity in the sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: EntityKind,
    /// The model's probability.
    pub score: f32,
}

/// An event that the model sees: a trigger, its type, and what stands in which role.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The trigger's tokens.
    pub trigger: Range<usize>,
    /// PLOVER type.
    pub event_type: EventType,
    /// Probability of trigger and type together.
    pub score: f32,
    /// The likeliest mode of that type with its probability, if any beats "no mode".
    pub mode: Option<(String, f32)>,
    /// The likeliest status and its probability.
    pub status: (Status, f32),
    /// Role fillers, each a token run.
    pub roles: Vec<Filler>,
}

/// A token run that fills a role of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Filler {
    /// Which role.
    pub role: Role,
    /// The tokens.
    pub tokens: Range<usize>,
    /// The model's probability.
    pub score: f32,
}
