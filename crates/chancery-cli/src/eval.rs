//! `chancery eval`: scores on gold data.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};
use chancery::analysis::Dialect;
use chancery::coding::Voices;
use chancery::document::{Document, Span};
use chancery::evaluation::{self, Kind};
use chancery::pipeline::{Coded, Options, Pipeline};
use chancery::{coding, resolve};

use crate::Outcome;
use crate::arguments::{Eval, Voice};

pub fn run(eval: &Eval, out: &mut impl Write) -> Result<Outcome> {
    let voices = match eval.voices {
        _ if eval.coding.codebook_only => Voices::Codebook,
        Some(Voice::Model) => Voices::Model,
        Some(Voice::Codebook) => Voices::Codebook,
        Some(Voice::Both) | None => Voices::Both,
    };
    let coding =
        coding::Options { voices, min_confidence: eval.coding.min_confidence, ..coding::Options::default() };
    let codebook = eval.coding.codebook.clone();
    // Parsing and finding entities need no codebook.
    let events = !matches!(eval.kind, Kind::Parse | Kind::Entities | Kind::Attribution);
    let pipeline = Pipeline::new(&Options { codebook, coding, threads: 1 })?;
    let code = |documents: Vec<Document>| in_parallel(&pipeline, documents, eval.coding.threads(), events);
    // The codebook alone knows no relation head.
    let relate = |coded: &Coded, first: &[Span], second: &[Span], dialect: Dialect| {
        let found = pipeline.relation(&coded.scene, first, second, dialect);
        found.ok().flatten().and_then(|r| r.event_type).filter(|_| voices != Voices::Codebook)
    };
    let report = evaluation::evaluate(eval.kind, &eval.files, &code, &relate)?;
    if let Some(path) = &eval.predictions {
        let rows = report.rows.iter().map(|row| format!("{row}\n")).collect::<String>();
        std::fs::write(path, rows).with_context(|| path.display().to_string())?;
    }
    if eval.json {
        writeln!(out, "{}", report.to_json())?;
    } else {
        write!(out, "{report}")?;
    }
    Ok(Outcome::Found)
}

/// What the pipeline makes of each document, in order. A document on which the model fails counts as one in which
/// nothing was found, and is told of.
fn in_parallel(pipeline: &Pipeline, documents: Vec<Document>, threads: usize, events: bool) -> Vec<Coded> {
    let next = AtomicUsize::new(0);
    let one = |document: &Document| -> Coded {
        let coded = if events {
            pipeline.code(document.clone())
        } else {
            pipeline.scene(document.clone()).map(|scene| Coded { scene, events: Vec::new() })
        };
        coded.unwrap_or_else(|error| {
            crate::terminal::complain(format_args!("{}: {error}", document.name));
            let scene = resolve::Scene::new(document.clone(), Vec::new(), Vec::new(), Vec::new());
            Coded { scene, events: Vec::new() }
        })
    };
    let work = || {
        let mut done = Vec::new();
        while let Some((n, document)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|n| Some((n, documents.get(n)?)))
        {
            done.push((n, one(document)));
        }
        done
    };
    let mut coded: Vec<(usize, Coded)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for worker in workers {
            match worker.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    coded.sort_by_key(|(n, _)| *n);
    coded.into_iter().map(|(_, coded)| coded).collect()
}
