//! What an actor is within its country: sectors by the head noun, by what stands before a head that says
//! nothing, by whose it is.

use std::ops::Range;

use super::actor::Sector;
use super::discourse::Kind;
use super::gazetteer::Kind as Sort;
use super::nationality::{Bearing, bearing};
use super::noun_phrase::NounPhrase;
use super::phrase::Context;
use super::reading::{Class, singular};

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
    "prisoner",
    "inmate",
    "detainee",
    "captive",
    "instructor",
    "trainer",
];

/// Titles of respect that stand before a name together with an office ("Emir Sheikh Tamim").
const REVERED: &[&str] =
    &["sheikh", "shaikh", "sheik", "ayatollah", "grand ayatollah", "sayyid", "hojatoleslam"];

/// Whose men they are decides what they are.
const ARMED_HEADS: &[&str] =
    &["man", "unit", "post", "position", "base", "convoy", "vehicle", "commander", "personnel"];

/// Heads that say only of what kind somebody's tie is: what stands beside them tells more.
const TIES: &[&str] = &[
    "friend",
    "brother",
    "son",
    "colleague",
    "partner",
    "ally",
    "party",
    "group",
    "organization",
    "organisation",
    "company",
    "firm",
];

/// What turns an office-holder into somebody who was one.
const FORMER: &[&str] =
    &["former", "ex", "ousted", "deposed", "exiled", "late", "onetime", "erstwhile", "ex-president"];

