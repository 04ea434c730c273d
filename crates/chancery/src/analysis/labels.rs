//! What each column of the model's scores stands for: `models/analyser.json`, written by the training script.

use std::str::FromStr;

use serde::Deserialize;

use super::Error;
use super::vocabulary::{EntityKind, EventType, Role, Status, Upos};

/// Labels by head, in the order of the scores.
#[derive(Debug, Clone)]
pub struct Labels {
    pub upos: Vec<Upos>,
    pub lemma: Vec<String>,
    pub deprel: Vec<String>,
    /// For each tag `None` (outside) or the kind, and whether the tag begins a mention.
    pub entity: Vec<Option<(EntityKind, bool)>>,
    /// The same for event triggers.
    pub trigger: Vec<Option<(EventType, bool)>>,
    pub mode: Vec<String>,
    pub status: Vec<Status>,
    /// `None` for "no role".
    pub role: Vec<Option<Role>>,
}

#[derive(Deserialize)]
struct Raw {
    upos: Vec<String>,
    lemma: Vec<String>,
    deprel: Vec<String>,
    entity: Vec<String>,
    trigger: Vec<String>,
    mode: Vec<String>,
    status: Vec<String>,
    role: Vec<String>,
}

impl Labels {
    /// The event types in the order in which the heads number them.
    pub fn types(&self) -> Vec<EventType> {
        self.trigger.iter().flatten().filter(|(_, begins)| *begins).map(|(kind, _)| *kind).collect()
    }

    pub fn from_json(json: &str) -> Result<Self, Error> {
        let raw: Raw = serde_json::from_str(json)?;
        Ok(Labels {
            upos: named(&raw.upos)?,
            lemma: raw.lemma,
            deprel: raw.deprel,
            entity: tags(&raw.entity)?,
            trigger: tags(&raw.trigger)?,
            mode: raw.mode,
            status: named(&raw.status)?,
            role: raw
                .role
                .iter()
                .map(|r| if r == "none" { Ok(None) } else { one(r).map(Some) })
                .collect::<Result<_, _>>()?,
        })
    }
}

fn one<T: FromStr>(name: &str) -> Result<T, Error> {
    name.parse().map_err(|_| Error::Weights(format!("unknown label \"{name}\"")))
}

fn named<T: FromStr>(names: &[String]) -> Result<Vec<T>, Error> {
    names.iter().map(|n| one(n)).collect()
}

fn tags<T: FromStr>(names: &[String]) -> Result<Vec<Option<(T, bool)>>, Error> {
    names
        .iter()
        .map(|n| match n.split_once('-') {
            Some((side, kind)) => Ok(Some((one(kind)?, side == "B"))),
            None => Ok(None),
        })
        .collect()
}
