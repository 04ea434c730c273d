//! How well the resolve stage knows whom the gold's source and target spans stand for.
//!
//! `cargo run --example actors -- [--wrong] [--analyses SILVER] EVENTS.jsonl…` prints the share of spans with the
//! right set of countries and the right sectors; `--wrong` lists the others. `--tokens` prints each
//! document's sentences as words, for an outside tagger, whose answers `--analyses` reads back. `--antecedents`
//! prints what was weighed for pronouns and bare roles: what `training/antecedents.py` learns from.
#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use chancery::analysis::{Analysis, EntityKind, Mention, Word};
use chancery::document::Document;
use chancery::resolve::Resolver;
use chancery::sentence::{Sentence, segment};
use serde_json::{Value, json};

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
    Tokens,
    Antecedents,
}

#[derive(Default)]
struct Tally {
    spans: usize,
    country: usize,
    sector: usize,
}

fn main() {
    let mut mode = Mode::Figures;
    let mut analyses = HashMap::new();
    let mut files = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--wrong" => mode = Mode::Wrong,
            "--tokens" => mode = Mode::Tokens,
            "--antecedents" => mode = Mode::Antecedents,
            "--analyses" => analyses = silver(&arguments.next().unwrap_or_default()),
            _ => files.push(argument),
        }
    }
    for file in files {
        let mut tally = Tally::default();
        for (name, rows) in documents(&file) {
            let text: Vec<&str> = rows.iter().map(|r| r.text.as_str()).collect();
            let document = Document::from_text(name.clone(), text.join("\n"));
            let sentences = segment(&document);
            if mode == Mode::Tokens {
                let words: Vec<Vec<(&str, bool)>> = sentences
                    .iter()
                    .map(|s| s.tokens.iter().map(|t| (t.span.of(&document.text), t.space_after)).collect())
                    .collect();
                println!("{}", json!({"name": name, "sentences": words}));
                continue;
            }
            let given =
                analyses.get(&name).cloned().unwrap_or_else(|| vec![Analysis::default(); sentences.len()]);
            score(document, sentences, given, &rows, mode, &mut tally);
        }
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

/// Analyses made elsewhere: one document a line, words as lemma, part of speech, head, relation.
fn silver(file: &str) -> HashMap<String, Vec<Analysis>> {
    let content = std::fs::read_to_string(file).unwrap_or_default();
    let mut analyses = HashMap::new();
    for value in content.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok()) {
        let sentences =
            value["sentences"].as_array().into_iter().flatten().enumerate().map(|(i, sentence)| Analysis {
                words: sentence
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|w| Word {
                        lemma: w[0].as_str().unwrap_or_default().to_owned(),
                        upos: w[1].as_str().and_then(|u| u.parse().ok()).unwrap_or_default(),
                        head: w[2].as_u64().map(|h| h as usize),
                        deprel: w[3].as_str().unwrap_or_default().to_owned(),
                    })
                    .collect(),
                mentions: value["mentions"][i]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|m| {
                        let end = |k: usize| m[k].as_u64().map(|n| n as usize);
                        let kind = serde_json::from_value::<EntityKind>(m[2].clone()).ok()?;
                        Some(Mention { tokens: end(0)?..end(1)?, kind, score: 1.0 })
                    })
                    .collect(),
                ..Analysis::default()
            });
        analyses.insert(value["name"].as_str().unwrap_or_default().to_owned(), sentences.collect());
    }
    analyses
}
