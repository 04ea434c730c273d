//! Work on several threads whose results come out in the order of what went in.

use std::collections::BTreeMap;
use std::iter::Enumerate;
use std::sync::mpsc;
use std::sync::{Condvar, Mutex, PoisonError};

use anyhow::Result;

/// How far the threads may run ahead of the oldest result that is still awaited, for each of them: memory holds
/// no more than that.
const AHEAD: usize = 4;

/// Applies `work` to every item on `threads` threads, and hands the results to `take` in the items' order. Stops
/// early when `take` fails. Items are drawn by one thread at a time, as they are needed.
pub fn map<T, R: Send>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<()>,
) -> Result<()> {
    if threads < 2 {
        return items.map(work).try_for_each(take);
    }
    let state = State { items: items.enumerate(), next: 0, taken: 0, stopped: false };
    let queue = Queue { state: Mutex::new(state), moved: Condvar::new(), window: threads * AHEAD };
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, queue, work) = (sender.clone(), &queue, &work);
            scope.spawn(move || {
                let _stop = StopOnPanic(queue);
                while let Some((i, item)) = queue.next() {
                    if sender.send((i, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut awaited = 0;
        for (i, result) in results {
            early.insert(i, result);
            while let Some(result) = early.remove(&awaited) {
                take(result).inspect_err(|_| queue.stop())?;
                awaited += 1;
                queue.taken(awaited);
            }
        }
        Ok(())
    })
}

/// Which item is next, and whether it is time for it.
struct Queue<I> {
    state: Mutex<State<I>>,
    moved: Condvar,
    window: usize,
}

struct State<I> {
    items: Enumerate<I>,
    next: usize,
    taken: usize,
    stopped: bool,
}

impl<I: Iterator> Queue<I> {
    fn next(&self) -> Option<(usize, I::Item)> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self
            .moved
            .wait_while(state, |s| !s.stopped && s.next >= s.taken + self.window)
            .unwrap_or_else(PoisonError::into_inner);
        if state.stopped {
            return None;
        }
        state.next += 1;
        state.items.next()
    }
}

impl<I> Queue<I> {
    fn taken(&self, taken: usize) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).taken = taken;
        self.moved.notify_all();
    }

    fn stop(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).stopped = true;
        self.moved.notify_all();
    }
}

/// Lets the other threads end when one of them panics, so that the panic is seen and nothing waits for ever.
struct StopOnPanic<'q, I>(&'q Queue<I>);

impl<I> Drop for StopOnPanic<'_, I> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn order_is_kept_and_nobody_runs_far_ahead() {
        for threads in [1, 2, 7] {
            let items: Vec<usize> = (0..200).collect();
            let taken = AtomicUsize::new(0);
            let furthest = AtomicUsize::new(0);
            let work = |i: usize| {
                if i.is_multiple_of(50) {
                    std::thread::sleep(Duration::from_millis(5));
                }
                furthest.fetch_max(i.saturating_sub(taken.load(Ordering::SeqCst)), Ordering::SeqCst);
                i
            };
            let mut out = Vec::new();
            map(items.iter().copied(), threads, work, |i| {
                out.push(i);
                taken.fetch_add(1, Ordering::SeqCst);
                Ok(())
            })
            .unwrap();
            assert_eq!(out, items);
            assert!(furthest.into_inner() <= threads * AHEAD);
        }
    }

    #[test]
    fn a_failure_ends_the_work() {
        let worked = AtomicUsize::new(0);
        let result = map(
            0..1000,
            3,
            |i| {
                worked.fetch_add(1, Ordering::SeqCst);
                i
            },
            |i| if i == 5 { anyhow::bail!("five") } else { Ok(()) },
        );
        assert_eq!(result.unwrap_err().to_string(), "five");
        assert!(worked.into_inner() < 100);
    }
}
