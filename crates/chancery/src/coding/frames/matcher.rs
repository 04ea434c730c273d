//! From frames and a tree to matches.

use std::cmp::Reverse;
use std::ops::Range;

use super::phrase::{coordination, phrase};
use super::slots;
use super::tree::Tree;
use super::trigger;
use crate::coding::codebook::{Codebook, Frame, SlotChoice, SlotPath};

/// A frame that matches, on which words.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Index in [`Codebook::frames`].
    pub frame: usize,
    /// The trigger's tokens, the head first.
    pub trigger: Vec<usize>,
    /// What fills its roles.
    pub fills: Fills,
}

/// What fills the roles of a match.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fills {
    /// Who does it.
    pub source: Vec<Fill>,
    /// To whom.
    pub target: Vec<Fill>,
    /// What it was about.
    pub object: Vec<Fill>,
    /// Where.
    pub place: Vec<Fill>,
    /// For how much.
    pub amount: Vec<Fill>,
}

/// One argument.
#[derive(Debug, Clone, PartialEq)]
pub struct Fill {
    /// Its head.
    pub head: usize,
    /// Its words.
    pub tokens: Range<usize>,
    /// Which slot it stands in, as the frame writes it.
    pub slot: String,
}

/// Matches the frames of a codebook. `names_actor` says whether a run of tokens names a political actor.
pub struct Matcher<'a> {
    codebook: &'a Codebook,
    tree: &'a Tree<'a>,
    names_actor: &'a dyn Fn(Range<usize>) -> bool,
}

impl Match {
    /// The head of the trigger.
    pub fn head(&self) -> usize {
        self.trigger.first().copied().unwrap_or(0)
    }

    /// From the first token of the trigger to its last.
    pub fn trigger_range(&self) -> Range<usize> {
        let start = self.trigger.iter().copied().min().unwrap_or(0);
        start..self.trigger.iter().copied().max().map_or(start, |last| last + 1)
    }

    /// The trigger's tokens as runs, in text order: one where they stand side by side.
    pub fn trigger_runs(&self) -> Vec<Range<usize>> {
        let mut tokens = self.trigger.clone();
        tokens.sort_unstable();
        let mut runs: Vec<Range<usize>> = Vec::new();
        for token in tokens {
            match runs.last_mut() {
                Some(run) if run.end == token => run.end += 1,
                _ => runs.push(token..token + 1),
            }
        }
        runs
    }
}

impl<'a> Matcher<'a> {
    /// A matcher for one sentence.
    pub fn new(
        codebook: &'a Codebook,
        tree: &'a Tree<'a>,
        names_actor: &'a dyn Fn(Range<usize>) -> bool,
    ) -> Self {
        Matcher { codebook, tree, names_actor }
    }

    /// The matches in text order, no two on the same word: where triggers overlap, the longer one wins, then
    /// the one that demands more, then the one that comes first in the codebook.
    pub fn matches(&self) -> Vec<Match> {
        let mut found = self.all();
        found.sort_by_key(|found| (Reverse(self.weight(found)), found.frame));
        let mut kept: Vec<Match> = Vec::new();
        for candidate in found {
            let overlaps =
                |other: &Match| other.trigger.iter().any(|token| candidate.trigger.contains(token));
            if !kept.iter().any(overlaps) {
                kept.push(candidate);
            }
        }
        kept.sort_by_key(|kept| kept.trigger_range().start);
        kept
    }

    /// Every frame that matches, overlapping ones too.
    pub fn all(&self) -> Vec<Match> {
        let mut found = Vec::new();
        for head in 0..self.tree.len() {
            let mut tried: Vec<usize> = Vec::new();
            for lemma in self.tree.readings(head) {
                for (number, frame) in self.codebook.frames_of(lemma) {
                    if !tried.contains(&number) {
                        tried.push(number);
                        found.extend(self.at(head, number, frame));
                    }
                }
            }
        }
        found
    }

    fn weight(&self, found: &Match) -> usize {
        let demands = self.codebook.frames.get(found.frame).map_or(0, |frame| {
            2 * frame.with.len()
                + frame.require.len()
                + frame.actors.len()
                + usize::from(!frame.forbid.is_empty())
        });
        100 * found.trigger.len() + demands
    }

