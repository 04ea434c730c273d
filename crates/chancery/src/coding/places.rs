//! Where an act took place.

use std::ops::Range;

use super::draft::{Draft, head_of};
use super::frames::Tree;
use crate::analysis::{Analysis, EntityKind, Role};

/// The words of the place: those in the role, else a place named in the clause with "in", "at", "near".
pub(super) fn place(draft: &Draft, tree: &Tree<'_>, analysis: &Analysis) -> Option<Range<usize>> {
    if let Some(argument) = draft.in_role(Role::Place).next() {
        return Some(without_preposition(tree, argument.tokens.clone()));
    }
    let taken = |tokens: &Range<usize>| {
        draft
            .roles
            .iter()
            .any(|argument| argument.tokens.start < tokens.end && tokens.start < argument.tokens.end)
    };
    analysis
        .mentions
        .iter()
        .filter(|mention| matches!(mention.kind, EntityKind::Location | EntityKind::Facility))
        .filter(|mention| !taken(&mention.tokens))
        .find(|mention| {
            let head = head_of(tree, mention.tokens.clone());
            let placed =
                ["in", "at", "near", "off", "outside", "inside"].iter().any(|case| tree.has_case(head, case));
            placed && tree.head(head).is_some_and(|governor| draft.holds(governor))
        })
        .map(|mention| mention.tokens.clone())
}

fn without_preposition(tree: &Tree<'_>, tokens: Range<usize>) -> Range<usize> {
    let start = tokens.clone().find(|&token| tree.base(token) != "case").unwrap_or(tokens.start);
    start..tokens.end
}
