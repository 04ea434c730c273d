//! Slots of a frame: which words fill them.

use super::arguments::{object, subject};
use super::tree::Tree;
use crate::coding::codebook::{Slot, SlotPath};

/// The heads of what fills a slot path, seen from a trigger (its head first); empty where nothing does.
/// `is_actor` says whether the phrase of a head names a political actor.
pub(super) fn fill(
    tree: &Tree<'_>,
    trigger: &[usize],
    path: &SlotPath,
    is_actor: &dyn Fn(usize) -> bool,
) -> Vec<usize> {
    let mut at = trigger.to_vec();
    for (number, slot) in path.0.iter().enumerate() {
        let taken = if number == 0 { trigger } else { &[] };
        at = step(tree, &at, slot, taken, is_actor);
        at.retain(|token| number > 0 || !trigger.contains(token));
        if at.is_empty() {
            break;
        }
    }
    at
}

fn step(
    tree: &Tree<'_>,
    words: &[usize],
    slot: &Slot,
    trigger: &[usize],
    is_actor: &dyn Fn(usize) -> bool,
) -> Vec<usize> {
    let Some(&head) = words.first() else { return Vec::new() };
    match slot {
        Slot::Subject => subject(tree, head),
        Slot::Object => object(tree, head, trigger),
        Slot::Iobj => children(tree, words, &["iobj"]),
        Slot::Poss => {
            children(tree, words, &["nmod:poss"]).into_iter().map(|token| tree.antecedent(token)).collect()
        }
        Slot::Modifier => modifiers(tree, words, is_actor),
        Slot::Between => preposition(tree, words, "between"),
        Slot::Complement => complement(tree, words),
        Slot::Preposition(sequence) => match sequence.as_slice() {
            [single] => preposition(tree, words, single),
            several => word_sequence(tree, words, several),
        },
    }
}

fn children(tree: &Tree<'_>, words: &[usize], relations: &[&str]) -> Vec<usize> {
    words.iter().flat_map(|&word| tree.children_by(word, relations)).collect()
}

/// Adjectives and nouns before a noun that name an actor: "Israeli strikes", "the Russia sanctions".
fn modifiers(tree: &Tree<'_>, words: &[usize], is_actor: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let mut found = Vec::new();
    for &word in words.iter().filter(|&&word| !tree.is_verb(word)) {
        for child in tree.children_by(word, &["amod", "compound", "nmod:unmarked", "nmod:poss", "flat"]) {
            // "US-led strikes": the name hangs on the participle.
            let inner = tree.children_by(child, &["compound", "obl", "nmod", "amod"]);
            let named =
                std::iter::once(child).chain(inner).find(|&token| tree.is_capital(token) && is_actor(token));
            found.extend(named);
        }
    }
    found
}

fn complement(tree: &Tree<'_>, words: &[usize]) -> Vec<usize> {
    let clauses = children(tree, words, &["xcomp", "ccomp"]);
    if !clauses.is_empty() {
        return clauses;
    }
    let gerunds = children(tree, words, &["advcl", "acl"]);
    let governed = |&clause: &usize| {
        tree.children_by(clause, &["mark"])
            .any(|mark| matches!(tree.form(mark), "of" | "for" | "from" | "to" | "into" | "against" | "that"))
    };
    gerunds.into_iter().filter(governed).collect()
}

/// Arguments with a preposition; where none hangs on the words themselves, those that a parser may have put
/// on a word close by: the object of the verb, or the verb of the noun.
fn preposition(tree: &Tree<'_>, words: &[usize], name: &str) -> Vec<usize> {
    let direct: Vec<usize> = words.iter().flat_map(|&word| with_case(tree, word, name)).collect();
    if !direct.is_empty() {
        return direct;
    }
    // "of" binds to the word right before it; elsewhere it is another noun's.
    if name == "of" {
        return Vec::new();
    }
    let core = ["obj", "nsubj:pass", "obl", "iobj", "xcomp"];
    for &word in words {
        let mut below: Vec<usize> = tree.children_by(word, &core).collect();
        for _ in 0..2 {
            let found: Vec<usize> = below.iter().flat_map(|&token| with_case(tree, token, name)).collect();
            if !found.is_empty() {
                return found;
            }
            below = below.iter().flat_map(|&token| tree.children_by(token, &["nmod", "conj"])).collect();
        }
    }
    for &word in words {
        let Some(head) = tree.head(word) else { continue };
        let lent = match tree.base(word) {
            "obj" | "nsubj" | "obl" => tree.is_verb(head),
            "nmod" | "compound" => tree.is_nominal(head),
            _ => false,
        };
        if lent {
            let found: Vec<usize> =
                with_case(tree, head, name).into_iter().filter(|token| !words.contains(token)).collect();
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

fn with_case(tree: &Tree<'_>, word: usize, name: &str) -> Vec<usize> {
    tree.children_by(word, &["obl", "nmod", "advcl", "acl", "xcomp", "conj"])
        .filter(|&token| tree.has_case(token, name) || (name == "by" && tree.relation(token) == "obl:agent"))
        .filter(|&token| !tree.is_date(token))
        .map(|token| tree.antecedent(token))
        .collect()
}

/// "in favour of Oman": the words one after the other, and what the last of them governs, no more than a few
/// steps below the trigger.
fn word_sequence(tree: &Tree<'_>, words: &[usize], sequence: &[String]) -> Vec<usize> {
    let mut found = Vec::new();
    for start in 0..tree.len() {
        let fits = sequence.iter().enumerate().all(|(offset, word)| tree.form(start + offset) == word);
        if !fits {
            continue;
        }
        let mut governed = start + sequence.len() - 1;
        while matches!(tree.base(governed), "case" | "fixed" | "mark") {
            let Some(head) = tree.head(governed) else { break };
            governed = head;
        }
        let inside = (start..start + sequence.len()).contains(&governed);
        if !inside && tree.ancestors(governed).take(4).any(|above| words.contains(&above)) {
            found.push(tree.antecedent(governed));
        }
    }
    found
}
