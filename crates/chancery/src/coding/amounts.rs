//! For how much, or how many.

use std::ops::Range;

use super::draft::Draft;
use super::event::Amount;
use crate::analysis::Role;
use crate::resolve::quantity::{self, QuantityMention};

/// The sums and counts of an act: those of its amount, else the sum that its object names.
pub(super) fn amounts(draft: &Draft, words: &[&str]) -> Vec<(Amount, Range<usize>)> {
    let mentions = quantity::find(words);
    let within = |run: &Range<usize>| -> Vec<QuantityMention> {
        let touches = |m: &&QuantityMention| m.tokens.start < run.end && run.start < m.tokens.end;
        mentions.iter().filter(touches).cloned().collect()
    };
    let mut found: Vec<(Amount, Range<usize>)> = Vec::new();
    for argument in draft.in_role(Role::Amount) {
        for mention in within(&argument.tokens) {
            if !found.iter().any(|(_, tokens)| *tokens == mention.tokens) {
                found.push((mention.amount, mention.tokens));
            }
        }
    }
    if found.is_empty() {
        let object = draft.in_role(Role::Object).flat_map(|argument| within(&argument.tokens));
        found.extend(object.filter(|m| m.amount.unit.is_some()).map(|m| (m.amount, m.tokens)).take(1));
    }
    found
}
