//! How fast inference crates run the analyser's network, in sentences a second.
//!
//!     inference rten PATH [BATCH...]
//!
//! PATH is an ONNX file, for candle (`--features candle`) a folder with a BERT checkpoint; another crate is measured by an `Engine` of its own in `engines.rs`. Two workers of one thread
//! each take batches in turn, as the analyser's do. Three runs of five seconds a batch size; the median counts.
//! Sentences a second of processor time (Linux) are given beside sentences a second of the clock: they change less when
//! the machine does other work too.

mod engines;
mod workload;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use engines::{Engine, Rten};
use workload::{Batch, batches};

const WORKERS: usize = 2;
const RUNS: usize = 3;
const RUN: Duration = Duration::from_secs(5);

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(name), Some(path)) = (arguments.next(), arguments.next()) else {
        bail!("inference rten PATH [BATCH...]");
    };
    let mut sizes = arguments.map(|a| a.parse().context("a batch size")).collect::<Result<Vec<usize>>>()?;
    if sizes.is_empty() {
        sizes = vec![1, 8, 32];
    }
    let path = Path::new(&path);
    let began = Instant::now();
    let engine: Box<dyn Engine> = match name.as_str() {
        "rten" => Box::new(Rten::load(path)?),
        #[cfg(feature = "candle")]
        "candle" => Box::new(engines::Candle::load(path)?),
        other => bail!("no engine {other}; candle needs `--features candle`"),
    };
    println!("{name} {}: loaded in {:.2} s", path.display(), began.elapsed().as_secs_f64());
    for size in sizes {
        let batches = batches(size);
        // the sum shows whether two engines compute the same, and warms up
        let sum = engine.run(&batches[0])?;
        rate(&*engine, &batches, RUN / 5)?;
        let mut rates = Vec::new();
        for _ in 0..RUNS {
            rates.push(rate(&*engine, &batches, RUN)?);
        }
        let column = |of: fn(&Rate) -> f64| {
            let mut column: Vec<f64> = rates.iter().map(of).collect();
            column.sort_by(f64::total_cmp);
            format!("{:.0} ({:.0} to {:.0})", column[RUNS / 2], column[0], column[RUNS - 1])
        };
        println!(
            "  batch {size:2}: {} sentences/s, {} a processor second, sum of the first batch's scores {sum:.1}",
            column(|r| r.clock),
            column(|r| r.processor),
        );
    }
    Ok(())
}

/// Sentences a second, by the clock and by the processor time of all threads.
struct Rate {
    clock: f64,
    processor: f64,
}

/// Runs batches for at least `time`.
fn rate(engine: &dyn Engine, batches: &[Batch], time: Duration) -> Result<Rate> {
    let (next, began, spent) = (AtomicUsize::new(0), Instant::now(), processor_seconds()?);
    let work = || {
        let mut sentences = 0;
        while began.elapsed() < time {
            let batch = &batches[next.fetch_add(1, Ordering::Relaxed) % batches.len()];
            engine.run(batch)?;
            sentences += batch.sentences;
        }
        anyhow::Ok(sentences)
    };
    let done: Result<Vec<usize>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|w| w.join().unwrap_or_else(|_| bail!("a worker panicked"))).collect()
    });
    let sentences = done?.iter().sum::<usize>() as f64;
    let (clock, processor) = (began.elapsed().as_secs_f64(), processor_seconds()? - spent);
    Ok(Rate { clock: sentences / clock, processor: sentences / processor })
}

/// Seconds of processor time that this process has used.
fn processor_seconds() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // after the name in brackets: user and system time are the 12th and 13th fields, in hundredths
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    Ok(fields.skip(11).take(2).filter_map(|f| f.parse::<f64>().ok()).sum::<f64>() / 100.0)
}
