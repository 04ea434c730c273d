//! Whether the words of a frame's trigger stand at a head.

use super::tree::Tree;
use crate::analysis::Upos;
use crate::coding::codebook::HeadPos;

/// Prepositions that bind a noun to a light verb ("go on a visit", "come under attack"); "after the visit"
/// and "despite the attack" tell of another act.
const BINDING: &[&str] = &[
    "on", "in", "to", "into", "for", "with", "at", "from", "under", "of", "by", "as", "through", "over",
    "out", "a",
];

/// The tokens of the trigger at this head, the head first; `None` where a word is missing.
pub(super) fn find(tree: &Tree<'_>, head: usize, pos: HeadPos, words: &[Vec<String>]) -> Option<Vec<usize>> {
    let (first, rest) = words.split_first()?;
    if !pos_fits(tree, head, pos) || !tree.is_one_of(head, first) {
        return None;
    }
    let mut tokens = vec![Some(head)];
    tokens.resize(words.len(), None);
    let mut matched = vec![head];
    // A preposition may hang on a noun that stands after it in the trigger: go round until nothing is added.
    loop {
        let before = matched.len();
        for (number, alternatives) in rest.iter().enumerate() {
            if tokens[number + 1].is_none()
                && let Some(token) = find_word(tree, &matched, alternatives, rest)
            {
                tokens[number + 1] = Some(token);
                matched.push(token);
            }
        }
        if matched.len() == words.len() {
            return tokens.into_iter().collect();
        }
        if matched.len() == before {
            return None;
        }
    }
}

fn pos_fits(tree: &Tree<'_>, head: usize, pos: HeadPos) -> bool {
    match pos {
        HeadPos::Verb => tree.upos(head) == Upos::Verb,
        HeadPos::Noun => {
            let in_name = matches!(tree.base(head), "compound" | "flat") && tree.upos(head) == Upos::Propn;
            matches!(tree.upos(head), Upos::Noun | Upos::Propn) && !in_name
        }
        HeadPos::Adj => tree.upos(head) == Upos::Adj,
    }
}

/// The nearest token that is one of the words and hangs on what is matched already.
fn find_word(
    tree: &Tree<'_>,
    matched: &[usize],
    alternatives: &[String],
    words: &[Vec<String>],
) -> Option<usize> {
    let head = *matched.first()?;
    (0..tree.len())
        .filter(|token| !matched.contains(token) && tree.is_one_of(*token, alternatives))
        .filter(|&token| matched.iter().any(|&governor| hangs_on(tree, token, governor, words, 3)))
        .min_by_key(|token| token.abs_diff(head))
}

/// Whether a token is a dependent of a governor as a part of one trigger.
fn hangs_on(tree: &Tree<'_>, token: usize, governor: usize, words: &[Vec<String>], depth: usize) -> bool {
    let Some(head) = tree.head(token) else { return inverted(tree, token, governor) };
    let relation = tree.base(token);
    if head == governor {
        return as_dependent(tree, token, governor, words);
    }
    if inverted(tree, token, governor) {
        return true;
    }
    if depth == 0 {
        return false;
    }
    match relation {
        // "called for talks": the particle was read as a preposition of the object.
        "case" | "mark" | "compound" | "fixed" | "advmod" if !tree.is_nominal(token) => {
            tree.head(head) == Some(governor) && !tree.is_date(head)
        }
        "conj" => hangs_on(tree, head, governor, words, depth - 1) && tree.is_nominal(head),
        // "imposed a series of sanctions", "imposed visa restrictions" with "visa" in the trigger.
        "nmod" if tree.has_case(token, "of") => {
            tree.is_nominal(head) && hangs_on(tree, head, governor, words, depth - 1)
        }
        "compound" | "amod" => tree.is_nominal(head) && hangs_on(tree, head, governor, words, depth - 1),
        // "signed and ratified the treaty": the object may hang on either verb.
        "obj" => {
            let partners = (tree.base(head) == "conj" && tree.head(head) == Some(governor))
                || (tree.base(governor) == "conj" && tree.head(governor) == Some(head));
            partners && token > governor && !tree.has(governor, &["obj"])
        }
        _ => false,
    }
}

fn as_dependent(tree: &Tree<'_>, token: usize, governor: usize, words: &[Vec<String>]) -> bool {
    let relation = tree.base(token);
    if tree.is_nominal(token) && tree.upos(token) != Upos::Det {
        return match relation {
            "obj" | "iobj" | "nsubj" | "compound" | "xcomp" | "amod" | "fixed" | "flat" | "appos" => true,
            "obl" | "nmod" => {
                let mut cases = tree.cases(token).peekable();
                cases.peek().is_none()
                    || cases.any(|case| {
                        BINDING.contains(&tree.form(case)) || words.iter().any(|w| tree.is_one_of(case, w))
                    })
            }
            _ => false,
        };
    }
    match tree.upos(token) {
        Upos::Verb => matches!(relation, "xcomp" | "ccomp" | "acl" | "advcl" | "amod" | "csubj" | "compound"),
        _ => !matches!(relation, "conj" | "parataxis" | "punct") || tree.is_one_of(governor, &["be"]),
    }
}

/// "sanctions imposed by", "the visit that he paid": the noun governs its verb.
fn inverted(tree: &Tree<'_>, noun: usize, verb: usize) -> bool {
    tree.is_nominal(noun)
        && tree.head(verb) == Some(noun)
        && (tree.relation(verb) == "acl:relcl"
            || (matches!(tree.base(verb), "acl" | "amod") && tree.is_passive(verb)))
}
