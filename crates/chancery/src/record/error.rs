use std::path::PathBuf;

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
    /// SQLite failed underneath: a full disk, a locked file.
    #[error("the record: {0}")]
    Sqlite(#[from] rusqlite::Error),
}