    /// The match of one frame at one head.
    pub fn at(&self, head: usize, number: usize, frame: &Frame) -> Option<Match> {
        let trigger = trigger::find(self.tree, head, frame.pos, &frame.trigger)?;
        let sound = !self.forbidden(head, &trigger, frame)
            && frame.require.iter().all(|path| !self.fill(&trigger, path).is_empty())
            && frame.with.iter().all(|(path, lemmas)| self.headed_by(&trigger, path, lemmas))
            && frame.actors.iter().all(|path| self.named(&trigger, path));
        if !sound {
            return None;
        }
        let fills = Fills {
            source: self.actors(&trigger, &frame.source),
            target: self.actors(&trigger, &frame.target),
            object: self.first(&trigger, &frame.object),
            place: self.first(&trigger, &frame.place),
            amount: self.first(&trigger, &frame.amount),
        };
        Some(Match { frame: number, trigger, fills })
    }

    fn fill(&self, trigger: &[usize], path: &SlotPath) -> Vec<usize> {
        slots::fill(self.tree, trigger, path, &|head| self.is_actor(head))
    }

    fn is_actor(&self, head: usize) -> bool {
        (self.names_actor)(phrase(self.tree, head))
    }

    fn forbidden(&self, head: usize, trigger: &[usize], frame: &Frame) -> bool {
        let is_forbidden =
            |token: usize| !trigger.contains(&token) && self.tree.is_one_of(token, &frame.forbid);
        !frame.forbid.is_empty()
            && self
                .tree
                .children(head)
                .iter()
                .any(|&child| is_forbidden(child) || self.tree.cases(child).any(is_forbidden))
    }

    fn headed_by(&self, trigger: &[usize], path: &SlotPath, lemmas: &[String]) -> bool {
        let heads = self.fill(trigger, path);
        let heads = heads.iter().flat_map(|&head| coordination(self.tree, head));
        heads.into_iter().any(|head| lemmas.iter().any(|lemma| self.ends_phrase(head, lemma)))
    }

    /// Whether a lemma, or the last of several words, stands at this head with the others before it.
    fn ends_phrase(&self, head: usize, lemma: &str) -> bool {
        lemma.split_whitespace().rev().enumerate().all(|(back, word)| {
            head.checked_sub(back).is_some_and(|token| self.tree.is_one_of(token, &[word]))
        })
    }

    fn named(&self, trigger: &[usize], path: &SlotPath) -> bool {
        let heads = self.fill(trigger, path);
        heads.iter().flat_map(|&head| coordination(self.tree, head)).any(|head| self.is_actor(head))
    }

    fn fills(&self, trigger: &[usize], choice: &SlotChoice) -> Vec<Fill> {
        let mut fills: Vec<Fill> = Vec::new();
        for path in choice {
            for head in self.fill(trigger, path) {
                for head in coordination(self.tree, head) {
                    if !trigger.contains(&head) && !fills.iter().any(|fill| fill.head == head) {
                        fills.push(Fill { head, tokens: phrase(self.tree, head), slot: path.to_string() });
                    }
                }
            }
        }
        fills
    }

    /// The first choice that is filled.
    fn first(&self, trigger: &[usize], choices: &[SlotChoice]) -> Vec<Fill> {
        choices
            .iter()
            .map(|choice| self.fills(trigger, choice))
            .find(|fills| !fills.is_empty())
            .unwrap_or_default()
    }

    /// The first choice that names an actor, else the first that is filled.
    fn actors(&self, trigger: &[usize], choices: &[SlotChoice]) -> Vec<Fill> {
        let filled: Vec<Vec<Fill>> = choices
            .iter()
            .map(|choice| self.fills(trigger, choice))
            .filter(|fills| !fills.is_empty())
            .collect();
        let acting = |fills: &&Vec<Fill>| fills.iter().any(|fill| (self.names_actor)(fill.tokens.clone()));
        let best = filled.iter().find(acting).or(filled.first());
        best.cloned().unwrap_or_default()
    }
}
