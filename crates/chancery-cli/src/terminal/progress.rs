//! A progress bar, when the input is long and a terminal watches.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Less than this is coded before a bar would have been read.
const LONG: u64 = 100_000;

/// A bar over `bytes` of text; drawn on standard error, and only there and then.
pub fn bar(bytes: u64) -> ProgressBar {
    // The target hides itself where standard error is no terminal.
    let target = if bytes < LONG { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(bytes), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}  {eta} left") {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar
}
