//! How well the resolve stage knows whom the gold's source and target spans stand for.
//!
//! `cargo run --example actors -- [--wrong] [--words] EVENTS.jsonl…` prints the share of spans with the right set of
//! countries and with a right sector; `--wrong` lists the others, `--words` leaves the model out. `--antecedents`
//! prints what was weighed for pronouns and bare roles: what `training/antecedents.py` learns from. `--keep FOLDER`
//! keeps what the model says of each file there, so that the next run, after an edit to the stage, need not ask it.
#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use chancery::analysis::{Analyser, Analysis};
use chancery::document::Document;
use chancery::resolve::Resolver;
use chancery::sentence::{Sentence, segment};
use serde_json::{Value, json};

mod kept;

/// One row of the corpus: where it starts in its document's text.
struct Row {
    id: String,
    start: usize,
    text: String,
    events: Vec<Value>,
}

/// What is printed.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Figures,
    Wrong,
    Antecedents,
}

#[derive(Default)]
struct Tally {
    spans: usize,
    country: usize,
    sector: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut mode = Mode::Figures;
    let mut analyser = Some(Analyser::builtin(2)?);
    let mut files = Vec::new();
    let mut keep: Option<PathBuf> = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--wrong" => mode = Mode::Wrong,
            "--antecedents" => mode = Mode::Antecedents,
            "--words" => analyser = None,
            "--keep" => keep = arguments.next().map(PathBuf::from),
            _ => files.push(argument),
        }
    }
    for file in files {
        let mut tally = Tally::default();
        let mut kept = kept::Kept::open(keep.as_deref(), Path::new(&file));
        for (name, rows) in documents(&file) {
            let text: Vec<&str> = rows.iter().map(|r| r.text.as_str()).collect();
            let document = Document::from_text(name.clone(), text.join("\n"));
            let sentences = segment(&document);
            let analyses = match (&analyser, kept.next()) {
                (Some(_), Some(before)) => before,
                (Some(analyser), None) => analyser.analyse(&document.text, &sentences)?,
                (None, _) => vec![Analysis::default(); sentences.len()],
            };
            kept.note(&analyses);
            score(document, sentences, analyses, &rows, mode, &mut tally);
        }
        kept.close()?;
        if matches!(mode, Mode::Figures | Mode::Wrong) {
            let share = |n: usize| n as f64 / tally.spans.max(1) as f64;
            println!(
                "{file}: {} spans, country {:.3}, sector {:.3}",
                tally.spans,
                share(tally.country),
                share(tally.sector)
            );
        }
    }
    Ok(())
}

fn score(
    document: Document,
    sentences: Vec<Sentence>,
    analyses: Vec<Analysis>,
    rows: &[Row],
    mode: Mode,
    tally: &mut Tally,
) {
    let mut scene = Resolver::default().resolve(document, sentences, analyses);
    for row in rows {
        let mut gold: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
        for event in &row.events {
            for role in ["source", "target"] {
                for actor in event[role].as_array().into_iter().flatten() {
                    let field = |i: usize| actor[i].as_str().unwrap_or_default().to_owned();
                    let entry = gold.entry(field(0)).or_default();
                    entry.0.insert(field(1));
                    entry.1.insert(field(2));
                }
            }
        }
        for (span, (countries, sectors)) in gold {
            let Some((sentence, tokens)) = locate(&scene.sentences, row, &span) else {
                println!("{}: no tokens for {span:?}", row.id);
                continue;
            };
            if mode == Mode::Antecedents {
                let tried = scene.antecedents(sentence, tokens);
                if let (Some(first), 1) = (tried.first(), countries.len()) {
                    let candidates: Vec<Value> = tried
                        .iter()
                        .map(|a| json!([a.country.as_deref().unwrap_or("---"), a.features]))
                        .collect();
                    let gold = countries.first();
                    println!(
                        "{}",
                        json!({"id": row.id, "need": first.need, "gold": gold, "candidates": candidates})
                    );
                }
                continue;
            }
            let resolved = scene.actors_in(sentence, tokens);
            let got: BTreeSet<String> = resolved
                .iter()
                .map(|r| scene.actors[r.actor.0].country.clone().unwrap_or_else(|| "---".to_owned()))
                .collect();
            let got = if got.is_empty() { BTreeSet::from(["---".to_owned()]) } else { got };
            let kinds: BTreeSet<String> = resolved
                .iter()
                .filter_map(|r| scene.actors[r.actor.0].sectors.first())
                .map(ToString::to_string)
                .collect();
            tally.spans += 1;
            let right = got == countries;
            tally.country += usize::from(right);
            let sector = !kinds.is_disjoint(&sectors);
            tally.sector += usize::from(sector);
            if mode == Mode::Wrong && !(right && sector) {
                let reasons: Vec<&str> = resolved.iter().map(|r| r.reason.as_str()).collect();
                let mark = if right { "sector" } else { "COUNTRY" };
                println!(
                    "{mark} {} {span:?} gold {} {} got {} {} ({})",
                    row.id,
                    list(&countries),
                    list(&sectors),
                    list(&got),
                    list(&kinds),
                    reasons.join("; ")
                );
            }
        }
    }
}

fn list(set: &BTreeSet<String>) -> String {
    set.iter().map(String::as_str).collect::<Vec<_>>().join("+")
}

/// The rows of a file by document: ids alike up to the last full stop are one.
fn documents(file: &str) -> Vec<(String, Vec<Row>)> {
    let content = std::fs::read_to_string(file).unwrap_or_default();
    let mut documents: Vec<(String, Vec<Row>)> = Vec::new();
    for line in content.lines().filter(|l| !l.trim().is_empty()) {
        let Ok(value) = serde_json::from_str::<Value>(line) else { continue };
        let id = value["id"].as_str().unwrap_or_default().to_owned();
        let name = id.rsplit_once('.').map_or(id.as_str(), |(name, _)| name).to_owned();
        let text = value["text"].as_str().unwrap_or_default().to_owned();
        let events = value["events"].as_array().cloned().unwrap_or_default();
        match documents.last_mut().filter(|(last, _)| *last == name) {
            Some((_, rows)) => {
                let start = rows.last().map_or(0, |r| r.start + r.text.len() + 1);
                rows.push(Row { id, start, text, events });
            }
            None => documents.push((name, vec![Row { id, start: 0, text, events }])),
        }
    }
    documents
}

/// The tokens of a gold span; `it@3` is the third occurrence of the letters.
fn locate(sentences: &[Sentence], row: &Row, span: &str) -> Option<(usize, Range<usize>)> {
    let numbered = span.rsplit_once('@').and_then(|(words, n)| Some((words, n.parse::<usize>().ok()?)));
    let (words, nth) = numbered.unwrap_or((span, 1));
    let at = row.text.match_indices(words).nth(nth.saturating_sub(1))?.0 + row.start;
    let end = at + words.len();
    let sentence = sentences.iter().rposition(|s| s.span.start() <= at)?;
    let tokens = &sentences[sentence].tokens;
    let from = tokens.iter().position(|t| t.span.end() > at)?;
    let to = tokens.iter().rposition(|t| t.span.start() < end)? + 1;
    (from < to).then_some((sentence, from..to))
}
