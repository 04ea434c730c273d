//! The whole record in columns, in memory: one entry a claim, in time. Any combination of filters is one pass over
//! it, which no index of SQLite gives. A million claims take some 80 MB and a few seconds to load.
//!
//! Texts that repeat (types, sayers, sides, …) are numbered; a filter decides once a text, not once a claim.

mod count;
mod days;
mod filter;
mod load;
mod names;
mod pairs;
mod sort;

pub use days::{day, iso};
pub use filter::{Ask, Direction};
pub use load::load;
pub use names::Names;
pub use pairs::{By, Node, Tally};
pub use sort::{Cursor, Order};

/// A claim whose event has no date.
pub const UNDATED: i32 = i32::MAX;

/// A text that a claim lacks.
pub const NONE: u32 = 0;

/// The claims, column by column.
#[derive(Debug, Default)]
pub struct Index {
    /// Row in `claims`.
    pub claim: Vec<i64>,
    /// Row in `events`; claims of one event stand together.
    pub event: Vec<i64>,
    /// First day that the date can mean, counted from 1970-01-01; [`UNDATED`] without one.
    pub from: Vec<i32>,
    /// Last day.
    pub to: Vec<i32>,
    /// In `types`.
    pub kind: Vec<u32>,
    /// In `modes`.
    pub mode: Vec<u32>,
    /// In `statuses`.
    pub status: Vec<u32>,
    /// In `sayers`.
    pub sayer: Vec<u32>,
    /// In `objects`.
    pub object: Vec<u32>,
    /// In `places`.
    pub place: Vec<u32>,
    /// In `documents`.
    pub document: Vec<u32>,
    /// In `context_sets`.
    pub contexts: Vec<u32>,
    /// In `sides`.
    pub side: Vec<u32>,
    /// In `casts`.
    pub cast: Vec<u32>,
    /// NaN without one.
    pub goldstein: Vec<f32>,
    /// 0 to 1.
    pub confidence: Vec<f32>,

    /// PLOVER types.
    pub types: Names,
    /// PLOVER modes.
    pub modes: Names,
    /// Statuses.
    pub statuses: Names,
    /// Sayers.
    pub sayers: Names,
    /// Objects.
    pub objects: Names,
    /// Places, in the words of the texts.
    pub places: Names,
    /// Rows of `documents`, in order.
    pub documents: Vec<i64>,
    /// Contexts.
    pub contexts_named: Names,
    /// Country codes.
    pub countries: Names,
    /// Each set of contexts that occurs.
    pub context_sets: Vec<Vec<u32>>,
    /// Each pair of source and target countries that occurs.
    pub sides: Vec<Ends>,
    /// Each pair of source and target actors that occurs.
    pub casts: Vec<Ends>,
    /// Actors that take part in a claim.
    pub actors: Vec<Actor>,
}

/// Who stands on either end, by number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Ends {
    /// Sources.
    pub source: Vec<u32>,
    /// Targets.
    pub target: Vec<u32>,
}

/// An actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Row in `actors`.
    pub id: i64,
    /// Name.
    pub name: String,
    /// In `countries`; [`NONE`] without one.
    pub country: u32,
}

impl Index {
    /// How many claims there are.
    pub fn len(&self) -> usize {
        self.claim.len()
    }

    /// First and last day that a dated event can mean.
    pub fn span(&self) -> Option<(i32, i32)> {
        let dated = self.from.partition_point(|day| *day != UNDATED);
        let last = self.to[..dated].iter().max()?;
        Some((*self.from.first()?, *last))
    }

    /// The first claim of each event among `rows`, which are in order.
    pub fn events<'a>(&'a self, rows: impl Iterator<Item = usize> + 'a) -> impl Iterator<Item = usize> + 'a {
        let mut last = None;
        rows.filter(move |&row| last.replace(self.event[row]) != Some(self.event[row]))
    }
}
