//! Counts and what is made of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// How many were right, said and wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Right.
    pub matched: usize,
    /// Said.
    pub predicted: usize,
    /// Wanted.
    pub gold: usize,
}

impl Counts {
    /// Of what was said, the share that is right; 0 where nothing was said.
    pub fn precision(self) -> f64 {
        ratio(self.matched, self.predicted)
    }

    /// Of what was wanted, the share that was said; 0 where nothing was wanted.
    pub fn recall(self) -> f64 {
        ratio(self.matched, self.gold)
    }

    /// The harmonic mean of both; 0 where both are.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.matched += other.matched;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }
}

/// Counts with their ratios, to four decimals.
impl Serialize for Counts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown {
            f1: f64,
            precision: f64,
            recall: f64,
            matched: usize,
            predicted: usize,
            gold: usize,
        }
        let Counts { matched, predicted, gold } = *self;
        let (f1, precision, recall) = (round(self.f1()), round(self.precision()), round(self.recall()));
        Shown { f1, precision, recall, matched, predicted, gold }.serialize(serializer)
    }
}

/// To four decimals.
pub(super) fn round(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}

fn ratio(a: usize, b: usize) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}

/// Right and wrong answers of a closed set, one answer a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Confusion {
    /// Gold and predicted label of each question.
    pairs: Vec<(String, String)>,
}

impl Confusion {
    pub fn push(&mut self, gold: impl Into<String>, predicted: impl Into<String>) {
        self.pairs.push((gold.into(), predicted.into()));
    }

    /// Counts by each label of the gold.
    pub fn by_label(&self) -> BTreeMap<&str, Counts> {
        let labels: BTreeSet<&str> = self.pairs.iter().map(|(gold, _)| gold.as_str()).collect();
        labels
            .into_iter()
            .map(|label| {
                let gold = self.pairs.iter().filter(|p| p.0 == label).count();
                let predicted = self.pairs.iter().filter(|p| p.1 == label).count();
                let matched = self.pairs.iter().filter(|p| p.0 == label && p.1 == label).count();
                (label, Counts { matched, predicted, gold })
            })
            .collect()
    }

    /// The mean F1 of the gold's labels.
    pub fn macro_f1(&self) -> f64 {
        let by_label = self.by_label();
        by_label.values().map(|c| c.f1()).sum::<f64>() / by_label.len().max(1) as f64
    }

    pub fn accuracy(&self) -> f64 {
        ratio(self.pairs.iter().filter(|(gold, predicted)| gold == predicted).count(), self.pairs.len())
    }
}

/// The most pairs `(left, right)` of `edges` in which no side occurs twice; each left has its rights in the order of
/// preference, and lefts are served in the order of `order`. For each right, its left.
pub(super) fn matching(edges: &[Vec<usize>], rights: usize, order: &[usize]) -> Vec<Option<usize>> {
    fn grow(left: usize, edges: &[Vec<usize>], owner: &mut [Option<usize>], seen: &mut [bool]) -> bool {
        for &right in &edges[left] {
            if seen[right] {
                continue;
            }
            seen[right] = true;
            let free = match owner[right] {
                None => true,
                Some(other) => grow(other, edges, owner, seen),
            };
            if free {
                owner[right] = Some(left);
                return true;
            }
        }
        false
    }
    let mut owner = vec![None; rights];
    for &left in order {
        grow(left, edges, &mut owner, &mut vec![false; rights]);
    }
    owner
}

/// Spans with labels that are in both: each side a set.
pub(super) fn spans<T: Ord>(gold: &BTreeSet<T>, predicted: &BTreeSet<T>) -> Counts {
    Counts { matched: gold.intersection(predicted).count(), predicted: predicted.len(), gold: gold.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_of_nothing_are_nought() {
        assert_eq!(Counts::default().f1(), 0.0);
        let counts = Counts { matched: 1, predicted: 2, gold: 3 };
        assert!((counts.f1() - 0.4).abs() < 1e-9);
    }

    #[test]
    fn macro_f1_is_the_mean_over_the_golds_labels() {
        let mut confusion = Confusion::default();
        for (gold, predicted) in [("a", "a"), ("a", "b"), ("b", "b"), ("b", "c")] {
            confusion.push(gold, predicted);
        }
        // a: 1 of 1 said, 1 of 2 wanted; b: 1 of 2, 1 of 2; c is no label of the gold.
        assert!((confusion.macro_f1() - (2.0 / 3.0 + 0.5) / 2.0).abs() < 1e-9);
        assert_eq!(confusion.accuracy(), 0.5);
    }

    #[test]
    fn matching_moves_an_earlier_pair_aside() {
        // 0 prefers right 0, which is all that 1 can have.
        assert_eq!(matching(&[vec![0, 1], vec![0]], 2, &[0, 1]), [Some(1), Some(0)]);
        assert_eq!(matching(&[vec![0], vec![0]], 1, &[1, 0]), [Some(1)]);
    }
}
