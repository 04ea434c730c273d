//! The whole record of each text in `examples/`, as a snapshot to be read: each sentence with its mentions, its
//! candidates and its events marked below the words, then the record as JSON lines.
//!
//! After a change that is meant, `INSTA_UPDATE=always cargo test -p chancery --test examples` writes them anew;
//! read the difference before it is committed. Probabilities are left out, for their last digits depend on the
//! processor.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chancery::coding::{Explanation, RecordLine};
use chancery::document::{Span, read_file};
use chancery::explain::{SentenceView, View};
use chancery::pipeline::{Coded, Options, Pipeline};
use chancery::record::Record;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

fn coded(name: &str) -> Coded {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    let pipeline = PIPELINE.get_or_init(|| Pipeline::new(&Options::default()).unwrap());
    let mut document = read_file(&folder().join(name)).unwrap();
    document.name = name.to_owned();
    pipeline.code(document).unwrap()
}

/// The examples, by name.
const EXAMPLES: [&str; 4] = [
    "azerbaijan-israel.txt",
    "libya-united-kingdom.txt",
    "peru-ecuador.txt",
    "thailand-cambodia-briefing.md",
];

#[test]
fn every_example_is_tested() {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    names.sort();
    assert_eq!(names, EXAMPLES);
}

#[test]
fn azerbaijan_israel() {
    insta::assert_snapshot!(drawn(&coded(EXAMPLES[0])));
}

#[test]
fn libya_united_kingdom() {
    insta::assert_snapshot!(drawn(&coded(EXAMPLES[1])));
}

#[test]
fn peru_ecuador() {
    insta::assert_snapshot!(drawn(&coded(EXAMPLES[2])));
}

#[test]
fn thailand_cambodia() {
    insta::assert_snapshot!(drawn(&coded(EXAMPLES[3])));
}

#[test]
fn every_span_lies_in_its_document() {
    for name in EXAMPLES {
        let coded = coded(name);
        let text = &coded.scene.document.text;
        let fits = |span: Span| assert!(text.get(span.start()..span.end()).is_some(), "{name}: {span:?}");
        for sentence in &coded.scene.sentences {
            fits(sentence.span);
            sentence.tokens.iter().for_each(|token| fits(token.span));
            sentence.marks.iter().for_each(|mark| fits(mark.span));
        }
        for event in &coded.events {
            let evidence = &event.evidence;
            let one = [evidence.trigger, evidence.date, evidence.place, evidence.object, evidence.sayer];
            one.into_iter().flatten().for_each(fits);
            [&evidence.source, &evidence.target, &evidence.amount]
                .into_iter()
                .flatten()
                .for_each(|s| fits(*s));
            fn steps(explanation: &Explanation, fits: &impl Fn(Span)) {
                explanation.evidence.iter().for_each(|span| fits(*span));
                explanation.details.iter().for_each(|step| steps(step, fits));
            }
            steps(&event.explanation, &fits);
        }
    }
}

#[test]
fn the_record_holds_every_event_once() {
    let mut record = Record::in_memory().unwrap();
    let mut events = 0;
    for name in EXAMPLES {
        let coded = coded(name);
        events += coded.events.len();
        record.keep(&coded).unwrap();
        record.keep(&coded).unwrap();
    }
    assert!(events > 0);
    assert_eq!(record.tellings().unwrap().len(), events);
}

/// The document as it is kept in a snapshot.
fn drawn(coded: &Coded) -> String {
    let mut out = String::new();
    for sentence in View::of(coded).sentences {
        draw_sentence(&sentence, &mut out);
    }
    out.push_str("---\n");
    for event in &coded.events {
        let line = RecordLine { confidence: 0.0, ..RecordLine::of(event, &coded.scene) };
        let mut line = serde_json::to_value(line).unwrap();
        // The words stand in the other fields; their places are checked by a test of their own.
        line.as_object_mut().unwrap().retain(|key, _| key != "confidence" && key != "spans");
        writeln!(out, "{line}").unwrap();
    }
    out
}

/// The sentence, its mentions with whom they stand for, its triggers, and its events.
fn draw_sentence(sentence: &SentenceView, out: &mut String) {
    let margin = format!("{:>3}  ", sentence.line);
    writeln!(out, "{margin}{}", sentence.text.replace(['\n', '\r', '\t'], " ")).unwrap();
    let column = |token: usize| sentence.tokens.get(token).map_or(0, |t| t.span.0 - sentence.span.0);
    let who = |run: &chancery::explain::RunView| {
        let countries: Vec<&str> = run.actors.iter().map(|a| a.country.as_deref().unwrap_or("---")).collect();
        format!("^{} {}", run.label, countries.join("+"))
    };
    let mentions = sentence.mentions.iter().map(|run| (column(run.tokens.start), who(run)));
    let triggers = sentence.events.iter().filter_map(|event| {
        let start = event.record.spans.trigger?.0.checked_sub(sentence.span.0)?;
        Some((start, format!("^{}", event.record.event_type)))
    });
    for labels in [mentions.collect::<Vec<_>>(), triggers.collect()] {
        for row in rows(labels) {
            writeln!(out, "     {}", row.trim_end()).unwrap();
        }
    }
    if !sentence.marks.is_empty() {
        writeln!(out, "     [{}]", sentence.marks.join("] [")).unwrap();
    }
    for event in &sentence.events {
        let record = &event.record;
        let side = |codes: &[String]| if codes.is_empty() { "-".into() } else { codes.join("+") };
        let (source, target, date) = (side(&record.source), side(&record.target), record.date.as_deref());
        let (kind, status) = (&record.event_type, &record.status);
        writeln!(out, "     = {kind} {source} > {target} · {status} · {}", date.unwrap_or("undated"))
            .unwrap();
    }
    out.push('\n');
}

/// Labels laid below the columns where they begin, in as few rows as hold them without overlap.
fn rows(mut labels: Vec<(usize, String)>) -> Vec<String> {
    labels.sort();
    let mut rows: Vec<(usize, String)> = Vec::new();
    for (column, label) in labels {
        let label = label.trim_end();
        let free = rows.iter().position(|(used, _)| *used < column || *used == 0);
        let index = free.unwrap_or_else(|| {
            rows.push((0, String::new()));
            rows.len() - 1
        });
        let (used, row) = &mut rows[index];
        row.extend(std::iter::repeat_n(' ', column - *used));
        row.push_str(label);
        *used = column + label.chars().count();
    }
    rows.into_iter().map(|(_, row)| row).collect()
}
