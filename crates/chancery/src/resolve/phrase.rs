//! Whom a run of words stands for: the head noun decides the sector; modifiers, possessor, complements and what
//! was said before decide the country, in that order.

use std::cell::RefCell;
use std::ops::Range;

use super::actor::Sector;
use super::antecedent::{Candidate, Need, Query, candidates};
use super::bodies;
use super::discourse::{Discourse, Gender, Kind, Referent, is_state};
use super::gazetteer::{Gazetteer, Kind as Sort, RoleKind};
use super::names::Named;
use super::noun_phrase::{NounPhrase, coordinated};
use super::reading::{Class, Reading, singular};
use super::{geography, pairs, persons, pronouns};
use crate::analysis::{Analysis, EntityKind};

/// How deep a phrase may lean on phrases inside it.
const DEPTH: usize = 4;

/// What a phrase is resolved against: one sentence of a discourse.
pub(super) struct Context<'c> {
    pub gazetteer: &'c Gazetteer,
    pub discourse: &'c Discourse,
    pub analyses: &'c [Analysis],
    pub sentence: usize,
    /// What was weighed so far, for `explain`.
    pub tried: RefCell<Vec<(Need, Vec<Candidate>)>>,
}

/// Nouns for a state; "the country" is one spoken of before.
const COUNTRY_NOUNS: &[&str] = &[
    "country",
    "state",
    "nation",
    "kingdom",
    "republic",
    "island",
    "archipelago",
    "emirate",
    "sultanate",
    "empire",
    "colony",
    "territory",
    "federation",
    "homeland",
    "mainland",
    "principality",
    "monarchy",
    "power",
    "protectorate",
    "dictatorship",
    "dependency",
    "region",
    "area",
    "land",
    "union",
    "giant",
    "superpower",
    "capital",
    "province",
    "isle",
];

/// Nouns by which a body is called after its first mention.
pub(super) const BODY_NOUNS: &[&str] = &[
    "bloc",
    "alliance",
    "agency",
    "organization",
    "organisation",
    "body",
    "union",
    "council",
    "commission",
    "group",
    "movement",
    "party",
    "company",
    "firm",
    "bank",
    "fund",
    "court",
    "tribunal",
    "panel",
    "mission",
    "front",
    "federation",
    "league",
    "association",
    "center",
    "centre",
    "institute",
    "committee",
    "chamber",
    "assembly",
    "coalition",
    "outfit",
    "network",
    "service",
    "programme",
    "program",
    "secretariat",
    "operator",
    "producer",
    "manufacturer",
    "carrier",
    "airline",
    "supplier",
    "maker",
    "giant",
    "consortium",
    "force",
    "militia",
    "junta",
];

/// Nouns for the other one of two.
const COUNTERPARTS: &[&str] = &[
    "neighbour",
    "neighbor",
    "counterpart",
    "rival",
    "host",
    "guest",
    "visitor",
    "opponent",
    "partner",
    "foe",
    "enemy",
    "adversary",
    "ally",
];

/// Heads that say nothing of the sector: the noun before them or after "of" does.
const GENERIC: &[&str] = &[
    "leader",
    "chief",
    "head",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "official",
    "member",
    "group",
    "force",
    "worker",
    "representative",
    "figure",
    "candidate",
    "adviser",
    "advisor",
    "team",
    "delegation",
    "base",
    "target",
    "fighter",
    "commander",
    "personnel",
    "source",
    "unit",
    "convoy",
    "post",
    "position",
    "side",
    "boss",
    "deputy",
    "supporter",
    "building",
    "facility",
    "site",
    "vehicle",
    "outfit",
    "faction",
    "element",
    "authority",
    "people",
    "man",
    "woman",
    "staff",
    "employee",
    "agent",
    "officer",
    "observer",
    "party",
    "movement",
    "mission",
    "council",
    "committee",
    "outpost",
    "stronghold",
    "camp",
    "headquarters",
    "office",
    "gunman",
    "operative",
    "cell",
    "director",
    "youth",
    "volunteer",
    "aide",
    "system",
    "warplane",
    "aircraft",
    "ship",
    "vessel",
];

/// What turns an office-holder into somebody who was one.
const FORMER: &[&str] =
    &["former", "ex", "ousted", "deposed", "exiled", "late", "onetime", "erstwhile", "ex-president"];

