//! Entity mentions from B-/I- tags.

use crate::analysis::Mention;
use crate::analysis::labels::Labels;

/// `scores` holds one row of tag scores a word.
pub fn entities(words: usize, scores: &[f32], labels: &Labels) -> Vec<Mention> {
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
