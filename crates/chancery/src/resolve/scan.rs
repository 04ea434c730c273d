//! Reads a document from its start to its end and notes who is spoken of where.

use std::ops::Range;

use super::actor::Sector;
use super::bodies::{self, KnownBody};
use super::discourse::{Discourse, Kind, Reference, Referent};
use super::gazetteer::{Gazetteer, Kind as Sort};
use super::names::{self, Named};
use super::noun_phrase::NounPhrase;
use super::persons::{self, KnownPerson};
use super::phrase::Context;
use super::reading::{Class, Reading};
use crate::analysis::Analysis;
use crate::sentence::Sentence;

/// The discourse of a document.
pub(super) fn discourse(
    gazetteer: &Gazetteer,
    text: &str,
    sentences: &[Sentence],
    analyses: &[Analysis],
) -> Discourse {
    let empty = Analysis::default();
    let mut discourse = Discourse::default();
    for (i, sentence) in sentences.iter().enumerate() {
        discourse.readings.push(Reading::new(text, sentence, analyses.get(i).unwrap_or(&empty)));
    }
    discourse.paragraphs = sentences.iter().map(|s| s.paragraph).collect();
    discourse.years = years(&discourse.readings);
    let found = discourse.readings.iter().map(|reading| names::find(gazetteer, reading, discourse.years));
    let (mut names, doubtful): (Vec<_>, Vec<_>) = found.unzip();
    names::settle(gazetteer, &discourse.readings, &mut names, discourse.years);
    discourse.names = names;
    discourse.rank_countries();
    names::believe(&mut discourse.names, doubtful, &discourse.ranking);
    discourse.rank_countries();
    discourse.dateline = dateline(&discourse);
    for sentence in 0..discourse.readings.len() {
        define(gazetteer, &mut discourse, analyses, sentence);
        recognise(&mut discourse, sentence);
        introduce(gazetteer, &mut discourse, analyses, sentence);
        refer(gazetteer, &mut discourse, analyses, sentence);
    }
    discourse
}

/// First and last year that the text names.
fn years(readings: &[Reading]) -> Option<(i16, i16)> {
    let found = readings.iter().flat_map(|r| &r.words).filter_map(|word| {
        let year: i16 = word.get(..4)?.parse().ok()?;
        let plain = word.len() == 4 || (word.len() == 5 && word.ends_with('s'));
        (plain && (1800..2100).contains(&year)).then_some(year)
    });
    found.fold(None, |years, y| Some(years.map_or((y, y), |(from, to): (i16, i16)| (from.min(y), to.max(y)))))
}

/// "NAIROBI, May 9 -", "BUDAPEST -", "Ministry of Defence, Lisbon, communiqué.": the place that opens the text.
fn dateline(discourse: &Discourse) -> Option<String> {
    let reading = discourse.readings.first()?;
    let dash = (0..reading.len().min(9)).find(|&i| matches!(reading.low(i), "-" | "--" | "–" | "—"));
    let verbless = !reading.classes.contains(&Class::Verb);
    let end = dash.or(verbless.then_some(reading.len()))?;
    let place = discourse.names.first()?.iter().find(|n| n.tokens.end <= end && n.country.is_some())?;
    place.country.clone()
}

