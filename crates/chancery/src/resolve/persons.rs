//! People: by the office that the text gives them, afterwards by a part of their name, and where the text
//! gives no office, by the gazetteer's leaders whose years fit.

use std::ops::Range;

use super::actor::Sector;
use super::discourse::{Gender, Kind, Referent};
use super::gazetteer::{Kind as Sort, Person, RoleKind};
use super::noun_phrase::NounPhrase;
use super::phrase::Context;
use super::reading::{Class, Reading};
use crate::analysis::EntityKind;

/// A person whom the text has named.
#[derive(Debug, Clone)]
pub(super) struct KnownPerson {
    /// The parts of the fullest name, lower case.
    pub parts: Vec<String>,
    /// Who it is.
    pub referent: Referent,
    /// An office, a country or both came with the name.
    pub introduced: bool,
}

/// Small words inside a person's name.
const PARTICLES: &[&str] = &[
    "al", "el", "bin", "ibn", "ben", "de", "da", "do", "dos", "del", "der", "den", "van", "von", "la", "le",
    "bint", "abd", "ul", "ud", "-", "y", "e", "ould", "al-", "zu", "af", "ter", "\"", "“", "”", "‘",
];

/// What is put before a name and says only that it is a person's.
const HONORIFICS: &[&str] = &[
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "dr",
    "dr.",
    "sir",
    "lord",
    "lady",
    "dame",
    "prof",
    "prof.",
    "rev",
    "rev.",
    "mullah",
    "ayatollah",
    "sayyid",
    "haji",
    "don",
    "father",
    "st.",
    "hon.",
    "madam",
    "mme",
    "m.",
    "comrade",
    "imam",
];

/// Capitalised words that name no actor.
const CALENDAR: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Surnames that many people bear: alone they tell of no leader whose country the text does not name.
const COMMON_SURNAMES: &[&str] = &[
    "adams",
    "ahmed",
    "ali",
    "anderson",
    "baker",
    "bell",
    "brown",
    "campbell",
    "carter",
    "chen",
    "clark",
    "cohen",
    "cook",
    "cooper",
    "davis",
    "diaz",
    "edwards",
    "evans",
    "fernandez",
    "garcia",
    "gomez",
    "gonzalez",
    "gray",
    "green",
    "hall",
    "harris",
    "hassan",
    "hernandez",
    "hill",
    "hughes",
    "hussein",
    "ibrahim",
    "jackson",
    "james",
    "jones",
    "khan",
    "kim",
    "king",
    "kumar",
    "lee",
    "lewis",
    "li",
    "liu",
    "lopez",
    "marshall",
    "martin",
    "martinez",
    "mendez",
    "miller",
    "mitchell",
    "mohamed",
    "mohammed",
    "moore",
    "morales",
    "morgan",
    "morris",
    "nguyen",
    "park",
    "patel",
    "perez",
    "phillips",
    "ramirez",
    "ramos",
    "reyes",
    "rivera",
    "roberts",
    "robinson",
    "rodriguez",
    "ross",
    "sanchez",
    "scott",
    "sharma",
    "shaw",
    "silva",
    "singh",
    "smith",
    "stewart",
    "taylor",
    "thomas",
    "thompson",
    "torres",
    "turner",
    "walker",
    "wang",
    "ward",
    "watson",
    "white",
    "williams",
    "wilson",
    "wood",
    "wright",
    "wu",
    "young",
    "zhang",
];

const FEMININE: &[&str] = &[
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "lady",
    "dame",
    "mme",
    "madam",
    "queen",
    "princess",
    "empress",
    "chairwoman",
    "spokeswoman",
    "woman",
    "mother",
    "wife",
    "widow",
    "sister",
    "daughter",
    "girl",
    "congresswoman",
    "duchess",
];
const MASCULINE: &[&str] = &[
    "mr",
    "mr.",
    "sir",
    "lord",
    "king",
    "prince",
    "emperor",
    "chairman",
    "spokesman",
    "man",
    "father",
    "husband",
    "brother",
    "son",
    "boy",
    "pope",
    "sultan",
    "emir",
    "sheikh",
    "shah",
    "ayatollah",
    "mullah",
    "imam",
    "congressman",
    "businessman",
    "duke",
    "tsar",
    "pasha",
    "khan",
];

