//! What was typed, and nothing of what it means: no file is touched here.

use std::path::PathBuf;

use chancery::analysis::Status;
use chancery::document::{Columns, Form, Limits, Reading};
use chancery::evaluation::Kind;
use chancery::export::Layout;
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

use crate::format::Format;

/// Reads prose about relations between states and keeps the record: who did what to whom, when, where, for how
/// much, and who says so.
#[derive(Debug, Parser)]
#[command(
    name = "chancery",
    version,
    max_term_width = 100,
    after_help = "Exit status: 0 something was found, 1 nothing was, 2 the input or the usage was bad."
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read texts, code the events that they tell, and keep them; show the timeline of the strongest dyad
    Code(Code),
    /// Show what two states did to each other, in time
    Timeline(Timeline),
    /// Draw every stage's view of one sentence
    Explain(Explain),
    /// Ask a record in SQL, read-only; docs/record.md describes its tables
    Query(Query),
    /// Write a record as files that other programs read; docs/exports.md gives the layouts
    Export(Export),
    /// Show what changed between two records: two versions of a page, or one text under two codebooks
    Diff(Diff),
    /// Look at a record in the browser; docs/explorer.md describes the page and its API
    Serve(Serve),
    /// Code texts and look at what they tell in the browser, in one step
    Open(Open),
    /// Score on gold data
    Eval(Eval),
}

#[derive(Debug, Args)]
pub struct Code {
    /// Files, folders of them, http and https addresses, or - for standard input; docs/formats.md says what is read
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Keep the events in this record; a document coded before is replaced
    #[arg(short, long, value_name = "RECORD", conflicts_with = "json")]
    pub output: Option<PathBuf>,
    /// Print one event a line in the record form, and keep nothing
    #[arg(long)]
    pub json: bool,
    /// Code again what the record holds already: documents are passed over that this program coded as they are
    #[arg(long, requires = "output")]
    pub again: bool,
    #[command(flatten)]
    pub reading: ReadingArguments,
    #[command(flatten)]
    pub coding: Coding,
}

/// How input is read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub struct ReadingArguments {
    /// How the input is written, where name and first bytes do not tell: text, markdown, html, wikitext, mediawiki, pdf,
    /// jsonl, csv, tsv, warc
    #[arg(long = "format", value_name = "FORMAT", value_parser = form)]
    pub form: Option<Form>,
    /// Column or field of a table or of JSON lines that holds the text; the usual names are guessed
    #[arg(long, value_name = "NAME")]
    pub text_column: Option<String>,
    /// The one that holds the title
    #[arg(long, value_name = "NAME")]
    pub title_column: Option<String>,
    /// The one that holds the day of publication
    #[arg(long, value_name = "NAME")]
    pub date_column: Option<String>,
    /// The one that holds the address
    #[arg(long, value_name = "NAME")]
    pub url_column: Option<String>,
    /// The one that holds the publisher
    #[arg(long, value_name = "NAME")]
    pub publisher_column: Option<String>,
    /// Read addresses of this machine and of private networks too
    #[arg(long)]
    pub allow_private: bool,
}

impl ReadingArguments {
    pub fn reading(&self) -> Reading {
        Reading {
            form: self.form,
            columns: Columns {
                text: self.text_column.clone(),
                title: self.title_column.clone(),
                date: self.date_column.clone(),
                url: self.url_column.clone(),
                publisher: self.publisher_column.clone(),
            },
            limits: Limits { private: self.allow_private, ..Limits::default() },
        }
    }
}

#[derive(Debug, Args)]
pub struct Timeline {
    /// The record
    pub record: PathBuf,
    /// A state, by code or name: AZE, Azerbaijan
    pub a: String,
    /// The other state
    pub b: String,
    /// Only what the first did to the second
    #[arg(long)]
    pub directed: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// A sentence, or several
    pub text: String,
    /// Print the same view as JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub coding: Coding,
}

