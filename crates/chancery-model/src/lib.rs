//! The trained weights as bytes and nothing else, so that an edit to a stage does not embed them again.

/// Weights of the sentence splitter, in the form that `training/segmenter/train.py` describes.
pub static SEGMENTER: &[u8] = include_bytes!("../../../models/segmenter.bin");

/// The analyser: a network as an ONNX graph with 8-bit weights. `models/README.md` says what it is.
pub static ANALYSER: &[u8] = include_bytes!("../../../models/analyser.onnx");

/// What each column of the analyser's outputs stands for, as JSON.
pub static LABELS: &str = include_str!("../../../models/analyser.json");

/// The analyser's subword vocabulary, one a line.
pub static VOCABULARY: &str = include_str!("../../../models/vocab.txt");
