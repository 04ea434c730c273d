//! Facts on states, places, organs, bodies, groups, firms, persons and roles, as data under `gazetteer/`,
//! and the lookup of names in them. Facts only: what a mention stands for in its text is decided elsewhere.

mod cities;
mod entry;
mod leaders;
mod load;
mod name;
mod roles;
mod states;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use cities::City;
pub use entry::{Cite, Entry, Kind, Match};
pub use leaders::{Person, Term};
pub use load::GazetteerError;
pub use roles::{Role, RoleKind};
pub use states::State;

use cities::Cities;
use name::{Pieces, agrees};

/// The whole gazetteer: immutable, built once from the data files that the binary carries.
#[derive(Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    names: Vec<Name>,
    /// Folded pieces, joined by spaces → the names that read so, the likeliest first.
    by_key: HashMap<String, Vec<u32>>,
    /// First piece → the largest number of pieces of a name that begins with it.
    reach: HashMap<String, u8>,
    states: HashMap<String, State>,
    roles: HashMap<String, Role>,
    persons: Vec<Person>,
    persons_by_name: HashMap<String, Vec<u32>>,
    cities: Cities,
}

/// One way to write an entry.
#[derive(Debug)]
struct Name {
    entry: u32,
    /// Folded pieces in their own case, joined by spaces.
    cased: Box<str>,
    exact: bool,
    weak: bool,
}

/// Demonyms that are common words in small letters.
const COMMON_WORDS: &[&str] = &[
    "bissau",
    "brit",
    "brits",
    "dane",
    "danes",
    "dominican",
    "dominicans",
    "habsburg",
    "kiwi",
    "kiwis",
    "manx",
    "nazi",
    "nazis",
    "pole",
    "poles",
    "polish",
    "scot",
    "scots",
    "swede",
    "swedes",
    "voltaic",
];

// A test reads every embedded file, so it does not fail; an empty gazetteer is still one that answers.
static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(|| load::embedded().unwrap_or_default());

