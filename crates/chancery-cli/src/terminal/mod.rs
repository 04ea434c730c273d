//! What a person sees: widths, colours, the timeline, the drawn sentence, progress.

pub mod arcs;
pub mod flow;
pub mod ledger;
pub mod progress;
pub mod sentence;
pub mod style;

use std::fmt::Display;
use std::io::{IsTerminal, Write};

/// Columns to draw in: the terminal's, `COLUMNS` where that is set, or a page's width where the output goes
/// elsewhere.
pub fn width() -> usize {
    const PAGE: usize = 120;
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
    let terminal = || match std::io::stdout().is_terminal() {
        true => terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
        false => None,
    };
    asked.or_else(terminal).unwrap_or(PAGE).clamp(40, 400)
}

/// Says what went wrong. Nothing can be done if even that cannot be written.
pub fn complain(what: impl Display) {
    let mut err = anstream::AutoStream::auto(std::io::stderr().lock());
    let _ = writeln!(err, "{}chancery:{:#} {what}", style::FAULT, style::FAULT);
}

/// Says something that helps and may be ignored.
pub fn hint(what: impl Display) {
    let mut err = anstream::AutoStream::auto(std::io::stderr().lock());
    let _ = writeln!(err, "{}{what}{:#}", style::FAINT, style::FAINT);
}
