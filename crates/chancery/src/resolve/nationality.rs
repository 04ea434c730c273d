//! The country that a phrase itself tells: modifiers nearest to the head first, then the possessor, then what
//! follows the head.

use std::ops::Range;

use super::discourse::is_state;
use super::gazetteer::Kind as Sort;
use super::names::Named;
use super::noun_phrase::NounPhrase;
use super::persons;
use super::phrase::{Context, DEPTH};
use super::reading::{Class, Reading};

/// Prepositions whose complement gives the head's country.
pub(super) const OWNING: &[&str] = &[
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

/// What is called by the name of its head: "the Assad regime".
const RULES: &[&str] = &[
    "regime",
    "administration",
    "government",
    "cabinet",
    "team",
    "presidency",
    "dictatorship",
    "camp",
    "junta",
];

/// How a name inside a phrase bears on its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bearing {
    /// "Polish guards", "an Israel-based supplier".
    Own,
    /// "the Saudi-led coalition".
    Leads,
    /// "Iran-backed rebels": says whom it serves, not whose it is.
    Backs,
}

impl Context<'_> {
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
            let before = reading.low(complement.tokens.start.wrapping_sub(2));
            let loyal = preposition == "to"
                && (matches!(before, "loyal" | "close" | "sympathetic")
                    || matches!(
                        reading.lemma(np.head),
                        "aide" | "adviser" | "advisor" | "deputy" | "successor" | "heir"
                    ));
            // "rebels with the Farc".
            let belongs = preposition == "with"
                && self.names().iter().any(|n| {
                    complement.tokens.contains(&n.tokens.start)
                        && matches!(
                            n.sort,
                            Sort::ArmedGroup | Sort::Party | Sort::Ngo | Sort::Force | Sort::Agency
                        )
                });
            let owns = OWNING.contains(&preposition) || (speaker && preposition == "for") || loyal || belongs;
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
            return self
                .place_before(np.tokens.start)
                .map(|country| (country, "\"there\": the last place named".to_owned()));
        }
        if let Some(apposition) = &np.apposition
            && let Some((country, what)) = self.first_country(apposition)
        {
            return Some((country, format!("apposition \"{what}\"")));
        }
        None
    }

    /// The country of the last place or state that is named before word `token`, owners ("Peru's") aside.
    pub(super) fn place_before(&self, token: usize) -> Option<String> {
        let discourse = self.discourse;
        for sentence in (0..=self.sentence).rev() {
            let reading = &discourse.readings[sentence];
            let found = discourse.names[sentence].iter().rev().find(|n| {
                (sentence < self.sentence || n.tokens.end <= token)
                    && reading.class(n.tokens.end) != Class::Genitive
                    && matches!(n.sort, Sort::State | Sort::Capital | Sort::City | Sort::Region)
                    && n.country.as_deref().is_some_and(is_state)
            });
            if let Some(named) = found {
                return named.country.clone();
            }
        }
        None
    }

    /// The first name with a country among `tokens`.
    pub(super) fn first_country(&self, tokens: &Range<usize>) -> Option<(String, String)> {
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
    pub(super) fn modifiers(
        &self,
        np: &NounPhrase,
        head_name: Option<&Range<usize>>,
    ) -> Option<(String, String)> {
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
        let rule = np.head > np.core.start && RULES.contains(&reading.low(np.head));
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
                let named = self.names().iter().any(|n| n.tokens.contains(&i) && n.sort != Sort::Person);
                if rule
                    && !named
                    && let Some(told) = persons::heads_of(self, i)
                {
                    return Some(told);
                }
            }
        }
        best.map(|(_, country, why)| (country, why))
    }

    /// "ethnic Serbs", "the Somali minority": the people's name is not the country's.
    pub(super) fn ethnic(&self, np: &NounPhrase) -> bool {
        let reading = self.reading();
        np.core.clone().any(|i| reading.low(i) == "ethnic")
            || matches!(reading.lemma(np.head), "minority" | "majority" | "diaspora" | "tribe" | "clan")
    }
}

/// What the words after a name make of it: "Israel-based", "Saudi-led", "Iran-backed".
pub(super) fn bearing(reading: &Reading, named: &Named) -> Bearing {
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