impl Gazetteer {
    /// The gazetteer that the binary carries.
    pub fn builtin() -> &'static Gazetteer {
        &BUILTIN
    }

    /// The longest name that starts at `words[at]` and ends at the end of a word.
    ///
    /// Words are surface tokens as Universal Dependencies cuts them: `U.S.`, `'s` and `-` are tokens. An article
    /// is no part of a name (`The Hague` and its like aside): look at the word after it.
    pub fn longest(&self, words: &[&str], at: usize) -> Option<Match<'_>> {
        let first = words.get(at)?;
        let mut pieces = Pieces::of(first);
        let start = pieces.lower().next()?;
        let reach = self.reach.get(start).map_or(0, |&reach| usize::from(reach));
        // No city is written small, and most words are.
        let reach = match first.starts_with(char::is_lowercase) {
            true => reach,
            false => reach.max(self.cities.reach(start)),
        };
        let mut best = None;
        let mut end = at;
        loop {
            end += 1;
            if pieces.len() > reach {
                break;
            }
            let entries = self.named(&pieces);
            if let Some((entries, weak)) = entries {
                best = Some(Match { len: end - at, entries, weak });
            }
            // A hyphen has no piece of its own: a name must not end on it, so it is taken with the next word.
            let Some(mut next) = words.get(end) else { break };
            while name::is_joint(next) {
                end += 1;
                match words.get(end) {
                    Some(after) => next = after,
                    None => return best,
                }
            }
            pieces.push(next);
        }
        best
    }

    /// The entries that bear the whole of `words` as a name, an article before it aside; the likeliest first.
    pub fn exact(&self, words: &[&str]) -> Option<Vec<&Entry>> {
        let whole = |words: &[&str]| {
            let found = self.longest(words, 0)?;
            (found.len == words.len()).then_some(found.entries)
        };
        whole(words).or_else(|| match words.split_first() {
            Some((article, rest)) if article.eq_ignore_ascii_case("the") => whole(rest),
            _ => None,
        })
    }

    /// The demonym or people that words in small letters mean ("iraqi", "north korean"); those that are common
    /// words too ("polish") name nobody when they are written small.
    pub fn small_demonym(&self, words: &str) -> Option<&Entry> {
        let key = Pieces::of_name(words).key();
        if key.len() < 4 || COMMON_WORDS.contains(&key.as_str()) {
            return None;
        }
        let names = self.by_key.get(&key)?.iter().filter_map(|&i| self.names.get(i as usize));
        names
            .filter(|n| !n.exact && !n.weak)
            .filter_map(|n| self.entries.get(n.entry as usize))
            .find(|e| matches!(e.kind, Kind::Demonym | Kind::People))
    }

    /// The state or territory of a code (`AZE`, `SUN`, `HKG`).
    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.get(code)
    }

    /// Every state and territory, in no order.
    pub fn states(&self) -> impl Iterator<Item = &State> {
        self.states.values()
    }

    /// What a role noun says of its bearer; `lemma` in the singular, of one or several words
    /// (`minister`, `foreign minister`), case aside.
    pub fn role(&self, lemma: &str) -> Option<&Role> {
        self.roles.get(lemma).or_else(|| self.roles.get(&lemma.to_lowercase()))
    }

    /// The persons known by a surname or by a full name, in the order of their first office.
    pub fn leader(&self, name: &str) -> Vec<&Person> {
        let key = Pieces::of_name(name).key();
        let found = self.persons_by_name.get(&key).map(Vec::as_slice).unwrap_or_default();
        found.iter().filter_map(|&i| self.persons.get(i as usize)).collect()
    }

    /// The cities of a name, the largest first.
    pub fn cities(&self, name: &str) -> Vec<City> {
        self.cities.named(&Pieces::of_name(name).key()).map(|(_, city)| city).collect()
    }

    /// Every entry but the cities, in the order of the files.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn named(&self, surface: &Pieces) -> Option<(Vec<&Entry>, bool)> {
        let key = surface.key();
        let names = self.by_key.get(&key).map(Vec::as_slice).unwrap_or_default();
        let mut entries: Vec<&Entry> = Vec::new();
        let mut weak = true;
        for name in names.iter().filter_map(|&i| self.names.get(i as usize)) {
            if !agrees(surface, &name.cased, name.exact) {
                continue;
            }
            weak &= name.weak;
            if let Some(entry) = self.entries.get(name.entry as usize)
                && !entries.iter().any(|e| std::ptr::eq(*e, entry))
            {
                entries.push(entry);
            }
        }
        let mut largest = 0;
        for (row, city) in self.cities.named(&key) {
            // A village that a city shares its name with is not what a text means by it.
            let known = entries
                .iter()
                .any(|e| e.kind != Kind::Region && !e.ended() && e.country.as_deref() == Some(city.country));
            if known
                || city.thousands < largest / 8
                || !agrees(surface, &Pieces::of_name(city.written).cased(), false)
            {
                continue;
            }
            largest = largest.max(city.thousands);
            weak &= city.weak;
            entries.extend(self.cities.entry(row, city));
        }
        if names.len() < entries.len() && entries.len() > 1 {
            entries.sort_by_key(|e| (e.ended(), e.kind.rank(), std::cmp::Reverse(e.population)));
        }
        (!entries.is_empty()).then_some((entries, weak))
    }

    fn add_entry(&mut self, entry: Entry, names: &[&str]) {
        let index = self.entries.len() as u32;
        for written in names {
            let (written, exact, weak) = name::marks(written);
            let pieces = Pieces::of_name(written);
            if pieces.len() == 0 {
                continue;
            }
            let reach = self.reach.entry(pieces.lower().next().unwrap_or_default().to_owned()).or_default();
            *reach = (*reach).max(pieces.len().min(255) as u8);
            let id = self.names.len() as u32;
            self.by_key.entry(pieces.key()).or_default().push(id);
            self.names.push(Name { entry: index, cased: pieces.cased().into(), exact, weak });
        }
        self.entries.push(entry);
    }

    fn add_person(&mut self, person: Person) {
        let index = self.persons.len() as u32;
        // Texts say "Assad" of al-Assad.
        let bare = person.surname.strip_prefix("al-").or_else(|| person.surname.strip_prefix("el-"));
        for name in person.names().chain(bare) {
            let known = self.persons_by_name.entry(Pieces::of_name(name).key()).or_default();
            if known.last() != Some(&index) {
                known.push(index);
            }
        }
        self.persons.push(person);
    }

    /// Puts the likeliest entry of every name first: what still is before what was, a state
    /// before a city, a large city before a small one.
    fn rank(&mut self) {
        let (entries, names) = (&self.entries, &self.names);
        let rank = |&i: &u32| {
            let name = &names[i as usize];
            let entry = &entries[name.entry as usize];
            (name.weak, entry.ended(), entry.kind.rank(), std::cmp::Reverse(entry.population), name.entry)
        };
        for ids in self.by_key.values_mut().filter(|ids| ids.len() > 1) {
            ids.sort_by_key(rank);
        }
    }
}

#[cfg(test)]
mod tests;
