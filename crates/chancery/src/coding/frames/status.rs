//! Whether an act took place, as its words tell it: tense, modals, negation, and the words that it hangs on.

use super::arguments::subject;
use super::phrase::phrase;
use super::tree::Tree;
use crate::analysis::Status;

/// What the words say of an act.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusReading {
    /// Whether it took place.
    pub status: Status,
    /// Whether it is an act by itself: what is demanded, threatened or refused is told by the demand, the
    /// threat, the refusal alone.
    pub coded: bool,
    /// Who says so: the words of the phrase.
    pub sayer: Option<std::ops::Range<usize>>,
    /// The word that decided, with what it is.
    pub reason: Option<(usize, &'static str)>,
}

/// What a governing word makes of the act below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Governor {
    Planned,
    Hypothetical,
    Negated,
    Denied,
    Alleged,
    /// It is told by the governing word's own event.
    Carried,
    /// Says that it is so.
    Said,
}

const PLAN: &[&str] = &[
    "plan",
    "intend",
    "prepare",
    "vow",
    "pledge",
    "agree",
    "promise",
    "expect",
    "schedule",
    "aim",
    "decide",
    "offer",
    "commit",
    "propose",
    "undertake",
    "poise",
    "ready",
    "due",
    "set",
    "about",
    "willing",
    "eager",
    "intention",
    "decision",
    "proposal",
    "readiness",
    "willingness",
    "commitment",
    "preparation",
    "project",
    "undertaking",
    "determined",
];
const WISH: &[&str] = &[
    "want",
    "wish",
    "hope",
    "consider",
    "try",
    "attempt",
    "seek",
    "mull",
    "discuss",
    "contemplate",
    "attempt",
    "bid",
    "effort",
    "possibility",
    "risk",
    "chance",
    "fear",
    "prospect",
    "option",
    "likely",
    "unlikely",
    "able",
    "fear",
    "worry",
    "need",
    "danger",
    "ambition",
    "desire",
    "debate",
    "weigh",
    "explore",
];
const FAIL: &[&str] = &[
    "fail",
    "neglect",
    "failure",
    "prevent",
    "avoid",
    "avert",
    "foil",
    "thwart",
    "cancel",
    "postpone",
    "shelve",
    "inability",
    "stop",
];
const ASK: &[&str] = &[
    "urge",
    "ask",
    "call",
    "demand",
    "order",
    "request",
    "press",
    "appeal",
    "invite",
    "beg",
    "encourage",
    "advise",
    "persuade",
    "implore",
    "instruct",
    "command",
    "pressure",
    "plead",
    "insist",
    "lobby",
    "require",
    "threaten",
    "warn",
    "threat",
    "warning",
    "refuse",
    "refusal",
    "reject",
    "rejection",
    "oppose",
    "ultimatum",
    "recommend",
    "petition",
];
const DENY: &[&str] = &["deny", "denial", "dismiss", "disavow"];
const ALLEGE: &[&str] = &[
    "allege",
    "claim",
    "accuse",
    "blame",
    "suspect",
    "charge",
    "believe",
    "think",
    "rumour",
    "rumor",
    "allegation",
    "accusation",
    "suspicion",
    "suppose",
    "purport",
    "implicate",
];
const SAY: &[&str] = &[
    "say",
    "state",
    "announce",
    "confirm",
    "tell",
    "report",
    "add",
    "note",
    "declare",
    "reveal",
    "disclose",
    "acknowledge",
    "admit",
    "write",
    "explain",
    "stress",
    "argue",
    "mention",
    "indicate",
    "maintain",
    "assert",
];

/// Reads the status of the act whose word is `head`.
pub fn read_status(tree: &Tree<'_>, head: usize) -> StatusReading {
    let mut reading =
        StatusReading { status: Status::Actual, coded: true, sayer: attribution(tree, head), reason: None };
    let mut at = head;
    // A clause's own words decide first, then what it hangs on, as far as that can reach.
    for _ in 0..6 {
        if let Some((status, token, what)) = own_sign(tree, at) {
            reading.status = status;
            reading.reason = Some((token, what));
            return reading;
        }
        let Some(above) = tree.head(at) else { break };
        if let Some(governor) = governor(tree, at, above) {
            if governor == Governor::Said {
                reading.sayer = reading.sayer.or_else(|| sayer(tree, above));
                break;
            }
            apply(&mut reading, governor, tree, above);
            return reading;
        }
        if !reaches(tree, at, above) {
            break;
        }
        at = above;
    }
    reading
}

