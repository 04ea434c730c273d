//! How the two voices are put together.

use super::draft::Draft;
use crate::analysis::Role;

/// How much each voice weighs. `kept_against` was set on the event corpus's dev part and the record texts, the others are
/// first guesses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MergeRule {
    /// Where the model is less sure than this, a frame of another type on the same trigger wins.
    pub yields_below: f32,
    /// Frames at least this sure are added where the model sees nothing; above 1, none is.
    pub adds_from: f32,
    /// How much of the model's doubt is left where a frame agrees with it.
    pub doubt_left: f32,
    /// How much of the model's confidence is left where a frame has another type.
    pub kept_against: f32,
    /// Whether a frame may fill a role that the model left empty.
    pub fills_roles: bool,
    /// Acts that the model sees are weighed from this confidence on, agreement of a frame counted in; what is coded in
    /// the end, [`LIKELY`](super::LIKELY) decides.
    pub model_from: f32,
    /// The model's words for a role are taken where it is at least this sure of them.
    pub role_from: f32,
}

impl Default for MergeRule {
    fn default() -> Self {
        MergeRule {
            yields_below: 0.35,
            adds_from: 1.1,
            doubt_left: 0.6,
            kept_against: 1.0,
            fills_roles: true,
            model_from: 0.4,
            role_from: 0.0,
        }
    }
}

/// The model's acts, refined by the frames that agree, and with what the rule lets frames add.
pub(super) fn merge(model: Vec<Draft>, mut frames: Vec<Draft>, rule: &MergeRule) -> Vec<Draft> {
    let mut merged: Vec<Draft> = Vec::new();
    for mut draft in model {
        // Of several frames on one trigger the one that agrees on the type speaks.
        let same =
            frames.iter().position(|frame| frame.overlaps(&draft) && frame.event_type == draft.event_type);
        let other = frames.iter().position(|frame| frame.overlaps(&draft));
        match (same, other) {
            (Some(agreeing), _) => refine(&mut draft, &frames.remove(agreeing), rule),
            (None, Some(opposing)) => {
                let frame = frames.remove(opposing);
                if draft.confidence < rule.yields_below {
                    draft = overrule(draft, frame);
                } else {
                    draft.confidence *= rule.kept_against;
                    draft.verdict = format!("{}, a frame says {}", draft.verdict, frame.event_type);
                }
            }
            (None, None) => {}
        }
        merged.push(draft);
    }
    let seen = merged.len();
    for frame in frames {
        let taken = merged.iter().take(seen).any(|draft| draft.overlaps(&frame));
        if !taken && frame.confidence >= rule.adds_from {
            merged.push(frame);
        }
    }
    merged.sort_by_key(|draft| draft.trigger.first().map_or(0, |run| run.start));
    merged
}

fn refine(draft: &mut Draft, frame: &Draft, rule: &MergeRule) {
    draft.confidence = 1.0 - (1.0 - draft.confidence) * rule.doubt_left;
    draft.mode = draft.mode.take().or_else(|| frame.mode.clone());
    draft.frame = frame.frame;
    draft.symmetric = frame.symmetric;
    draft.verdict = format!("{}, a frame agrees", draft.verdict);
    if rule.fills_roles {
        // A symmetric act has both its sides in the model's source: a target of the frame would be one of them.
        let sides = draft.in_role(Role::Source).count();
        let whole = frame.symmetric && sides > 1;
        // Where the model names whom an act befell and nobody who did it, nobody is named ("an attack on a mosque").
        let settled = !draft.lacks(Role::Target);
        let missing: Vec<_> = frame
            .roles
            .iter()
            .filter(|argument| draft.lacks(argument.role) && !(whole && argument.role == Role::Target))
            .filter(|argument| argument.role != Role::Source || !settled)
            .filter(|argument| {
                !draft
                    .roles
                    .iter()
                    .any(|own| own.tokens.contains(&argument.tokens.start) && is_actor(own.role))
            })
            .cloned()
            .collect();
        draft.roles.extend(missing);
    }
}

fn is_actor(role: Role) -> bool {
    matches!(role, Role::Source | Role::Target)
}

fn overrule(draft: Draft, mut frame: Draft) -> Draft {
    frame.verdict = format!("a frame says {}, {} says {}", frame.event_type, draft.verdict, draft.event_type);
    frame.model = draft.model;
    for argument in draft.roles {
        if frame.lacks(argument.role) {
            frame.roles.push(argument);
        }
    }
    frame
}

#[cfg(test)]
mod tests {
    #![allow(clippy::single_range_in_vec_init, reason = "a trigger is a list of runs")]

    use super::*;
    use crate::analysis::{EventType, Status};
    use crate::coding::draft::Argument;
    use crate::coding::frames::StatusReading;

    fn draft(event_type: EventType, trigger: usize, confidence: f32, roles: &[(Role, usize)]) -> Draft {
        let roles = roles
            .iter()
            .map(|&(role, token)| Argument { role, tokens: token..token + 1, by: String::new(), score: None })
            .collect();
        Draft {
            trigger: vec![trigger..trigger + 1],
            head: trigger,
            event_type,
            mode: None,
            status: Status::Actual,
            confidence,
            roles,
            frame: None,
            symmetric: false,
            model: None,
            reading: StatusReading { status: Status::Actual, coded: true, sayer: None, reason: None },
            verdict: String::new(),
        }
    }

    #[test]
    fn agreement_fills_what_is_missing_and_makes_surer() {
        let model = draft(EventType::Coerce, 1, 0.6, &[(Role::Source, 0)]);
        let mut frame = draft(EventType::Coerce, 1, 0.5, &[(Role::Source, 5), (Role::Target, 2)]);
        frame.mode = Some("arrest".to_owned());
        let merged = merge(vec![model], vec![frame], &MergeRule::default());
        let [event] = merged.as_slice() else { panic!("{merged:?}") };
        assert_eq!(event.mode.as_deref(), Some("arrest"));
        assert_eq!(event.in_role(Role::Source).map(|a| a.tokens.start).collect::<Vec<_>>(), [0]);
        assert_eq!(event.in_role(Role::Target).map(|a| a.tokens.start).collect::<Vec<_>>(), [2]);
        assert!(event.confidence > 0.7);
    }

    #[test]
    fn a_sure_model_stands_against_a_frame_and_an_unsure_one_does_not() {
        let frame = || draft(EventType::Assault, 1, 0.5, &[]);
        let wary = MergeRule { kept_against: 0.85, ..MergeRule::default() };
        let kept = merge(vec![draft(EventType::Coerce, 1, 0.9, &[])], vec![frame()], &wary);
        assert_eq!((kept.len(), kept[0].event_type), (1, EventType::Coerce));
        assert!(kept[0].confidence < 0.9);
        let given = merge(vec![draft(EventType::Coerce, 1, 0.2, &[])], vec![frame()], &MergeRule::default());
        assert_eq!((given.len(), given[0].event_type), (1, EventType::Assault));
    }

    #[test]
    fn frames_are_added_only_from_the_rules_confidence_on() {
        let frame = || draft(EventType::Assault, 3, 0.6, &[]);
        let rule = |adds_from| MergeRule { adds_from, ..MergeRule::default() };
        assert_eq!(merge(Vec::new(), vec![frame()], &rule(0.6)).len(), 1);
        assert_eq!(merge(Vec::new(), vec![frame()], &rule(0.7)).len(), 0);
    }
}
