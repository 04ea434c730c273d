use std::collections::HashMap;
use std::ops::Range;

use super::discourse::{Discourse, Referent};
use super::gazetteer::Gazetteer;
use super::phrase::Context;
use super::{Actor, ActorId, Resolved, Sector, scan};
use crate::analysis::Analysis;
use crate::document::Document;
use crate::sentence::Sentence;

/// The resolve stage: reads documents against a gazetteer.
#[derive(Debug, Clone, Copy)]
pub struct Resolver {
    gazetteer: &'static Gazetteer,
}

impl Default for Resolver {
    fn default() -> Self {
        Resolver { gazetteer: Gazetteer::builtin() }
    }
}

impl Resolver {
    /// Reads the whole document once and notes who is spoken of where. `analyses` holds one entry a sentence;
    /// where entries are missing or empty, the words alone have to do.
    pub fn resolve(&self, document: Document, sentences: Vec<Sentence>, analyses: Vec<Analysis>) -> Scene {
        let discourse = scan::discourse(self.gazetteer, &document.text, &sentences, &analyses);
        let mut scene =
            Scene { gazetteer: self.gazetteer, ..Scene::new(document, sentences, analyses, Vec::new()) };
        scene.discourse = discourse;
        for i in 0..scene.discourse.references.len() {
            let referent = scene.discourse.references[i].referent.clone();
            scene.actor(&referent);
        }
        scene
    }
}

/// A document with everything in it resolved: what the coding stage works on.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The text.
    pub document: Document,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// One a sentence.
    pub analyses: Vec<Analysis>,
    /// Every actor met in the document.
    pub actors: Vec<Actor>,
    discourse: Discourse,
    gazetteer: &'static Gazetteer,
    known: HashMap<(String, Option<String>, Vec<Sector>), ActorId>,
}

/// Somebody whom a pronoun or a bare role may stand for, as it was weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Antecedent {
    /// What was looked for ("it", "definite_role").
    pub need: String,
    /// Where the candidate stands: its sentence and tokens; `None` for a country named elsewhere, and for nobody.
    pub place: Option<(usize, Range<usize>)>,
    /// Who; `None` for nobody whom the text names.
    pub name: Option<String>,
    /// Whose.
    pub country: Option<String>,
    /// The heavier, the likelier.
    pub weight: f32,
    /// What it was weighed by, in the order of [`Antecedent::vocabulary`].
    pub features: Vec<f32>,
    /// Where it stands, in words.
    pub reason: String,
}

impl Antecedent {
    /// Names of the needs and of the features, in the order of the learnt weights.
    pub fn vocabulary() -> (Vec<String>, Vec<String>) {
        super::antecedent::vocabulary()
    }
}

impl Scene {
    /// A scene in which nothing has been resolved but `actors`; [`Resolver::resolve`] gives the others.
    pub fn new(
        document: Document,
        sentences: Vec<Sentence>,
        analyses: Vec<Analysis>,
        actors: Vec<Actor>,
    ) -> Scene {
        Scene {
            document,
            sentences,
            analyses,
            actors,
            discourse: Discourse::default(),
            gazetteer: Gazetteer::builtin(),
            known: HashMap::new(),
        }
    }

    /// Who the run of tokens stands for, in order: one actor, one a member for a coordination or for "both
    /// sides", none where nobody can be meant. People whom the text does not name still give an actor, with what
    /// is known of them.
    pub fn actors_in(&mut self, sentence: usize, tokens: Range<usize>) -> Vec<Resolved> {
        if sentence >= self.discourse.readings.len() {
            return Vec::new();
        }
        let context = Context::new(self.gazetteer, &self.discourse, &self.analyses, sentence);
        let referents = context.refer(tokens.clone());
        referents.into_iter().map(|r| self.resolved(r, tokens.clone())).collect()
    }

    /// The actor that an act may have as its source where its sentence names none: the last subject before the
    /// sentence, or the country that the document is mostly about.
    pub fn implied_subject(&mut self, sentence: usize) -> Option<Resolved> {
        let last = self.discourse.last_subject(sentence).cloned();
        let referent = match last {
            Some(mut referent) => {
                referent.reason = format!("left out: the last subject, \"{}\"", referent.name);
                referent
            }
            None => {
                let country = self.discourse.ranking.first()?.clone();
                let context = Context::new(self.gazetteer, &self.discourse, &self.analyses, sentence);
                let mut referent = context.state(&country);
                referent.reason = "left out: the document's main country".to_owned();
                referent
            }
        };
        Some(self.resolved(referent, 0..0))
    }

    /// What was weighed last when whom `tokens` stand for was decided by what stands around them: the candidates,
    /// the heaviest first. Empty where the words themselves tell.
    pub fn antecedents(&self, sentence: usize, tokens: Range<usize>) -> Vec<Antecedent> {
        if sentence >= self.discourse.readings.len() {
            return Vec::new();
        }
        let context = Context::new(self.gazetteer, &self.discourse, &self.analyses, sentence);
        context.refer(tokens);
        let tried = context.tried.into_inner();
        let [(need, candidates)] = tried.as_slice() else { return Vec::new() };
        let antecedent = |c: &super::antecedent::Candidate| Antecedent {
            need: need.to_string(),
            place: c.place.clone(),
            name: c.referent.as_ref().map(|r| r.name.clone()),
            country: c.referent.as_ref().and_then(|r| r.country.clone()),
            weight: c.weight,
            features: c.features.clone(),
            reason: c.reason.clone(),
        };
        candidates.iter().map(antecedent).collect()
    }

    /// The countries that the document speaks of, the most mentioned first.
    pub fn countries(&self) -> &[String] {
        &self.discourse.ranking
    }

    fn resolved(&mut self, referent: Referent, tokens: Range<usize>) -> Resolved {
        let actor = self.actor(&referent);
        Resolved { actor, tokens, reason: referent.reason }
    }

    fn actor(&mut self, referent: &Referent) -> ActorId {
        let key = (referent.name.to_lowercase(), referent.country.clone(), referent.sectors.clone());
        let next = ActorId(self.actors.len());
        let id = *self.known.entry(key).or_insert(next);
        if id == next {
            self.actors.push(Actor {
                name: referent.name.clone(),
                country: referent.country.clone(),
                sectors: referent.sectors.clone(),
            });
        }
        id
    }
}
