//! What the text has spoken of so far: who was named where, how often, and as what.

use std::collections::HashMap;
use std::ops::Range;

use super::actor::Sector;
use super::bodies::KnownBody;
use super::names::Named;
use super::persons::KnownPerson;
use super::reading::Reading;

/// Whom a run of words stands for, before it becomes an [`Actor`](super::Actor) of the scene.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Referent {
    /// The fullest name known.
    pub name: String,
    /// Country code, where known.
    pub country: Option<String>,
    /// Closest sector first.
    pub sectors: Vec<Sector>,
    /// What it is.
    pub kind: Kind,
    /// Grammatical gender of the pronoun that can stand for it.
    pub gender: Gender,
    /// Whether "they" stands for it.
    pub plural: bool,
    /// Why, in words.
    pub reason: String,
}

/// What a referent is, as far as pronouns care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A state, its capital or its name used for its government.
    State,
    /// An organ, body, firm, armed group, party.
    Body,
    /// One person.
    Person,
    /// People in a role ("rebels", "two engineers").
    People,
    /// A town or region that is no seat of government.
    Place,
}

/// Gender, where the text or the gazetteer tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Unknown,
    Feminine,
    Masculine,
    Neuter,
}

/// A place of the text where somebody was spoken of.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    /// Which sentence.
    pub sentence: usize,
    /// Which words.
    pub tokens: Range<usize>,
    /// Lemma of the head noun, lower case.
    pub head: String,
    /// Who.
    pub referent: Referent,
    /// It is the subject of its clause.
    pub subject: bool,
    /// It stands inside a larger phrase ("Azerbaijan" in "the president of Azerbaijan").
    pub nested: bool,
    /// A preposition of place stands before it.
    pub locative: bool,
    /// A pronoun, or a phrase that was resolved by what came before.
    pub anaphoric: bool,
}

/// Everything that the document says about its actors, sentence by sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Discourse {
    /// One a sentence.
    pub readings: Vec<Reading>,
    /// Names that the gazetteer knows, one list a sentence, in text order.
    pub names: Vec<Vec<Named>>,
    /// In text order.
    pub references: Vec<Reference>,
    /// People by name.
    pub people: Vec<KnownPerson>,
    /// Part of a name → the people who bear it, in the order of their telling.
    pub people_by_part: HashMap<String, Vec<usize>>,
    /// Bodies and firms by name and alias, as the text defines them.
    pub bodies: Vec<KnownBody>,
    /// Countries of the document, the most mentioned first.
    pub ranking: Vec<String>,
    /// How often each of them is named, relative to the first.
    pub shares: HashMap<String, f32>,
    /// Paragraph of each sentence.
    pub paragraphs: Vec<usize>,
    /// Years that the text names, first and last.
    pub years: Option<(i16, i16)>,
    /// Country of the place that opens the text ("NAIROBI, May 9 -").
    pub dateline: Option<String>,
}

impl Discourse {
    /// References before word `token` of `sentence`, the nearest first.
    pub(super) fn before(&self, sentence: usize, token: usize) -> impl Iterator<Item = &Reference> {
        // References stand in the order of sentences.
        let end = self.references.partition_point(|r| r.sentence <= sentence);
        self.references[..end]
            .iter()
            .rev()
            .filter(move |r| r.sentence < sentence || (r.sentence == sentence && r.tokens.end <= token))
    }

    /// Notes a person.
    pub(super) fn meet(&mut self, person: KnownPerson) {
        for part in &person.parts {
            self.people_by_part.entry(part.clone()).or_default().push(self.people.len());
        }
        self.people.push(person);
    }

    /// The people who bear the name's part, the last told first.
    pub(super) fn bearing(&self, part: &str) -> impl Iterator<Item = &KnownPerson> + Clone {
        let known = self.people_by_part.get(part).map_or(&[][..], Vec::as_slice);
        known.iter().rev().filter_map(|&i| self.people.get(i))
    }

    /// The references of one sentence, in order.
    pub(super) fn within(&self, sentence: usize) -> &[Reference] {
        let start = self.references.partition_point(|r| r.sentence < sentence);
        let end = self.references.partition_point(|r| r.sentence <= sentence);
        &self.references[start..end]
    }

    /// How often the same was spoken of in the sentences up to `sentence`, ten of them at most.
    pub(super) fn mentions(&self, referent: &Referent, sentence: usize) -> usize {
        let end = self.references.partition_point(|r| r.sentence <= sentence);
        let near = self.references[..end].iter().rev().take_while(|r| r.sentence + 10 > sentence);
        near.filter(|r| r.referent.name == referent.name && r.referent.country == referent.country).count()
    }

    /// Counts the countries that the gazetteer's names give.
    pub(super) fn rank_countries(&mut self) {
        let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
        for (order, named) in self.names.iter().flatten().enumerate() {
            let Some(country) = named.country.as_deref().filter(|c| is_state(c)) else { continue };
            let weight = if named.weak { 1 } else { 2 };
            let entry = counts.entry(country).or_insert((0, order));
            entry.0 += weight;
        }
        let mut ranking: Vec<_> = counts.into_iter().collect();
        ranking.sort_by_key(|(_, (count, first))| (std::cmp::Reverse(*count), *first));
        let most = ranking.first().map_or(1, |(_, (count, _))| *count).max(1);
        let shares =
            ranking.iter().map(|(c, (count, _))| ((*c).to_owned(), *count as f32 / most as f32)).collect();
        self.ranking = ranking.into_iter().map(|(c, _)| c.to_owned()).collect();
        self.shares = shares;
    }

    /// How often the country is named, relative to the one that is named most.
    pub(super) fn share(&self, country: &str) -> f32 {
        self.shares.get(country).copied().unwrap_or(0.0)
    }

    /// The last subject before `sentence`; the document's first country where there was none.
    pub(super) fn last_subject(&self, sentence: usize) -> Option<&Referent> {
        self.before(sentence, 0).find(|r| r.subject && r.referent.country.is_some()).map(|r| &r.referent)
    }
}

/// Whether a code stands for one state, not for a body of states, a region or nothing.
pub(super) fn is_state(code: &str) -> bool {
    !matches!(code, "EUR" | "UNO" | "IGO" | "NGO" | "MNC" | "IMG" | "REG" | "---" | "")
}
