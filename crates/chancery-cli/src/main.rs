//! The command `chancery`: reads what was typed, calls the stages of the library, and writes what they give.
//!
//! Exit status: 0 when something was found, 1 when nothing was, 2 when the input was bad. A reader of the
//! output that closes the pipe early is no fault.

mod arguments;
mod code;
mod coder;
mod country;
mod diff;
mod eval;
mod explain;
mod export;
mod format;
mod open;
mod query;
mod serve;
mod terminal;
mod timeline;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use arguments::{Arguments, Command};

/// How a command ended that met no fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It found or made something.
    Found,
    /// There was nothing to find.
    Nothing,
    /// It went through, but some of the input could not be used; what was wrong has been said.
    Partly,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    keep_quiet_about_pdf();
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    let outcome = run(&arguments, &mut out).and_then(|outcome| Ok(out.flush().map(|()| outcome)?));
    match outcome {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Partly) => ExitCode::from(2),
        Err(error) if closed_early(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain(format_args!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// A broken PDF makes its reader panic on a thread of its own, where that is caught and told as an error of the file:
/// the panic's own words would only confuse.
fn keep_quiet_about_pdf() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(chancery::document::PDF_THREAD) {
            usual(panic);
        }
    }));
}

fn run(arguments: &Arguments, out: &mut impl Write) -> Result<Outcome> {
    match &arguments.command {
        Command::Code(code) => code::run(code, out),
        Command::Timeline(timeline) => timeline::run(timeline, out),
        Command::Explain(explain) => explain::run(explain, out),
        Command::Query(query) => query::run(query, out),
        Command::Export(export) => export::run(export, out),
        Command::Diff(diff) => diff::run(diff, out),
        Command::Serve(serve) => serve::run(serve, out),
        Command::Open(open) => open::run(open, out),
        Command::Eval(eval) => eval::run(eval, out),
    }
}

/// Whether whoever read our output went away, as `head` does.
fn closed_early(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
