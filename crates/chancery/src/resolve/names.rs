//! The names of a sentence that the gazetteer knows, each with the one meaning that suits the text.

use std::ops::Range;

use super::actor::Sector;
use super::discourse::is_state;
use super::gazetteer::{Entry, Gazetteer, Kind as Sort, RoleKind};
use super::reading::{Class, Reading};

/// A name that stands in the sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    /// Its words.
    pub tokens: Range<usize>,
    /// The usual name.
    pub name: String,
    /// Whose it is.
    pub country: Option<String>,
    /// Closest first; empty for places.
    pub sectors: Vec<Sector>,
    /// What it is.
    pub sort: Sort,
    /// To be believed only with support; it counts less for what the document is about.
    pub weak: bool,
    /// "in", "at", "near" stands before it.
    pub locative: bool,
    /// File and line of the fact.
    pub cites: String,
}

impl Named {
    /// A state, its people or its capital: what stands for the state as a whole.
    pub(super) fn stands_for_state(&self) -> bool {
        matches!(self.sort, Sort::State | Sort::Capital | Sort::Metonym | Sort::Demonym | Sort::People)
    }

    /// Only an adjective of nationality, or a people.
    pub(super) fn demonym(&self) -> bool {
        matches!(self.sort, Sort::Demonym | Sort::People)
    }
}

const LOCATIVES: &[&str] =
    &["in", "at", "near", "outside", "inside", "across", "around", "within", "throughout", "into"];

/// Finds the names of a sentence, longest first from the left, and capitals that are to be believed only where
/// the text speaks of their states. `years` are those in which the text plays, where it says so.
pub(super) fn find(
    gazetteer: &Gazetteer,
    reading: &Reading,
    years: Option<(i16, i16)>,
) -> (Vec<Named>, Vec<Named>) {
    let mut doubtful = Vec::new();
    let pieces = split_hyphens(reading);
    let words: Vec<&str> = pieces.iter().map(|(_, w)| w.as_str()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let token = pieces[at].0;
        if let Some((entry, len)) = small_demonym(gazetteer, &words, at) {
            let tokens = token..pieces[at + len - 1].0 + 1;
            found.push(named(gazetteer, entry, tokens, before_name(reading, token), false, years));
            at += len;
            continue;
        }
        let hit = gazetteer.longest(&words, at).map(|mut hit| {
            let tokens = token..pieces[at + hit.len - 1].0 + 1;
            hit.entries.retain(|entry| !misread(gazetteer, reading, &tokens, entry));
            hit
        });
        let hit = hit.and_then(|hit| Some((choose(&hit.entries, years)?, hit)));
        let Some((entry, hit)) = hit else {
            at += 1;
            continue;
        };
        let last = pieces[at + hit.len - 1].0;
        let tokens = token..last + 1;
        // Names are written large; "turkey" and "us" are not names, nor is "May" before a date or after nothing.
        let large =
            tokens.clone().any(|i| reading.capital(i)) || reading.words[token].starts_with(char::is_numeric);
        let called = entry.kind == Sort::State && token > 0 && reading.low(token - 1) == "the";
        let believed = !hit.weak || called || supported(gazetteer, reading, &tokens);
        let beside = reading.capital(tokens.end) || (token > 1 && reading.capital(token - 1));
        if large && !believed && !beside && entry.kind == Sort::Capital {
            doubtful.push(named(gazetteer, entry, tokens.clone(), before_name(reading, token), true, years));
        }
        if !large || !believed {
            at += 1;
            continue;
        }
        found.push(named(gazetteer, entry, tokens, before_name(reading, token), hit.weak, years));
        at += hit.len;
    }
    // A compound token ("US-led") may have given two names: the first one speaks for it.
    found.dedup_by(|b, a| a.tokens.end > b.tokens.start);
    (found, doubtful)
}