fn apply(reading: &mut StatusReading, governor: Governor, tree: &Tree<'_>, above: usize) {
    let (status, what) = match governor {
        Governor::Planned => (Status::Planned, "what is planned"),
        Governor::Hypothetical => (Status::Hypothetical, "what may be"),
        Governor::Negated => (Status::Negated, "what did not come about"),
        Governor::Denied => (Status::Denied, "what is denied"),
        Governor::Alleged => (Status::Alleged, "what is alleged"),
        Governor::Carried => (Status::Requested, "told by the word that it hangs on"),
        Governor::Said => (Status::Actual, "what is said"),
    };
    reading.status = status;
    reading.reason = Some((above, what));
    reading.coded = governor != Governor::Carried;
    if matches!(governor, Governor::Denied | Governor::Alleged) {
        reading.sayer = sayer(tree, above).or(reading.sayer.take());
    }
}

/// Signs on the word itself: negation, modals, adverbs, conjunctions, adjectives.
fn own_sign(tree: &Tree<'_>, word: usize) -> Option<(Status, usize, &'static str)> {
    let mut modal = None;
    for &child in tree.children(word) {
        let form = tree.form(child);
        let sign = match tree.base(child) {
            "advmod" | "det" | "cc" => match form {
                "not" | "n't" | "n’t" | "never" | "neither" | "no" => Some((Status::Negated, "negation")),
                "reportedly" | "allegedly" | "supposedly" | "purportedly" | "apparently" => {
                    Some((Status::Alleged, "adverb of hearsay"))
                }
                "perhaps" | "possibly" | "maybe" | "potentially" => {
                    Some((Status::Hypothetical, "adverb of doubt"))
                }
                _ => None,
            },
            "mark" | "case" => match form {
                "if" | "unless" | "whether" => Some((Status::Hypothetical, "condition")),
                "without" => Some((Status::Negated, "\"without\"")),
                _ => None,
            },
            "amod" => match tree.lemma(child) {
                "alleged" | "suspected" | "purported" | "supposed" => {
                    Some((Status::Alleged, "adjective of hearsay"))
                }
                "planned" | "plan" | "proposed" | "propose" | "future" | "upcoming" | "forthcoming"
                | "scheduled" => Some((Status::Planned, "adjective of time to come")),
                "possible" | "potential" | "imminent" | "likely" | "hypothetical" => {
                    Some((Status::Hypothetical, "adjective of doubt"))
                }
                _ => None,
            },
            "aux" => {
                modal = modal.or(match form {
                    "will" | "shall" | "'ll" | "’ll" | "wo" => {
                        Some((Status::Planned, child, "time to come"))
                    }
                    "would" | "'d" if is_reported(tree, word) => {
                        Some((Status::Planned, child, "time to come, as somebody said it"))
                    }
                    "would" | "could" | "might" | "may" | "can" | "ca" => {
                        Some((Status::Hypothetical, child, "possibility"))
                    }
                    "should" | "must" | "ought" => Some((Status::Requested, child, "obligation")),
                    _ => None,
                });
                None
            }
            _ => None,
        };
        if let Some((status, what)) = sign {
            return Some((status, child, what));
        }
    }
    modal
}

/// Whether the verb is what somebody said: "said that it would withdraw".
fn is_reported(tree: &Tree<'_>, verb: usize) -> bool {
    tree.base(verb) == "ccomp"
        && tree.head(verb).is_some_and(|above| tree.is_one_of(above, SAY) || tree.is_one_of(above, PLAN))
}

