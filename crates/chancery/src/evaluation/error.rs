use std::path::{Path, PathBuf};

/// Why gold data could not be used.
#[derive(Debug, thiserror::Error)]
pub enum EvaluationError {
    /// It could not be read.
    #[error("{}: {source}", file.display())]
    Read {
        /// The file or folder.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is not in the form that its kind has.
    #[error("{}:{line}: {what}", file.display())]
    Malformed {
        /// The file.
        file: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong, as a clause.
        what: String,
    },
}

impl EvaluationError {
    pub(super) fn malformed(file: &Path, line: usize, what: impl Into<String>) -> EvaluationError {
        EvaluationError::Malformed { file: file.to_owned(), line, what: what.into() }
    }
}

/// The text of a gold file; where it is not UTF-8, the line says where.
pub(super) fn read(file: &Path) -> Result<String, EvaluationError> {
    let bytes =
        std::fs::read(file).map_err(|source| EvaluationError::Read { file: file.to_owned(), source })?;
    String::from_utf8(bytes).map_err(|e| {
        let valid = &e.as_bytes()[..e.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|&&b| b == b'\n').count() + 1;
        EvaluationError::malformed(file, line, "is not UTF-8")
    })
}
