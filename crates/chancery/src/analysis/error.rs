use thiserror::Error;

/// Why the model could not be loaded or run.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The weights are not what this version of the program expects.
    #[error("the model's weights cannot be loaded: {0}")]
    Weights(String),
    /// The label file beside the weights is malformed.
    #[error("the model's labels cannot be read: {0}")]
    Labels(#[from] serde_json::Error),
    /// The inference engine refused a batch.
    #[error("the model failed on a batch of {sentences} sentences: {reason}")]
    Run {
        /// How many sentences the batch held.
        sentences: usize,
        /// What the engine said.
        reason: String,
    },
    /// A subword could not be looked up.
    #[error("the vocabulary lacks {0}")]
    Vocabulary(String),
}