/// The words at the end of a phrase's core that can be a person's or a body's own name.
pub(super) fn name_run(context: &Context, np: &NounPhrase) -> Option<Range<usize>> {
    let reading = context.reading();
    let mut start = np.core.end;
    let mut i = np.core.end;
    while i > np.core.start {
        i -= 1;
        let low = reading.low(i);
        let covered = context.names().iter().find(|n| n.tokens.contains(&i));
        if let Some(named) = covered {
            if named.sort == Sort::Person {
                start = named.tokens.start.max(np.core.start);
                i = start;
                continue;
            }
            break;
        }
        let initial = reading.words[i].len() <= 2 && reading.capital(i);
        if CALENDAR.contains(&low) {
            return None;
        }
        let role = context.role_kind(low).is_some() && !name_as_written(&reading.words[i]);
        if reading.capital(i) && !HONORIFICS.contains(&low) && !role {
            start = i;
        } else if initial
            || (start < np.core.end && PARTICLES.contains(&low))
            || matches!(low, "." | "\"" | "”" | "'" | "’")
        {
            continue;
        } else {
            break;
        }
    }
    (start < np.core.end && (reading.capital(start))).then_some(start..np.core.end)
}

/// "Ngo Xuan Lich": an acronym for a role is written in capitals, or not at all.
fn name_as_written(word: &str) -> bool {
    matches!(word, "Ngo" | "Mp" | "Td")
}

/// Whom the name at `run` names, if it is a person's; `office` is the phrase before the name.
pub(super) fn named(context: &Context, np: &NounPhrase, run: &Range<usize>) -> Option<Referent> {
    let reading = context.reading();
    let parts = name_parts(reading, run);
    if parts.is_empty() {
        return None;
    }
    let before = np.core.start..run.start;
    let title = before
        .clone()
        .rev()
        .find(|&i| context.role_kind(reading.low(i)).is_some_and(|k| k != RoleKind::Craft));
    let group_title = title.is_some_and(|t| context.role_kind(reading.low(t)) == Some(RoleKind::Group));
    let honorific = before.clone().any(|i| HONORIFICS.contains(&reading.low(i)));
    let known = known(context, &parts);
    let mention = context.mention(run);
    let is_body =
        matches!(mention, Some(EntityKind::Organisation | EntityKind::Location | EntityKind::Facility));
    let leaders = leaders(context, reading, run, &parts);
    let leader_here = leaders.iter().any(|l| in_text(context, l));
    let known_today = run.len() == 1 && leaders.iter().any(|l| l.terms.iter().any(|t| t.to >= 2010));
    let is_body = is_body && !leader_here && !known_today;
    let person = (title.is_some() && !group_title)
        || honorific
        || known.is_some()
        || mention == Some(EntityKind::Person)
        || (!is_body && surname_in_capitals(reading, run))
        || (!is_body
            && !leaders.is_empty()
            && (run.len() > 1
                || leaders.iter().any(|l| in_text(context, l) || recent(l) || ruled_then(context, l))
                || sole(&leaders, run.len())));
    if !person || (is_body && title.is_none() && known.is_none()) {
        return None;
    }
    let told = context.evidence(np, Some(run));
    let office = office(context, np, run);
    let gender = gender(reading, &np.tokens);
    let fullest = reading.joined(run.clone());
    let told = told.filter(|(c, _)| !matches!(c.as_str(), "IMG" | "NGO" | "REG") || leaders.is_empty());
    if told.is_none()
        && let Some(known) = known.filter(|k| k.referent.country.is_some())
    {
        let mut referent = known.referent.clone();
        if let Some(sectors) = office {
            referent.sectors = sectors;
        }
        referent.reason = format!("\"{fullest}\" is part of the name of {}", known.referent.name);
        return Some(referent);
    }
    // "Bob Ward, policy director at the institute": what stands beside the name.
    let beside = np
        .apposition
        .clone()
        .filter(|a| office.is_none() && !reading.capital(a.start))
        .and_then(|a| context.refer_within(a, 2).into_iter().next())
        .filter(|r| r.kind == Kind::Person);
    let told_country = told.as_ref().map(|(c, _)| c.clone());
    let leader = leaders.iter().find(|l| told_country.as_ref().is_none_or(|c| *c == l.country)).copied();
    let (country, why) = match (told, leader) {
        (Some((country, why)), _) => (Some(country), why),
        (None, Some(leader)) => (Some(leader.country.clone()), format!("{} ({})", leader.name, leader.cites)),
        (None, None) => match context.anchor_person(np, office.as_ref().and_then(|s| s.first().copied())) {
            Some((country, why)) => (Some(country), why),
            None => (None, "a person whose country the text does not tell".to_owned()),
        },
    };
    // A cleric who rules is of the government.
    let rules = leader
        .and_then(|l| held(l, context.discourse.years))
        .is_some_and(|s| s.first() == Some(&Sector::Gov));
    let sectors = office
        .filter(|o| !(rules && o.first() == Some(&Sector::Rel)))
        .or_else(|| beside.map(|b| b.sectors))
        .or_else(|| leader.and_then(|l| held(l, context.discourse.years)))
        .or_else(|| known.map(|k| k.referent.sectors.clone()))
        .unwrap_or_else(|| vec![Sector::Gov]);
    Some(Referent { name: fullest, country, sectors, kind: Kind::Person, gender, plural: false, reason: why })
}

