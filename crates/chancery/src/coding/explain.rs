//! How an event came about, as a tree of steps.

use std::ops::Range;

use super::cast::{Player, Players};
use super::codebook::Codebook;
use super::coder::{View, date_span};
use super::dating::Dated;
use super::draft::Draft;
use super::event::Explanation;
use crate::analysis::Role;

/// The steps that led to an event.
pub(super) fn event(
    codebook: &Codebook,
    view: &View<'_>,
    draft: &Draft,
    players: &Players,
    dated: Option<&Dated>,
    sayer: Option<&(Range<usize>, &'static str)>,
) -> Explanation {
    let span = |tokens: &Range<usize>| view.sentence.span_of(tokens.clone());
    let mut details = Vec::new();
    if let Some(frame) = draft.frame.and_then(|number| codebook.frames.get(number)) {
        details.push(Explanation {
            what: "frame".to_owned(),
            value: format!("\"{}\" ({})", frame.example, frame.expect),
            evidence: draft.trigger.iter().map(span).collect(),
            cites: Some(frame.origin.to_string()),
            details: Vec::new(),
        });
    }
    let sign = draft.reading.reason.map(|(token, what)| Explanation {
        what: "words".to_owned(),
        value: format!("{}: {what}", draft.reading.status),
        evidence: vec![span(&(token..token + 1))],
        ..Explanation::default()
    });
    details.push(Explanation {
        what: "status".to_owned(),
        value: draft.status.to_string(),
        details: sign.into_iter().collect(),
        ..Explanation::default()
    });
    if players.symmetric {
        details.push(Explanation {
            what: "sides".to_owned(),
            value: "both do it to each other".to_owned(),
            ..Explanation::default()
        });
    }
    let step = |what: &str, player: &Player| Explanation {
        what: what.to_owned(),
        value: player.reason.clone(),
        evidence: if player.tokens.is_empty() { Vec::new() } else { vec![span(&player.tokens)] },
        ..Explanation::default()
    };
    details.extend(players.source.iter().map(|player| step("source", player)));
    if !players.symmetric {
        details.extend(players.target.iter().map(|player| step("target", player)));
    }
    if let Some(dated) = dated {
        details.push(Explanation {
            what: "date".to_owned(),
            value: format!("{}, {}", dated.date, dated.rule),
            evidence: date_span(view, dated),
            ..Explanation::default()
        });
    }
    if let Some((tokens, why)) = sayer {
        details.push(Explanation {
            what: "sayer".to_owned(),
            value: (*why).to_owned(),
            evidence: vec![span(tokens)],
            ..Explanation::default()
        });
    }
    for role in [Role::Object, Role::Amount, Role::Place] {
        details.extend(draft.in_role(role).map(|argument| Explanation {
            what: role.to_string(),
            value: argument.by.clone(),
            evidence: vec![span(&argument.tokens)],
            ..Explanation::default()
        }));
    }
    Explanation {
        what: "type".to_owned(),
        value: format!("{}: {}", draft.event_type, draft.verdict),
        evidence: draft.trigger.iter().map(span).collect(),
        cites: None,
        details,
    }
}
