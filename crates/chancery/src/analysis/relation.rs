//! The relation head: the type of what the first of two mentions did to the second.

use rten_tensor::NdTensorView;
use rten_tensor::prelude::*;

use super::EventType;
use super::decode::softmax;
use super::labels::Labels;

/// Whose way of typing an act is asked for, and how. The head learnt from gold of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The event corpus's guide, which also knows that nothing was done. One pass serves all pairs of a sentence.
    Guide,
    /// The older pairs, each of which has a type; CONCEDE does not occur, RETREAT stands for YIELD.
    Pairs,
    /// The same with marks put around the two mentions: a pass a pair.
    MarkedPairs,
}

/// Words with marks around two mentions, and where the opening marks stand, which the head reads. The marks are told
/// from words by [`mark`].
pub(super) fn marked<'t>(words: &[&'t str], first: &[usize], second: &[usize]) -> (Vec<&'t str>, [usize; 2]) {
    let ends = |mention: &[usize]| (mention.first().copied(), mention.last().copied());
    let ((first, first_end), (second, second_end)) = (ends(first), ends(second));
    let (mut out, mut at) = (Vec::with_capacity(words.len() + 4), [0, 0]);
    for (i, word) in words.iter().enumerate() {
        for (side, (begins, mark)) in [(first, "<s>"), (second, "<t>")].into_iter().enumerate() {
            if begins == Some(i) {
                at[side] = out.len();
                out.push(mark);
            }
        }
        out.push(word);
        for (ends, mark) in [(second_end, "</t>"), (first_end, "</s>")] {
            if ends == Some(i) {
                out.push(mark);
            }
        }
    }
    (out, at)
}

/// The subword of the vocabulary, one that BERT left unused, that stands for a mark.
pub(super) fn mark(word: &str) -> Option<i32> {
    ["<s>", "</s>", "<t>", "</t>"].into_iter().zip(1..).find(|(mark, _)| *mark == word).map(|(_, id)| id)
}

/// What the relation head says of two mentions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Related {
    /// The type of what the first did to the second; `None` for nothing.
    pub event_type: Option<EventType>,
    /// Its probability among all types and nothing.
    pub probability: f32,
}

/// Reads the scores of one sentence (first word, class, second word): a mention is the mean of its words. `None` where
/// a mention has no words.
pub(super) fn related(
    scores: &NdTensorView<'_, f32, 3>,
    first: &[usize],
    second: &[usize],
    dialect: Dialect,
    labels: &Labels,
) -> Option<Related> {
    let types = labels.types();
    // The classes of a dialect: nothing, then every type.
    let width = 1 + types.len();
    let from = match dialect {
        Dialect::Guide => 0,
        Dialect::Pairs => width,
        Dialect::MarkedPairs => 2 * width,
    };
    let (rows, columns) = (scores.size(0), scores.size(2));
    let words =
        |side: &[usize], limit: usize| side.iter().copied().filter(|w| *w < limit).collect::<Vec<_>>();
    let (first, second) = (words(first, rows), words(second, columns));
    if first.is_empty() || second.is_empty() || scores.size(1) < from + width {
        return None;
    }
    let pairs = (first.len() * second.len()) as f32;
    let sum = |class: usize| -> f32 {
        first
            .iter()
            .flat_map(|a| second.iter().map(move |b| (*a, *b)))
            .map(|(a, b)| scores[[a, class, b]])
            .sum()
    };
    let mut row: Vec<f32> = (from..from + width).map(|class| sum(class) / pairs).collect();
    if dialect != Dialect::Guide {
        row[0] = f32::NEG_INFINITY;
    }
    softmax(&mut row);
    let best = (0..width).max_by(|a, b| row[*a].total_cmp(&row[*b]))?;
    Some(Related {
        event_type: best.checked_sub(1).and_then(|t| types.get(t).copied()),
        probability: row[best],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_around_the_mentions() {
        let words = ["the", "Finns", "told", "Oslo", "."];
        let (out, at) = marked(&words, &[0, 1], &[3]);
        assert_eq!(out, ["<s>", "the", "Finns", "</s>", "told", "<t>", "Oslo", "</t>", "."]);
        assert_eq!(at, [0, 5]);
        assert_eq!([mark("<s>"), mark("</t>"), mark("Oslo")], [Some(1), Some(4), None]);
        let (nested, _) = marked(&words, &[0, 1], &[1]);
        assert_eq!(nested, ["<s>", "the", "<t>", "Finns", "</t>", "</s>", "told", "Oslo", "."]);
    }
}
