//! `chancery code`: read, code and keep.

mod in_order;

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use chancery::coding::RecordLine;
use chancery::document::{Document, Documents, Form, ReadError, Reading};
use chancery::pipeline::{Coded, Pipeline};
use chancery::record::{Direction, Record};

use crate::arguments::ReadingArguments;
use crate::terminal::{self, ledger, progress};
use crate::{Outcome, arguments, coder, timeline};

pub fn run(arguments: &arguments::Code, out: &mut impl Write) -> Result<Outcome> {
    let started = Instant::now();
    let work = Worker::new(&arguments.paths, &arguments.reading, &arguments.coding)?;
    let coder = work.pipeline.coder();
    let mut sink = match (arguments.json, &arguments.output) {
        (true, _) => Sink::Lines(out),
        (false, Some(path)) => Sink::Kept(Record::create_or_open(path)?, coder, out),
        (false, None) => Sink::Kept(Record::in_memory()?, coder, out),
    };
    let count = work.run(&mut sink, arguments.again)?;
    sink.close(&count, arguments.output.as_deref())?;
    if !arguments.json {
        terminal::hint(format_args!("{count} in {:.1} s", started.elapsed().as_secs_f64()));
    }
    Ok(count.outcome())
}

/// Keeps in the record at `path` what the texts tell, and shows nothing of it.
pub fn into_record(arguments: &arguments::Open, path: &Path) -> Result<Count> {
    let work = Worker::new(&arguments.paths, &arguments.reading, &arguments.coding)?;
    let mut out = std::io::sink();
    work.run(&mut Sink::Kept(Record::create_or_open(path)?, work.pipeline.coder(), &mut out), false)
}

/// What is to be coded, and by what.
struct Worker<'a> {
    paths: &'a [PathBuf],
    reading: &'a ReadingArguments,
    coding: &'a arguments::Coding,
    pipeline: Pipeline,
    documents_at_once: usize,
}

impl<'a> Worker<'a> {
    fn new(
        paths: &'a [PathBuf],
        reading: &'a ReadingArguments,
        coding: &'a arguments::Coding,
    ) -> Result<Self> {
        // Several documents are coded side by side; one alone has the threads to itself.
        let threads = coding.threads();
        let (documents_at_once, threads_each) = match paths {
            // A file may hold many documents: only the forms that hold one are known by their names.
            [path] if !path.is_dir() && holds_one(path, reading) => (1, threads),
            _ => (threads, 1),
        };
        let pipeline = coder::pipeline(coding, threads_each)?;
        Ok(Worker { paths, reading, coding, pipeline, documents_at_once })
    }

    /// Reads and codes, and hands each document on, in their order.
    fn run<W: Write>(&self, sink: &mut Sink<'_, W>, again: bool) -> Result<Count> {
        // A run that was broken off goes on where it stood: what the record holds as it is now is not coded again.
        let done = match &sink {
            Sink::Kept(record, coder, _) if !again => record.done(coder)?,
            _ => HashMap::new(),
        };
        let bar = progress::bar(self.paths);
        let mut count = Count::default();
        let reading = self.reading.reading();
        let documents = self.paths.iter().flat_map(|path| documents(path, &reading));
        let dated = documents.map(|document| {
            document
                .map(|document| Document { published: self.coding.date.or(document.published), ..document })
        });
        let code = |group: Vec<Result<Document, ReadError>>| code_group(&self.pipeline, &done, group);
        let mut take = |worked: Result<Work, ReadError>| -> Result<()> {
            match worked {
                Ok(Work::Done { bytes }) => {
                    bar.inc(bytes as u64);
                    count.done += 1;
                }
                Ok(Work::Coded(coded)) => {
                    let coded = coded?;
                    bar.suspend(|| report(&coded.scene.document));
                    bar.set_message(coded.scene.document.name.clone());
                    bar.inc(coded.scene.document.text.len() as u64);
                    count.add(&coded);
                    sink.take(&coded)?;
                }
                Err(ReadError::Skipped { .. }) => count.skipped += 1,
                // One bad file does not take the others down.
                Err(error) => {
                    count.unreadable += 1;
                    bar.suspend(|| terminal::complain(error));
                }
            }
            Ok(())
        };
        in_order::map(Groups(dated), self.documents_at_once, code, |group| {
            group.into_iter().try_for_each(&mut take)
        })?;
        bar.finish_and_clear();
        Ok(count)
    }
}

/// Documents in groups of so much text that the model has full batches.
struct Groups<I>(I);

impl<I: Iterator<Item = Result<Document, ReadError>>> Iterator for Groups<I> {
    type Item = Vec<I::Item>;

    fn next(&mut self) -> Option<Self::Item> {
        const BYTES: usize = 12_000;
        const DOCUMENTS: usize = 32;
        let (mut group, mut bytes) = (Vec::new(), 0);
        while bytes < BYTES && group.len() < DOCUMENTS {
            let Some(document) = self.0.next() else { break };
            bytes += document.as_ref().map_or(0, |document| document.text.len());
            group.push(document);
        }
        (!group.is_empty()).then_some(group)
    }
}

/// What was done with a document that could be read.
enum Work {
    /// Nothing: the record holds it as it is.
    Done { bytes: usize },
    /// It was coded.
    Coded(Result<Box<Coded>>),
}

