use crate::record;

/// Why a record could not be exported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The record could not be read.
    #[error(transparent)]
    Record(#[from] record::Error),
    /// The output could not be written: a full disk, a closed pipe.
    #[error("the export could not be written")]
    Io(#[from] std::io::Error),
    /// Parquet's own.
    #[error("the Parquet file could not be written")]
    Parquet(#[from] ::parquet::errors::ParquetError),
}

impl From<csv::Error> for Error {
    /// Written fields cannot be at fault: what is left is the output.
    fn from(error: csv::Error) -> Self {
        Error::Io(match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => std::io::Error::other(format!("{other:?}")),
        })
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::Io(error.into())
    }
}
