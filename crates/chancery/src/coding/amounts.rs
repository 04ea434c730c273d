//! For how much, or how many.

use std::ops::Range;

use super::draft::Draft;
use super::event::Amount;
use crate::analysis::Role;
use crate::resolve::quantity::{self, QuantityMention};

/// The sums and counts of an act: those of its amount, else the sum that its object names. A sum brings the further
/// sums of its sentence with it ("for $120 million … as well as … for $1.2 billion") up to the next of `triggers`.
pub(super) fn amounts(draft: &Draft, words: &[&str], triggers: &[usize]) -> Vec<(Amount, Range<usize>)> {
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
    if let Some(last) = found.iter().filter(|(sum, _)| sum.unit.is_some()).map(|(_, tokens)| tokens.end).max()
    {
        let until = triggers.iter().copied().filter(|&trigger| trigger >= last).min().unwrap_or(words.len());
        let further = mentions.into_iter().filter(|m| m.tokens.start >= last && m.tokens.end <= until);
        found.extend(further.filter(|m| m.amount.unit.is_some()).map(|m| (m.amount, m.tokens)));
    }
    found
}
