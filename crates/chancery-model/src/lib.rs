//! The trained weights as bytes and nothing else, so that an edit to a stage does not embed them again.