/// Notes the names and aliases that the sentence defines in brackets.
fn define(gazetteer: &Gazetteer, discourse: &mut Discourse, analyses: &[Analysis], sentence: usize) {
    for bracket in bodies::brackets(&discourse.readings[sentence]) {
        let context = Context::new(gazetteer, discourse, analyses, sentence);
        let reading = context.reading();
        let inside =
            context.names().iter().find(|n| n.tokens.start == bracket.inside.start && n.stands_for_state());
        let alias: Vec<String> = reading.lower[bracket.inside.clone()].to_vec();
        let full: Vec<String> = reading.lower[bracket.name.clone()].to_vec();
        let known = context
            .names()
            .iter()
            .find(|n| n.tokens.end == bracket.name.end && n.tokens.start <= bracket.name.start);
        // The article and what describes the body stand before its name ("the opposition Movement ... (MDC)").
        let mut start = bracket.name.start;
        while start > 0
            && matches!(
                reading.class(start - 1),
                Class::Determiner
                    | Class::Adjective
                    | Class::Noun
                    | Class::Genitive
                    | Class::Proper
                    | Class::Possessive
            )
        {
            start -= 1;
        }
        let name = reading.joined(bracket.name.clone());
        let referent = match inside {
            // A country in the brackets: "GTIB (Israel)".
            Some(place) if known.is_none_or(|k| !k.stands_for_state()) => {
                let sectors = known.map(|k| k.sectors.clone()).filter(|s| !s.is_empty());
                Some(Referent {
                    name,
                    country: place.country.clone(),
                    sectors: sectors.unwrap_or_else(|| vec![Sector::Bus]),
                    kind: Kind::Body,
                    gender: super::discourse::Gender::Neuter,
                    plural: false,
                    reason: "the country that the text gives in brackets".to_owned(),
                })
            }
            _ => context.refer_body(start..bracket.name.end, &bracket.name, &bracket.inside).map(
                |mut referent| {
                    if referent.kind != Kind::State {
                        referent.name = name;
                    }
                    referent
                },
            ),
        };
        let Some(referent) = referent else { continue };
        let is_place = inside.is_some() && referent.kind == Kind::Body;
        let unknown = known.is_none();
        if !is_place {
            discourse.bodies.push(KnownBody { words: alias, referent: referent.clone() });
        }
        if unknown || is_place {
            discourse.bodies.push(KnownBody { words: full, referent });
        }
    }
}

/// Adds the names that the text has defined to those of the gazetteer; the text's own meaning stands.
fn recognise(discourse: &mut Discourse, sentence: usize) {
    let reading = &discourse.readings[sentence];
    let mut added: Vec<Named> = Vec::new();
    for body in &discourse.bodies {
        let len = body.words.len();
        for start in 0..(reading.len() + 1).saturating_sub(len) {
            if !reading.capital(start) || reading.lower[start..start + len] != body.words[..] {
                continue;
            }
            added.push(Named {
                tokens: start..start + len,
                name: body.referent.name.clone(),
                country: body.referent.country.clone(),
                sectors: body.referent.sectors.clone(),
                sort: match body.referent.kind {
                    Kind::State => Sort::State,
                    Kind::Place => Sort::Region,
                    Kind::Person => Sort::Person,
                    Kind::People | Kind::Body => Sort::Organ,
                },
                weak: false,
                locative: start > 0 && matches!(reading.low(start - 1), "in" | "at" | "near"),
                cites: "the text".to_owned(),
            });
        }
    }
    let names = &mut discourse.names[sentence];
    for named in added {
        let clash = |n: &Named| n.tokens.start < named.tokens.end && named.tokens.start < n.tokens.end;
        if names.iter().any(|n| clash(n) && n.tokens.len() > named.tokens.len()) {
            continue;
        }
        names.retain(|n| !clash(n));
        names.push(named);
    }
    names.sort_by_key(|n| n.tokens.start);
}

/// The base noun phrases of a sentence: determiner to head, possessors included.
fn chunks(reading: &Reading, names: &[Named]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < reading.len() {
        let start = i;
        let mut noun = false;
        while i < reading.len() {
            if let Some(named) = names.iter().find(|n| n.tokens.start == i) {
                noun = true;
                i = named.tokens.end;
                continue;
            }
            let ok = match reading.class(i) {
                Class::Determiner | Class::Possessive => {
                    i == start || reading.class(i - 1) == Class::Determiner
                }
                Class::Number | Class::Proper | Class::Noun => {
                    noun = true;
                    true
                }
                Class::Adjective => true,
                Class::Genitive => noun,
                Class::Pronoun => i == start,
                Class::Verb => {
                    // A participle before a noun.
                    i > start
                        && !noun
                        && matches!(reading.class(i + 1), Class::Noun | Class::Proper | Class::Adjective)
                }
                Class::Punctuation => {
                    noun && matches!(reading.low(i), "-" | ".")
                        && i + 1 < reading.len()
                        && (reading.capital(i + 1) || reading.low(i) == "-")
                        && reading.low(i - 1).len() < 12
                        && i + 1 < reading.len()
                }
                _ => false,
            };
            if !ok {
                break;
            }
            let pronoun = reading.class(i) == Class::Pronoun;
            noun |= pronoun;
            i += 1;
            if pronoun {
                break;
            }
        }
        if i == start {
            i += 1;
        } else if noun {
            found.push(start..i);
        }
    }
    found
}

