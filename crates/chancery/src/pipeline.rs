//! The stages in their order.

use crate::coding::Event;
use crate::resolve::Scene;

/// A document after every stage: what was resolved in it, and the events that it tells.
#[derive(Debug, Clone)]
pub struct Coded {
    /// The document, its sentences, their analyses, its actors.
    pub scene: Scene,
    /// The events, in text order.
    pub events: Vec<Event>,
}
