use std::fmt;

use strum::{Display, EnumIter, EnumString};

use crate::resolve::Sector;

/// One fact: a name stands for something of a country.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The usual name.
    pub name: String,
    /// A state's code, or `EUR`, `UNO`, `IGO`, `NGO`, `MNC`, `IMG`; `None` where it belongs to none.
    pub country: Option<String>,
    /// What it is within its country, the closest first; empty for places.
    pub sectors: Vec<Sector>,
    /// What sort of thing it is.
    pub kind: Kind,
    /// First and last year for which it holds; an open end is `i16::MIN` or `i16::MAX`.
    pub valid: Option<(i16, i16)>,
    /// Inhabitants, for a city; otherwise 0.
    pub population: u32,
    /// Where the fact stands.
    pub cites: Cite,
}

impl Entry {
    /// Whether the fact holds in `year`.
    pub fn holds_in(&self, year: i16) -> bool {
        self.valid.is_none_or(|(from, to)| (from..=to).contains(&year))
    }

    /// Whether it is past.
    pub fn ended(&self) -> bool {
        self.valid.is_some_and(|(_, to)| to < i16::MAX)
    }
}

/// File and line of a fact; shown as `states.csv:12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cite {
    /// File under `gazetteer/`.
    pub file: &'static str,
    /// Line, from 1.
    pub line: u32,
}

impl fmt::Display for Cite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Display, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A state, past or present, or a territory with a code of its own.
    State,
    /// The adjective of a state, or one of its people ("Israeli", "Dane").
    Demonym,
    /// The people of a state ("Israelis", "Danes").
    People,
    /// A capital, which also stands for its government.
    Capital,
    /// A building, street or place that stands for an organ ("the Kremlin").
    Metonym,
    /// An organ of state: an office, a ministry, a commission.
    Organ,
    /// A parliament or one of its houses.
    Legislature,
    /// A court.
    Court,
    /// An armed force of a state or a part of one.
    Force,
    /// An intelligence service, police force or another agency.
    Agency,
    /// A body of states.
    Body,
    /// A non-governmental organisation.
    Ngo,
    /// An armed group other than a state's forces.
    ArmedGroup,
    /// A political party or movement.
    Party,
    /// A firm or bank.
    Firm,
    /// A newspaper, broadcaster or news agency.
    Media,
    /// An ethnic or religious group.
    Ethnic,
    /// A person by full name.
    Person,
    /// A province, island, peninsula or another part of a state.
    Region,
    /// Part of the world of several states: no country of its own.
    WorldRegion,
    /// A town.
    City,
}

impl Kind {
    /// Which kind is the likelier meaning where a name has several; small is likelier.
    pub(super) fn rank(self) -> u8 {
        match self {
            Kind::State => 0,
            Kind::Demonym | Kind::People => 1,
            Kind::Capital => 2,
            Kind::Metonym | Kind::Organ | Kind::Legislature | Kind::Court | Kind::Force | Kind::Agency => 3,
            Kind::Body | Kind::Ngo => 4,
            Kind::ArmedGroup => 5,
            Kind::Person => 6,
            Kind::Ethnic => 7,
            Kind::WorldRegion => 8,
            Kind::Region => 9,
            Kind::City => 10,
            Kind::Party => 11,
            Kind::Firm | Kind::Media => 12,
        }
    }
}

/// A name found among words.
#[derive(Debug, Clone, PartialEq)]
pub struct Match<'g> {
    /// Number of words that it covers.
    pub len: usize,
    /// What it may stand for, the likeliest first; never empty.
    pub entries: Vec<&'g Entry>,
    /// The words are common words or personal names too ("Nice", "Victoria"): to be believed only with support.
    pub weak: bool,
}
