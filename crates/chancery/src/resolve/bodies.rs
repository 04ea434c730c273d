//! Bodies that the text itself names: full names, the aliases that it gives them in brackets, firms whose
//! country it tells.

use std::ops::Range;

use super::actor::Sector;
use super::discourse::{Gender, Kind, Referent, is_state};
use super::names::Named;
use super::noun_phrase::NounPhrase;
use super::office::of_body;
use super::phrase::{Context, DEPTH};
use super::reading::{Class, Reading};

/// A name that the text has tied to somebody.
#[derive(Debug, Clone)]
pub(super) struct KnownBody {
    /// The words of the name in lower case, without an article.
    pub words: Vec<String>,
    /// Whom it stands for.
    pub referent: Referent,
}

/// The known name that covers word `head` and lies within `tokens`; the longest, the latest told.
pub(super) fn covering<'d>(
    known: &'d [KnownBody],
    reading: &Reading,
    tokens: &Range<usize>,
    head: usize,
) -> Option<(&'d KnownBody, Range<usize>)> {
    let mut best: Option<(&KnownBody, Range<usize>)> = None;
    for body in known.iter().rev() {
        let len = body.words.len();
        if best.as_ref().is_some_and(|(b, _)| b.words.len() >= len) || len > tokens.len() {
            continue;
        }
        let starts = (head + 1).saturating_sub(len).max(tokens.start)..=head.min(tokens.end - len);
        for start in starts {
            let same = (0..len).all(|k| reading.lower[start + k] == body.words[k]);
            if same && (start..start + len).any(|i| reading.capital(i)) {
                best = Some((body, start..start + len));
                break;
            }
        }
    }
    best
}

/// A bracket right after a name: "(EPRDF)", "(Israel)".
#[derive(Debug, PartialEq)]
pub(super) struct Bracket {
    /// The name before it.
    pub name: Range<usize>,
    /// The words inside.
    pub inside: Range<usize>,
}

/// The brackets of a sentence that follow a capitalised name and hold a few capitalised words.
pub(super) fn brackets(reading: &Reading) -> Vec<Bracket> {
    let mut found = Vec::new();
    for open in 1..reading.len() {
        if reading.low(open) != "(" {
            continue;
        }
        let Some(close) = (open + 1..reading.len().min(open + 7)).find(|&i| reading.low(i) == ")") else {
            continue;
        };
        // "(PRC, formerly ...)", "(or MPLA)": up to the first comma, after "or".
        let mut from = open + 1;
        while from < close && matches!(reading.low(from), "or" | "the" | "\"" | "“" | "‘" | "'") {
            from += 1;
        }
        let to = (from..close)
            .find(|&i| matches!(reading.low(i), "," | ";" | "\"" | "”" | "’" | "/"))
            .unwrap_or(close);
        let letters = (from..to).all(|i| !reading.words[i].starts_with(|c: char| c.is_ascii_digit()));
        if from >= to || !letters || !reading.capital(from) {
            continue;
        }
        if let Some(name) = name_before(reading, open, &reading.words[from]) {
            found.push(Bracket { name, inside: from..to });
        }
    }
    found
}

/// The capitalised run that ends right before `open`, as far left as the alias has letters for.
fn name_before(reading: &Reading, open: usize, alias: &str) -> Option<Range<usize>> {
    let connector = |i: usize| {
        matches!(
            reading.low(i),
            "al" | "ash"
                | "wal"
                | "e"
                | "y"
                | "et"
                | "le"
                | "el"
                | "bil"
                | "of"
                | "the"
                | "for"
                | "and"
                | "de"
                | "du"
                | "des"
                | "la"
                | "in"
                | "on"
                | "to"
                | "'s"
                | "'"
                | "’s"
                | "&"
                | "-"
        )
    };
    let mut start = open;
    while start > 0 {
        let i = start - 1;
        if reading.capital(i)
            || (connector(i) && i > 0)
            || (reading.class(i) == Class::Number && i + 1 < open)
        {
            start = i;
        } else {
            break;
        }
    }
    while start < open && (connector(start) || !reading.capital(start)) {
        start += 1;
    }
    if start >= open {
        return None;
    }
    // An acronym tells where its name starts: the rightmost word from which the initials can be read off.
    let letters: Vec<char> =
        alias.chars().filter(|c| c.is_uppercase()).map(|c| c.to_ascii_lowercase()).collect();
    let acronym =
        letters.len() >= 2 && alias.chars().filter(|c| c.is_alphabetic()).count() <= letters.len() + 3;
    if acronym {
        for from in (start..open).rev() {
            if reading.capital(from) && initials_fit(reading, from..open, &letters) {
                return Some(from..open);
            }
        }
    }
    Some(start..open)
}

