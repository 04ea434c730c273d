use serde::{Deserialize, Serialize};

use super::Signals;
use crate::analysis::{EventType, Status};
use crate::document::Span;
use crate::resolve::ActorId;

/// One act between actors, with the claim that carries it and the words that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Which sentence of the scene the trigger stands in.
    pub sentence: usize,
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode of that type (`visit`, `arrest`).
    pub mode: Option<String>,
    /// PLOVER contexts (`military`, `diplomatic`).
    pub contexts: Vec<String>,
    /// CAMEO code, most specific known (`"0311"`).
    pub cameo: Option<String>,
    /// Goldstein score of the CAMEO code, −10 to 10.
    pub goldstein: Option<f32>,
    /// Whether it took place.
    pub status: Status,
    /// Who does it. A symmetric act has both sides here and in `target`.
    pub source: Vec<ActorId>,
    /// To whom.
    pub target: Vec<ActorId>,
    /// When: `1991-12-25`, `1991-11`, `1991`, or `1963/1967`.
    pub date: Option<String>,
    /// For how much.
    pub amount: Vec<Amount>,
    /// Where, as the text has it.
    pub place: Option<String>,
    /// What it was about.
    pub object: Option<String>,
    /// Who says so, how sure, on which footnotes.
    pub claim: Claim,
    /// The words.
    pub evidence: Evidence,
    /// Calibrated probability that the event is right (type and the countries of both sides), 0 to 1.
    pub confidence: f32,
    /// What the confidence is made of.
    pub signals: Signals,
    /// How it came about, for `explain`.
    pub explanation: Explanation,
}

/// Somebody's word that an event is so.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claim {
    /// Whom the text names for it; `None` where the document itself says so.
    pub sayer: Option<String>,
    /// Footnote labels that support it.
    pub citations: Vec<String>,
}

/// A sum or a count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// In units, scale applied (`120000000`).
    pub value: f64,
    /// ISO 4217 for money (`USD`); `None` for a bare count.
    pub unit: Option<String>,
}

impl std::fmt::Display for Amount {
    /// The record form: `120000000 USD`, or a bare `67`; fractions only where there are any.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Scaling leaves dust (1.1 × 10⁹ = 1100000000.0000002): a thousandth is finer than any text.
        let value = (self.value * 1000.0).round() / 1000.0;
        write!(f, "{}", if value.is_finite() { value } else { self.value })?;
        self.unit.as_ref().map_or(Ok(()), |unit| write!(f, " {unit}"))
    }
}

/// The spans of the original text that an event rests on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// The trigger.
    pub trigger: Option<Span>,
    /// Source mentions.
    pub source: Vec<Span>,
    /// Target mentions.
    pub target: Vec<Span>,
    /// Date words.
    pub date: Option<Span>,
    /// Place words.
    pub place: Option<Span>,
    /// Amounts.
    pub amount: Vec<Span>,
    /// Object words.
    pub object: Option<Span>,
    /// Sayer and cue.
    pub sayer: Option<Span>,
}

/// A step of reasoning, with what it found and the steps it rests on; built by the code that decides.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Explanation {
    /// What was decided ("type", "source", "frame").
    pub what: String,
    /// What came out.
    pub value: String,
    /// The words it rests on.
    pub evidence: Vec<Span>,
    /// Codebook or gazetteer entry, `file:line`.
    pub cites: Option<String>,
    /// Steps below.
    pub details: Vec<Explanation>,
}