/// "Samuel DOE", "MELES Zenawi": some reference works print the surname in capitals.
fn surname_in_capitals(reading: &Reading, run: &Range<usize>) -> bool {
    let letters = |i: usize| reading.words[i].chars().filter(|c| c.is_alphabetic()).count();
    let shouted = |i: usize| letters(i) > 2 && !reading.words[i].contains(char::is_lowercase);
    let spoken =
        |i: usize| letters(i) > 2 && reading.capital(i) && reading.words[i].contains(char::is_lowercase);
    run.clone().any(shouted)
        && run.clone().any(spoken)
        && run.clone().all(|i| shouted(i) || spoken(i) || letters(i) <= 3)
}

/// The sectors of the words before the name, or of the phrase's complements ("leader of the rebels").
fn office(context: &Context, np: &NounPhrase, run: &Range<usize>) -> Option<Vec<Sector>> {
    (run.start > np.core.start || np.possessor.is_some())
        .then(|| context.office(np, np.core.start..run.start))
        .flatten()
}

/// A person of the text, one of whose name's parts these are.
pub(super) fn known<'c>(context: &'c Context, parts: &[String]) -> Option<&'c KnownPerson> {
    let fits = |p: &&KnownPerson| parts.iter().all(|part| p.parts.contains(part));
    let mut people = context.discourse.bearing(parts.first()?).filter(fits);
    let introduced = people.clone().find(|p| p.introduced);
    introduced.or_else(|| people.next())
}

/// The parts of a name in lower case, particles aside.
pub(super) fn name_parts(reading: &Reading, run: &Range<usize>) -> Vec<String> {
    run.clone()
        .filter(|&i| {
            reading.class(i) != Class::Punctuation && reading.words[i].chars().any(char::is_alphabetic)
        })
        .map(|i| reading.lower[i].trim_end_matches('.').to_owned())
        .filter(|w| !PARTICLES.contains(&w.as_str()) && w.len() > 1)
        .collect()
}

/// The gazetteer's people of that name: by the whole, else by what texts call them afterwards.
fn leaders<'c>(
    context: &Context<'c>,
    reading: &Reading,
    run: &Range<usize>,
    parts: &[String],
) -> Vec<&'c Person> {
    let whole = reading.joined(run.clone());
    let mut found = context.gazetteer.leader(&whole);
    if found.is_empty() {
        let shouted = run.clone().find(|&i| {
            let word = &reading.words[i];
            word.chars().filter(|c| c.is_alphabetic()).count() > 2 && !word.contains(char::is_lowercase)
        });
        let word = |i: usize| reading.words[i].clone();
        let last = run.clone().next_back();
        let last_two = (run.len() > 2).then(|| reading.joined(run.end - 2..run.end));
        let keys = [shouted.map(word), last_two, last.map(word), run.clone().next().map(word)];
        for key in keys.into_iter().flatten() {
            // A part of the name alone is no match for a longer name: some other part of it must agree.
            let agree = |p: &&Person| {
                parts.len() < 2
                    || p.names().any(|n| parts_shared(parts, n) >= 2)
                    || (p.name == p.surname && in_text(context, p))
            };
            found = context.gazetteer.leader(&key).into_iter().filter(agree).collect();
            if !found.is_empty() {
                break;
            }
        }
    }
    if run.len() == 1 {
        // A surname by itself: its bearer's country is spoken of, or nobody else of note bears it.
        let own = |p: &&Person| in_text(context, p);
        if found.iter().any(own) {
            found.retain(own);
        } else {
            let common = parts.iter().any(|part| COMMON_SURNAMES.contains(&part.as_str()));
            let alone = found.windows(2).all(|w| w[0].country == w[1].country);
            found.retain(|p| !common && (alone || p.name != p.surname));
        }
    }
    found.sort_by_key(|p| {
        let latest = p.terms.iter().map(|t| t.to).max().unwrap_or(i16::MIN);
        let territory = context.gazetteer.state(&p.country).is_some_and(|s| s.sovereign.is_some());
        (territory, !in_text(context, p), !ruled_then(context, p), std::cmp::Reverse(latest))
    });
    found
}

