//! Phrases that name nobody: "the country", "its northern neighbour", "the hosts", "local police". Their country
//! comes from what stands around them.

use super::actor::Sector;
use super::antecedent::{Need, Query};
use super::discourse::{Gender, Kind, Referent};
use super::gazetteer::Kind as Sort;
use super::names::Named;
use super::nationality::{Bearing, bearing};
use super::noun_phrase::NounPhrase;
use super::phrase::Context;
use super::reading::singular;
use super::{geography, pairs};

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

/// Nouns for a state; "the country" is one spoken of before.
pub(super) const COUNTRY_NOUNS: &[&str] = &[
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

/// Nouns for the other one of two.
pub(super) const COUNTERPARTS: &[&str] = &[
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

/// Last words of names of bodies that stand for the whole name afterwards, written large.
const SHORT_FORMS: &[&str] = &[
    "commission",
    "council",
    "union",
    "fund",
    "bank",
    "court",
    "assembly",
    "organization",
    "organisation",
    "agency",
    "league",
    "chamber",
    "tribunal",
    "committee",
    "authority",
    "alliance",
    "community",
    "secretariat",
    "ministry",
];

/// Seats of courts of several states.
const COURT_SEATS: &[(&str, &str)] =
    &[("hague", "IGO"), ("strasbourg", "IGO"), ("luxembourg", "EUR"), ("hamburg", "IGO"), ("arusha", "IGO")];

impl Context<'_> {
    /// "the Commission", "the Fund": a body that the text names in full elsewhere; without one, the body that is
    /// mostly called so.
    pub(super) fn short_form(&self, np: &NounPhrase) -> Option<Referent> {
        let reading = self.reading();
        let word = reading.low(np.head);
        let bare = np.core.len() == 1 && np.possessor.is_none() && np.complements.is_empty();
        if !bare || !reading.capital(np.head) || np.tokens.start == np.head || !SHORT_FORMS.contains(&word) {
            return None;
        }
        let body = |n: &&Named| {
            matches!(
                n.sort,
                Sort::Body
                    | Sort::Organ
                    | Sort::Agency
                    | Sort::Court
                    | Sort::Legislature
                    | Sort::Force
                    | Sort::Ngo
                    | Sort::Firm
                    | Sort::Party
                    | Sort::ArmedGroup
            ) && n.name.split(' ').any(|w| w.to_lowercase() == word)
        };
        let names = &self.discourse.names;
        let before = names[..self.sentence].iter().rev().find_map(|n| n.iter().rev().find(body));
        let here = self.names();
        let found = here
            .iter()
            .rev()
            .filter(|n| n.tokens.end <= np.tokens.start)
            .find(body)
            .or(before)
            .or_else(|| here.iter().find(body));
        if let Some(named) = found {
            return Some(Referent {
                name: named.name.clone(),
                country: named.country.clone(),
                sectors: named.sectors.clone(),
                kind: Kind::Body,
                gender: Gender::Neuter,
                plural: false,
                reason: format!("short for {} ({})", named.name, named.cites),
            });
        }
        let known = self.discourse.bodies.iter().rev().find(|b| b.words.iter().any(|w| w == word));
        if let Some(known) = known {
            let mut referent = known.referent.clone();
            referent.reason = format!("short for {}", referent.name);
            return Some(referent);
        }
        let spoken = |code: &str| names.iter().flatten().any(|n| n.country.as_deref() == Some(code));
        let (country, name) = match word {
            "fund" => ("IGO", "International Monetary Fund"),
            "union" if spoken("EUR") => ("EUR", "European Union"),
            "commission" if spoken("EUR") => ("EUR", "European Commission"),
            _ => return None,
        };
        Some(Referent {
            name: name.to_owned(),
            country: Some(country.to_owned()),
            sectors: vec![Sector::Igo],
            kind: Kind::Body,
            gender: Gender::Neuter,
            plural: false,
            reason: "what is mostly called so".to_owned(),
        })
    }

    /// "the court in The Hague", "the Hamburg tribunal": courts of several states are called by their seat.
    pub(super) fn seated_court(&self, np: &NounPhrase) -> Option<Referent> {
        let reading = self.reading();
        let head = singular(reading.low(np.head));
        if !matches!(head.as_str(), "court" | "tribunal" | "judge" | "prosecutor" | "arbitrator") {
            return None;
        }
        let own = np.core.clone().any(|i| {
            self.names().iter().any(|n| n.demonym() && n.tokens.contains(&i))
                || matches!(reading.low(i), "district" | "regional" | "local" | "appeals" | "state" | "high")
        });
        let place = |i: usize| COURT_SEATS.iter().find(|(seat, _)| *seat == reading.low(i));
        let inside = np.complements.iter().filter(|c| c.preposition == "in" || c.preposition == "at");
        let (_, country) = np
            .core
            .clone()
            .find_map(place)
            .or_else(|| inside.flat_map(|c| c.tokens.clone()).find_map(place))
            .filter(|_| !own && np.possessor.is_none())?;
        Some(self.described(
            np,
            reading.joined(np.tokens.clone()),
            Some((*country).to_owned()),
            "the seat of a court of several states".to_owned(),
            reading.plural(np.head),
        ))
    }

    /// "its northern neighbour", "his Libyan counterpart", "the hosts", "the other side".
    pub(super) fn counterpart(&self, np: &NounPhrase, depth: usize) -> Option<Referent> {
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
    pub(super) fn neighbour(
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
    pub(super) fn country_noun(&self, np: &NounPhrase, head: &str) -> Option<Referent> {
        let reading = self.reading();
        let region = np
            .tokens
            .clone()
            .any(|i| of_region(reading.low(i)) || matches!(reading.low(i), "neighbouring" | "neighboring"));
        let other = np.tokens.clone().any(|i| reading.low(i) == "other");
        if reading.plural(np.head) && np.core.clone().any(|i| reading.low(i) == "member") {
            // "member states": those of the body that was named last.
            let bodies = |r: &&super::discourse::Reference| {
                matches!(r.referent.country.as_deref(), Some("EUR" | "IGO" | "UNO"))
            };
            if let Some(body) = self.discourse.before(self.sentence, np.tokens.start).find(bodies) {
                let mut members = self.state("REG");
                members.name = reading.joined(np.tokens.clone());
                members.country.clone_from(&body.referent.country);
                members.plural = true;
                members.reason = format!("members of {}", body.referent.name);
                return Some(members);
            }
        }
        let vague =
            region || other || np.core.clone().any(|i| matches!(reading.low(i), "foreign" | "various"));
        let open =
            matches!(reading.low(np.tokens.start), "no" | "any" | "every" | "some" | "a" | "an" | "each");
        if !np.definite(reading) && np.possessor.is_none() && (vague || open || reading.plural(np.head)) {
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

    pub(super) fn query<'q>(
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

    pub(super) fn anchor_as(
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
                "foreign"
                    if !matches!(head, "minister" | "ministry" | "secretary" | "office" | "service") =>
                {
                    return None;
                }
                word if of_region(word) => return Some(("REG".to_owned(), "several states".to_owned())),
                _ => {}
            }
        }
        let posted = np
            .complements
            .iter()
            .find(|c| matches!(c.preposition.as_str(), "to" | "in" | "with" | "against"));
        let backer = self.names().iter().find(|n| {
            np.core.start <= n.tokens.start
                && n.tokens.end <= np.core.end
                && bearing(reading, n) == Bearing::Backs
        });
        let not = backer
            .and_then(|n| n.country.clone())
            .or_else(|| posted.and_then(|c| self.first_country(&c.tokens)).map(|(c, _)| c));
        let query = self.query(np, need, head, sector, not.as_deref());
        let (best, why) = self.antecedent(&query)?;
        let phrase = reading.joined(np.tokens.start..np.core.end);
        Some((best.country?, format!("\"{phrase}\" without a name: {why}")))
    }
}

/// Whether an adjective names a part of the world with several states in it.
fn of_region(lower: &str) -> bool {
    matches!(
        lower,
        "western"
            | "regional"
            | "african"
            | "european"
            | "asian"
            | "arab"
            | "scandinavian"
            | "nordic"
            | "balkan"
            | "baltic"
            | "caribbean"
            | "gulf"
            | "andean"
            | "sahelian"
    )
}
