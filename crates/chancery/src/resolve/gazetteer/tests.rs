use std::collections::{HashMap, HashSet};

use super::*;

fn countries(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let found = Gazetteer::builtin().exact(&words).unwrap_or_default();
    found.iter().map(|e| e.country.clone().unwrap_or_else(|| "-".to_owned())).collect()
}

/// Names of every file, as texts write them, and what they should lead to.
const NAMES: &str = include_str!("tests/names.txt");

#[test]
fn names_lead_to_their_countries() {
    let mut wrong = Vec::new();
    for line in NAMES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (country, names) = line.split_once(": ").expect("a country and its names");
        for text in names.split("; ") {
            let found = countries(text);
            let right = match country {
                "none" => found.is_empty(),
                _ => found.first().is_some_and(|first| first == country),
            };
            if !right {
                wrong.push(format!("{text}: {found:?}, not {country}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_longest_name_wins() {
    let words = ["North", "Korea", "-", "based", "South", "Korean"];
    let gazetteer = Gazetteer::builtin();
    let found = gazetteer.longest(&words, 0).expect("a name");
    assert_eq!((found.len, found.entries[0].country.as_deref()), (2, Some("PRK")));
    assert_eq!(gazetteer.longest(&words, 4).map(|m| m.len), Some(2));
    assert!(gazetteer.longest(&words, 3).is_none());
    assert!(gazetteer.longest(&words, 9).is_none());
}

#[test]
fn ambiguous_names_give_every_reading() {
    assert_eq!(countries("Brussels")[..2], ["BEL", "EUR"]);
    assert!(
        countries("Tripoli").starts_with(&["LBY".to_owned()])
            && countries("Tripoli").contains(&"LBN".to_owned())
    );
    assert_eq!(Gazetteer::builtin().longest(&["Nice"], 0).map(|m| m.weak), Some(true));
    assert_eq!(Gazetteer::builtin().longest(&["Lahore"], 0).map(|m| m.weak), Some(false));
}

#[test]
fn states_know_their_people_and_their_past() {
    let state = |code| Gazetteer::builtin().state(code).expect("a state");
    assert!(state("DNK").demonyms.contains(&"Danes".to_owned()));
    assert!(state("MMR").capitals.contains(&"Rangoon".to_owned()));
    assert_eq!(state("SUN").successor.as_deref(), Some("RUS"));
    assert_eq!(state("RUS").predecessors, ["SUN"]);
    assert_eq!(state("GRL").sovereign.as_deref(), Some("DNK"));
    assert_eq!(state("SUN").valid, Some((1922, 1991)));
}

#[test]
fn roles_tell_sectors() {
    let role = |lemma: &str| Gazetteer::builtin().role(lemma).map(|r| r.sectors[0].to_string());
    for (lemma, sector) in [
        ("minister", "GOV"),
        ("foreign minister", "GOV"),
        ("police", "COP"),
        ("rebels", "REB"),
        ("journalist", "JRN"),
        ("warplane", "MIL"),
        ("secretary general", "IGO"),
        ("Lawmaker", "LEG"),
        ("gunman", "UAF"),
        ("villager", "CVL"),
        ("former president", "ELI"),
        ("refugee", "REF"),
    ] {
        assert_eq!(role(lemma).as_deref(), Some(sector), "{lemma}");
    }
    assert_eq!(role("teapot"), None);
}

#[test]
fn leaders_are_found_by_surname_with_their_years() {
    let in_office = |name: &str, year| -> Vec<String> {
        let found = Gazetteer::builtin().leader(name);
        found.iter().filter(|p| p.terms_in(year).next().is_some()).map(|p| p.country.clone()).collect()
    };
    assert_eq!(in_office("Truman", 1948), ["USA"]);
    assert!(in_office("Netanyahu", 2010).contains(&"ISR".to_owned()));
    assert!(in_office("Truman", 1990).is_empty());
    assert!(Gazetteer::builtin().leader("Nobodyatall").is_empty());
}

#[test]
fn every_file_reads_and_no_name_of_a_state_conflicts() {
    let gazetteer = load::embedded().expect("the embedded files hold their layouts");
    let codes: HashSet<&str> = gazetteer.states.keys().map(String::as_str).collect();
    let bodies = ["EUR", "UNO", "IGO", "NGO", "MNC", "IMG"];
    let known = |code: &str| codes.contains(code) || bodies.contains(&code);
    for entry in &gazetteer.entries {
        assert!(entry.country.as_deref().is_none_or(known), "{}: {:?}", entry.cites, entry.country);
        assert!(entry.valid.is_none_or(|(from, to)| from <= to), "{}: years", entry.cites);
    }
    for state in gazetteer.states.values() {
        let others = state.sovereign.iter().chain(&state.successor);
        others.for_each(|code| assert!(codes.contains(code.as_str()), "{}: {code}", state.code));
    }
    for person in &gazetteer.persons {
        assert!(known(&person.country), "{}: {}", person.cites, person.country);
        person
            .terms
            .iter()
            .for_each(|t| assert!(t.from <= t.to && !t.sectors.is_empty(), "{}", person.cites));
    }
    assert!(gazetteer.roles.values().all(|r| !r.sectors.is_empty()));
    // A name may be several things, but not two states, nor the people of two states.
    // Of the peoples, two states share theirs.
    let shared = ["congolese", "dominican", "dominicans"];
    for (key, ids) in gazetteer.by_key.iter().filter(|(key, _)| !shared.contains(&key.as_str())) {
        let mut owner: HashMap<bool, &str> = HashMap::new();
        for entry in ids.iter().map(|&i| &gazetteer.entries[gazetteer.names[i as usize].entry as usize]) {
            let state = match entry.kind {
                Kind::State => true,
                Kind::Demonym | Kind::People => false,
                _ => continue,
            };
            let country = entry.country.as_deref().unwrap_or_default();
            let first = owner.entry(state).or_insert(country);
            assert_eq!(*first, country, "{key}: {}", entry.cites);
        }
    }
}

#[test]
fn rows_are_sorted_and_stand_once() {
    let files = load::ENTRIES.iter().chain(load::STATES).chain(load::ROLES).chain(load::PERSONS);
    for (file, text) in files {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let mut last = csv::StringRecord::new();
        for record in reader.records() {
            let record = record.expect("CSV");
            let order = last.iter().cmp(record.iter());
            assert!(order.is_lt(), "{file}: {record:?} after {last:?}");
            last = record;
        }
    }
}

#[test]
fn rulers_and_foreign_ministers_of_most_states_since_1945() {
    let mut ruled: HashMap<&str, usize> = HashMap::new();
    let mut abroad: HashMap<&str, usize> = HashMap::new();
    for person in &Gazetteer::builtin().persons {
        for term in person.terms.iter().filter(|t| t.to >= 1945 && t.from > i16::MIN) {
            let offices = match term.office.as_str() {
                "foreign minister" | "secretary of state" => &mut abroad,
                "ruler" | "president" | "prime minister" | "monarch" | "king" | "chancellor" | "premier"
                | "leader" => &mut ruled,
                _ => continue,
            };
            *offices.entry(person.country.as_str()).or_default() += 1;
        }
    }
    let with =
        |offices: &HashMap<&str, usize>, least: usize| offices.values().filter(|n| **n >= least).count();
    assert!(with(&ruled, 3) >= 190, "rulers of {} states", with(&ruled, 3));
    assert!(with(&abroad, 5) >= 150, "foreign ministers of {} states", with(&abroad, 5));
}
