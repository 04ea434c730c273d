//! The matter of an act, from the words near it.

use std::ops::Range;

use super::codebook::{Codebook, Context};
use super::draft::Draft;
use super::frames::Tree;

/// No event takes more.
const MOST: usize = 4;

/// The contexts of an act: those of its frame first, then those that the words tell, the strongest first.
pub(super) fn contexts(codebook: &Codebook, tree: &Tree<'_>, draft: &Draft) -> Vec<String> {
    let frame = draft.frame.and_then(|number| codebook.frames.get(number));
    let mut named: Vec<String> = frame.map(|frame| frame.contexts.clone()).unwrap_or_default();
    let near: Vec<&Range<usize>> =
        draft.trigger.iter().chain(draft.roles.iter().map(|argument| &argument.tokens)).collect();
    let clause = clause_of(tree, draft);
    let mut scored: Vec<(u32, &str)> = codebook
        .contexts
        .iter()
        .map(|context| (score(tree, context, &near, &clause), context.name.as_str()))
        .filter(|(score, _)| *score >= 4)
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    for (_, name) in scored {
        if named.len() < MOST && !named.iter().any(|known| known == name) {
            named.push(name.to_owned());
        }
    }
    named
}

/// Words in the trigger or its arguments count double; a strong word alone suffices, of the others two are needed.
fn score(tree: &Tree<'_>, context: &Context, near: &[&Range<usize>], clause: &Range<usize>) -> u32 {
    let mut score = 0;
    for (phrases, weight) in [(&context.strong, 4), (&context.weak, 2)] {
        for phrase in phrases {
            let places = (clause.start..clause.end).filter(|&start| stands_at(tree, phrase, start));
            let best = places.map(|start| {
                let inside = near.iter().any(|run| run.contains(&start));
                if inside { weight } else { weight / 2 }
            });
            score += best.max().unwrap_or(0);
        }
    }
    score
}

fn stands_at(tree: &Tree<'_>, phrase: &[String], start: usize) -> bool {
    !phrase.is_empty()
        && phrase.iter().enumerate().all(|(offset, word)| tree.is_one_of(start + offset, &[word]))
}

/// From the first to the last word of the clause that the trigger stands in.
fn clause_of(tree: &Tree<'_>, draft: &Draft) -> Range<usize> {
    let own = |&token: &usize| {
        tree.is_verb(token)
            || matches!(tree.relation(token), "root" | "acl:relcl" | "advcl" | "ccomp" | "parataxis")
    };
    let head = std::iter::once(draft.head).chain(tree.ancestors(draft.head)).find(own).unwrap_or(draft.head);
    let (mut start, mut end) = (head, head + 1);
    let mut open = vec![head];
    let mut seen = vec![false; tree.len()];
    while let Some(token) = open.pop() {
        match seen.get_mut(token) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        start = start.min(token);
        end = end.max(token + 1);
        let stays =
            |child: &usize| !matches!(tree.base(*child), "conj" | "parataxis") || !tree.is_verb(*child);
        open.extend(tree.children(token).iter().copied().filter(stays));
    }
    start..end
}