/// Prepositions whose complement gives the head's country.
const OWNING: &[&str] = &[
    "of",
    "from",
    "in",
    "at",
    "near",
    "inside",
    "within",
    "across",
    "around",
    "outside",
    "throughout",
    "on",
];

/// How a name inside a phrase bears on its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearing {
    /// "Polish guards", "an Israel-based supplier".
    Own,
    /// "the Saudi-led coalition".
    Leads,
    /// "Iran-backed rebels": says whom it serves, not whose it is.
    Backs,
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
        let sectors = of_body(sectors.unwrap_or_else(|| vec![Sector::Gov]), country.as_deref());
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

    fn refer_within(&self, tokens: Range<usize>, depth: usize) -> Vec<Referent> {
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
        self.one(&np, depth).into_iter().collect()
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
            return Some(self.by_name(np, named, depth));
        }
        if let Some(named) = self.by_itself(np) {
            return Some(self.by_name(np, &named, depth));
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
        match self.anchor(np, &head, sector) {
            Some((country, why)) => Some(self.described(np, name, Some(country), why, plural)),
            None => Some(self.described(np, name, None, "the text does not tell whose".to_owned(), plural)),
        }
    }

    /// A role whose country is known.
    fn described(
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
        let own_name = reading.capital(np.head) && np.head > 0 && self.role(head).is_none();
        let sectors = self.sectors(np).unwrap_or_else(|| {
            vec![if country_noun {
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
        let sectors = of_body(sectors, country.as_deref());
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
    fn by_name(&self, np: &NounPhrase, named: &Named, depth: usize) -> Referent {
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
        if country.is_none() && named.sort != Sort::WorldRegion {
            let sector = named.sectors.first().copied();
            if let Some((found, why)) = self.anchor(np, &singular(reading.low(np.head)), sector) {
                country = Some(found);
                reason = why;
            }
        }
        if named.sort == Sort::WorldRegion {
            country = country.or(Some("REG".to_owned()));
        }
        let plural =
            matches!(named.sort, Sort::People | Sort::Ethnic) || (named.demonym() && reading.plural(np.head));
        let people = named.sort == Sort::People || (named.demonym() && plural);
        let mut sectors = named.sectors.clone();
        if sectors.is_empty() {
            let collective = reading.low(np.tokens.start) == "the" && np.core.len() == named.tokens.len();
            sectors = vec![if people && !collective { Sector::Cvl } else { Sector::Gov }];
        }
        let _ = depth;
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

    /// "its northern neighbour", "his Libyan counterpart", "the hosts", "the other side".
    fn counterpart(&self, np: &NounPhrase, depth: usize) -> Option<Referent> {
        let reading = self.reading();
        let head = singular(reading.low(np.head));
        if !COUNTERPARTS.contains(&head.as_str()) {
            return None;
        }
        if let Some((country, why)) = self.modifiers(np, None) {
            return Some(self.described(
                np,
                reading.joined(np.tokens.clone()),
                Some(country),
                why,
                reading.plural(np.head),
            ));
        }
        if np.possessor.is_none() && !np.definite(reading) {
            return None;
        }
        let owner = np.possessor.clone().and_then(|p| self.refer_within(p, depth - 1).into_iter().next());
        let owner = owner.and_then(|o| o.country);
        let home = pairs::home(self).map(str::to_owned);
        let owner = match (owner, head.as_str()) {
            (None, "guest" | "visitor") => home,
            (None, "host") if home.is_some() => {
                let mut host = self.state(&home.unwrap_or_default());
                host.plural = reading.plural(np.head);
                host.reason = "whose ground the text starts on".to_owned();
                return Some(host);
            }
            (owner, _) => owner,
        };
        let near = owner.as_deref().filter(|_| matches!(head.as_str(), "neighbour" | "neighbor"));
        let compass = np.core.clone().find_map(|i| geography::compass(reading.low(i)));
        let mut referent = match near.and_then(|owner| self.neighbour(np, owner, compass)) {
            Some(neighbour) => neighbour,
            None => pairs::other(self, np.tokens.start, owner.as_deref())?,
        };
        if let Some(sectors) = self.sectors(np) {
            referent.sectors = sectors;
        }
        if matches!(head.as_str(), "counterpart" | "guest" | "visitor" | "host") {
            referent.kind = Kind::Person;
        }
        referent.plural = reading.plural(np.head);
        Some(referent)
    }

    /// The neighbour of a state that the text speaks of; for "its northern neighbour" also one that it does not.
    fn neighbour(
        &self,
        np: &NounPhrase,
        owner: &str,
        compass: Option<geography::Compass>,
    ) -> Option<Referent> {
        let neighbours = geography::neighbours(owner);
        let fits = |c: &str| neighbours.contains(&c) && compass.is_none_or(|d| geography::lies(owner, c, d));
        let spoken = self
            .discourse
            .before(self.sentence, np.tokens.start)
            .filter_map(|r| r.referent.country.as_deref())
            .chain(self.discourse.ranking.iter().map(String::as_str))
            .find(|c| fits(c));
        let country = spoken.or_else(|| compass.and_then(|d| geography::farthest(owner, d)))?;
        let mut referent = self.state(country);
        referent.reason = format!("a neighbour of {owner}");
        Some(referent)
    }

    /// "the country", "the kingdom", "the island".
    fn country_noun(&self, np: &NounPhrase, head: &str) -> Option<Referent> {
        let reading = self.reading();
        let vague = np.core.clone().any(|i| {
            matches!(
                reading.low(i),
                "other" | "foreign" | "neighbouring" | "neighboring" | "western" | "various" | "regional"
            )
        });
        let open =
            matches!(reading.low(np.tokens.start), "no" | "any" | "every" | "some" | "a" | "an" | "each");
        if !np.definite(reading) && np.possessor.is_none() && (vague || open || reading.plural(np.head)) {
            let region = np.core.clone().any(|i| {
                matches!(reading.low(i), "neighbouring" | "neighboring" | "western" | "regional" | "other")
            });
            let name = reading.joined(np.tokens.clone());
            let mut referent = self.state("REG");
            referent.name = name;
            referent.country = region.then(|| "REG".to_owned());
            referent.plural = true;
            return Some(referent);
        }
        let holder = match head {
            "colony" | "protectorate" | "dependency" => self.evidence(np, None).map(|(c, _)| c),
            _ => None,
        };
        let query = self.query(np, Need::Country, head, Some(Sector::Gov), holder.as_deref());
        let (best, why) = self.antecedent(&query)?;
        let mut referent = self.state(best.country.as_deref()?);
        referent.reason = format!("\"{}\": {why}", reading.joined(np.tokens.start..np.core.end));
        Some(referent)
    }

    fn query<'q>(
        &self,
        np: &NounPhrase,
        need: Need,
        head: &'q str,
        sector: Option<Sector>,
        not: Option<&'q str>,
    ) -> Query<'q> {
        let reading = self.reading();
        Query {
            need,
            sentence: self.sentence,
            token: np.tokens.start,
            head,
            sector,
            plural: reading.plural(np.head),
            gender: Gender::Unknown,
            subject: reading.subject(&np.tokens, np.head),
            not,
        }
    }

    /// The country that a role without a name has from its context.
    pub(super) fn anchor(
        &self,
        np: &NounPhrase,
        head: &str,
        sector: Option<Sector>,
    ) -> Option<(String, String)> {
        let need = if np.definite(self.reading()) { Need::DefiniteRole } else { Need::BareRole };
        self.anchor_as(need, np, head, sector)
    }

    /// The country of a person whom the text names without one.
    pub(super) fn anchor_person(&self, np: &NounPhrase, sector: Option<Sector>) -> Option<(String, String)> {
        self.anchor_as(Need::NamedPerson, np, "", sector)
    }

    fn anchor_as(
        &self,
        need: Need,
        np: &NounPhrase,
        head: &str,
        sector: Option<Sector>,
    ) -> Option<(String, String)> {
        let reading = self.reading();
        for i in np.core.clone() {
            match reading.low(i) {
                "international" => {
                    let body = matches!(sector, None | Some(Sector::Igo | Sector::Mil | Sector::Gov))
                        && head != "community";
                    return body.then(|| ("IGO".to_owned(), "\"international\"".to_owned()));
                }
                "foreign" if !matches!(head, "minister" | "ministry" | "secretary") => return None,
                "western" | "regional" => return Some(("REG".to_owned(), "several states".to_owned())),
                _ => {}
            }
        }
        let posted = np
            .complements
            .iter()
            .find(|c| matches!(c.preposition.as_str(), "to" | "in" | "with" | "against"));
        let not = posted.and_then(|c| self.first_country(&c.tokens)).map(|(c, _)| c);
        let query = self.query(np, need, head, sector, not.as_deref());
        let (best, why) = self.antecedent(&query)?;
        let phrase = reading.joined(np.tokens.start..np.core.end);
        Some((best.country?, format!("\"{phrase}\" without a name: {why}")))
    }

    /// The country that the phrase itself tells; `head_name` is the head's own name, which is not evidence.
    pub(super) fn evidence(
        &self,
        np: &NounPhrase,
        head_name: Option<&Range<usize>>,
    ) -> Option<(String, String)> {
        let reading = self.reading();
        let modifiers = self.modifiers(np, head_name);
        if let Some((country, why)) = &modifiers
            && (is_state(country) || np.possessor.is_none())
        {
            return Some((country.clone(), why.clone()));
        }
        if let Some(possessor) = &np.possessor {
            let owner =
                self.refer_within(possessor.clone(), DEPTH - 1).into_iter().find(|o| o.country.is_some());
            if let Some(country) = owner.as_ref().and_then(|o| o.country.clone()) {
                let whose = reading.joined(possessor.clone());
                let why = match reading.class(possessor.start) {
                    Class::Possessive => {
                        format!("\"{whose}\": {}", owner.map(|o| o.reason).unwrap_or_default())
                    }
                    _ => format!("possessor \"{whose}\""),
                };
                return Some((country, why));
            }
        }
        if modifiers.is_some() {
            return modifiers;
        }
        let speaker = matches!(
            reading.lemma(np.head),
            "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "minister"
                | "secretary"
                | "lawyer"
                | "commissioner"
                | "ministry"
                | "department"
                | "candidate"
                | "chief"
                | "office"
        );
        let diplomat = matches!(
            reading.lemma(np.head),
            "ambassador"
                | "envoy"
                | "embassy"
                | "consul"
                | "consulate"
                | "diplomat"
                | "representative"
                | "commissioner"
        );
        for complement in &np.complements {
            let preposition = complement.preposition.as_str();
            let owns = OWNING.contains(&preposition) || (speaker && preposition == "for");
            if !owns || (diplomat && preposition != "of" && preposition != "from") {
                if matches!(preposition, "to" | "against" | "by" | "with") {
                    break;
                }
                continue;
            }
            if let Some((country, what)) = self.first_country(&complement.tokens) {
                return Some((country, format!("\"{preposition} {what}\"")));
            }
            if complement.tokens.clone().any(|i| reading.class(i) == Class::Possessive)
                && let Some(owner) = self.refer_within(complement.tokens.clone(), 2).into_iter().next()
                && let Some(country) = owner.country
            {
                return Some((country, owner.reason));
            }
        }
        if (np.core.end..np.tokens.end).any(|i| reading.low(i) == "there")
            || reading.low(np.core.end) == "there"
        {
            let query = self.query(np, Need::Country, "", None, None);
            let (best, _) = self.antecedent(&query)?;
            return Some((best.country?, "\"there\": the last place named".to_owned()));
        }
        if let Some(apposition) = &np.apposition
            && let Some((country, what)) = self.first_country(apposition)
        {
            return Some((country, format!("apposition \"{what}\"")));
        }
        None
    }

    /// The first name with a country among `tokens`.
    fn first_country(&self, tokens: &Range<usize>) -> Option<(String, String)> {
        let inside = |n: &&Named| tokens.start <= n.tokens.start && n.tokens.end <= tokens.end;
        let named = self.names().iter().filter(inside).find(|n| n.country.is_some());
        if let Some(named) = named {
            return Some((named.country.clone()?, self.reading().joined(named.tokens.clone())));
        }
        let reading = self.reading();
        let run = tokens.clone().find(|&i| reading.capital(i))?;
        let parts = persons::name_parts(reading, &(run..run + 1));
        let person = (!parts.is_empty()).then(|| persons::known(self, &parts)).flatten()?;
        Some((person.referent.country.clone()?, reading.words[run].clone()))
    }

    /// The nearest name before the head that says whose it is.
    fn modifiers(&self, np: &NounPhrase, head_name: Option<&Range<usize>>) -> Option<(String, String)> {
        let reading = self.reading();
        let mut best: Option<(u8, String, String)> = None;
        let ethnic = self.ethnic(np);
        for named in self.names().iter().rev() {
            let inside = np.core.start <= named.tokens.start && named.tokens.end <= np.core.end;
            let own = head_name.is_some_and(|h| named.tokens.start >= h.start && named.tokens.end <= h.end);
            if (ethnic && named.demonym())
                || !inside
                || own
                || (head_name.is_none() && named.tokens.contains(&np.head))
            {
                continue;
            }
            let Some(country) =
                named.country.clone().or_else(|| (named.sort == Sort::WorldRegion).then(|| "REG".to_owned()))
            else {
                continue;
            };
            let surface = reading.joined(named.tokens.clone());
            // A people of several countries counts for one that the text speaks of.
            if named.sort == Sort::Ethnic && !self.discourse.ranking.contains(&country) {
                continue;
            }
            let (rank, how) = match bearing(reading, named) {
                Bearing::Own if named.sort == Sort::Ethnic => (3, "modifier"),
                Bearing::Own if is_state(&country) => (0, "modifier"),
                Bearing::Own => (1, "modifier"),
                Bearing::Leads => (2, "led by"),
                Bearing::Backs => continue,
            };
            if best.as_ref().is_none_or(|(r, _, _)| rank < *r) {
                best = Some((rank, country, format!("{how} \"{surface}\"")));
            }
        }
        // A person's name as a modifier: "Kagame's" is a possessor, "the SADDAM regime" is not.
        if best.is_none() {
            let own = |i: usize| i == np.head || head_name.is_some_and(|h| h.contains(&i));
            for i in np.core.clone().rev().filter(|&i| !own(i) && reading.capital(i)) {
                let parts = persons::name_parts(reading, &(i..i + 1));
                if !parts.is_empty()
                    && let Some(person) = persons::known(self, &parts)
                    && let Some(country) = person.referent.country.clone()
                {
                    return Some((country, format!("\"{}\", named in the text", reading.words[i])));
                }
            }
        }
        best.map(|(_, country, why)| (country, why))
    }

    /// "ethnic Serbs", "the Somali minority": the people's name is not the country's.
    fn ethnic(&self, np: &NounPhrase) -> bool {
        let reading = self.reading();
        np.core.clone().any(|i| reading.low(i) == "ethnic")
            || matches!(reading.lemma(np.head), "minority" | "majority" | "diaspora" | "tribe" | "clan")
    }

    /// Sectors by the head noun, or by what stands before a head that says nothing.
    pub(super) fn sectors(&self, np: &NounPhrase) -> Option<Vec<Sector>> {
        self.office(np, np.core.start..np.head + 1).or_else(|| {
            let reading = self.reading();
            let owner = np
                .possessor
                .clone()
                .filter(|p| !p.is_empty() && reading.class(p.start) != Class::Possessive)?;
            self.office(np, owner)
        })
    }

    /// Sectors that the words `run`, the last of them the head, give.
    pub(super) fn office(&self, np: &NounPhrase, run: Range<usize>) -> Option<Vec<Sector>> {
        let reading = self.reading();
        let mut sectors = None;
        let mut i = run.end;
        let mut generic = false;
        while i > run.start {
            let end = i;
            let mut hit = None;
            for len in (1..=3).rev() {
                if end < run.start + len {
                    continue;
                }
                let words: Vec<String> = (end - len..end)
                    .map(|k| if k + 1 == end { singular(reading.low(k)) } else { reading.low(k).to_owned() })
                    .collect();
                let phrase = words.join(" ");
                let plain = reading.lower[end - len..end].join(" ");
                if let Some(role) = self.gazetteer.role(&plain).or_else(|| self.gazetteer.role(&phrase)) {
                    hit = Some((role.sectors.clone(), len, phrase));
                    break;
                }
            }
            if let Some((found, len, phrase)) = hit {
                let says_little = GENERIC.contains(&phrase.as_str());
                // The minister of defence is of the government before he is of the army.
                let mut found = found;
                if phrase.ends_with("minister") || phrase.ends_with("secretary") {
                    found.sort_by_key(|s| *s != Sector::Gov);
                }
                if sectors.is_none() || (generic && !says_little) {
                    sectors = Some(found);
                }
                if !says_little {
                    break;
                }
                generic = true;
                i = end - len;
                continue;
            }
            if let Some(named) =
                self.names().iter().find(|n| n.tokens.end == end && n.tokens.start >= run.start)
                && let Some(first) = named.sectors.first()
            {
                let own = bearing(reading, named) == Bearing::Own;
                if own && (sectors.is_none() || generic) && !matches!(first, Sector::Gov) {
                    sectors = Some(named.sectors.clone());
                    break;
                }
                i = named.tokens.start.min(end - 1);
                continue;
            }
            generic |= end == run.end && GENERIC.contains(&singular(reading.low(end - 1)).as_str());
            if end == run.end && !generic && sectors.is_none() && !reading.capital(end - 1) {
                // An unknown common noun is the head: what stands before it still tells ("army trucks").
                generic = true;
            }
            i = end - 1;
        }
        // "leader of the rebels", "a spokesman for the army".
        if generic && np.head < run.end {
            for complement in &np.complements {
                if !matches!(complement.preposition.as_str(), "of" | "for" | "in" | "from" | "with") {
                    break;
                }
                let whole = self.whole();
                let inner = NounPhrase::parse(reading, complement.tokens.clone(), &whole);
                let told = inner.and_then(|inner| self.own_sectors(&inner));
                if let Some(told) = told.filter(|t| t.first() != Some(&Sector::Gov)) {
                    sectors = Some(told);
                    break;
                }
            }
        }
        let former = (np.tokens.start..run.end).any(|i| FORMER.contains(&reading.low(i)))
            || (np.tokens.start..run.end).any(|i| reading.low(i).starts_with("ex-"));
        if former && sectors.as_ref().is_some_and(|s| s.first() == Some(&Sector::Gov)) {
            return Some(vec![Sector::Eli, Sector::Gov]);
        }
        sectors
    }

    /// Sectors of a phrase by its head alone, a name's own included.
    fn own_sectors(&self, np: &NounPhrase) -> Option<Vec<Sector>> {
        let named = self.names().iter().find(|n| n.tokens.contains(&np.head));
        match named {
            Some(named) => (!named.sectors.is_empty()).then(|| named.sectors.clone()),
            None => {
                let run = np.core.start..np.head + 1;
                let reading = self.reading();
                self.role(reading.low(np.head)).or_else(|| self.office(np, run))
            }
        }
    }
}

/// Who governs a body of states is of the body.
fn of_body(sectors: Vec<Sector>, country: Option<&str>) -> Vec<Sector> {
    match (sectors.first(), country) {
        (Some(Sector::Gov), Some("EUR" | "UNO" | "IGO")) => vec![Sector::Igo],
        _ => sectors,
    }
}

/// What the words after a name make of it: "Israel-based", "Saudi-led", "Iran-backed".
fn bearing(reading: &Reading, named: &Named) -> Bearing {
    let last = named.tokens.end - 1;
    let own = reading.low(last);
    if own.starts_with("pro-") || own.starts_with("anti-") || own.starts_with("non-") {
        return Bearing::Backs;
    }
    let suffix = match own.rsplit_once('-') {
        Some((_, suffix)) if named.tokens.len() == 1 => suffix,
        _ if matches!(reading.low(last + 1), "-" | "–") => reading.low(last + 2),
        _ => match reading.low(last + 1) {
            apart @ ("led" | "backed" | "dominated") => apart,
            _ => "",
        },
    };
    match suffix {
        "led" | "dominated" | "majority" | "run" => Bearing::Leads,
        "backed" | "allied" | "supported" | "trained" | "sponsored" | "funded" | "linked" | "aligned"
        | "brokered" | "mediated" | "armed" | "friendly" | "financed" | "style" | "supplied" | "leaning"
        | "inspired" | "proxy" => Bearing::Backs,
        _ => Bearing::Own,
    }
}
