//! From [`Analysis`](crate::analysis::Analysis) to a [`Scene`]: which actor, time, place and sum each run of
//! words stands for, over the whole document.

mod actor;
mod antecedent;
mod antecedent_weights;
mod bodies;
mod description;
mod discourse;
pub mod gazetteer;
mod geography;
mod names;
mod nationality;
mod noun_phrase;
mod number;
mod office;
mod pairs;
mod persons;
mod phrase;
pub mod place;
mod pronouns;
pub mod quantity;
mod reading;
mod scan;
mod scene;
pub mod time;

pub use actor::{Actor, ActorId, Resolved, Sector};
pub use gazetteer::Gazetteer;
pub use scene::{Antecedent, Resolver, Scene};

#[cfg(test)]
mod tests;
