//! Sets without names: "the two countries", "both sides", "the three", "each other", "the latter".

use std::ops::Range;

use super::actor::Sector;
use super::discourse::{Kind, Reference, Referent, is_state};
use super::phrase::Context;
use super::reading::{Class, singular};

/// Nouns that the members of a pair are called by.
const SIDES: &[&str] = &[
    "country",
    "state",
    "nation",
    "side",
    "government",
    "leader",
    "president",
    "minister",
    "neighbour",
    "neighbor",
    "army",
    "navy",
    "capital",
    "party",
    "power",
    "ally",
    "rival",
    "republic",
    "kingdom",
    "parliament",
    "partner",
    "force",
    "foe",
    "enemy",
    "delegation",
    "official",
    "diplomat",
    "chief",
    "king",
    "general",
    "people",
    "member",
    "signatory",
    "province",
    "envoy",
    "negotiator",
    "premier",
    "belligerent",
    "adversary",
    "one",
    "monarch",
    "prince",
    "statesman",
    "police",
    "ministry",
    "bank",
    "company",
    "firm",
    "man",
    "woman",
    "economy",
    "administration",
];

/// A phrase that stands for a set.
#[derive(Debug, PartialEq)]
struct Set {
    /// How many, where the phrase says it.
    size: Option<usize>,
    /// Lemma of the noun, if one is there.
    noun: Option<String>,
}

/// The members that the phrase stands for; `None` where it is no such phrase.
pub(super) fn members(context: &Context, tokens: &Range<usize>) -> Option<Vec<Referent>> {
    let reading = context.reading();
    let words: Vec<&str> = tokens.clone().map(|i| reading.low(i)).collect();
    let ordinal: Vec<&str> = words.iter().copied().filter(|w| *w != "the").collect();
    match ordinal.as_slice() {
        ["former"] => return Some(ordered(context, tokens.start, 0).into_iter().collect()),
        ["latter"] => return Some(ordered(context, tokens.start, 1).into_iter().collect()),
        ["other"] | ["other", "side" | "party" | "country" | "state" | "government" | "one"] => {
            return Some(other(context, tokens.start, None).into_iter().collect());
        }
        ["each", "other"] | ["one", "another"] => {
            return Some(pick(context, tokens.start, &Set { size: Some(2), noun: None }));
        }
        _ => {}
    }
    if words.last() == Some(&"koreas") && words.len() > 1 {
        return Some(["PRK", "KOR"].iter().map(|code| context.state(code)).collect());
    }
    let set = set(context, tokens)?;
    let members = pick(context, tokens.start, &set);
    (!members.is_empty()).then_some(members)
}

/// Reads "the two countries", "both", "the three presidents", "each government", "the warring parties".
fn set(context: &Context, tokens: &Range<usize>) -> Option<Set> {
    let reading = context.reading();
    let mut size = None;
    let mut i = tokens.start;
    let definite = matches!(reading.low(i), "the" | "these" | "those");
    if definite || reading.class(i) == Class::Possessive {
        i += 1;
    }
    match reading.low(i) {
        "both" | "either" | "neither" => {
            size = Some(2);
            i += 1;
        }
        "each" => i += 1,
        "two" if definite => {
            size = Some(2);
            i += 1;
        }
        "three" if definite => {
            size = Some(3);
            i += 1;
        }
        "four" if definite => {
            size = Some(4);
            i += 1;
        }
        "pair" | "couple" | "duo" if definite && tokens.end == i + 1 => {
            return Some(Set { size: Some(2), noun: None });
        }
        _ if !definite => return None,
        _ => {}
    }
    if reading.low(i) == "of" {
        i += 1;
        if matches!(reading.low(i), "the" | "them" | "these") {
            i += 1;
        }
    } else if matches!(reading.low(i), "the" | "these") {
        i += 1;
    }
    if i >= tokens.end {
        return (size.is_some() || reading.low(tokens.start) == "each").then_some(Set { size, noun: None });
    }
    // Modifiers that name nobody may stand between.
    let modifiers = i..tokens.end - 1;
    let bare = modifiers.clone().all(|m| {
        !context.names().iter().any(|n| n.tokens.contains(&m))
            && matches!(
                reading.class(m),
                Class::Adjective | Class::Noun | Class::Verb | Class::Number | Class::Proper
            )
    });
    if !bare {
        return None;
    }
    let last = reading.low(tokens.end - 1);
    let noun = singular(last);
    if !SIDES.contains(&noun.as_str()) {
        return None;
    }
    let hostile = modifiers
        .clone()
        .any(|m| matches!(reading.low(m), "warring" | "rival" | "opposing" | "neighbouring"));
    let plural = last != noun;
    let each = reading.low(tokens.start) == "each";
    let pair_noun = matches!(
        noun.as_str(),
        "side" | "neighbour" | "neighbor" | "rival" | "foe" | "signatory" | "capital"
    );
    if size.is_some() || each {
        Some(Set { size, noun: Some(noun) })
    } else if plural
        && modifiers.len() <= 2
        && (hostile || pair_noun || matches!(noun.as_str(), "party" | "leader"))
    {
        Some(Set { size: None, noun: Some(noun) })
    } else {
        None
    }
}

