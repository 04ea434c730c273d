//! `chancery serve`: a record in the browser.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use chancery_explorer::{Options, Server};

use crate::{Outcome, arguments, terminal};

pub fn run(arguments: &arguments::Serve, out: &mut impl Write) -> Result<Outcome> {
    serve(&arguments.record, &arguments.serving, out, |_| ())
}

/// Serves a record until the process is told to stop, and hands its address to `listening`.
pub fn serve(
    record: &Path,
    serving: &arguments::Serving,
    out: &mut impl Write,
    listening: impl FnOnce(&str),
) -> Result<Outcome> {
    let options = Options { host: serving.host.clone(), port: serving.port, review: serving.review };
    let server = Server::open(record, options)?;
    server.run(|address| {
        // Who cannot read the address any more can still stop the server.
        let _ = writeln!(out, "{address}").and_then(|()| out.flush());
        terminal::hint("Ctrl-C ends it");
        listening(address);
    })?;
    Ok(Outcome::Found)
}
