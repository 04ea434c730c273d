//! The closed vocabularies of the analysis: parts of speech, entity kinds, PLOVER types, roles, statuses.

use serde::{Deserialize, Serialize};
use strum::{AsRefStr, Display, EnumIter, EnumString};

/// Universal part-of-speech tags (universaldependencies.org/u/pos).
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Display, EnumString, EnumIter, AsRefStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

/// What an entity mention names.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, EnumIter, AsRefStr, Serialize, Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A person by name.
    Person,
    /// A body, firm, ministry, army, party.
    Organisation,
    /// A state, city, region, river.
    Location,
    /// A nationality, religious or political group ("Israeli", "Shia").
    Group,
    /// A building, base, airport, border post.
    Facility,
    /// A weapon or product by name.
    Product,
    /// A sum of money.
    Money,
    /// A count or measure.
    Quantity,
    /// A date, time or span of time.
    Date,
    /// A named war, summit, exercise, disaster.
    Event,
    /// A treaty, law, resolution by name.
    Law,
}

/// PLOVER's sixteen event types (2021: YIELD became CONCEDE and RETREAT).
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
pub enum EventType {
    Agree,
    Consult,
    Support,
    Cooperate,
    Aid,
    Concede,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

impl EventType {
    /// The class that PLOVER puts the type in (manual, "Quad categories in PLOVER").
    pub fn quad(self) -> Quad {
        use EventType::*;
        match self {
            Agree | Consult | Support | Concede => Quad::VerbalCooperation,
            Cooperate | Aid | Retreat => Quad::MaterialCooperation,
            Request | Accuse | Reject | Threaten => Quad::VerbalConflict,
            Protest | Sanction | Mobilize | Coerce | Assault => Quad::MaterialConflict,
        }
    }
}

/// PLOVER's and CAMEO's four classes, with their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quad {
    /// Words of cooperation.
    VerbalCooperation = 1,
    /// Deeds of cooperation.
    MaterialCooperation = 2,
    /// Words of conflict.
    VerbalConflict = 3,
    /// Deeds of conflict.
    MaterialConflict = 4,
}

/// What a token run is to an event.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, EnumIter, AsRefStr, Serialize, Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Who does it.
    Source,
    /// To whom it is done.
    Target,
    /// What it was about.
    Object,
    /// When.
    Date,
    /// Where.
    Place,
    /// For how much, or how many.
    Amount,
    /// Who says so.
    Sayer,
}

/// Whether the act took place.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Default,
    Display,
    EnumString,
    EnumIter,
    AsRefStr,
    Serialize,
    Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Happened or is happening.
    #[default]
    Actual,
    /// Announced, will happen.
    Planned,
    /// Asked for.
    Requested,
    /// Somebody's word, not the text's own.
    Alleged,
    /// Denied by somebody named.
    Denied,
    /// If, might, could.
    Hypothetical,
    /// Did not happen.
    Negated,
}
