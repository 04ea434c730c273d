//! A progress bar, when the input is long and a terminal watches.

use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Less than this is coded before a bar would have been read, in bytes.
const LONG: u64 = 100_000;

/// A bar over the bytes of `paths`; for a folder or standard input, which may hold any amount, what has gone by.
/// It is drawn on standard error, and only where that is a terminal.
pub fn bar(paths: &[PathBuf]) -> ProgressBar {
    let size = |path: &PathBuf| std::fs::metadata(path).ok().filter(|m| m.is_file()).map(|m| m.len());
    let total: Option<u64> = paths.iter().map(size).sum();
    let target = match total {
        Some(0..LONG) => ProgressDrawTarget::hidden(),
        _ => ProgressDrawTarget::stderr(),
    };
    let bar = ProgressBar::with_draw_target(total, target);
    let template = match total {
        Some(_) => "{bar:30} {percent:>3} %  {wide_msg}  {eta} left",
        None => "{spinner} {bytes} in {elapsed}  {wide_msg}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