/// A base phrase with the "of", "from" and "in" phrases that follow it.
fn extended(reading: &Reading, chunks: &[Range<usize>], order: usize) -> Range<usize> {
    let mut end = chunks[order].end;
    let mut next = order + 1;
    while let Some(chunk) = chunks.get(next) {
        let linked = chunk.start == end + 1
            && (matches!(reading.low(end), "of" | "from")
                || (reading.low(end) == "in" && next == order + 1)
                || (matches!(reading.low(end), "and")
                    && reading.low(chunks[next - 1].start.wrapping_sub(1)) == "of"));
        if !linked {
            break;
        }
        end = chunk.end;
        next += 1;
    }
    chunks[order].start..end
}

/// Notes the people whom the sentence names with an office: before the name, or beside it between commas.
fn introduce(gazetteer: &Gazetteer, discourse: &mut Discourse, analyses: &[Analysis], sentence: usize) {
    let chunks = chunks(&discourse.readings[sentence], &discourse.names[sentence]);
    for order in 0..chunks.len() {
        let context = Context::new(gazetteer, discourse, analyses, sentence);
        let reading = context.reading();
        let whole = context.whole();
        let Some(np) = NounPhrase::parse(reading, chunks[order].clone(), &whole) else { continue };
        let Some(run) = persons::name_run(&context, &np).filter(|r| r.contains(&np.head)) else { continue };
        let parts = persons::name_parts(reading, &run);
        if parts.is_empty() {
            continue;
        }
        let titled = run.start > np.core.start || np.possessor.is_some();
        let beside = (!titled).then(|| beside(&context, &chunks, order)).flatten();
        let referent = match &beside {
            Some(office) => {
                let mut referent = office.clone();
                referent.name = reading.joined(run.clone());
                referent.kind = Kind::Person;
                referent.plural = false;
                Some(referent)
            }
            None => persons::named(&context, &np, &run),
        };
        let Some(referent) = referent else { continue };
        let introduced = titled || beside.is_some();
        let known = persons::known(&context, &parts).is_some_and(|k| k.introduced || !introduced);
        if !known || (introduced && parts.len() > 1) {
            discourse.meet(KnownPerson { parts, referent, introduced });
        }
    }
}

/// The office of the person named by chunk `order`, from the phrase between commas beside it.
fn beside(context: &Context, chunks: &[Range<usize>], order: usize) -> Option<Referent> {
    let reading = context.reading();
    let chunk = &chunks[order];
    let office = |other: usize| -> Option<Referent> {
        let range = extended(reading, chunks, other);
        let whole = context.whole();
        let np = NounPhrase::parse(reading, range.clone(), &whole)?;
        let named = whole.iter().any(|n| n.contains(&np.head));
        let kind = context.role_kind(reading.low(np.head))?;
        let person = matches!(kind, super::gazetteer::RoleKind::Office | super::gazetteer::RoleKind::Person);
        (person && !named && !reading.plural(np.head))
            .then(|| context.refer(range).into_iter().next())
            .flatten()
    };
    if reading.low(chunk.end) == "," && chunks.get(order + 1).is_some_and(|n| n.start == chunk.end + 1) {
        let end = extended(reading, chunks, order + 1).end;
        let closed =
            matches!(reading.low(end), "," | "." | ";" | "") || reading.class(end) == Class::Relative;
        if closed && let Some(found) = office(order + 1) {
            return Some(found);
        }
    }
    let before = (0..order).rev().find(|&o| {
        let range = extended(reading, chunks, o);
        range.end + 1 == chunk.start && reading.low(range.end) == ","
    })?;
    matches!(reading.low(chunk.end), "," | "." | ";" | "").then(|| office(before)).flatten()
}

