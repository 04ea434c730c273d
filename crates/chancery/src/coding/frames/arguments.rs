//! Subject and object of a word, also where another word has them: shared, passive, relative, nominal.

use super::tree::Tree;

/// How far a shared subject is looked for.
const REACH: usize = 6;

/// Who does what the word tells.
pub(super) fn subject(tree: &Tree<'_>, word: usize) -> Vec<usize> {
    subject_within(tree, word, REACH)
}

fn subject_within(tree: &Tree<'_>, word: usize, reach: usize) -> Vec<usize> {
    if reach == 0 {
        return Vec::new();
    }
    if tree.is_verb(word) {
        return if tree.is_passive(word) { agent(tree, word) } else { surface_within(tree, word, reach) };
    }
    // A predicate has a subject of its own; any other noun is done by whoever does its verb.
    let own: Vec<usize> = own_subject(tree, word).collect();
    if !own.is_empty() {
        return own;
    }
    let Some(head) = tree.head(word) else { return Vec::new() };
    match tree.base(word) {
        "obj" | "obl" | "xcomp" if tree.is_verb(head) && !tree.is_date(word) => {
            subject_within(tree, head, reach - 1)
        }
        "nsubj" if tree.is_passive(head) => agent(tree, head),
        "conj" => subject_within(tree, head, reach - 1),
        _ => Vec::new(),
    }
}

fn own_subject<'t>(tree: &'t Tree<'_>, word: usize) -> impl Iterator<Item = usize> + 't {
    tree.children_by(word, &["nsubj"]).map(|token| tree.antecedent(token))
}

/// The "by" phrase of a passive.
fn agent(tree: &Tree<'_>, verb: usize) -> Vec<usize> {
    let is_agent = |&token: &usize| tree.relation(token) == "obl:agent" || tree.has_case(token, "by");
    let own: Vec<usize> = tree
        .children_by(verb, &["obl"])
        .filter(is_agent)
        .filter(|&token| !tree.is_date(token) && tree.is_nominal(token))
        .collect();
    if own.is_empty() && tree.base(verb) == "conj" {
        // "was arrested and tried by the Omani police"; either verb may carry the agent.
        return tree.head(verb).filter(|&head| tree.is_passive(head)).map_or_else(Vec::new, |head| {
            tree.children_by(head, &["obl"]).filter(is_agent).filter(|&token| !tree.is_date(token)).collect()
        });
    }
    own
}

/// What stands as the subject in the sentence, whoever does the act: of a passive, to whom it is done.
pub(in crate::coding) fn surface_subject(tree: &Tree<'_>, verb: usize) -> Vec<usize> {
    surface_within(tree, verb, REACH)
}

fn surface_within(tree: &Tree<'_>, verb: usize, reach: usize) -> Vec<usize> {
    if reach == 0 {
        return Vec::new();
    }
    let own: Vec<usize> = own_subject(tree, verb).collect();
    if !own.is_empty() {
        return own;
    }
    let Some(head) = tree.head(verb) else { return Vec::new() };
    let marked =
        |words: &[&str]| tree.children_by(verb, &["mark"]).any(|mark| words.contains(&tree.form(mark)));
    match tree.relation(verb) {
        "conj" | "cop" | "aux" => surface_within(tree, head, reach - 1),
        "xcomp" => {
            let controlled = tree.lemma(head) != "promise" && tree.is_verb(head);
            let objects: Vec<usize> = tree.children_by(head, &["obj", "iobj"]).collect();
            match objects.first() {
                Some(&object) if controlled => vec![tree.antecedent(object)],
                _ if tree.is_nominal(head) => subject_within(tree, head, reach - 1),
                _ => surface_within(tree, head, reach - 1),
            }
        }
        // "accused Oman of arming rebels": Oman is to have done it; "left after meeting him": the subject.
        "advcl" if tree.is_verb(head) => {
            let of_object = marked(&["of", "for", "from", "into", "against"]);
            let object = tree.children_by(head, &["obj"]).next().filter(|_| of_object);
            match object {
                Some(object) => vec![tree.antecedent(object)],
                None if of_object && tree.is_passive(head) => surface_within(tree, head, reach - 1),
                None => surface_within(tree, head, reach - 1),
            }
        }
        "advcl" | "ccomp" | "csubj" | "parataxis" if !tree.is_ing(verb) && !tree.is_infinitive(verb) => {
            Vec::new()
        }
        "advcl" | "ccomp" => surface_within(tree, head, reach - 1),
        "acl" if tree.is_infinitive(verb) || marked(&["of", "for", "in", "to"]) => {
            let owner = tree.children_by(head, &["nmod:poss"]).next();
            owner.map_or_else(|| subject_within(tree, head, reach - 1), |owner| vec![tree.antecedent(owner)])
        }
        "acl" | "acl:relcl" | "amod" => vec![head],
        _ => Vec::new(),
    }
}

/// To what the act is done.
pub(super) fn object(tree: &Tree<'_>, word: usize, trigger: &[usize]) -> Vec<usize> {
    if !tree.is_verb(word) {
        return Vec::new();
    }
    let own: Vec<usize> = tree.children_by(word, &["obj"]).map(|token| tree.antecedent(token)).collect();
    // The noun of a light verb ("paid a visit") is the act itself.
    let own: Vec<usize> = own.into_iter().filter(|token| !trigger.contains(token)).collect();
    if !own.is_empty() {
        return own;
    }
    // Of one object alone, it does not matter whether it was read as the indirect one.
    let lone: Vec<usize> = tree.children_by(word, &["iobj"]).map(|token| tree.antecedent(token)).collect();
    if !lone.is_empty() {
        return lone;
    }
    if tree.is_passive(word) {
        return surface_subject(tree, word).into_iter().filter(|token| !trigger.contains(token)).collect();
    }
    if let Some(gap) = relative_gap(tree, word) {
        return vec![gap];
    }
    // "called for talks" where the particle was read as a preposition of the object.
    let with_particle: Vec<usize> = tree
        .children_by(word, &["obl"])
        .filter(|&token| tree.cases(token).any(|case| trigger.contains(&case)))
        .filter(|token| !trigger.contains(token))
        .collect();
    if !with_particle.is_empty() {
        return with_particle;
    }
    shared_object(tree, word)
}

/// "the missiles that Oman bought": the noun is the object of a relative clause that lacks one.
fn relative_gap(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let noun = tree.head(verb).filter(|_| tree.relation(verb) == "acl:relcl")?;
    let subjects: Vec<usize> = own_subject(tree, verb).collect();
    let elsewhere =
        tree.children(verb).iter().any(|&child| matches!(tree.form(child), "where" | "when" | "why"));
    let taken = tree.children_by(verb, &["obl"]).any(|token| tree.antecedent(token) == noun);
    (!subjects.is_empty() && !subjects.contains(&noun) && !elsewhere && !taken).then_some(noun)
}

/// "attacked and killed three guards": the object may hang on either verb.
fn shared_object(tree: &Tree<'_>, verb: usize) -> Vec<usize> {
    let right_of = |other: usize, after: usize| -> Vec<usize> {
        tree.children_by(other, &["obj"]).filter(|&object| object > after).collect()
    };
    let next = tree.children_by(verb, &["conj"]).find(|&other| other > verb && other <= verb + 3);
    if let Some(other) = next.filter(|&other| tree.is_verb(other)) {
        return right_of(other, other);
    }
    match tree.head(verb) {
        Some(head) if tree.relation(verb) == "conj" && tree.is_verb(head) && !tree.is_passive(verb) => {
            right_of(head, verb)
        }
        _ => Vec::new(),
    }
}