/// References that a set can be made of, the nearest first, one a country, preferring what came in one sentence.
fn pick(context: &Context, token: usize, set: &Set) -> Vec<Referent> {
    let size = set.size.unwrap_or(2);
    let people = matches!(set.noun.as_deref(), None | Some("man" | "woman" | "official"));
    let mut found: Vec<&Reference> = Vec::new();
    let discourse = context.discourse;
    for reference in discourse.before(context.sentence, token).take(60) {
        let Some(country) = reference.referent.country.as_deref() else { continue };
        if !is_state(country) || (people && reference.nested) {
            continue;
        }
        if found.iter().any(|f| f.referent.country.as_deref() == Some(country)) {
            continue;
        }
        found.push(reference);
        if found.len() >= size + 2 {
            break;
        }
    }
    if found.len() > size {
        // The document's main pair, if both of it are near; otherwise the nearest ones.
        let main: Vec<&Reference> = discourse
            .ranking
            .iter()
            .take(size)
            .filter_map(|c| found.iter().copied().find(|f| f.referent.country.as_deref() == Some(c.as_str())))
            .collect();
        let newest = found[0].sentence;
        if main.len() == size && main.iter().all(|m| m.sentence + 1 >= newest) {
            found = main;
        }
        found.truncate(size);
    }
    found.reverse();
    let mut members: Vec<Referent> = found.iter().map(|r| r.referent.clone()).collect();
    for country in &discourse.ranking {
        if members.len() >= size || members.iter().any(|m| m.country.as_deref() == Some(country)) {
            continue;
        }
        if size == 2 && set.size.is_some() {
            members.push(context.state(country));
        }
    }
    let sectors = set.noun.as_deref().and_then(|n| context.role(n));
    for member in &mut members {
        let whom = member.name.clone();
        if set.noun.is_some() {
            let country = member.country.clone();
            if let Some(country) = country {
                *member = context.state(&country);
            }
            if let Some(sectors) = &sectors {
                member.sectors = sectors.clone();
            }
        }
        member.plural = true;
        member.reason = format!("one of the last {size} named: {whom}");
    }
    members
}

/// "the former" (0) and "the latter" (1): first and second of the last two mentioned.
fn ordered(context: &Context, token: usize, which: usize) -> Option<Referent> {
    let mut last: Vec<&Reference> = Vec::new();
    for reference in context.discourse.before(context.sentence, token).filter(|r| !r.nested && !r.anaphoric) {
        let same = |l: &&Reference| {
            l.referent.name == reference.referent.name
                || (l.referent.kind == Kind::State && l.referent.country == reference.referent.country)
        };
        if last.iter().any(same) {
            continue;
        }
        last.push(reference);
        if last.len() == 2 {
            break;
        }
    }
    let position = if which == 1 { 0 } else { 1 };
    let mut referent = last.get(position).map(|r| r.referent.clone())?;
    referent.reason = format!("the {} of the last two", if which == 1 { "latter" } else { "former" });
    Some(referent)
}

/// Whose ground the text starts on: its guests are from elsewhere.
pub(super) fn home<'c>(context: &Context<'c>) -> Option<&'c str> {
    let discourse = context.discourse;
    let first =
        discourse.references.iter().find(|r| r.sentence < context.sentence && r.referent.country.is_some());
    discourse.dateline.as_deref().or(first.and_then(|r| r.referent.country.as_deref()))
}

/// The other state of the pair that is spoken of: not `owner`, or not the last subject where there is no owner.
pub(super) fn other(context: &Context, token: usize, owner: Option<&str>) -> Option<Referent> {
    let discourse = context.discourse;
    let subject = discourse
        .before(context.sentence, token)
        .find(|r| r.subject && r.referent.country.as_deref().is_some_and(is_state))
        .and_then(|r| r.referent.country.clone());
    let owner = owner.map(str::to_owned).or(subject)?;
    let mut options: Vec<&str> = discourse
        .before(context.sentence, token)
        .filter(|r| !r.nested && r.referent.kind != Kind::Place)
        .filter_map(|r| r.referent.country.as_deref())
        .chain(discourse.ranking.iter().map(String::as_str))
        .filter(|c| is_state(c) && *c != owner)
        .collect();
    options.dedup();
    let main: Vec<&str> = discourse.ranking.iter().take(2).map(String::as_str).collect();
    let country = if main.contains(&owner.as_str()) {
        options.iter().take(3).find(|c| main.contains(c)).or(options.first())
    } else {
        options.first()
    }?;
    let mut referent = context.state(country);
    referent.sectors = vec![Sector::Gov];
    referent.reason = format!("the other side than {owner}");
    Some(referent)
}