/// Codes those of a group that could be read and are not done, by name and digest; everything stays in its order.
fn code_group(
    pipeline: &Pipeline,
    done: &HashMap<String, String>,
    group: Vec<Result<Document, ReadError>>,
) -> Vec<Result<Work, ReadError>> {
    let is_done =
        |document: &Document| done.get(&document.name).is_some_and(|digest| *digest == document.digest());
    let (mut names, mut new) = (Vec::new(), Vec::new());
    // What is done, by its length, and a gap for each document that is still to be coded.
    let slots: Vec<Result<Option<usize>, ReadError>> = group
        .into_iter()
        .map(|document| {
            document.map(|document| match is_done(&document) {
                true => Some(document.text.len()),
                false => {
                    names.push(document.name.clone());
                    new.push(document);
                    None
                }
            })
        })
        .collect();
    let coded = pipeline.code_together(new).into_iter().zip(names);
    let mut coded = coded.map(|(coded, name)| coded.map(Box::new).with_context(|| name));
    let mut next = || coded.next().unwrap_or_else(|| Err(anyhow::anyhow!("a document got no result")));
    slots
        .into_iter()
        .map(|slot| slot.map(|done| done.map_or_else(|| Work::Coded(next()), |bytes| Work::Done { bytes })))
        .collect()
}

/// Whether a path is a file with one document.
fn holds_one(path: &Path, reading: &ReadingArguments) -> bool {
    let form = reading.form.or_else(|| path.to_str().and_then(Form::of_name));
    !matches!(form, Some(Form::Jsonl | Form::Csv | Form::Tsv | Form::Mediawiki | Form::Warc))
}

/// What a path on the command line means: standard input, an address, a file, or the files of a folder.
fn documents(path: &Path, reading: &Reading) -> Documents {
    match path.to_str() {
        Some("-") => reading.stdin(),
        Some(address) if address.starts_with("http://") || address.starts_with("https://") => {
            reading.address(address)
        }
        _ => reading.path(path),
    }
}

/// Where coded documents go.
enum Sink<'o, W> {
    /// One event a line.
    Lines(&'o mut W),
    /// Into a record, and what it tells is shown at the end.
    Kept(Record, &'o str, &'o mut W),
}

impl<W: Write> Sink<'_, W> {
    fn take(&mut self, coded: &Coded) -> Result<()> {
        match self {
            Sink::Lines(out) => {
                for event in &coded.events {
                    writeln!(out, "{}", serde_json::to_string(&RecordLine::of(event, &coded.scene))?)?;
                }
            }
            Sink::Kept(record, coder, _) => {
                record.keep_as(coded, coder)?;
            }
        }
        Ok(())
    }

    fn close(self, count: &Count, output: Option<&Path>) -> Result<()> {
        let Sink::Kept(record, _, out) = self else { return Ok(()) };
        if count.events == 0 && count.done == 0 {
            terminal::hint("no event found");
        } else if let Some(dyad) = record.strongest_dyad()? {
            let [a, b] = &dyad.countries;
            let tellings = record.timeline(a, b, Direction::Either)?;
            ledger::draw(&timeline::title(a, b, Direction::Either), &tellings, terminal::width(), out)?;
        } else {
            ledger::draw(
                "No two states deal with each other here",
                &record.tellings()?,
                terminal::width(),
                out,
            )?;
        }
        writeln!(out)?;
        out.flush()?;
        match output {
            Some(path) => terminal::hint(format_args!(
                "kept in {0}; `chancery timeline {0} A B` shows two other states, `chancery query` asks anything",
                path.display()
            )),
            None => terminal::hint("nothing was kept: give -o record.db to keep it"),
        }
        Ok(())
    }
}

/// What has gone through.
#[derive(Debug, Default, Clone, Copy)]
pub struct Count {
    documents: usize,
    sentences: usize,
    events: usize,
    unreadable: usize,
    skipped: usize,
    /// In the record already, as they are.
    done: usize,
}

impl Count {
    /// How a command ended that coded so much.
    pub fn outcome(&self) -> Outcome {
        match self {
            Count { unreadable: 1.., .. } => Outcome::Partly,
            Count { events: 0, done: 0, .. } => Outcome::Nothing,
            _ => Outcome::Found,
        }
    }

    fn add(&mut self, coded: &Coded) {
        self.documents += 1;
        self.sentences += coded.scene.sentences.len();
        self.events += coded.events.len();
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plural = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
        write!(
            f,
            "{}, {}, {}",
            plural(self.documents, "document"),
            plural(self.sentences, "sentence"),
            plural(self.events, "event")
        )?;
        if self.done > 0 {
            write!(f, ", {} coded before", plural(self.done, "document"))?;
        }
        match self.skipped {
            0 => Ok(()),
            skipped => write!(f, ", {} of other kinds left out", plural(skipped, "file")),
        }
    }
}

/// Says what was wrong with a document that was read all the same.
fn report(document: &Document) {
    const SAID: usize = 3;
    for fault in document.faults.iter().take(SAID) {
        terminal::complain(format_args!("{}:{}: {}", document.name, fault.line, fault.what));
    }
    if let more @ 1.. = document.faults.len().saturating_sub(SAID) {
        terminal::complain(format_args!("{}: {more} more faults", document.name));
    }
}
