//! A reader that gives up on a record that never ends.

use std::io::{BufRead, Error, Read, Result};

/// Most bytes that one record (a page, a row, an article) may take: what stands in memory at once.
pub(super) const LARGEST: u64 = 256 << 20;

/// Counts what is read since the last record began.
pub(super) struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R> Bounded<R> {
    pub(super) fn new(inner: R) -> Self {
        Bounded { inner, left: LARGEST }
    }

    /// A new record begins.
    pub(super) fn reset(&mut self) {
        self.left = LARGEST;
    }
}

fn too_large() -> Error {
    Error::other(format!("a record of more than {} MiB", LARGEST >> 20))
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.left == 0 {
            return Err(too_large());
        }
        let read = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        match self.left {
            0 => Err(too_large()),
            _ => self.inner.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount as u64);
        self.inner.consume(amount);
    }
}
