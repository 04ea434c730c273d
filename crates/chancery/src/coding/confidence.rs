//! How probable it is that an event is right, that a careful coder would have the same type and the same countries on
//! both sides.
//!
//! A logistic regression over a handful of signals. `training/confidence.py` fits it on held-out texts from the rows of
//! `chancery eval --predictions` and prints [`WEIGHTS`]; the model card has the reliability table.

use serde::Serialize;

use super::cast::{Player, Players};
use super::draft::Draft;
use crate::analysis::Role;

/// What the confidence of an event is made of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Signals {
    /// Probability of trigger and type, the codebook's agreement counted in.
    pub trigger: f32,
    /// The model's probability of the least sure words in the role of the source; 0.5 where they are not its own.
    pub source: f32,
    /// The same for the target.
    pub target: f32,
    /// Whether somebody stands in the role of the source.
    pub has_source: bool,
    /// Whether somebody stands in the role of the target.
    pub has_target: bool,
    /// Whether each side that is there names one actor.
    pub single: bool,
    /// Whether a frame of the codebook has the same type.
    pub framed: bool,
    /// Whether both sides do it.
    pub symmetric: bool,
}

/// Weights of the intercept, the logits of trigger, source and target, and the flags from `has_source` on.
const WEIGHTS: [f32; 9] = [-1.61, 0.22, 0.10, 0.24, 0.01, -0.43, -0.26, 0.46, 2.03];

impl Default for Signals {
    /// Of an event of which nothing is known but that it is there.
    fn default() -> Self {
        Signals {
            trigger: 0.5,
            source: 0.5,
            target: 0.5,
            has_source: false,
            has_target: false,
            single: true,
            framed: false,
            symmetric: false,
        }
    }
}

impl Signals {
    pub(super) fn of(draft: &Draft, players: &Players) -> Signals {
        let least = |role: Role| -> f32 {
            let scores = draft.in_role(role).filter_map(|argument| argument.score);
            scores.min_by(f32::total_cmp).unwrap_or(0.5)
        };
        let one = |side: &[Player]| side.len() <= 1;
        Signals {
            trigger: draft.confidence,
            source: least(Role::Source),
            target: least(Role::Target),
            has_source: !players.source.is_empty(),
            has_target: !players.target.is_empty(),
            single: players.symmetric || one(&players.source) && one(&players.target),
            framed: draft.frame.is_some(),
            symmetric: players.symmetric,
        }
    }

    /// The probability that the event is right.
    pub fn confidence(&self) -> f32 {
        let flag = |set: bool| f32::from(u8::from(set));
        let features = [
            1.0,
            logit(self.trigger),
            logit(self.source),
            logit(self.target),
            flag(self.has_source),
            flag(self.has_target),
            flag(self.single),
            flag(self.framed),
            flag(self.symmetric),
        ];
        let sum: f32 = features.iter().zip(&WEIGHTS).map(|(x, w)| x * w).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// Log-odds, kept within what 0.1 % and 99.9 % give.
fn logit(p: f32) -> f32 {
    let p = p.clamp(0.001, 0.999);
    (p / (1.0 - p)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surer_signals_make_a_surer_event() {
        let unsure = Signals { trigger: 0.6, has_source: true, ..Signals::default() };
        let sure = Signals { trigger: 0.98, source: 0.95, ..unsure };
        assert!(sure.confidence() > unsure.confidence());
        for trigger in [0.0, 1.0] {
            assert!((0.0..=1.0).contains(&Signals { trigger, ..sure }.confidence()));
        }
    }
}