/// Notes every reference of the sentence, in order.
fn refer(gazetteer: &Gazetteer, discourse: &mut Discourse, analyses: &[Analysis], sentence: usize) {
    let chunks = chunks(&discourse.readings[sentence], &discourse.names[sentence]);
    let mut noted = 0;
    for order in 0..chunks.len() {
        let range = extended(&discourse.readings[sentence], &chunks, order);
        let context = Context::new(gazetteer, discourse, analyses, sentence);
        let reading = context.reading();
        let whole = context.whole();
        let Some(np) = NounPhrase::parse(reading, range.clone(), &whole) else { continue };
        let pronoun = matches!(reading.class(np.head), Class::Pronoun) && np.core.len() == 1;
        let mut head = super::reading::singular(reading.low(np.head));
        let covering = whole.iter().find(|n| n.contains(&np.head));
        let named = covering.is_some();
        // "the International Court of Justice" is afterwards "the court".
        if let Some(name) = covering
            && let Some(of) = name.clone().skip(1).find(|&i| reading.class(i) == Class::Preposition)
        {
            head = super::reading::singular(reading.low(of - 1));
        }
        let person = persons::name_run(&context, &np).is_some_and(|r| r.contains(&np.head));
        let role = context.sectors(&np).is_some() && context.role_kind(&head).is_some();
        let country_noun = matches!(
            head.as_str(),
            "country"
                | "nation"
                | "kingdom"
                | "island"
                | "republic"
                | "state"
                | "neighbour"
                | "neighbor"
                | "colony"
                | "host"
                | "guest"
                | "counterpart"
        );
        // "President Kais Saied" is afterwards "the president".
        let run = person.then(|| persons::name_run(&context, &np)).flatten();
        if let Some(run) = run
            && let Some(title) =
                (np.core.start..run.start).rev().find(|&i| context.role_kind(reading.low(i)).is_some())
        {
            head = super::reading::singular(reading.low(title));
        }
        let set = super::pairs::members(&context, &(np.tokens.start..np.core.end)).is_some();
        if !(pronoun || named || person || role || country_noun || set) {
            // Nobody acts here, but who is named inside may be meant later.
            let start = range.start;
            let inside: Vec<Reference> = names_within(&context, &chunks[order], usize::MAX)
                .map(|mut reference| {
                    reference.subject = reference.tokens.start == start && !reading.parsed;
                    reference
                })
                .collect();
            discourse.references.extend(inside);
            continue;
        }
        let mut referents = context.refer(range.clone());
        if person && !named && !role {
            referents.retain(|r| r.country.is_some());
        }
        // Inside a phrase that was noted itself.
        let nested = range.start < noted;
        let before = reading.low(range.start.wrapping_sub(1));
        let locative = matches!(before, "in" | "at" | "near" | "outside" | "inside" | "across");
        let subject = !nested && reading.subject(&(np.tokens.start..np.core.end), np.head);
        let anaphoric = pronoun || set;
        // Names inside come first: the whole phrase is nearer to what follows.
        let inner: Vec<Reference> = names_within(&context, &chunks[order], np.head).collect();
        noted = noted.max(range.end);
        discourse.references.extend(inner);
        for referent in referents {
            discourse.references.push(Reference {
                sentence,
                tokens: np.tokens.start..np.core.end,
                head: head.clone(),
                referent,
                subject,
                nested,
                locative,
                anaphoric,
            });
        }
    }
}

/// The states that are named inside a phrase, its head aside.
fn names_within<'c>(
    context: &'c Context<'_>,
    chunk: &'c Range<usize>,
    head: usize,
) -> impl Iterator<Item = Reference> + 'c {
    let inside = move |n: &&Named| {
        chunk.start <= n.tokens.start && n.tokens.end <= chunk.end && !n.tokens.contains(&head)
    };
    context.names().iter().filter(inside).filter_map(|n| {
        Some(Reference {
            sentence: context.sentence,
            tokens: n.tokens.clone(),
            head: String::new(),
            referent: context.state(n.country.as_deref()?),
            subject: false,
            nested: true,
            locative: false,
            anaphoric: false,
        })
    })
}