/// What the word above makes of the act.
fn governor(tree: &Tree<'_>, word: usize, above: usize) -> Option<Governor> {
    let relation = tree.base(word);
    let clause = matches!(relation, "xcomp" | "ccomp" | "advcl" | "acl");
    let case = |name: &str| tree.has_case(word, name);
    let noun = matches!(relation, "obj" | "nsubj" | "nmod" | "obl") && !tree.is_verb(word);
    if tree.relation(word) == "acl:relcl" || !(clause || noun) {
        return None;
    }
    if relation == "xcomp" && tree.form(above) == "going" {
        return Some(Governor::Planned);
    }
    let is = |lemmas: &[&str]| tree.is_one_of(above, lemmas);
    let governed = match relation {
        // "after refusing", "before he accused": a clause of its own.
        "advcl" => case("of") || case("for") || case("from") || case("with"),
        "nsubj" => tree.is_passive(above),
        "obl" | "nmod" => ["of", "for", "to", "on", "about", "that", "from", "with", "in", "against", "over"]
            .iter()
            .any(|c| case(c)),
        _ => true,
    };
    if !governed {
        if relation == "advcl" && tree.is_infinitive(word) {
            return Some(Governor::Planned);
        }
        return None;
    }
    if is(DENY) {
        return Some(Governor::Denied);
    }
    if is(ALLEGE) {
        // "blamed Oman for the attack", "claimed the attack", "charged with the attack".
        let sound = clause || matches!(relation, "nmod" | "obl") || is(&["claim", "allege", "suspect"]);
        return sound.then_some(Governor::Alleged);
    }
    if is(ASK) {
        // "called on Oman", "the order of the court", "rejected the attack" name a party or a fact.
        let carried =
            clause || matches!(relation, "obj" | "nsubj") || case("for") || case("of") || case("against");
        return carried.then_some(Governor::Carried);
    }
    if is(FAIL) {
        return Some(Governor::Negated);
    }
    if is(PLAN) && (clause || case("for") || case("of") || relation == "obj") {
        let settled = is(&["set", "offer", "agree", "decide", "expect"]) && !clause;
        return (!settled).then_some(Governor::Planned);
    }
    if is(WISH) && (clause || case("of") || case("for") || relation == "obj") {
        return Some(Governor::Hypothetical);
    }
    if is(SAY) && relation == "ccomp" {
        return Some(Governor::Said);
    }
    None
}

/// Whether the signs of the word above hold for the act too.
fn reaches(tree: &Tree<'_>, word: usize, above: usize) -> bool {
    match tree.base(word) {
        "conj" => {
            let own = tree.has(word, &["nsubj"]) || tree.has(word, &["aux"]);
            !own
        }
        "xcomp" | "obj" => true,
        "nsubj" => tree.is_passive(above) || !tree.is_verb(above),
        // "will go on a visit", but not "will meet after the attack".
        "obl" => tree
            .cases(word)
            .all(|case| matches!(tree.form(case), "on" | "to" | "into" | "with" | "in" | "for" | "from")),
        "nmod" | "compound" => tree.is_one_of(
            above,
            &["series", "wave", "round", "string", "spate", "number", "talk", "start", "campaign"],
        ),
        "ccomp" => !tree.is_one_of(above, SAY),
        _ => false,
    }
}

fn sayer(tree: &Tree<'_>, word: usize) -> Option<std::ops::Range<usize>> {
    let head = if tree.is_verb(word) {
        *subject(tree, word).first()?
    } else {
        // "allegations by Oman", "Oman's denial".
        tree.children_by(word, &["nmod:poss"])
            .chain(
                tree.children_by(word, &["nmod"])
                    .filter(|&token| tree.has_case(token, "by") || tree.has_case(token, "from")),
            )
            .next()
            .or_else(|| subject(tree, word).first().copied())?
    };
    Some(phrase(tree, head))
}

/// "…, the ministry said", "according to the ministry", in the clause of the act.
fn attribution(tree: &Tree<'_>, word: usize) -> Option<std::ops::Range<usize>> {
    let clause = std::iter::once(word).chain(tree.ancestors(word).take(4));
    for at in clause {
        if let Some(said) = tree.children_by(at, &["parataxis"]).find(|&child| tree.is_one_of(child, SAY)) {
            return sayer(tree, said);
        }
        let according = tree
            .children_by(at, &["obl", "nmod"])
            .find(|&child| tree.cases(child).any(|case| tree.form(case) == "according"));
        if let Some(head) = according {
            return Some(phrase(tree, head));
        }
    }
    None
}
