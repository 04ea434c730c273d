//! Entity mentions from B-/I- tags.

use std::ops::Range;

use crate::analysis::labels::Labels;
use crate::analysis::{EntityKind, Mention, Upos, Word};

/// `scores` holds one row of tag scores a word. An article is no part of a name, a possessive neither.
pub fn entities(words: &[Word], scores: &[f32], labels: &Labels) -> Vec<Mention> {
    let mut found = tagged(words.len(), scores, labels);
    for mention in &mut found {
        let Range { mut start, mut end } = mention.tokens;
        if !matches!(mention.kind, EntityKind::Date | EntityKind::Quantity | EntityKind::Money) {
            while start + 1 < end && words[start].upos == Upos::Det {
                start += 1;
            }
        }
        while start + 1 < end && matches!(words[end - 1].upos, Upos::Part | Upos::Punct) {
            end -= 1;
        }
        mention.tokens = start..end;
    }
    found
}

fn tagged(words: usize, scores: &[f32], labels: &Labels) -> Vec<Mention> {
    let width = labels.entity.len();
    let mut found: Vec<Mention> = Vec::new();
    for i in 0..words {
        let mut row = scores[i * width..(i + 1) * width].to_vec();
        super::softmax(&mut row);
        let at = super::best(&row);
        let Some((kind, begins)) = labels.entity[at] else { continue };
        match found.last_mut() {
            Some(last) if last.tokens.end == i && last.kind == kind && !begins => {
                last.tokens.end = i + 1;
                last.score = last.score.min(row[at]);
            }
            _ => found.push(Mention { tokens: i..i + 1, kind, score: row[at] }),
        }
    }
    found
}
