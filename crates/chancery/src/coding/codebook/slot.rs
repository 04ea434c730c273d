//! Slots: where in the tree an argument stands.

use std::fmt;

use super::page::{At, Page};

/// One step from a word to an argument of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// Who does what the word tells.
    Subject,
    /// To what it is done.
    Object,
    /// The indirect object.
    Iobj,
    /// The possessor.
    Poss,
    /// An adjective or noun before it that names an actor.
    Modifier,
    /// Both sides of "between".
    Between,
    /// The clause that it governs.
    Complement,
    /// An argument with this preposition; several words for `in_favour_of`.
    Preposition(Vec<String>),
}

/// Steps one after the other: `complement.object`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotPath(pub Vec<Slot>);

/// Slots that are taken together: `subject+with`.
pub type SlotChoice = Vec<SlotPath>;

const NAMED: &[(&str, Slot)] = &[
    ("subject", Slot::Subject),
    ("object", Slot::Object),
    ("iobj", Slot::Iobj),
    ("poss", Slot::Poss),
    ("modifier", Slot::Modifier),
    ("between", Slot::Between),
    ("complement", Slot::Complement),
];

const PREPOSITIONS: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "against",
    "ahead",
    "along",
    "alongside",
    "amid",
    "among",
    "amongst",
    "apart",
    "around",
    "as",
    "at",
    "away",
    "because",
    "before",
    "behind",
    "below",
    "beside",
    "besides",
    "beyond",
    "by",
    "concerning",
    "despite",
    "due",
    "during",
    "except",
    "following",
    "for",
    "from",
    "in",
    "including",
    "inside",
    "instead",
    "into",
    "jointly",
    "like",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "opposite",
    "out",
    "outside",
    "over",
    "past",
    "per",
    "prior",
    "regarding",
    "round",
    "since",
    "through",
    "throughout",
    "to",
    "together",
    "toward",
    "towards",
    "under",
    "until",
    "up",
    "upon",
    "versus",
    "via",
    "with",
    "within",
    "without",
    "according",
];

impl Slot {
    fn parse(name: &str) -> Option<Slot> {
        if let Some((_, slot)) = NAMED.iter().find(|(known, _)| *known == name) {
            return Some(slot.clone());
        }
        let words: Vec<String> = name.split('_').map(str::to_owned).collect();
        let first = words.first()?;
        let sound = words.iter().all(|w| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase()));
        (sound && PREPOSITIONS.contains(&first.as_str())).then_some(Slot::Preposition(words))
    }
}

impl SlotPath {
    /// Reads `of.poss`; a step that does not exist is noted, and nothing returned.
    pub(super) fn parse(page: &mut Page<'_>, text: &At<String>) -> Option<SlotPath> {
        let mut steps = Vec::new();
        for name in text.value.split('.').map(str::trim) {
            match Slot::parse(name) {
                Some(slot) => steps.push(slot),
                None => {
                    let known = NAMED.iter().map(|(known, _)| *known).chain(PREPOSITIONS.iter().copied());
                    page.unknown(text.line, "slot", name, known);
                    return None;
                }
            }
        }
        Some(SlotPath(steps))
    }
}

/// Reads a list of slots, each perhaps a sum of several.
pub(super) fn parse_choices(page: &mut Page<'_>, texts: &[At<String>]) -> Vec<SlotChoice> {
    let mut choices = Vec::new();
    for text in texts {
        let sum: Vec<SlotPath> = text
            .value
            .split('+')
            .filter_map(|part| SlotPath::parse(page, &At { line: text.line, value: part.trim().to_owned() }))
            .collect();
        if !sum.is_empty() {
            choices.push(sum);
        }
    }
    choices
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Slot::Preposition(words) => f.write_str(&words.join("_")),
            other => match NAMED.iter().find(|(_, slot)| slot == other) {
                Some((name, _)) => f.write_str(name),
                None => Ok(()),
            },
        }
    }
}

impl fmt::Display for SlotPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, slot) in self.0.iter().enumerate() {
            if number > 0 {
                f.write_str(".")?;
            }
            slot.fmt(f)?;
        }
        Ok(())
    }
}