impl Context<'_> {
    /// Sectors by the head noun, or by what stands before a head that says nothing.
    pub(super) fn sectors(&self, np: &NounPhrase) -> Option<Vec<Sector>> {
        let own = self.office(np, np.core.start..np.head + 1);
        let lemma = singular(self.reading().low(np.head));
        if own.as_ref().is_none_or(|s| s.first() == Some(&Sector::Cvl))
            && np.core.clone().any(|i| self.reading().low(i) == "armed")
        {
            return Some(vec![Sector::Uaf]);
        }
        if own.as_ref().is_some_and(|s| s.first() == Some(&Sector::Gov)) && self.breakaway(np) {
            return Some(vec![Sector::Reb, Sector::Gov]);
        }
        if TIES.contains(&lemma.as_str())
            && let Some(beside) = &np.apposition
            && let Some(told) = self.refer_within(beside.clone(), 2).into_iter().next()
            && self.reading().capital(beside.end - 1)
            && !told.sectors.is_empty()
        {
            return Some(told.sectors);
        }
        if own.as_ref().is_none_or(|s| s.first() == Some(&Sector::Gov))
            && GENERIC.contains(&lemma.as_str())
            && let Some(possessor) = &np.possessor
        {
            // "the group's leader", "its fighters": of whom they are.
            let owner = self.refer_within(possessor.clone(), 2).into_iter().next();
            let armed =
                |s: &Sector| matches!(s, Sector::Reb | Sector::Pty | Sector::Opp | Sector::Crm | Sector::Prm);
            let theirs = owner.filter(|o| {
                let arms = matches!(o.sectors.first(), Some(Sector::Mil | Sector::Cop | Sector::Uaf));
                (o.kind == Kind::Body && o.sectors.first().is_some_and(armed))
                    || (ARMED_HEADS.contains(&lemma.as_str())
                        && (arms || o.sectors.first().is_some_and(armed)))
            });
            if let Some(owner) = theirs {
                return Some(owner.sectors);
            }
        }
        own.or_else(|| {
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
        if run.contains(&np.head) && reading.words[np.head] == "House" {
            return Some(vec![Sector::Leg]);
        }
        if run.contains(&np.head) && self.of_staff(np) {
            return Some(vec![Sector::Mil, Sector::Gov]);
        }
        let mut sectors = None;
        let mut i = run.end;
        let mut generic = false;
        while i > run.start {
            let end = i;
            let mut hit = None;
            let long_name = self.names().iter().find(|n| n.tokens.end == end && n.tokens.len() > 1);
            let own_head = end == run.end;
            for len in (1..=3).rev() {
                if long_name.is_some() && !own_head {
                    break;
                }
                if end < run.start + len {
                    continue;
                }
                let words: Vec<String> = (end - len..end)
                    .map(|k| if k + 1 == end { singular(reading.low(k)) } else { reading.low(k).to_owned() })
                    .collect();
                // "Secretary-General" is three tokens.
                let phrase = words.join(" ").replace(" - ", "-");
                let plain = reading.lower[end - len..end].join(" ").replace(" - ", "-");
                if let Some(role) = self.gazetteer.role(&phrase).or_else(|| self.gazetteer.role(&plain)) {
                    hit = Some((role.sectors.clone(), len, phrase));
                    break;
                }
            }
            if let Some((found, len, phrase)) = hit {
                let says_little = GENERIC.contains(&phrase.as_str())
                    || phrase == "forces"
                    || (REVERED.contains(&phrase.as_str()) && end - len > run.start);
                // The minister of defence is of the government before he is of the army.
                let mut found = found;
                if phrase.ends_with("minister") || phrase.ends_with("secretary") {
                    found.sort_by_key(|s| *s != Sector::Gov);
                }
                if sectors.is_none() || (generic && !says_little) {
                    sectors = Some(found);
                }
                if !says_little {
                    // "the BJP president", "Hezbollah commander": the group before the title.
                    let start = end - len;
                    let group =
                        self.names().iter().find(|n| n.tokens.end == start && n.tokens.start >= run.start);
                    let group = group.filter(|n| {
                        matches!(
                            n.sort,
                            Sort::Party | Sort::ArmedGroup | Sort::Firm | Sort::Ngo | Sort::Media
                        ) && bearing(reading, n) == Bearing::Own
                    });
                    let rule = matches!(
                        phrase.as_str(),
                        "government" | "cabinet" | "administration" | "regime" | "authority" | "ministry"
                    );
                    if let Some(group) = group.filter(|n| !n.sectors.is_empty() && !rule)
                        && sectors.as_ref().is_some_and(|s: &Vec<Sector>| s.first() == Some(&Sector::Gov))
                    {
                        sectors = Some(group.sectors.clone());
                    }
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

    /// "the de facto president", "Somaliland's ministry": of a government that broke away from its state.
    fn breakaway(&self, np: &NounPhrase) -> bool {
        let reading = self.reading();
        let owner = np.possessor.clone().unwrap_or(np.core.start..np.core.start);
        let marked = owner.clone().chain(np.core.clone()).any(|i| {
            matches!(
                reading.low(i),
                "breakaway"
                    | "self-proclaimed"
                    | "self-declared"
                    | "so-called"
                    | "separatist"
                    | "secessionist"
                    | "rebel-held"
                    | "unrecognised"
                    | "unrecognized"
                    | "facto"
                    | "abkhaz"
                    | "transnistrian"
                    | "ossetian"
            )
        });
        marked
            || self.names().iter().any(|n| {
                let inside = |r: &Range<usize>| r.start <= n.tokens.start && n.tokens.end <= r.end;
                n.sectors.first() == Some(&Sector::Reb)
                    && matches!(n.sort, Sort::Region | Sort::Capital | Sort::State)
                    && (inside(&owner)
                        || inside(&np.core)
                        || np.complements.iter().any(|c| inside(&c.tokens)))
            })
    }

    /// "the chief of staff" is of the army, unless he is that of a palace.
    fn of_staff(&self, np: &NounPhrase) -> bool {
        let reading = self.reading();
        let after = reading.low(np.core.end) == "of"
            && (reading.low(np.core.end + 1) == "staff"
                || (matches!(
                    reading.low(np.core.end + 1),
                    "the" | "general" | "defence" | "defense" | "army"
                ) && (np.core.end + 2..np.core.end + 4).any(|i| reading.low(i) == "staff")));
        let palace = np.tokens.clone().any(|i| {
            matches!(
                reading.low(i),
                "white" | "presidential" | "president" | "minister" | "cabinet" | "his" | "her"
            )
        });
        singular(reading.low(np.head)) == "chief" && after && !palace
    }

    /// Sectors of a phrase by its head alone, a name's own included.
    pub(super) fn own_sectors(&self, np: &NounPhrase) -> Option<Vec<Sector>> {
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

/// Who governs a body of states, or works for it, is of the body.
pub(super) fn of_body(sectors: Vec<Sector>, country: Option<&str>) -> Vec<Sector> {
    match (sectors.first(), country) {
        (Some(Sector::Gov), Some("EUR" | "UNO" | "IGO")) => vec![Sector::Igo],
        (
            Some(Sector::Edu | Sector::Ngo | Sector::Lab | Sector::Leg | Sector::Pty | Sector::Bus),
            Some("UNO" | "IGO"),
        ) => vec![Sector::Igo],
        _ => sectors,
    }
}