/// An adjective of nationality or a people in small letters at `at`, with the number of its words.
fn small_demonym<'g>(gazetteer: &'g Gazetteer, words: &[&str], at: usize) -> Option<(&'g Entry, usize)> {
    let small = |w: &&&str| w.starts_with(char::is_lowercase);
    let first = words.get(at).filter(small)?;
    let two = words.get(at + 1).filter(small).and_then(|second| {
        let compound = matches!(
            *first,
            "north"
                | "south"
                | "east"
                | "west"
                | "new"
                | "sri"
                | "saudi"
                | "costa"
                | "puerto"
                | "sierra"
                | "central"
        );
        compound.then(|| gazetteer.small_demonym(&format!("{first} {second}"))).flatten()
    });
    two.map(|entry| (entry, 2)).or_else(|| Some((gazetteer.small_demonym(first)?, 1)))
}

/// The word before a name, an article aside.
fn before_name(reading: &Reading, token: usize) -> &str {
    let article = token > 0 && reading.low(token - 1) == "the";
    reading.low(token.wrapping_sub(if article { 2 } else { 1 }))
}

fn named(
    gazetteer: &Gazetteer,
    entry: &Entry,
    tokens: Range<usize>,
    before: &str,
    weak: bool,
    years: Option<(i16, i16)>,
) -> Named {
    Named {
        locative: LOCATIVES.contains(&before),
        tokens,
        name: entry.name.clone(),
        country: match entry.kind {
            Sort::WorldRegion => entry.country.clone().or_else(|| Some("REG".to_owned())),
            Sort::Capital => entry.country.as_deref().map(|c| of_its_time(gazetteer, c, years)),
            _ => entry.country.clone(),
        },
        sectors: entry.sectors.clone(),
        sort: entry.kind,
        weak: weak || matches!(entry.kind, Sort::City | Sort::Region | Sort::Person),
        cites: entry.cites.to_string(),
    }
}

/// Gives names of several bearers ("Dominican", "ICE") to the one whose country the text speaks of by other names,
/// and leaves it open whose an organ of many states is where the text speaks of other states only.
pub(super) fn settle(
    gazetteer: &Gazetteer,
    readings: &[Reading],
    names: &mut [Vec<Named>],
    years: Option<(i16, i16)>,
) {
    let mut shared = Vec::new();
    let mut generic = Vec::new();
    let mut sure: Vec<String> = Vec::new();
    for (sentence, (reading, names)) in readings.iter().zip(names.iter()).enumerate() {
        for (order, found) in names.iter().enumerate() {
            let others = others(gazetteer, reading, found);
            if !others.is_empty() || (found.name == "Brussels" && !found.locative) {
                shared.push((sentence, order, others));
            } else if generic_organ(gazetteer, reading, found) {
                generic.push((sentence, order));
            } else if let Some(country) = found.country.as_ref().filter(|c| !sure.contains(c)) {
                sure.push(country.clone());
            }
        }
    }
    let spoken = |country: &Option<String>| country.as_ref().is_some_and(|c| sure.contains(c));
    let foreign = sure.iter().any(|c| is_state(c));
    for (sentence, order) in generic {
        let found = &mut names[sentence][order];
        if foreign && !spoken(&found.country) {
            found.country = None;
        }
    }
    for (sentence, order, others) in shared {
        let found = &mut names[sentence][order];
        // Brussels acts for the Union, unless the text speaks of Belgium.
        if found.name == "Brussels" && found.sort == Sort::Capital && others.is_empty() {
            let union = gazetteer.exact(&["Brussels"]).unwrap_or_default();
            if let Some(union) = union.iter().find(|e| e.country.as_deref() == Some("EUR"))
                && !sure.iter().any(|c| c == "BEL")
            {
                let Named { tokens, locative, weak, .. } = found.clone();
                *found = Named { locative, ..named(gazetteer, union, tokens, "", weak, years) };
            }
            continue;
        }
        if let Some(entry) = others.iter().find(|e| spoken(&e.country)).filter(|_| !spoken(&found.country)) {
            let Named { tokens, locative, weak, .. } = found.clone();
            *found = Named { locative, ..named(gazetteer, entry, tokens, "", weak, years) };
        }
    }
}