/// Whether the letters can be read off the words in order, the first from the first word, the last from the last
/// but two.
fn initials_fit(reading: &Reading, words: Range<usize>, letters: &[char]) -> bool {
    let large: Vec<usize> = words.filter(|&i| reading.capital(i)).collect();
    let mut next = 0;
    for (order, &i) in large.iter().enumerate() {
        let lower = reading.low(i);
        if next < letters.len() && lower.starts_with(letters[next]) {
            next += 1;
            // A compound gives two letters ("SkyStriker").
            while next < letters.len()
                && large.get(order + 1).is_none_or(|&n| !reading.low(n).starts_with(letters[next]))
                && lower.chars().skip(1).any(|c| c == letters[next])
            {
                next += 1;
            }
        } else if order == 0 {
            return false;
        }
    }
    next >= letters.len()
}

impl Context<'_> {
    /// Whom a name stands for that the text explains in brackets after it: by its own words, else by what the
    /// gazetteer knows under the alias, else by what stands around it.
    pub(super) fn refer_body(
        &self,
        tokens: Range<usize>,
        name: &Range<usize>,
        alias: &Range<usize>,
    ) -> Option<Referent> {
        let reading = self.reading();
        let known = self.names().iter().find(|n| n.tokens == *name);
        if known.is_some() {
            return self.refer(tokens).into_iter().next();
        }
        let whole: Vec<Range<usize>> =
            self.whole().into_iter().filter(|w| w.end <= name.start).chain([name.clone()]).collect();
        let np = NounPhrase::parse(reading, tokens, &whole)?;
        let run = reading.joined(name.clone());
        let inside = |n: &&Named| name.start <= n.tokens.start && n.tokens.end <= name.end;
        let told = self
            .modifiers(&np, Some(name))
            .or_else(|| {
                let possessor = np.possessor.clone()?;
                let owner = self.refer_within(possessor, DEPTH - 1).into_iter().next()?;
                Some((owner.country?, "possessor".to_owned()))
            })
            .or_else(|| {
                let named =
                    self.names().iter().filter(inside).find(|n| n.country.as_deref().is_some_and(is_state));
                Some((named?.country.clone()?, format!("named in \"{run}\"")))
            });
        let listed = self.names().iter().find(|n| n.tokens == *alias && !n.stands_for_state());
        // What another state calls so is not what this text calls so.
        let listed = listed.filter(|l| {
            told.is_some()
                || self.discourse.ranking.is_empty()
                || l.country.as_deref().is_none_or(|c| {
                    !is_state(c)
                        || self
                            .names()
                            .iter()
                            .any(|n| n.tokens != l.tokens && n.country.as_deref() == Some(c))
                })
        });
        let told = match (told, listed) {
            (None, Some(listed)) => {
                listed.country.clone().map(|c| (c, format!("{} ({})", listed.name, listed.cites)))
            }
            (Some((country, _)), Some(listed)) if listed.country.as_deref().is_some_and(|c| !is_state(c)) => {
                let _ = country;
                listed.country.clone().map(|c| (c, format!("{} ({})", listed.name, listed.cites)))
            }
            (told, _) => told,
        };
        let head_noun =
            name.clone().find(|&i| reading.class(i) == Class::Preposition).unwrap_or(name.end) - 1;
        let sectors = listed
            .map(|l| l.sectors.clone())
            .filter(|s| !s.is_empty())
            .or_else(|| self.office(&np, name.start.min(np.core.start)..head_noun.max(name.start) + 1))
            .or_else(|| self.office(&np, name.clone()));
        let (country, why) = match told {
            Some((country, why)) => (Some(country), why),
            None => {
                let sector = sectors.as_ref().and_then(|s| s.first().copied());
                self.anchor_person(&np, sector).map_or((None, String::new()), |(c, why)| (Some(c), why))
            }
        };
        let mut sectors = of_body(sectors.unwrap_or_else(|| vec![Sector::Gov]), country.as_deref());
        let troops =
            name.clone().any(|i| matches!(reading.low(i), "force" | "forces" | "mission" | "peacekeeping"));
        if troops && sectors.first() == Some(&Sector::Igo) {
            sectors = vec![Sector::Mil, Sector::Igo];
        }
        Some(Referent {
            name: run,
            country,
            sectors,
            kind: Kind::Body,
            gender: Gender::Neuter,
            plural: false,
            reason: why,
        })
    }
}
