use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why a record could not be opened, written or asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("{}: no such record", .path.display())]
    Missing {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The file is something else: another program's database, or no database at all.
    #[error("{}: not a record of Chancery", .path.display())]
    NotARecord {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The record was written by another version of the schema.
    #[error(
        "{}: the record has schema version {found}, this program reads version {expected}; \
         code the documents again into a new record", .path.display()
    )]
    Version {
        /// The path as it was given.
        path: PathBuf,
        /// The file's `user_version`.
        found: i32,
        /// This program's.
        expected: i32,
    },
    /// The statement would change the record.
    #[error("a query may only read: this statement would change the record")]
    Writes,
    /// SQL that SQLite does not take.
    #[error("{0}")]
    Sql(String),
    /// The document holds something that the schema forbids.
    #[error("{document}: {what}")]
    Document {
        /// The document's name.
        document: String,
        /// What is wrong with it.
        what: String,
    },
    /// A review that cannot be taken.
    #[error("{0}")]
    Review(String),
    /// There is no such claim, or no such reviewed claim.
    #[error("no claim {0} in this record")]
    NoClaim(i64),
    /// The disk, or the quota on it, is full.
    #[error(
        "the disk is full; what was kept before is still in the record: make room and run the same command again"
    )]
    Full,
    /// The record, or the folder that it lies in, may not be written to.
    #[error("{}: cannot be written to (read-only, or not there); nothing was changed", .path.display())]
    ReadOnly {
        /// The path as it was given.
        path: PathBuf,
    },
    /// Another program has been writing to it for long.
    #[error("another program is writing to the record; run the command again when it is done")]
    Busy,
    /// SQLite failed underneath.
    #[error("the record: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
            _ => Error::Sqlite(error),
        }
    }
}

impl Error {
    /// The same error, of the record at `path`.
    pub(super) fn at(self, path: &Path) -> Self {
        match self {
            Error::Sqlite(error)
                if matches!(
                    error.sqlite_error_code(),
                    Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied)
                ) =>
            {
                Error::ReadOnly { path: path.to_owned() }
            }
            other => other,
        }
    }
}
