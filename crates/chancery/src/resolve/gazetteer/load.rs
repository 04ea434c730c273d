//! Reads the data files that the binary carries.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};
use thiserror::Error;

use super::cities::Cities;
use super::{Cite, Entry, Gazetteer, Kind, Person, Role, State, Term};
use crate::resolve::Sector;

/// A data file that does not hold what its layout says.
#[derive(Debug, Error)]
pub enum GazetteerError {
    /// Not CSV of the layout.
    #[error("{file}: {source}")]
    Csv {
        /// File under `gazetteer/`.
        file: &'static str,
        /// What the reader says.
        source: csv::Error,
    },
    /// A field that is none of its closed vocabulary, or not a number.
    #[error("{cite}: `{value}` is not a {what}")]
    Field {
        /// Where.
        cite: Cite,
        /// What should stand there.
        what: &'static str,
        /// What does.
        value: String,
    },
}

macro_rules! data {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../gazetteer/", $name)))),*]
    };
}

/// The files with the common layout `name,aliases,country,sectors,kind,from,to`.
pub(super) const ENTRIES: &[(&str, &str)] = data![
    "capitals.csv",
    "demonyms.csv",
    "former_states.csv",
    "seats.csv",
    "agencies.csv",
    "bodies.csv",
    "armed_groups.csv",
    "ethnic_groups.csv",
    "regions.csv",
    "parties.csv",
    "firms.csv",
    "media.csv",
];

/// The files with layouts of their own.
pub(super) const STATES: &[(&str, &str)] = data!["states.csv"];
pub(super) const ROLES: &[(&str, &str)] = data!["roles.csv"];
pub(super) const PERSONS: &[(&str, &str)] = data!["leaders.csv", "rulers.csv"];

pub(super) fn embedded() -> Result<Gazetteer, GazetteerError> {
    let mut gazetteer = Gazetteer::default();
    // About as many as there are, so that the tables do not grow step by step.
    gazetteer.entries.reserve(1 << 14);
    gazetteer.names.reserve(1 << 15);
    gazetteer.by_key.reserve(1 << 15);
    gazetteer.reach.reserve(1 << 14);
    for &file in STATES {
        states(&mut gazetteer, file)?;
    }
    for &file in ENTRIES {
        entries(&mut gazetteer, file)?;
    }
    gazetteer.cities = Cities::embedded();
    for &file in ROLES {
        roles(&mut gazetteer, file)?;
    }
    persons(&mut gazetteer, PERSONS)?;
    gazetteer.rank();
    Ok(gazetteer)
}

/// The rows of a file without its header, each with its place.
fn rows(
    (file, text): (&'static str, &str),
    mut row: impl FnMut(Cite, &StringRecord) -> Result<(), GazetteerError>,
) -> Result<(), GazetteerError> {
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|source| GazetteerError::Csv { file, source })? {
        let line = record.position().map_or(0, |p| p.line() as u32);
        row(Cite { file, line }, &record)?;
    }
    Ok(())
}

