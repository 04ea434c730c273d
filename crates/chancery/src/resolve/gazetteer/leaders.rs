use super::Cite;
use crate::resolve::Sector;

/// A person known by name: a ruler, minister, head of a body, opposition or rebel leader.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The usual full name; the surname alone where no source gives more.
    pub name: String,
    /// The name that texts use after the first mention.
    pub surname: String,
    /// Other spellings of either.
    pub aliases: Vec<String>,
    /// A state's code or that of a body (`UNO`, `EUR`, `IGO`).
    pub country: String,
    /// Offices held, the earliest first.
    pub terms: Vec<Term>,
    /// Where the first of them stands.
    pub cites: Cite,
}

/// An office and the years for which it was held.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// "president", "foreign minister", "rebel leader"; "ruler" where a source says no more.
    pub office: String,
    /// The closest first.
    pub sectors: Vec<Sector>,
    /// First year; `i16::MIN` if not known.
    pub from: i16,
    /// Last year; `i16::MAX` if still held or not known.
    pub to: i16,
}

impl Person {
    /// Full name, surname and their other spellings.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.name.as_str(), self.surname.as_str()].into_iter().chain(self.aliases.iter().map(String::as_str))
    }

    /// The offices held in `year`.
    pub fn terms_in(&self, year: i16) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| (term.from..=term.to).contains(&year))
    }
}
