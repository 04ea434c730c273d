//! Whom a run of words stands for: the head noun decides the sector; modifiers, possessor, complements and what
//! was said before decide the country, in that order.

use std::cell::RefCell;
use std::ops::Range;

use super::actor::Sector;
use super::antecedent::{Candidate, Need, Query, candidates};
use super::bodies;
use super::description::{BODY_NOUNS, COUNTERPARTS, COUNTRY_NOUNS};
use super::discourse::{Discourse, Gender, Kind, Referent, is_state};
use super::gazetteer::{Gazetteer, Kind as Sort, RoleKind};
use super::names::Named;
use super::noun_phrase::{NounPhrase, coordinated};
use super::office::of_body;
use super::reading::{Class, Reading, singular};
use super::{pairs, persons, pronouns};
use crate::analysis::{Analysis, EntityKind};

/// How deep a phrase may lean on phrases inside it.
pub(super) const DEPTH: usize = 4;

/// What a phrase is resolved against: one sentence of a discourse.
pub(super) struct Context<'c> {
    pub gazetteer: &'c Gazetteer,
    pub discourse: &'c Discourse,
    pub analyses: &'c [Analysis],
    pub sentence: usize,
    /// What was weighed so far, for `explain`.
    pub tried: RefCell<Vec<(Need, Vec<Candidate>)>>,
}

impl<'c> Context<'c> {
    pub(super) fn new(
        gazetteer: &'c Gazetteer,
        discourse: &'c Discourse,
        analyses: &'c [Analysis],
        sentence: usize,
    ) -> Self {
        Context { gazetteer, discourse, analyses, sentence, tried: RefCell::default() }
    }

    /// The heaviest candidate for `query`; `None` where nobody whom the text names is meant.
    pub(super) fn antecedent(&self, query: &Query) -> Option<(Referent, String)> {
        let called = |country: &str| self.called(country, query.head);
        let found = candidates(self.discourse, query, &called);
        let best = found.first().and_then(|c| Some((c.referent.clone()?, c.reason.clone())));
        self.tried.borrow_mut().push((query.need, found));
        best
    }

    /// Whether a state bears the noun in its full name ("Kingdom of Morocco").
    fn called(&self, country: &str, noun: &str) -> bool {
        noun.len() > 3
            && noun != "state"
            && self.gazetteer.state(country).is_some_and(|s| {
                s.names
                    .iter()
                    .chain([&s.name])
                    .any(|n| n.to_lowercase().split(' ').any(|w| singular(w) == noun))
            })
    }

