use std::ops::Range;

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, Display, EnumIter, EnumString};

/// Index of an actor in its [`Scene`](super::Scene).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActorId(pub usize);

/// A state, organ of a state, office-holder, group, body, firm or person that acts.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// The fullest name that the text or the gazetteer gives.
    pub name: String,
    /// ISO 3166-1 alpha-3, a historical state (`SUN`, `YUG`, `CSK`, `DDR`), or `EUR`, `UNO`, `IGO`, `NGO`, `MNC`,
    /// `IMG`, `REG`; `None` where the text does not say.
    pub country: Option<String>,
    /// What it is within its country; the first is the closest.
    pub sectors: Vec<Sector>,
}

/// What a run of tokens stands for: one actor (two for "the two sides"), and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The actor.
    pub actor: ActorId,
    /// The tokens that name it.
    pub tokens: Range<usize>,
    /// Why, in words, for `explain` ("demonym of ISR", "surname of Avigdor Lieberman", "pronoun, last subject").
    pub reason: String,
}

/// PLOVER's sectors (with `UAF` for unknown gunmen, `PRM` for pro-government militias, `PTY` for parties).
#[allow(missing_docs)]
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumString,
    EnumIter,
    AsRefStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "UPPERCASE")]
#[serde(rename_all = "UPPERCASE")]
pub enum Sector {
    Gov,
    Mil,
    Spy,
    Cop,
    Jud,
    Leg,
    Pty,
    Opp,
    Reb,
    Prm,
    Uaf,
    Crm,
    Bus,
    Lab,
    Edu,
    Rel,
    Jrn,
    Med,
    Cvl,
    Ref,
    Eth,
    Igo,
    Ngo,
    Eli,
}
