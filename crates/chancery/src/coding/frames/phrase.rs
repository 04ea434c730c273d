//! The words that an argument covers.

use std::ops::Range;

use super::tree::Tree;

/// The run of tokens of a phrase: its head with its dependents, without its preposition, relative clauses,
/// appositions after a comma, parentheses, and the other parts of a coordination.
pub(crate) fn phrase(tree: &Tree<'_>, head: usize) -> Range<usize> {
    let mut inside = vec![false; tree.len()];
    let mut open = vec![(head, 0)];
    while let Some((token, depth)) = open.pop() {
        match inside.get_mut(token) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        for &child in tree.children(token) {
            if belongs(tree, token, child, depth) {
                open.push((child, depth + 1));
            }
        }
    }
    let joins = |token: usize| inside.get(token).copied().unwrap_or(false) || is_joint(tree, token, &inside);
    let mut run = head..(head + 1).min(tree.len().max(head));
    while run.start > 0 && joins(run.start - 1) {
        run.start -= 1;
    }
    while run.end < tree.len() && joins(run.end) {
        run.end += 1;
    }
    run
}

fn belongs(tree: &Tree<'_>, head: usize, child: usize, depth: usize) -> bool {
    match tree.base(child) {
        "punct" | "parataxis" | "advcl" | "discourse" | "vocative" | "list" | "reparandum" | "orphan"
        | "cop" | "aux" | "nsubj" | "csubj" | "expl" | "dislocated" | "mark" | "acl" => false,
        // A noun's own preposition, conjunction and partners; those of its parts belong to it.
        "case" | "cc" | "conj" => depth > 0,
        "appos" => !comma_between(tree, head, child),
        "obl" | "obj" | "iobj" | "xcomp" | "ccomp" => depth > 0 || !tree.is_verb(head),
        _ => true,
    }
}

fn comma_between(tree: &Tree<'_>, left: usize, right: usize) -> bool {
    (left.min(right)..left.max(right))
        .any(|token| matches!(tree.form(token), "," | "(" | "-" | "–" | "—" | ":" | ";"))
}

/// Hyphens, quotation marks and full stops within a name join its words.
fn is_joint(tree: &Tree<'_>, token: usize, inside: &[bool]) -> bool {
    let within = |at: Option<usize>| at.and_then(|at| inside.get(at)).copied().unwrap_or(false);
    let joint = matches!(tree.form(token), "-" | "–" | "'" | "’" | "\"" | "“" | "”" | "." | "/" | "&");
    joint && within(token.checked_sub(1)) && within(Some(token + 1))
}

/// The heads of a coordination, the first included.
pub(crate) fn coordination(tree: &Tree<'_>, head: usize) -> Vec<usize> {
    let mut heads = vec![head];
    let mut next = 0;
    while let Some(&at) = heads.get(next) {
        next += 1;
        let partners = tree.children_by(at, &["conj"]).filter(|&partner| tree.is_nominal(partner));
        for partner in partners.collect::<Vec<_>>() {
            if !heads.contains(&partner) {
                heads.push(partner);
            }
        }
    }
    heads
}