#[derive(Debug, Args)]
pub struct Query {
    /// The record
    pub record: PathBuf,
    /// One SQL statement that reads
    pub sql: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Diff {
    /// The record as it was
    pub old: PathBuf,
    /// The record as it is
    pub new: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
polecat   POLECAT's columns, tab-separated
icews     the columns of ICEWS, tab-separated
gdelt     GDELT 1.0's 58 columns, tab-separated, no header
csv       every claim, flat
jsonl     every claim, one JSON object a line
parquet   every claim, typed columns
graphml   countries and what they did to each other, for networkx, Gephi, yEd
gexf      the same network, for Gephi
rdf       Simple Event Model and PROV-O, in Turtle
timeline  the sheet of TimelineJS")]
pub struct Export {
    /// The record
    pub record: PathBuf,
    /// The layout: polecat, icews, gdelt, csv, jsonl, parquet, graphml, gexf, rdf, timeline
    #[arg(long, value_name = "LAYOUT", value_parser = layout)]
    pub to: Layout,
    /// Write to this file, and not to standard output
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Only claims of these statuses; polecat, icews and gdelt take actual and alleged if not given, the others all
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub status: Vec<Status>,
    /// Leave out claims that are less probable than this, 0 to 1
    #[arg(long, value_name = "X", value_parser = probability)]
    pub min_confidence: Option<f32>,
}

#[derive(Debug, Args)]
pub struct Serve {
    /// The record
    pub record: PathBuf,
    #[command(flatten)]
    pub serving: Serving,
}

#[derive(Debug, Args)]
pub struct Open {
    /// Files, folders of them, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Keep the events in this record; without it they are forgotten at the end
    #[arg(short, long, value_name = "RECORD")]
    pub output: Option<PathBuf>,
    /// Only print the address
    #[arg(long)]
    pub no_browser: bool,
    #[command(flatten)]
    pub serving: Serving,
    #[command(flatten)]
    pub reading: ReadingArguments,
    #[command(flatten)]
    pub coding: Coding,
}

/// How to serve.
#[derive(Debug, Args)]
pub struct Serving {
    /// Port; 8420 if that is free, else another
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Address or name to serve under; any but loopback lets other machines read the record
    #[arg(long, value_name = "H", default_value = "127.0.0.1")]
    pub host: String,
    /// Take reviews: events can be accepted, corrected and rejected by whoever has the printed address
    #[arg(long)]
    pub review: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
relations    TSV with marked_sentence and gold_root: macro-F1 of the type
penta        TSV of sentence and penta: macro-F1 of the class 0 to 4
actors       words tagged S, T, R in BIO: span F1
triples      JSON list of records: F1 of source country, type, target country
parse        CoNLL-U with # text: LAS by CoNLL 2018
entities     words tagged in BIO: span F1
attribution  PolNeAR folder: token F1 of source, cue, content
record       NAME.jsonl with NAME.txt beside it: directed F1
events       JSON lines with text and events: directed F1
Several files are pooled.")]
pub struct Eval {
    /// What to score: relations, penta, actors, triples, parse, entities, attribution, record, events
    #[arg(value_parser = kind)]
    pub kind: Kind,
    /// Gold files; for attribution, folders
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print one JSON object, whose `score` is the headline
    #[arg(long)]
    pub json: bool,
    /// Write what was found for each row of the gold to this file, as JSON lines
    #[arg(long, value_name = "FILE")]
    pub predictions: Option<PathBuf>,
    /// Who codes: the model, the codebook, or both
    #[arg(long, value_enum, hide = true)]
    pub voices: Option<Voice>,
    #[command(flatten)]
    pub coding: Coding,
}

/// Who codes, to weigh them against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Voice {
    Model,
    Codebook,
    Both,
}

fn kind(text: &str) -> Result<Kind, String> {
    text.parse().map_err(|_| {
        "one of relations, penta, actors, triples, parse, entities, attribution, record, events".to_owned()
    })
}

fn form(text: &str) -> Result<Form, String> {
    text.parse().map_err(|_| {
        "one of text, markdown, html, wikitext, mediawiki, pdf, jsonl, csv, tsv, warc".to_owned()
    })
}

fn layout(text: &str) -> Result<Layout, String> {
    text.parse().map_err(|_| {
        "one of polecat, icews, gdelt, csv, jsonl, parquet, graphml, gexf, rdf, timeline".to_owned()
    })
}

fn status(text: &str) -> Result<Status, String> {
    text.parse()
        .map_err(|_| "one of actual, planned, requested, alleged, denied, hypothetical, negated".to_owned())
}

/// How to code.
#[derive(Debug, Args)]
pub struct Coding {
    /// Code by the codebook's frames alone, without the model's view of events
    #[arg(long)]
    pub codebook_only: bool,
    /// Use the codebook in this folder in place of the one built in
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<PathBuf>,
    /// Leave out events that are less probable than this, 0 to 1: more for precision, 0 for recall
    #[arg(long, value_name = "X", value_parser = probability)]
    pub min_confidence: Option<f32>,
    /// Day of publication, from which "last Tuesday" counts
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Threads to code on; as many as there are cores if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

impl Coding {
    pub fn threads(&self) -> usize {
        match self.threads {
            Some(threads) => usize::from(threads),
            None => std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

fn probability(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("a number from 0 to 1".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definitions_hold_together() {
        <super::Arguments as clap::CommandFactory>::command().debug_assert();
    }
}