fn field(record: &StringRecord, i: usize) -> &str {
    record.get(i).unwrap_or_default()
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split('|').filter(|part| !part.is_empty())
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn year(cite: Cite, text: &str, open: i16) -> Result<i16, GazetteerError> {
    if text.is_empty() {
        return Ok(open);
    }
    text.parse().map_err(|_| GazetteerError::Field { cite, what: "year", value: text.to_owned() })
}

fn years(cite: Cite, from: &str, to: &str) -> Result<Option<(i16, i16)>, GazetteerError> {
    if from.is_empty() && to.is_empty() {
        return Ok(None);
    }
    Ok(Some((year(cite, from, i16::MIN)?, year(cite, to, i16::MAX)?)))
}

fn sectors(cite: Cite, text: &str) -> Result<Vec<Sector>, GazetteerError> {
    list(text)
        .map(|s| s.parse().map_err(|_| GazetteerError::Field { cite, what: "sector", value: s.to_owned() }))
        .collect()
}

fn kind<K: std::str::FromStr>(cite: Cite, text: &str) -> Result<K, GazetteerError> {
    text.parse().map_err(|_| GazetteerError::Field { cite, what: "kind", value: text.to_owned() })
}

fn states(gazetteer: &mut Gazetteer, file: (&'static str, &str)) -> Result<(), GazetteerError> {
    rows(file, |cite, r| {
        let state = State {
            code: field(r, 0).to_owned(),
            alpha2: field(r, 1).to_owned(),
            name: field(r, 2).to_owned(),
            names: list(field(r, 3)).map(str::to_owned).collect(),
            abbreviations: list(field(r, 4)).map(str::to_owned).collect(),
            valid: years(cite, field(r, 5), field(r, 6))?,
            sovereign: some(field(r, 7)),
            successor: some(field(r, 8)),
            ..State::default()
        };
        let names: Vec<&str> =
            std::iter::once(field(r, 2)).chain(list(field(r, 3))).chain(list(field(r, 4))).collect();
        let entry = Entry {
            name: state.name.clone(),
            country: Some(state.code.clone()),
            sectors: vec![Sector::Gov],
            kind: Kind::State,
            valid: state.valid,
            population: 0,
            cites: cite,
        };
        gazetteer.add_entry(entry, &names);
        gazetteer.states.insert(state.code.clone(), state);
        Ok(())
    })?;
    let followed: Vec<(String, String)> =
        gazetteer.states.values().filter_map(|s| Some((s.successor.clone()?, s.code.clone()))).collect();
    for (successor, code) in followed {
        if let Some(state) = gazetteer.states.get_mut(&successor) {
            state.predecessors.push(code);
            state.predecessors.sort();
        }
    }
    Ok(())
}

fn entries(gazetteer: &mut Gazetteer, file: (&'static str, &str)) -> Result<(), GazetteerError> {
    rows(file, |cite, r| {
        let names: Vec<&str> = std::iter::once(field(r, 0)).chain(list(field(r, 1))).collect();
        let name = super::name::marks(field(r, 0)).0;
        let entry = Entry {
            name: name.to_owned(),
            country: some(field(r, 2)),
            sectors: sectors(cite, field(r, 3))?,
            kind: kind(cite, field(r, 4))?,
            valid: years(cite, field(r, 5), field(r, 6))?,
            population: 0,
            cites: cite,
        };
        if let Some(state) = entry.country.as_ref().and_then(|code| gazetteer.states.get_mut(code)) {
            match entry.kind {
                Kind::Demonym | Kind::People => state.demonyms.push(name.to_owned()),
                Kind::Capital => state.capitals.push(name.to_owned()),
                _ => {}
            }
        }
        gazetteer.add_entry(entry, &names);
        Ok(())
    })
}

/// Roles: `role,sectors,kind`.
fn roles(gazetteer: &mut Gazetteer, file: (&'static str, &str)) -> Result<(), GazetteerError> {
    rows(file, |cite, r| {
        let lemma = field(r, 0).to_owned();
        let role = Role {
            lemma: lemma.clone(),
            sectors: sectors(cite, field(r, 1))?,
            kind: kind(cite, field(r, 2))?,
        };
        gazetteer.roles.insert(lemma, role);
        Ok(())
    })
}

/// Persons: `name,surname,aliases,country,sectors,office,from,to`, one row an office.
fn persons(gazetteer: &mut Gazetteer, files: &[(&'static str, &str)]) -> Result<(), GazetteerError> {
    let mut persons: Vec<Person> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for &file in files {
        rows(file, |cite, r| {
            let term = Term {
                office: field(r, 5).to_owned(),
                sectors: sectors(cite, field(r, 4))?,
                from: year(cite, field(r, 6), i16::MIN)?,
                to: year(cite, field(r, 7), i16::MAX)?,
            };
            let (name, country) = (field(r, 0).to_owned(), field(r, 3).to_owned());
            let at = *known.entry((name.clone(), country.clone())).or_insert_with(|| {
                persons.push(Person {
                    name,
                    surname: field(r, 1).to_owned(),
                    aliases: Vec::new(),
                    country,
                    terms: Vec::new(),
                    cites: cite,
                });
                persons.len() - 1
            });
            let person = &mut persons[at];
            for alias in list(field(r, 2)) {
                if !person.aliases.iter().any(|a| a == alias) {
                    person.aliases.push(alias.to_owned());
                }
            }
            person.terms.push(term);
            Ok(())
        })?;
    }
    persons.iter_mut().for_each(|p| p.terms.sort_by_key(|t| (t.from, t.to)));
    persons.sort_by_key(|p| p.terms.first().map_or(i16::MAX, |t| t.from));
    for person in persons {
        let full: Vec<&str> = person.names().filter(|name| name.contains([' ', '-'])).collect();
        if !full.is_empty() {
            gazetteer.add_entry(person_entry(&person), &full);
        }
        gazetteer.add_person(person);
    }
    Ok(())
}

/// A person as an entry: the sectors of the latest office, the years from the first to the last.
fn person_entry(person: &Person) -> Entry {
    let from = person.terms.iter().map(|t| t.from).min();
    let to = person.terms.iter().map(|t| t.to).max();
    Entry {
        name: person.name.clone(),
        country: Some(person.country.clone()),
        sectors: person.terms.last().map(|t| t.sectors.clone()).unwrap_or_default(),
        kind: Kind::Person,
        valid: from.zip(to),
        population: 0,
        cites: person.cites,
    }
}
