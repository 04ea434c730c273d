//! What passes between countries, or between actors.

use std::collections::HashMap;

use super::{Ask, Ends, Index, NONE};

/// Between whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Countries, by their numbers.
    Country,
    /// Actors, by their numbers.
    Actor,
}

/// Events and their scores.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    /// Events.
    pub events: usize,
    /// Of those, events with a Goldstein score.
    pub scored: usize,
    /// The scores' sum.
    pub sum: f64,
}

impl Tally {
    /// Counts an event; its score may be NaN.
    pub fn add(&mut self, goldstein: f32) {
        self.events += 1;
        if !goldstein.is_nan() {
            self.scored += 1;
            self.sum += f64::from(goldstein);
        }
    }

    /// Counts what another has counted.
    pub fn join(&mut self, other: Tally) {
        self.events += other.events;
        self.scored += other.scored;
        self.sum += other.sum;
    }

    /// The mean score.
    pub fn goldstein(self) -> Option<f64> {
        (self.scored > 0).then(|| self.sum / self.scored as f64)
    }
}

/// One that takes part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Node {
    /// Its number.
    pub number: u32,
    /// What it takes part in.
    pub tally: Tally,
}

/// What one does to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Who does it.
    pub source: u32,
    /// To whom.
    pub target: u32,
    /// What.
    pub tally: Tally,
}

impl Index {
    /// Who takes part in what is asked for, and what each does to each other, the busiest first. What somebody does
    /// to itself is no link.
    pub fn pairs(&self, ask: &Ask, by: By) -> (Vec<Node>, Vec<Link>) {
        let (column, ends): (&[u32], &[Ends]) = match by {
            By::Country => (&self.side, &self.sides),
            By::Actor => (&self.cast, &self.casts),
        };
        // First by the ends that occur together, of which there are few, then by who stands on them.
        let mut by_ends = vec![Tally::default(); ends.len()];
        for row in self.events(self.asked(ask)) {
            by_ends[column[row] as usize].add(self.goldstein[row]);
        }
        let mut nodes: HashMap<u32, Tally> = HashMap::new();
        let mut links: HashMap<(u32, u32), Tally> = HashMap::new();
        for (ends, tally) in ends.iter().zip(by_ends).filter(|(_, tally)| tally.events > 0) {
            let mut all: Vec<u32> = ends.source.iter().chain(&ends.target).copied().collect();
            all.sort_unstable();
            all.dedup();
            for number in all {
                nodes.entry(number).or_default().join(tally);
            }
            for source in &ends.source {
                for target in ends.target.iter().filter(|target| *target != source) {
                    links.entry((*source, *target)).or_default().join(tally);
                }
            }
        }
        let mut nodes: Vec<Node> = nodes.into_iter().map(|(number, tally)| Node { number, tally }).collect();
        let mut links: Vec<Link> =
            links.into_iter().map(|((source, target), tally)| Link { source, target, tally }).collect();
        if by == By::Country {
            nodes.retain(|node| node.number != NONE);
        }
        nodes.sort_unstable_by_key(|node| (std::cmp::Reverse(node.tally.events), node.number));
        links.sort_unstable_by_key(|link| (std::cmp::Reverse(link.tally.events), link.source, link.target));
        (nodes, links)
    }
}
