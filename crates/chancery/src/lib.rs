//! Chancery reads prose about relations between states and keeps the record: who did what to whom,
//! when, where, for how much, who says so, and which source carries it.
//!
//! One stage, one folder, one input type, one output type; a stage never reaches back:
//!
//! ```text
//! file ─document─▶ Document ─sentence─▶ Sentence ─analysis─▶ Analysis ─resolve─▶ Scene ─coding─▶ Event ─record─▶ Record
//! ```
//!
//! Everything downstream of [`document::Document`] carries [`document::Span`]s of the original text,
//! so that any figure in any output can light up the words that it rests on.

pub mod analysis;
pub mod coding;
pub mod document;
pub mod evaluation;
pub mod explain;
pub mod export;
pub mod pipeline;
pub mod record;
pub mod resolve;
pub mod sentence;