/// Whether a name is a role that many states have ("the Foreign Office", "the National Security Council").
fn generic_organ(gazetteer: &Gazetteer, reading: &Reading, found: &Named) -> bool {
    let organ = matches!(found.sort, Sort::Organ | Sort::Legislature | Sort::Court | Sort::Agency);
    let phrase = reading.lower[found.tokens.clone()].join(" ");
    organ
        && found.tokens.len() > 1
        && !matches!(phrase.as_str(), "house of lords" | "house of commons")
        && gazetteer.role(&phrase).is_some_and(|r| r.kind == RoleKind::Group)
}

/// What else an acronym or the name of a state or people may stand for, in another country.
fn others<'g>(gazetteer: &'g Gazetteer, reading: &Reading, found: &Named) -> Vec<&'g Entry> {
    let word = reading.words[found.tokens.start].as_str();
    let acronym = (2..=6).contains(&word.len()) && word.chars().all(char::is_uppercase);
    let of_state = |kind: Sort| matches!(kind, Sort::State | Sort::Demonym | Sort::People);
    if found.tokens.len() > 1 || !(acronym || of_state(found.sort)) {
        return Vec::new();
    }
    let mut entries = gazetteer.exact(&[word]).unwrap_or_default();
    entries.retain(|e| {
        e.country != found.country
            && !e.ended()
            && (acronym || of_state(e.kind))
            && !matches!(e.kind, Sort::City | Sort::Region)
    });
    entries
}

/// Takes doubtful names back whose state the text speaks of.
pub(super) fn believe(names: &mut [Vec<Named>], doubtful: Vec<Vec<Named>>, spoken: &[String]) {
    for (names, doubtful) in names.iter_mut().zip(doubtful) {
        for named in doubtful {
            let clash =
                names.iter().any(|n| n.tokens.start < named.tokens.end && named.tokens.start < n.tokens.end);
            if !clash && named.country.as_ref().is_some_and(|c| spoken.contains(c)) {
                names.push(named);
            }
        }
        names.sort_by_key(|n| n.tokens.start);
    }
}

/// What may stand before a name within one token.
const PREFIXES: &[&str] = &["ex", "pro", "anti", "non", "then", "post", "pre"];

/// Tokens with inner hyphens as several words ("Israel-based", "Saudi-led"), each with its token.
fn split_hyphens(reading: &Reading) -> Vec<(usize, String)> {
    let mut pieces = Vec::with_capacity(reading.len());
    for (i, word) in reading.words.iter().enumerate() {
        let prefix = word.split_once('-').filter(|(first, last)| {
            PREFIXES.contains(&first.to_lowercase().as_str()) && last.starts_with(char::is_uppercase)
        });
        if let Some((first, last)) = prefix {
            pieces.push((i, first.to_owned()));
            pieces.push((i, last.to_owned()));
            continue;
        }
        let compound = word.rsplit_once('-').filter(|(first, last)| {
            !first.is_empty() && last.starts_with(char::is_lowercase) && last.len() > 2
        });
        match compound {
            Some((first, last)) => {
                pieces.push((i, first.to_owned()));
                pieces.push((i, last.to_owned()));
            }
            None => pieces.push((i, word.clone())),
        }
    }
    pieces
}

/// The entry that holds in the text's years; the likeliest otherwise.
fn choose<'g>(entries: &[&'g Entry], years: Option<(i16, i16)>) -> Option<&'g Entry> {
    let fits = |entry: &&&Entry| {
        years.is_none_or(|(from, to)| entry.valid.is_none_or(|(f, t)| f <= to && from <= t))
    };
    entries.iter().find(fits).or(entries.first()).copied()
}

/// The state whose capital it was in the text's years: Prague was that of Czechoslovakia in 1968.
fn of_its_time(gazetteer: &Gazetteer, country: &str, years: Option<(i16, i16)>) -> String {
    let before = gazetteer.state(country).zip(years).and_then(|(state, (from, to))| {
        state.predecessors.iter().find(|code| {
            let held = gazetteer.state(code).and_then(|p| p.valid);
            held.is_some_and(|(first, last)| first <= from && to < last)
        })
    });
    before.cloned().unwrap_or_else(|| country.to_owned())
}

