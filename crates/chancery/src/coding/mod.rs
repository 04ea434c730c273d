//! From a [`Scene`](crate::resolve::Scene) to [`Event`]s: what was done by whom to whom, who says so, and why we think so.

mod amounts;
mod attribution;
mod cast;
pub mod codebook;
mod coder;
mod confidence;
mod contexts;
mod dating;
mod draft;
mod event;
mod explain;
pub mod frames;
mod merge;
mod places;
mod planned;
mod record_line;
mod trial;

pub use codebook::Codebook;
pub use coder::{Coder, LIKELY, Options, Voices};
pub use confidence::Signals;
pub use event::{Amount, Claim, Event, Evidence, Explanation};
pub use merge::MergeRule;
pub use record_line::{RecordLine, RecordSpans, UNKNOWN_COUNTRY};
pub use trial::{Trial, try_examples};