    pub(super) fn reading(&self) -> &'c Reading {
        &self.discourse.readings[self.sentence]
    }

    pub(super) fn names(&self) -> &'c [Named] {
        self.discourse.names.get(self.sentence).map_or(&[], Vec::as_slice)
    }

    /// Runs that are not to be broken: names of several words.
    pub(super) fn whole(&self) -> Vec<Range<usize>> {
        self.names().iter().map(|n| n.tokens.clone()).collect()
    }

    /// Sectors that a role noun gives; the last word is put in the singular.
    pub(super) fn role(&self, lemma: &str) -> Option<Vec<Sector>> {
        let found = self.gazetteer.role(lemma).or_else(|| self.gazetteer.role(&singular(lemma)))?;
        Some(found.sectors.clone())
    }

    /// What sort of bearer a role noun names.
    pub(super) fn role_kind(&self, lemma: &str) -> Option<RoleKind> {
        let lemma = lemma.trim_end_matches('.');
        self.gazetteer.role(lemma).or_else(|| self.gazetteer.role(&singular(lemma))).map(|r| r.kind)
    }

    /// The entity kind of the model's mention at `run`, if there is one.
    pub(super) fn mention(&self, run: &Range<usize>) -> Option<EntityKind> {
        let mentions = &self.analyses.get(self.sentence)?.mentions;
        mentions.iter().find(|m| m.tokens.start < run.end && run.start < m.tokens.end).map(|m| m.kind)
    }

    /// A state by its code.
    pub(super) fn state(&self, code: &str) -> Referent {
        Referent {
            name: self.gazetteer.state(code).map_or_else(|| code.to_owned(), |s| s.name.clone()),
            country: Some(code.to_owned()),
            sectors: vec![Sector::Gov],
            kind: Kind::State,
            gender: Gender::Neuter,
            plural: false,
            reason: "a state".to_owned(),
        }
    }

    /// Whom `tokens` stand for.
    pub(super) fn refer(&self, tokens: Range<usize>) -> Vec<Referent> {
        self.refer_within(tokens, DEPTH)
    }

    pub(super) fn refer_within(&self, tokens: Range<usize>, depth: usize) -> Vec<Referent> {
        let reading = self.reading();
        if depth == 0 || tokens.start >= reading.len() {
            return Vec::new();
        }
        let whole = self.whole();
        let Some(np) = NounPhrase::parse(reading, tokens.clone(), &whole) else { return Vec::new() };
        if let Some(members) = pairs::members(self, &(np.tokens.start..np.core.end)) {
            return members;
        }
        let parts = coordinated(reading, np.tokens.clone(), &whole);
        if parts.len() > 1 {
            return parts.into_iter().flat_map(|part| self.refer_within(part, depth - 1)).collect();
        }
        if let Some(counted) = np.counted(reading) {
            let mut members = self.refer_within(counted, depth - 1);
            for member in &mut members {
                member.plural = true;
                if member.kind == Kind::State {
                    member.kind = Kind::People;
                }
            }
            return members;
        }
        let first = np.tokens.start;
        if np.tokens.len() == 1 || np.core.len() == 1 {
            match reading.class(np.head) {
                Class::Pronoun => {
                    if let Some(referent) = pronouns::antecedent(self, np.head) {
                        return vec![referent];
                    }
                }
                Class::Possessive if np.tokens.len() == 1 => {
                    return pronouns::antecedent(self, np.head).into_iter().collect();
                }
                Class::Relative => return pronouns::relative(self, first).into_iter().collect(),
                _ => {}
            }
        }
        if reading.class(first) == Class::Relative {
            return pronouns::relative(self, first).into_iter().collect();
        }
        let shared = self.shared(&np);
        if shared.len() > 1 {
            let sectors = self.sectors(&np);
            return shared
                .into_iter()
                .map(|country| Referent {
                    sectors: sectors.clone().unwrap_or_else(|| vec![Sector::Gov]),
                    kind: Kind::People,
                    plural: true,
                    reason: format!("one of several of {country} under one head"),
                    name: reading.joined(np.tokens.clone()),
                    ..self.state(&country)
                })
                .collect();
        }
        let mut found = self.one(&np, depth);
        if let Some(referent) = &mut found
            && let Some(sectors) = self.shared_head(&np)
        {
            referent.sectors = of_body(sectors, referent.country.as_deref());
            referent.kind = Kind::People;
            referent.plural = true;
        }
        found.into_iter().collect()
    }

    /// "French" in "French and Malian troops", "Fiji" in "Fiji, New Zealand navies", "Turkish" in "Turkish raids":
    /// the sectors of the noun that follows, and that the members share.
    fn shared_head(&self, np: &NounPhrase) -> Option<Vec<Sector>> {
        let reading = self.reading();
        let named = |i: usize| self.names().iter().find(|n| n.tokens.start == i);
        let adjective = |i: usize| {
            named(i).map(Named::demonym).unwrap_or(
                reading.class(i) == Class::Adjective
                    || matches!(reading.low(i), "arab" | "western" | "kurdish"),
            )
        };
        let first = np.core.start;
        let whole = match named(first) {
            Some(name) => name.tokens.end == np.core.end && name.stands_for_state(),
            None => np.core.len() == 1 && reading.capital(first) && adjective(first),
        };
        if !whole || np.core.end != np.tokens.end {
            return None;
        }
        let of_people = adjective(first);
        let (mut i, mut joined, mut last) = (np.core.end, false, first);
        while i < reading.len() {
            match reading.low(i) {
                "," | "and" | "or" | "&" | "/" => joined = true,
                "the" if joined => {}
                _ if named(i).is_some_and(|n| n.stands_for_state()) || (adjective(i) && last != i - 1) => {
                    if adjective(i) != of_people {
                        return None;
                    }
                    last = i;
                    i = named(i).map_or(i + 1, |n| n.tokens.end);
                    continue;
                }
                _ => break,
            }
            i += 1;
        }
        if matches!(reading.low(i.wrapping_sub(1)), "," | "and" | "or" | "&" | "/") {
            return self.listed(first).or_else(|| self.exercising(np));
        }
        if reading.class(i) == Class::Genitive && !of_people && joined && last != first {
            i += 1;
        }
        let mut end = i;
        while matches!(reading.class(end), Class::Noun | Class::Adjective) {
            end += 1;
        }
        let head = (i..end).rev().find(|&j| reading.class(j) == Class::Noun);
        let Some(head) = head.filter(|_| of_people || (joined && last != first)) else {
            return self.listed(first).or_else(|| self.exercising(np));
        };
        if (i..head + 1).any(|j| reading.low(j) == "military") {
            return Some(vec![Sector::Mil]);
        }
        let whole = self.whole();
        let shared = NounPhrase::parse(reading, last..head + 1, &whole)?;
        self.sectors(&shared)
    }

    /// "Chad" in "troops from Angola, Chad and Sudan": the sectors of the noun that the list hangs on.
    fn listed(&self, first: usize) -> Option<Vec<Sector>> {
        let reading = self.reading();
        let mut i = first;
        let mut crossed = false;
        while i > 0 {
            let name = self.names().iter().find(|n| n.tokens.end == i && n.stands_for_state());
            match (reading.low(i - 1), name) {
                (_, Some(name)) => {
                    crossed = true;
                    i = name.tokens.start;
                }
                ("," | "and" | "or" | "the" | "&", _) => i -= 1,
                _ => break,
            }
        }
        let hangs = crossed && i > 1 && matches!(reading.low(i - 1), "of" | "from");
        let mut before = (i.saturating_sub(4)..i.saturating_sub(1)).rev();
        let found = before.find_map(|j| self.role(reading.low(j))).filter(|_| hangs)?;
        matches!(found.first(), Some(Sector::Mil | Sector::Cop | Sector::Reb | Sector::Bus)).then_some(found)
    }

    /// States that hold an exercise do it with their forces.
    fn exercising(&self, np: &NounPhrase) -> Option<Vec<Sector>> {
        let reading = self.reading();
        let drill = |i: usize| {
            matches!(reading.lemma(i), "exercise" | "drill" | "manoeuvre" | "maneuver")
                && (reading.class(i) == Class::Verb
                    || (i.saturating_sub(4)..i).any(|j| {
                        matches!(
                            reading.low(j),
                            "military" | "naval" | "air" | "joint" | "largest" | "army" | "war"
                        )
                    }))
        };
        let acts = reading.parsed
            && reading.relations.get(np.head).is_some_and(|r| r.starts_with("nsubj") || r == "conj");
        (acts && (0..reading.len()).any(drill)).then(|| vec![Sector::Mil])
    }

    /// "Syrian and Russian warplanes", "the foreign ministers of India and Pakistan": the countries that share a
    /// plural head.
    fn shared(&self, np: &NounPhrase) -> Vec<String> {
        let reading = self.reading();
        if !reading.plural(np.head) && reading.low(np.head) != "forces" {
            return Vec::new();
        }
        let joined = |range: Range<usize>| -> Vec<String> {
            let inside: Vec<&Named> = self
                .names()
                .iter()
                .filter(|n| {
                    range.start <= n.tokens.start && n.tokens.end <= range.end && n.stands_for_state()
                })
                .collect();
            let linked = inside.windows(2).all(|w| {
                (w[0].tokens.end..w[1].tokens.start)
                    .all(|i| matches!(reading.low(i), "," | "and" | "or" | "&" | "the" | "-" | "–" | "/"))
                    && w[0].tokens.end < w[1].tokens.start
            });
            if inside.len() < 2 || !linked {
                return Vec::new();
            }
            let mut countries: Vec<String> = Vec::new();
            for named in inside {
                if let Some(country) = named.country.clone().filter(|c| !countries.contains(c)) {
                    countries.push(country);
                }
            }
            countries
        };
        let before = joined(np.core.start..np.head);
        if before.len() > 1 {
            return before;
        }
        match np.complements.first() {
            Some(c) if matches!(c.preposition.as_str(), "of" | "from") => joined(c.tokens.clone()),
            _ => Vec::new(),
        }
    }

    fn one(&self, np: &NounPhrase, depth: usize) -> Option<Referent> {
        let reading = self.reading();
        let name = reading.joined(np.tokens.start..np.core.end);
        // What the text itself has defined goes first.
        if let Some((body, run)) = bodies::covering(&self.discourse.bodies, reading, &np.core, np.head)
            && run.end > np.head
        {
            let mut referent = body.referent.clone();
            referent.reason =
                format!("\"{}\", as the text defines it: {}", reading.joined(run), referent.name);
            return Some(referent);
        }
        if let Some(run) = persons::name_run(self, np)
            && run.contains(&np.head)
            && let Some(person) = persons::named(self, np, &run)
        {
            return Some(person);
        }
        let covering = self.names().iter().find(|n| {
            n.tokens.contains(&np.head) && np.core.start <= n.tokens.start && n.tokens.end <= np.core.end
        });
        // "Israel-based" covers its own token, but "supplier" is the head; a name as the head stands for itself.
        if let Some(named) = covering {
            return Some(self.by_name(np, named));
        }
        if let Some(named) = self.by_itself(np) {
            return Some(self.by_name(np, &named));
        }
        if let Some(referent) = self.short_form(np).or_else(|| self.seated_court(np)) {
            return Some(referent);
        }
        if let Some(referent) = self.counterpart(np, depth) {
            return Some(referent);
        }
        let head = singular(reading.low(np.head));
        if matches!(head.as_str(), "pope" | "pontiff") && np.head == np.core.end - 1 {
            return Some(Referent {
                kind: Kind::Person,
                name,
                reason: "the pope".to_owned(),
                ..self.state("VAT")
            });
        }
        let evidence = if matches!(head.as_str(), "colony" | "protectorate" | "dependency") {
            None
        } else {
            self.evidence(np, None)
        };
        let plural = reading.plural(np.head);
        if let Some((country, why)) = evidence {
            return Some(self.described(np, name, Some(country), why, plural));
        }
        if COUNTRY_NOUNS.contains(&head.as_str())
            && self.sectors(np).is_none_or(|s| s.first() == Some(&Sector::Gov))
        {
            return self.country_noun(np, &head);
        }
        let sector = self.sectors(np).and_then(|s| s.first().copied());
        if np.definite(reading) && BODY_NOUNS.contains(&head.as_str()) {
            // "the movement", "the bloc": the body that was named before, with what it is.
            let query = self.query(np, Need::DefiniteRole, &head, sector, None);
            if let Some((body, why)) = self.antecedent(&query).filter(|(b, _)| b.kind == Kind::Body) {
                return Some(Referent { reason: format!("\"{name}\": {why}"), ..body });
            }
            self.tried.borrow_mut().pop();
        }
        let anchored = match sector {
            Some(Sector::Ngo) if !np.definite(reading) => None,
            _ => self.anchor(np, &head, sector),
        };
        match anchored.or_else(|| self.default_country(np, sector)) {
            Some((country, why)) => Some(self.described(np, name, Some(country), why, plural)),
            None => Some(self.described(np, name, None, "the text does not tell whose".to_owned(), plural)),
        }
    }

    /// Whose a role is of which neither its phrase nor the text tells: "aid agencies" are no state's, and where
    /// no state is named, "the Senate" is that of the United States.
    fn default_country(&self, np: &NounPhrase, sector: Option<Sector>) -> Option<(String, String)> {
        let reading = self.reading();
        if sector == Some(Sector::Ngo) {
            return Some(("NGO".to_owned(), "a body of no state".to_owned()));
        }
        let chamber = |i: usize| {
            reading.capital(i) && matches!(reading.low(i), "senate" | "house" | "congress" | "congressional")
        };
        let local = |i: usize| {
            matches!(reading.low(i), "county" | "sheriff" | "congressman" | "congresswoman" | "gubernatorial")
                || (reading.low(i) == "state" && matches!(reading.low(i + 1), "senator" | "representative"))
        };
        (self.discourse.ranking.is_empty() && np.core.clone().any(|i| chamber(i) || local(i)))
            .then(|| ("USA".to_owned(), "no other state is named".to_owned()))
    }

    /// A role whose country is known.
    pub(super) fn described(
        &self,
        np: &NounPhrase,
        name: String,
        country: Option<String>,
        why: String,
        plural: bool,
    ) -> Referent {
        let reading = self.reading();
        let head = reading.low(np.head);
        let lemma = singular(head);
        let country_noun = COUNTRY_NOUNS.contains(&lemma.as_str());
        let counterpart = COUNTERPARTS.contains(&lemma.as_str());
        let own_name = reading.capital(np.head) && np.head > 0 && self.role(head).is_none();
        let sectors = self.sectors(np).unwrap_or_else(|| {
            let powers = matches!(
                head,
                "western" | "european" | "african" | "asian" | "arab" | "foreign" | "south" | "north"
            );
            vec![if country_noun || counterpart || (powers && reading.capital(np.head)) {
                Sector::Gov
            } else if own_name {
                Sector::Bus
            } else {
                Sector::Cvl
            }]
        });
        let kind = match self.role_kind(&lemma).or_else(|| self.role_kind(head)) {
            Some(RoleKind::Office | RoleKind::Person) if !plural => Kind::Person,
            Some(RoleKind::Group | RoleKind::Craft) => Kind::Body,
            _ if country_noun && !plural => Kind::State,
            _ if plural => Kind::People,
            _ => Kind::Body,
        };
        // "the Union's member states" are states.
        let members =
            plural && (country_noun || matches!(lemma.as_str(), "government" | "member" | "economy"));
        let sectors = if members && sectors.first() == Some(&Sector::Gov) {
            sectors
        } else if members && lemma == "economy" {
            vec![Sector::Gov]
        } else {
            of_body(sectors, country.as_deref())
        };
        Referent {
            name,
            country,
            sectors,
            kind,
            gender: persons::gender(reading, &np.tokens),
            plural,
            reason: why,
        }
    }

    /// A run that was cut out of a longer name ("French" of "French Indochina"), taken by itself.
    fn by_itself(&self, np: &NounPhrase) -> Option<Named> {
        let reading = self.reading();
        let longer =
            self.names().iter().find(|n| n.tokens.contains(&np.head) && n.tokens.len() > np.core.len())?;
        let words: Vec<&str> = np.core.clone().map(|i| reading.words[i].as_str()).collect();
        let entries = self.gazetteer.exact(&words)?;
        let entry = entries.first()?;
        Some(Named {
            tokens: np.core.clone(),
            name: entry.name.clone(),
            country: entry.country.clone(),
            sectors: entry.sectors.clone(),
            sort: entry.kind,
            weak: false,
            locative: longer.locative,
            cites: entry.cites.to_string(),
        })
    }

    /// A phrase whose head is a name of the gazetteer.
    fn by_name(&self, np: &NounPhrase, named: &Named) -> Referent {
        let reading = self.reading();
        let surface = reading.joined(named.tokens.clone());
        let mut country = named.country.clone();
        let mut reason = format!("{} {} ({})", named.sort, surface, named.cites);
        let own = matches!(
            named.sort,
            Sort::Organ
                | Sort::Legislature
                | Sort::Court
                | Sort::Force
                | Sort::Agency
                | Sort::Firm
                | Sort::Party
                | Sort::Media
                | Sort::Ethnic
                | Sort::ArmedGroup
        );
        if self.ethnic(np) && named.demonym() {
            let told = self.evidence(np, Some(&named.tokens));
            let whose = told.or_else(|| self.anchor(np, "", Some(Sector::Eth)));
            let (country, why) = whose.map_or((country, reason), |(c, why)| (Some(c), why));
            return Referent {
                name: reading.joined(np.core.clone()),
                country,
                sectors: vec![Sector::Eth],
                kind: Kind::People,
                gender: Gender::Unknown,
                plural: true,
                reason: why,
            };
        }
        if own || country.is_none() {
            // "Israel's Elbit Systems", "the Supreme Court of India": what the text says goes first.
            let told = self.evidence(np, Some(&named.tokens));
            if let Some((told, why)) = told.filter(|(c, _)| is_state(c) || country.is_none())
                && (country.is_none() || np.possessor.is_some() || !matches!(named.sort, Sort::ArmedGroup))
            {
                country = Some(told);
                reason = why;
            }
        }
        // "the Saudi-led coalition" under a name of its own is still the leader's.
        if named.sort == Sort::Body
            && let Some((leader, _)) = surface.split_once("-led").or_else(|| surface.split_once(" - led"))
            && let Some(state) =
                self.gazetteer.exact(&[leader.trim_start_matches("the ")]).and_then(|e| e.first().copied())
            && state.country.is_some()
        {
            country = state.country.clone();
            reason = format!("led by \"{leader}\"");
        }
        if country.is_none() && named.sort != Sort::WorldRegion {
            let sector = named.sectors.first().copied();
            if let Some((found, why)) = self.anchor(np, &singular(reading.low(np.head)), sector) {
                country = Some(found);
                reason = why;
            }
        }
        if named.sort == Sort::WorldRegion || (country.is_none() && surface.starts_with("Arab")) {
            country = country.or(Some("REG".to_owned()));
        }
        let plural =
            matches!(named.sort, Sort::People | Sort::Ethnic) || (named.demonym() && reading.plural(np.head));
        let people = named.sort == Sort::People || (named.demonym() && plural);
        let mut sectors = named.sectors.clone();
        if sectors.is_empty() {
            let collective = reading.low(np.tokens.start) == "the" && np.core.len() == named.tokens.len();
            sectors = vec![if !people || collective {
                Sector::Gov
            } else if in_flight(reading) {
                Sector::Ref
            } else {
                Sector::Cvl
            }];
        }
        let force = named.tokens.clone().next_back().and_then(|i| self.role(reading.low(i)));
        if named.sort == Sort::Body && force.is_some_and(|f| f.first() == Some(&Sector::Mil)) {
            sectors = vec![Sector::Mil];
        }
        let kind = match named.sort {
            Sort::State | Sort::Capital | Sort::Metonym => Kind::State,
            Sort::Demonym if !plural => Kind::State,
            Sort::Demonym | Sort::People | Sort::Ethnic => Kind::People,
            Sort::Person => Kind::Person,
            Sort::Region | Sort::City | Sort::WorldRegion => Kind::Place,
            _ => Kind::Body,
        };
        Referent { name: named.name.clone(), country, sectors, kind, gender: Gender::Unknown, plural, reason }
    }
}

/// Whether a sentence tells of people who flee: those whom it calls by their nation alone are then refugees.
fn in_flight(reading: &Reading) -> bool {
    reading.lower.iter().any(|w| {
        matches!(
            w.as_str(),
            "refugee"
                | "refugees"
                | "asylum"
                | "migrants"
                | "fled"
                | "flee"
                | "fleeing"
                | "deported"
                | "deport"
                | "deportation"
                | "resettle"
                | "resettled"
                | "shipwreck"
                | "dinghy"
                | "raft"
        )
    })
}