/// Whether something beside the word itself speaks for a doubtful name.
fn supported(gazetteer: &Gazetteer, reading: &Reading, tokens: &Range<usize>) -> bool {
    if before_role(gazetteer, reading, tokens) {
        return true;
    }
    // "Kingston's envoy".
    let owned =
        gazetteer.role(reading.low(tokens.end + 1)).is_some_and(|r| r.sectors.first() == Some(&Sector::Gov));
    if reading.class(tokens.end) == Class::Genitive && owned {
        return true;
    }
    let before = reading.low(tokens.start.wrapping_sub(1));
    LOCATIVES.contains(&before) || matches!(before, "from" | "of" | "to" | "between") && tokens.start > 0
}

/// "the Alabama Court", "the Alberta government": a place before what it owns.
fn before_role(gazetteer: &Gazetteer, reading: &Reading, tokens: &Range<usize>) -> bool {
    let next = reading.low(tokens.end);
    reading.class(tokens.end) != Class::Verb
        && [next, &super::reading::singular(next)].iter().any(|w| gazetteer.role(w).is_some())
}

/// Words that end the names of firms and institutions, besides the nouns of roles.
const INSTITUTIONS: &[&str] = &[
    "electric",
    "power",
    "steel",
    "motors",
    "railway",
    "railways",
    "airways",
    "airlines",
    "polytechnic",
    "port",
    "airport",
    "exchange",
    "holdings",
    "corporation",
    "oil",
    "gas",
    "petroleum",
    "metro",
    "zoo",
    "museum",
];

/// "New York Stock Exchange", "Tokyo Electric": from `end` on, capitals that end in a noun for an institution.
fn institution(gazetteer: &Gazetteer, reading: &Reading, end: usize) -> bool {
    (end..reading.len().min(end + 4)).take_while(|&i| reading.capital(i)).any(|i| {
        let low = reading.low(i);
        INSTITUTIONS.contains(&low) || gazetteer.role(low).is_some_and(|r| r.kind == RoleKind::Group)
    })
}

/// Part of a person's name ("Michael Jordan"), or a month.
fn misread(gazetteer: &Gazetteer, reading: &Reading, tokens: &Range<usize>, entry: &Entry) -> bool {
    let (start, end) = (tokens.start, tokens.end);
    let particle = start > 1
        && matches!(reading.low(start - 1), "de" | "da" | "al" | "bin" | "van" | "von" | "el" | "di")
        && reading.capital(start - 2);
    if entry.kind == Sort::Media {
        // "Ministry of Foreign Affairs", "the National Assembly": titles of papers are common words elsewhere.
        let after_of = start > 0 && matches!(reading.low(start - 1), "of" | "for" | "and");
        return after_of || reading.capital(end) || (start > 0 && reading.class(start - 1) == Class::Proper);
    }
    if particle && matches!(entry.kind, Sort::City | Sort::Region | Sort::Capital) {
        return true;
    }
    if entry.kind == Sort::City && tokens.len() == 1 {
        // "Young people": a word that opens the sentence, and is no name there.
        if start == 0
            && reading.parsed
            && matches!(reading.class(start), Class::Adjective | Class::Verb | Class::Noun)
        {
            return true;
        }
        // "the Minister of Police"; "the ship Esmeralda", "the mining firm Potosi".
        let role = |i: usize| gazetteer.role(reading.low(i));
        let carrier = |i: usize| {
            role(i).is_some_and(|r| {
                r.kind == RoleKind::Craft
                    || (r.kind == RoleKind::Group && r.sectors.first() == Some(&Sector::Bus))
            })
        };
        if role(start).is_some() || (start > 0 && !reading.capital(start - 1) && carrier(start - 1)) {
            return true;
        }
    }
    if !matches!(entry.kind, Sort::City | Sort::Region) || before_role(gazetteer, reading, tokens) {
        return false;
    }
    if institution(gazetteer, reading, end) {
        return false;
    }
    let name_like =
        |i: usize| reading.capital(i) && reading.class(i) == Class::Proper && reading.words[i].len() > 1;
    (start > 0 && name_like(start - 1) && reading.class(start - 1) == Class::Proper && start > 1)
        || (end < reading.len() && name_like(end))
}
