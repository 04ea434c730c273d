//! Which earlier (or, for roles, later) mention a pronoun, a possessive or a bare role leans on:
//! every candidate is weighed by features of its place and kind, and the heaviest wins.

use super::actor::Sector;
use super::discourse::{Discourse, Gender, Kind, Reference, Referent, is_state};

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// "it", "itself".
    It,
    /// "he", "she", "him".
    Person,
    /// "they", "them".
    They,
    /// "its".
    Its,
    /// "their".
    Their,
    /// "his", "her".
    His,
    /// A definite description of a state: "the country", "the kingdom".
    Country,
    /// A role with "the": "the army", "the minister".
    DefiniteRole,
    /// A role without it: "police", "two engineers".
    BareRole,
}

/// The phrase that needs an antecedent.
#[derive(Debug, Clone)]
pub(super) struct Query<'q> {
    pub need: Need,
    pub sentence: usize,
    /// First word of the phrase.
    pub token: usize,
    /// Lemma of its head.
    pub head: &'q str,
    /// Its sector by its head noun.
    pub sector: Option<Sector>,
    pub plural: bool,
    pub gender: Gender,
    /// It is the subject of its clause.
    pub subject: bool,
    /// A country that it cannot be ("its neighbour").
    pub not: Option<&'q str>,
}

/// A candidate with its weight.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub referent: Referent,
    pub weight: f32,
    pub reason: String,
}

/// How many references back are looked at.
const REACH: usize = 40;

/// Candidates for `query`, the heaviest first.
pub(super) fn candidates(discourse: &Discourse, query: &Query) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (rank, reference) in discourse.before(query.sentence, query.token).take(REACH).enumerate() {
        if let Some(weight) = weigh(discourse, query, reference, rank) {
            let how = if reference.subject { "subject" } else { "mention" };
            let reason = format!("\"{}\", an earlier {how}", reference.referent.name);
            found.push(Candidate { referent: reference.referent.clone(), weight, reason });
        }
    }
    if matches!(query.need, Need::DefiniteRole | Need::BareRole | Need::Country) {
        later(discourse, query, &mut found);
        for (place, country) in discourse.ranking.iter().take(2).enumerate() {
            let weight = [1.2, 0.0][place] - if query.need == Need::Country { 1.0 } else { 0.0 };
            push_country(&mut found, country, weight, "the document's main country");
        }
        if let Some(country) = &discourse.dateline {
            push_country(&mut found, country, 0.8, "the dateline");
        }
    }
    if let Some(not) = query.not {
        found.retain(|c| c.referent.country.as_deref() != Some(not));
    }
    // Votes for the same country add up a little: what is spoken of often is meant more often.
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    found
}

/// Names that follow in the same sentence: "police ... in Dublin".
fn later(discourse: &Discourse, query: &Query, found: &mut Vec<Candidate>) {
    let Some(names) = discourse.names.get(query.sentence) else { return };
    let mut order = 0;
    for named in names.iter().filter(|n| n.tokens.start >= query.token) {
        let Some(country) = named.country.as_deref().filter(|c| is_state(c)) else { continue };
        let locative = named.locative;
        let weight =
            if locative { 1.9 } else { 0.6 } - 0.25 * order as f32 - if named.weak { 0.3 } else { 0.0 };
        let reason = if locative { "the place named in the sentence" } else { "named later in the sentence" };
        push_country(found, country, weight, reason);
        order += 1;
    }
}

fn push_country(found: &mut Vec<Candidate>, country: &str, weight: f32, reason: &str) {
    let referent = Referent {
        name: country.to_owned(),
        country: Some(country.to_owned()),
        sectors: vec![Sector::Gov],
        kind: Kind::State,
        gender: Gender::Neuter,
        plural: false,
        reason: String::new(),
    };
    found.push(Candidate { referent, weight, reason: reason.to_owned() });
}

