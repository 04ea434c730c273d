//! The trained weights as bytes and nothing else, so that an edit to a stage does not embed them again.

/// Weights of the sentence splitter, in the form that `training/segmenter/train.py` describes.
pub static SEGMENTER: &[u8] = include_bytes!("../../../models/segmenter.bin");
