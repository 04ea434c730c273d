//! Who says that an act is so, and which footnotes carry it.

use std::ops::Range;

use super::draft::Draft;
use crate::analysis::{Analysis, Role};
use crate::sentence::Sentence;

/// The words that name the sayer, and why they do.
pub(super) fn sayer(draft: &Draft, analysis: &Analysis) -> Option<(Range<usize>, &'static str)> {
    let filler =
        draft.in_role(Role::Sayer).next().map(|argument| (argument.tokens.clone(), "sayer of the act"));
    filler
        .or_else(|| Some((draft.reading.sayer.clone()?, "who is said to say so")))
        .or_else(|| Some((attributed(draft, analysis)?, "whom the statement is attributed to")))
        .filter(|(tokens, _)| {
            !draft.trigger.iter().any(|run| run.start < tokens.end && tokens.start < run.end)
        })
}

/// The source of the narrowest statement that holds the trigger.
fn attributed(draft: &Draft, analysis: &Analysis) -> Option<Range<usize>> {
    let content = analysis
        .attribution_contents
        .iter()
        .filter(|content| content.contains(&draft.head))
        .min_by_key(|content| content.len())?;
    let gap = |source: &Range<usize>| {
        if source.end <= content.start {
            content.start - source.end
        } else {
            source.start.saturating_sub(content.end)
        }
    };
    analysis.attribution_sources.iter().min_by_key(|source| gap(source)).cloned()
}

/// The labels of the footnote marks that support the clause of the trigger.
pub(super) fn citations(draft: &Draft, sentence: &Sentence) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for mark in &sentence.marks {
        if (mark.from..mark.to).contains(&draft.head) && !labels.contains(&mark.label) {
            labels.push(mark.label.clone());
        }
    }
    labels
}