/// The weight of one reference, or `None` where it cannot be meant.
fn weigh(discourse: &Discourse, query: &Query, reference: &Reference, rank: usize) -> Option<f32> {
    let referent = &reference.referent;
    let country = referent.country.as_deref();
    let state = country.is_some_and(is_state);
    let same_sentence = reference.sentence == query.sentence;
    let distance = query.sentence - reference.sentence;
    let same_head = !query.head.is_empty() && reference.head == query.head;
    let same_sector = query.sector.is_some() && referent.sectors.first() == query.sector.as_ref();
    let main = country.is_some() && discourse.ranking.first().map(String::as_str) == country;

    let mut weight = match distance {
        0 => 1.4,
        1 => 1.0,
        2 => 0.3,
        _ => -0.1 * distance.min(12) as f32,
    } + 1.2 / (1.0 + rank as f32 * 0.5);
    if reference.subject {
        weight += if distance <= 1 { 1.0 } else { 0.4 };
    }
    if reference.nested {
        weight -= 0.7;
    }
    if main {
        weight += 0.3;
    }
    match query.need {
        Need::It => {
            match referent.kind {
                Kind::State => weight += 1.0,
                Kind::Body => weight += 0.9,
                Kind::Place => weight -= 0.8,
                Kind::Person => return None,
                Kind::People => weight -= 2.0,
            }
            if referent.plural && referent.kind == Kind::People {
                weight -= 1.0;
            }
        }
        Need::Person | Need::His => {
            match referent.kind {
                Kind::Person => weight += 2.5,
                Kind::People if !referent.plural => weight += 2.0,
                Kind::State | Kind::Body | Kind::Place => weight -= 2.0,
                Kind::People => weight -= 2.0,
            }
            if clash(query.gender, referent.gender) {
                weight -= 3.0;
            }
            if query.need == Need::Person && !query.subject && reference.subject && same_sentence && rank < 3
            {
                weight -= 0.8;
            }
        }
        Need::They => match (referent.kind, referent.plural) {
            (Kind::People, true) => weight += 1.6,
            (_, true) => weight += 1.0,
            (Kind::Body, false) => weight += 0.0,
            (Kind::State, false) => weight -= 0.3,
            (Kind::Person, false) => weight -= 1.5,
            (Kind::People, false) => weight -= 0.8,
            (Kind::Place, false) => weight -= 1.0,
        },
        Need::Its => match referent.kind {
            Kind::State => weight += 1.2,
            Kind::Body => weight += 0.8,
            Kind::Place => weight -= 0.3,
            Kind::Person => return None,
            Kind::People => weight -= 1.5,
        },
        Need::Their => match (referent.kind, referent.plural) {
            (Kind::People, true) => weight += 1.4,
            (_, true) => weight += 1.0,
            (Kind::Body, false) => weight += 0.0,
            (Kind::State, false) => weight -= 0.2,
            (Kind::Person, false) => weight -= 1.5,
            _ => weight -= 0.8,
        },
        Need::Country => {
            if !state {
                return None;
            }
            match referent.kind {
                Kind::State => weight += 1.0,
                Kind::Place => weight += 0.2,
                Kind::Body | Kind::Person | Kind::People => weight -= 0.6,
            }
            if same_head {
                weight += 1.5;
            }
        }
        Need::DefiniteRole | Need::BareRole => {
            let definite = query.need == Need::DefiniteRole;
            country?;
            if same_head {
                weight += if definite { 3.0 } else { 1.5 };
                if referent.plural != query.plural {
                    weight -= 0.8;
                }
            } else if same_sector && referent.kind != Kind::State {
                weight += if definite { 0.9 } else { 0.5 };
            }
            match referent.kind {
                Kind::State => weight += 0.6,
                Kind::Place => weight += 0.4,
                Kind::Person | Kind::Body => {}
                Kind::People => weight -= 0.2,
            }
            if reference.locative && same_sentence {
                weight += 0.6;
            }
            if !state && !same_head {
                weight -= 1.5;
            }
        }
    }
    Some(weight)
}

fn clash(a: Gender, b: Gender) -> bool {
    matches!((a, b), (Gender::Feminine, Gender::Masculine) | (Gender::Masculine, Gender::Feminine))
}
