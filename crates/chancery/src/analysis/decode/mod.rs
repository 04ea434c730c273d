//! From the model's scores to an [`Analysis`](super::Analysis): one head a file.

pub mod entities;
pub mod events;
pub mod lemma;
pub mod runs;
pub mod tree;

/// `e^x / Σ e^x` in place.
pub fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for s in scores.iter_mut() {
        *s = (*s - top).exp();
        sum += *s;
    }
    for s in scores {
        *s /= sum;
    }
}

/// `1 / (1 + e^-x)`.
pub fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// Index of the largest score; 0 for none.
pub fn best(scores: &[f32]) -> usize {
    let mut at = 0;
    for (i, s) in scores.iter().enumerate() {
        if *s > scores[at] {
            at = i;
        }
    }
    at
}
