//! What a voice says of an act, before actors, dates and codes are settled.

use std::ops::Range;

use super::codebook::{Codebook, Frame};
use super::frames::{Fill, Match, StatusReading, Tree, read_status};
use super::planned;
use crate::analysis::{Candidate, EventType, Role, Status};

/// An act as one voice, or both together, see it. Ranges are token runs of its sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    /// The trigger's words; more than one run where a light verb stands apart from its noun.
    pub trigger: Vec<Range<usize>>,
    /// The trigger's head in the tree.
    pub head: usize,
    pub event_type: EventType,
    /// Mode with its probability, if the model gave one.
    pub mode: Option<String>,
    pub status: Status,
    pub confidence: f32,
    pub roles: Vec<Argument>,
    /// The frame that matches, as an index of the codebook.
    pub frame: Option<usize>,
    /// Whether the frame says that both sides do it.
    pub symmetric: bool,
    /// The model's probability, where it sees the act.
    pub model: Option<f32>,
    /// What the words say of its status.
    pub reading: StatusReading,
    /// How the voices were weighed, in words.
    pub verdict: String,
}

/// Words in a role.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Argument {
    pub role: Role,
    pub tokens: Range<usize>,
    /// Who put them there: `model 0.87`, `slot "from"`.
    pub by: String,
    /// The model's probability, where it put them there.
    pub score: Option<f32>,
}

impl Draft {
    /// The words of a role.
    pub fn in_role(&self, role: Role) -> impl Iterator<Item = &Argument> {
        self.roles.iter().filter(move |argument| argument.role == role)
    }

    /// Whether nothing stands in a role.
    pub fn lacks(&self, role: Role) -> bool {
        self.in_role(role).next().is_none()
    }

    /// Whether a trigger token of the two is the same.
    pub fn overlaps(&self, other: &Draft) -> bool {
        let shared = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        self.trigger.iter().any(|a| other.trigger.iter().any(|b| shared(a, b)))
    }

    /// Whether a token is part of the trigger.
    pub fn holds(&self, token: usize) -> bool {
        self.trigger.iter().any(|run| run.contains(&token))
    }

    /// The model's view.
    pub fn from_candidate(candidate: &Candidate, tree: &Tree<'_>, role_from: f32) -> Draft {
        let head = head_of(tree, candidate.trigger.clone());
        let argument = |filler: &crate::analysis::Filler| Argument {
            role: filler.role,
            tokens: filler.tokens.clone(),
            by: format!("model {:.2}", filler.score),
            score: Some(filler.score),
        };
        Draft {
            trigger: vec![candidate.trigger.clone()],
            head,
            event_type: candidate.event_type,
            mode: candidate.mode.as_ref().map(|(mode, _)| mode.clone()),
            status: candidate.status.0,
            confidence: candidate.score,
            roles: candidate.roles.iter().filter(|filler| filler.score >= role_from).map(argument).collect(),
            frame: None,
            symmetric: false,
            model: Some(candidate.score),
            reading: read_status(tree, head),
            verdict: format!("model {:.2}", candidate.score),
        }
    }

    /// A frame's view; `None` where the act is told by the word that it hangs on.
    pub fn from_match(found: &Match, codebook: &Codebook, tree: &Tree<'_>) -> Option<Draft> {
        let frame = codebook.frames.get(found.frame)?;
        let class = codebook.class_of(frame)?;
        // A light verb's status is the verb's; the noun's own words can still make it hearsay or future.
        let mut reading = read_status(tree, found.head());
        if reading.reason.is_none()
            && let Some(inner) = found
                .trigger
                .iter()
                .skip(1)
                .map(|&token| read_status(tree, token))
                .find(|inner| inner.reason.is_some_and(|(token, _)| !found.trigger.contains(&token)))
        {
            reading = inner;
        }
        let status = frame.status.unwrap_or(reading.status);
        if !reading.coded && frame.status.is_none() {
            return None;
        }
        let mode = frame.mode.clone().or_else(|| (!class.is_plover()).then(|| class.name.to_lowercase()));
        let (event_type, mode) = planned::settle(class.event_type, mode, status);
        Some(Draft {
            trigger: found.trigger_runs(),
            head: found.head(),
            event_type,
            mode,
            status,
            confidence: confidence(frame),
            roles: arguments(found),
            frame: Some(found.frame),
            symmetric: frame.symmetric,
            model: None,
            reading,
            verdict: "codebook alone".to_owned(),
        })
    }
}

/// The more a frame demands, the less often it errs.
fn confidence(frame: &Frame) -> f32 {
    let demands = frame.trigger.len() - 1 + frame.require.len() + frame.with.len() + frame.actors.len();
    0.4 + 0.1 * demands.min(3) as f32
}

fn arguments(found: &Match) -> Vec<Argument> {
    let fills = &found.fills;
    let all: [(Role, &[Fill]); 5] = [
        (Role::Source, &fills.source),
        (Role::Target, &fills.target),
        (Role::Object, &fills.object),
        (Role::Place, &fills.place),
        (Role::Amount, &fills.amount),
    ];
    let argument = |role: Role, fill: &Fill| Argument {
        role,
        tokens: fill.tokens.clone(),
        by: format!("slot \"{}\"", fill.slot),
        score: None,
    };
    all.into_iter().flat_map(|(role, fills)| fills.iter().map(move |fill| argument(role, fill))).collect()
}

/// The token of a run that hangs on a word outside of it.
pub(super) fn head_of(tree: &Tree<'_>, run: Range<usize>) -> usize {
    let outside = |&token: &usize| tree.head(token).is_none_or(|head| !run.contains(&head));
    run.clone().filter(|&token| token < tree.len()).find(outside).unwrap_or(run.start)
}
