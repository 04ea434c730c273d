//! From a [`Scene`](crate::resolve::Scene) to [`Event`]s: what was done by whom to whom, who says so, and why we think so.

pub mod codebook;
mod event;
pub mod frames;
mod record_line;

pub use codebook::Codebook;
pub use event::{Amount, Claim, Event, Evidence, Explanation};
pub use record_line::{RecordLine, RecordSpans, UNKNOWN_COUNTRY};