/// How many parts of a name stand in another, spellings aside ("Adil", "Adel").
fn parts_shared(parts: &[String], name: &str) -> usize {
    let lower = name.to_lowercase();
    let others: Vec<&str> = lower.split([' ', '-']).collect();
    let alike = |part: &str| {
        others
            .iter()
            .any(|other| *other == part || (skeleton(other).len() > 1 && skeleton(other) == skeleton(part)))
    };
    parts.iter().flat_map(|part| part.split('-')).filter(|part| part.len() > 1 && alike(part)).count()
}

/// The consonants of a name as transcriptions share them: "Towakil" and "Tawakkol" are "twkl".
fn skeleton(part: &str) -> String {
    let mut bare = String::new();
    for c in part.chars() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | '\'' | '’' => continue,
            'q' | 'c' => 'k',
            'v' => 'w',
            'z' => 's',
            c => c,
        };
        if !bare.ends_with(c) {
            bare.push(c);
        }
    }
    bare
}

/// Whose government is called by its head's name: "the Assad regime", "the Obama administration".
pub(super) fn heads_of(context: &Context, token: usize) -> Option<(String, String)> {
    let reading = context.reading();
    let run = token..token + 1;
    let parts = name_parts(reading, &run);
    let leaders = leaders(context, reading, &run, &parts);
    let leader = leaders.iter().find(|l| l.terms.iter().any(|t| t.sectors.contains(&Sector::Gov)))?;
    Some((leader.country.clone(), format!("{} ({})", leader.name, leader.cites)))
}

/// One person of note alone bears the surname: hardly anybody else is meant by it.
fn sole(leaders: &[&Person], words: usize) -> bool {
    let [leader] = leaders else { return false };
    words == 1
        && leader.name != leader.surname
        && leader.surname.len() > 5
        && leader.cites.to_string().starts_with("leaders")
}

/// In office within living memory: a surname alone is then enough.
fn recent(person: &Person) -> bool {
    person.terms.iter().any(|t| t.to >= 1990)
}

/// In office in a year that the text names.
fn ruled_then(context: &Context, person: &Person) -> bool {
    let years = context.discourse.years;
    years.is_some_and(|(from, to)| person.terms.iter().any(|t| t.from <= to && from <= t.to))
}

fn in_text(context: &Context, person: &Person) -> bool {
    context.discourse.ranking.contains(&person.country)
}

/// Sectors of the office that the person held in those years; of the last one otherwise.
fn held(person: &Person, years: Option<(i16, i16)>) -> Option<Vec<Sector>> {
    let fits = years.and_then(|(from, to)| person.terms.iter().rev().find(|t| t.from <= to && from <= t.to));
    fits.or(person.terms.last()).map(|t| t.sectors.clone())
}

/// What the words of a phrase tell of a person's gender.
pub(super) fn gender(reading: &Reading, tokens: &Range<usize>) -> Gender {
    for i in tokens.clone() {
        let low = reading.lemma(i);
        if FEMININE.contains(&low) || FEMININE.contains(&reading.low(i)) {
            return Gender::Feminine;
        }
        if MASCULINE.contains(&low) {
            return Gender::Masculine;
        }
    }
    Gender::Unknown
}
