//! Who deals with whom: countries as nodes, and an edge for each type of act from one to another.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::flat::countries;
use super::{Error, Written};
use crate::record::Entry;
use crate::resolve::Gazetteer;

/// Source, target, type.
type Key = (String, String, String);

/// The network of a record. An event counts once, however often it is told.
#[derive(Debug, Default)]
pub(super) struct Network {
    pub nodes: BTreeMap<String, Node>,
    pub edges: BTreeMap<Key, Edge>,
    /// Claims that have no country on one of their ends.
    pub left_out: usize,
}

/// A country or body.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub events: usize,
}

/// What one country did to another.
#[derive(Debug, Default)]
pub(super) struct Edge {
    pub events: usize,
    scores: Vec<f64>,
    pub first: Option<Date>,
    pub last: Option<Date>,
    seen: Option<i64>,
}

impl Edge {
    /// Mean Goldstein score.
    pub(super) fn goldstein(&self) -> Option<f64> {
        let mean = self.scores.iter().sum::<f64>() / self.scores.len() as f64;
        (!self.scores.is_empty()).then_some((mean * 1000.0).round() / 1000.0)
    }
}

impl Network {
    pub(super) fn of(
        entries: impl FnOnce(&mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<(), Error>,
    ) -> Result<Self, Error> {
        let mut network = Network::default();
        let mut counted = None;
        entries(&mut |entry| {
            network.add(&entry, counted.replace(entry.event) != Some(entry.event));
            Ok(())
        })?;
        Ok(network)
    }

    fn add(&mut self, entry: &Entry, new: bool) {
        let (sources, targets) = (countries(&entry.source), countries(&entry.target));
        let mut met = BTreeSet::new();
        for source in &sources {
            for target in targets.iter().filter(|t| *t != source) {
                met.extend([source, target]);
                let key = (source.clone(), target.clone(), entry.event_type.clone());
                let edge = self.edges.entry(key).or_default();
                // The tellings of one event follow each other.
                if edge.seen.replace(entry.event) == Some(entry.event) {
                    continue;
                }
                edge.events += 1;
                edge.scores.extend(entry.goldstein);
                edge.first = edge.first.into_iter().chain(entry.from_day).min();
                edge.last = edge.last.into_iter().chain(entry.to_day).max();
            }
        }
        if met.is_empty() {
            self.left_out += 1;
        }
        for code in met {
            self.nodes.entry(code.clone()).or_default().events += usize::from(new);
        }
    }

    pub(super) fn written(&self) -> Written {
        Written { rows: self.edges.len(), left_out: self.left_out }
    }
}

/// The English name of a country; a body keeps its code.
pub(super) fn name(code: &str) -> &str {
    Gazetteer::builtin().state(code).map_or(code, |state| state.name.as_str())
}
