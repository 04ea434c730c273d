//! The open record: connections that read, the index in memory, and the one connection that writes reviews.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use chancery::record::{self, Record};
use rusqlite::{Connection, OpenFlags};

use crate::index::{self, Index};

/// A record that loads faster than this is loaded again before the next answer; a larger one behind the answers.
const AT_ONCE: Duration = Duration::from_millis(500);

/// Why the record could not be read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It could not be opened or reviewed.
    #[error(transparent)]
    Record(#[from] record::Error),
    /// SQLite failed underneath.
    #[error("the record: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// The record as it was at one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// Everything in columns.
    pub index: Index,
    /// Changes with the record: what an ETag is made of.
    pub version: String,
    data_version: i64,
    took: Duration,
}

/// An open record.
pub struct Store {
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
    /// Tells of changes by other connections: SQLite counts them for each connection.
    watch: Mutex<Connection>,
    current: RwLock<Arc<Snapshot>>,
    loading: Mutex<()>,
    /// Knows of reviews; the only connection that writes.
    record: Mutex<Record>,
    review: bool,
    /// Tells this run's versions from another's.
    run: String,
}

impl Store {
    /// Opens a record and loads it.
    ///
    /// # Errors
    /// As [`Record::open`].
    pub fn open(path: &Path, review: bool) -> Result<Store, StoreError> {
        // A record of an older version is brought up here, before anything reads it.
        let record = Record::open(path)?;
        let watch = reader(path)?;
        let run = random(6);
        let current = RwLock::new(Arc::new(snapshot(&watch, &run)?));
        Ok(Store {
            path: path.to_owned(),
            readers: Mutex::default(),
            watch: Mutex::new(watch),
            current,
            loading: Mutex::new(()),
            record: Mutex::new(record),
            review,
            run,
        })
    }

    /// The record's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether reviews are taken.
    pub fn takes_reviews(&self) -> bool {
        self.review
    }

    /// The record as it is now, or, where it is large and has just been changed, as it was a moment ago.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn now(self: &Arc<Self>) -> Result<Arc<Snapshot>, StoreError> {
        let current = self.current();
        let changed = |snapshot: &Snapshot| -> Result<bool, StoreError> {
            Ok(data_version(&lock(&self.watch))? != snapshot.data_version)
        };
        if !changed(&current)? {
            return Ok(current);
        }
        if current.took < AT_ONCE {
            let _one = lock(&self.loading);
            let current = self.current();
            return if changed(&current)? { self.load() } else { Ok(current) };
        }
        let store = Arc::clone(self);
        std::thread::spawn(move || {
            // Whoever comes while it loads finds it locked, and leaves it to this one.
            if let Ok(_one) = store.loading.try_lock() {
                // A failure is met again, and told, by the next request.
                let _ = store.load();
            }
        });
        Ok(current)
    }

    fn current(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn load(&self) -> Result<Arc<Snapshot>, StoreError> {
        // A reader of its own: a large load must not hold up those who ask whether anything changed. Its version is
        // taken from the watch, and before it reads, so that what comes while it reads is loaded the next time.
        let data_version = data_version(&lock(&self.watch))?;
        let loaded = self.read(|connection| snapshot(connection, &self.run))?;
        let version = format!("{}-{data_version}", self.run);
        let loaded = Arc::new(Snapshot { data_version, version, ..loaded });
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&loaded);
        Ok(loaded)
    }

    /// Asks the record. The connection cannot write.
    ///
    /// # Errors
    /// What `ask` gives.
    pub fn read<T>(&self, ask: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let free = lock(&self.readers).pop();
        let connection = match free {
            Some(connection) => connection,
            None => reader(&self.path)?,
        };
        let answer = ask(&connection);
        lock(&self.readers).push(connection);
        answer
    }

    /// Asks what only [`Record`] knows: reviews, agreement, gold.
    ///
    /// # Errors
    /// What `ask` gives.
    pub fn ask<T>(&self, ask: impl FnOnce(&Record) -> Result<T, record::Error>) -> Result<T, StoreError> {
        Ok(ask(&lock(&self.record))?)
    }

    /// Writes a review; `None` where the record is read only.
    ///
    /// # Errors
    /// What `write` gives.
    pub fn write<T>(
        &self,
        write: impl FnOnce(&mut Record) -> Result<T, record::Error>,
    ) -> Result<Option<T>, StoreError> {
        if !self.review {
            return Ok(None);
        }
        Ok(Some(write(&mut lock(&self.record))?))
    }
}

fn snapshot(connection: &Connection, run: &str) -> Result<Snapshot, StoreError> {
    let started = Instant::now();
    let data_version = data_version(connection)?;
    // One transaction: the columns are of one moment.
    let transaction = connection.unchecked_transaction()?;
    let index = index::load(&transaction)?;
    transaction.finish()?;
    Ok(Snapshot { index, version: format!("{run}-{data_version}"), data_version, took: started.elapsed() })
}

fn reader(path: &Path) -> Result<Connection, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "query_only", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn data_version(connection: &Connection) -> Result<i64, rusqlite::Error> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

/// What a panic elsewhere left behind is still whole: each lock guards one value.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// So many random bytes, in letters that an address takes.
pub(crate) fn random(bytes: usize) -> String {
    use base64::Engine;
    let mut buffer = vec![0; bytes];
    // Without randomness there is no token to be had; the clock still tells runs apart.
    if getrandom::fill(&mut buffer).is_err() {
        return String::new();
    }
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(buffer)
}
