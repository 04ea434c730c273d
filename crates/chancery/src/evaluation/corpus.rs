//! The event corpus: each event of each text, coded from the text alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::json;

use super::measure::{Counts, matching};
use super::record::{self, FILE, Gold, Level, Predicted};
use super::{Coder, EvaluationError, Kind, Report, error};
use crate::coding::RecordLine;
use crate::document::{Document, Span};

/// A line of the corpus.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    id: String,
    text: String,
    events: Vec<Event>,
}

#[derive(Debug, Deserialize)]
struct Event {
    trigger: String,
    #[serde(rename = "type")]
    event_type: String,
    #[serde(default)]
    mode: Option<String>,
    #[serde(default)]
    status: Option<String>,
    /// Each `[span, country, sector]`.
    #[serde(default)]
    source: Vec<Vec<String>>,
    #[serde(default)]
    target: Vec<Vec<String>>,
}

/// A text with the line of its file and what is wanted of it.
struct Text {
    at: usize,
    id: String,
    text: String,
    events: Vec<Wanted>,
}

/// The spans of a wanted event, in its text.
#[derive(Debug, Clone, PartialEq)]
struct Wanted {
    gold: Gold,
    trigger: Span,
    source: Vec<Span>,
    target: Vec<Span>,
}

/// The spans of a coded event, in its text.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    event_type: String,
    trigger: Span,
    source: Vec<Span>,
    target: Vec<Span>,
}

/// Where `span` stands in `text`; "Israel@2" is its second place.
fn locate(span: &str, text: &str) -> Option<Span> {
    let (words, nth) = match span.rsplit_once('@') {
        Some((words, nth)) if nth.parse::<usize>().is_ok_and(|n| n > 0) => (words, nth.parse().unwrap_or(1)),
        _ => (span, 1),
    };
    if words.is_empty() {
        return None;
    }
    let start = text.match_indices(words).nth(nth - 1)?.0;
    Some(Span::new(start, start + words.len()))
}

fn read(file: &Path, text: &str, base: usize) -> Result<Vec<Text>, EvaluationError> {
    let mut texts = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let bad = |what: String| EvaluationError::malformed(file, n + 1, what);
        let line: Line =
            serde_json::from_str(line).map_err(|e| bad(format!("is no text with events: {e}")))?;
        let at = base + n + 1;
        let mut events = Vec::new();
        for event in &line.events {
            let place = |span: &str| {
                locate(span, &line.text).ok_or_else(|| bad(format!("`{span}` does not stand in the text")))
            };
            let mut ends = [(Vec::new(), Vec::new()), (Vec::new(), Vec::new())];
            for (list, (spans, codes)) in [&event.source, &event.target].into_iter().zip(&mut ends) {
                for actor in list {
                    let [span, country, ..] = &actor[..] else {
                        return Err(bad("an actor is no list of span, country, sector".to_owned()));
                    };
                    spans.push(place(span)?);
                    codes.push(country.clone());
                }
            }
            let [(source, source_codes), (target, target_codes)] = ends;
            let fields = [
                ("status", event.status.clone()),
                ("mode", event.mode.clone()),
                ("trigger", Some(event.trigger.clone())),
            ];
            let gold = Gold {
                line: at,
                types: vec![event.event_type.clone()],
                source: source_codes,
                target: target_codes,
                fields: fields.into_iter().filter_map(|(f, v)| Some((f, vec![v?]))).collect(),
                ..Gold::default()
            };
            events.push(Wanted { gold, trigger: place(&event.trigger)?, source, target });
        }
        texts.push(Text { at, id: line.id, text: line.text, events });
    }
    Ok(texts)
}

/// What texts of one document have alike in their ids.
fn family(id: &str) -> Option<&str> {
    id.rsplit_once('.').map(|(family, _)| family)
}

/// Texts that are one document, in order.
fn documents(texts: Vec<Text>) -> Vec<Vec<Text>> {
    let mut documents: Vec<Vec<Text>> = Vec::new();
    for text in texts {
        let same = |last: &&mut Vec<Text>| {
            let family_of = |t: &Text| family(&t.id).map(|f| (f.to_owned(), t.at / FILE));
            last.last().and_then(family_of).is_some_and(|f| Some(f) == family_of(&text))
        };
        match documents.last_mut().filter(same) {
            Some(last) => last.push(text),
            None => documents.push(vec![text]),
        }
    }
    documents
}

/// Figures on spans: triggers with their types, and the ends of the events whose triggers agree.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct SpanScores {
    trigger: Counts,
    source: Counts,
    target: Counts,
    source_exact: Counts,
    target_exact: Counts,
}

fn compare(wanted: &[Wanted], said: &[Said]) -> SpanScores {
    let edges: Vec<Vec<usize>> = wanted
        .iter()
        .map(|w| {
            let fit = |s: &Said| w.gold.types.contains(&s.event_type) && s.trigger.overlaps(w.trigger);
            (0..said.len()).filter(|&i| fit(&said[i])).collect()
        })
        .collect();
    let owner = matching(&edges, said.len(), &(0..wanted.len()).collect::<Vec<_>>());
    let trigger =
        Counts { matched: owner.iter().flatten().count(), predicted: said.len(), gold: wanted.len() };
    let mut scores = SpanScores { trigger, ..SpanScores::default() };
    let ends = |list: &[Span], other: &[Span], exact: bool| -> usize {
        let agree = |a: &Span, b: &Span| if exact { a == b } else { a.overlaps(*b) };
        let edges: Vec<Vec<usize>> =
            list.iter().map(|a| (0..other.len()).filter(|&i| agree(a, &other[i])).collect()).collect();
        matching(&edges, other.len(), &(0..list.len()).collect::<Vec<_>>()).iter().flatten().count()
    };
    for (exact, source, target) in [
        (false, &mut scores.source, &mut scores.target),
        (true, &mut scores.source_exact, &mut scores.target_exact),
    ] {
        source.gold = wanted.iter().map(|w| w.source.len()).sum();
        target.gold = wanted.iter().map(|w| w.target.len()).sum();
        source.predicted = said.iter().map(|s| s.source.len()).sum();
        target.predicted = said.iter().map(|s| s.target.len()).sum();
        for (s, w) in said.iter().zip(&owner).filter_map(|(s, &w)| Some((s, &wanted[w?]))) {
            source.matched += ends(&w.source, &s.source, exact);
            target.matched += ends(&w.target, &s.target, exact);
        }
    }
    scores
}

pub(super) fn evaluate(files: &[PathBuf], code: &Coder<'_>) -> Result<Report, EvaluationError> {
    let mut texts = Vec::new();
    for (n, file) in files.iter().enumerate() {
        texts.extend(read(file, &error::read(file)?, n * FILE)?);
    }
    let documents = documents(texts);
    let whole = |texts: &Vec<Text>| {
        let name = texts.first().map_or("", |t| t.id.as_str());
        Document::from_text(name, texts.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join("\n"))
    };
    let coded = code(documents.iter().map(whole).collect());
    let (mut gold, mut predicted, mut scores) = (Vec::new(), Vec::new(), SpanScores::default());
    for (texts, coded) in documents.iter().zip(&coded) {
        // Where each text begins in its document.
        let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
        let mut start = 0;
        for (n, text) in texts.iter().enumerate() {
            starts.insert(start, n);
            start += text.text.len() + 1;
        }
        let mut said: Vec<Vec<Said>> = texts.iter().map(|_| Vec::new()).collect();
        for event in &coded.events {
            let sentence =
                coded.scene.sentences.get(event.sentence).map(|s| s.span).unwrap_or(Span::new(0, 0));
            let trigger = event.evidence.trigger.unwrap_or(sentence);
            let Some((&base, &n)) = starts.range(..=trigger.start()).next_back() else { continue };
            // The corpus counts its lines by texts, not by the lines of the document that they make.
            let line =
                RecordLine { line: (texts[n].at % FILE) as u32, ..RecordLine::of(event, &coded.scene) };
            // Spans of earlier texts are no spans of this one.
            let here = |span: &Span| {
                (span.start() >= base && span.end() <= base + texts[n].text.len())
                    .then(|| Span::new(span.start() - base, span.end() - base))
            };
            let (mut source, target): (Vec<Span>, Vec<Span>) = (
                event.evidence.source.iter().filter_map(here).collect(),
                event.evidence.target.iter().filter_map(here).collect(),
            );
            // The corpus writes both sides of a symmetric act as sources.
            let symmetric = source == target || event.source.len() > 1 && event.source == event.target;
            let target = if symmetric {
                source.extend(target.into_iter().filter(|t| !source.contains(t)).collect::<Vec<_>>());
                Vec::new()
            } else {
                target
            };
            said[n].push(Said {
                event_type: line.event_type.clone(),
                trigger: here(&trigger).unwrap_or(Span::new(0, 0)),
                source,
                target,
            });
            predicted.push(Predicted { at: texts[n].at, line, signals: event.signals });
        }
        for (text, said) in texts.iter().zip(&said) {
            gold.extend(text.events.iter().map(|w| w.gold.clone()));
            let found = compare(&text.events, said);
            scores.trigger += found.trigger;
            scores.source += found.source;
            scores.target += found.target;
            scores.source_exact += found.source_exact;
            scores.target_exact += found.target_exact;
        }
    }
    let by_trigger = record::pair(&gold, &predicted, Level::Type);
    let report = record::report(Kind::Events, &gold, &predicted)
        .counts("trigger_type", scores.trigger)
        .counts("source_span", scores.source)
        .counts("target_span", scores.target)
        .value("exact_spans", json!({"source": scores.source_exact, "target": scores.target_exact}))
        .value("fields_by_type", record::shares(&record::fields(&gold, &predicted, &by_trigger)));
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_by_their_occurrence() {
        let text = "Oslo told Oslo @2 that Oslo";
        let at = |span: &str| locate(span, text).map(|s| s.start());
        assert_eq!(
            [at("Oslo"), at("Oslo@2"), at("Oslo@3"), at("Oslo@4"), at("Lima")],
            [Some(0), Some(10), Some(23), None, None]
        );
        assert_eq!(at(""), None);
    }

    #[test]
    fn ids_alike_up_to_the_full_stop_are_one_document() {
        let line = |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"x\", \"events\": []}}\n");
        let text: String = ["bo.1", "bo.2", "bz.1", "n1", "n2", "w-1"].map(line).concat();
        let documents = documents(read(Path::new("c.jsonl"), &text, 0).unwrap());
        assert_eq!(documents.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1, 1, 1, 1]);
        assert_eq!(documents[1][0].at, 3);
    }

    #[test]
    fn triggers_overlap_and_ends_are_paired() {
        let line = r#"{"id": "a", "text": "Oslo and Lima shipped arms to Quito", "events": [
            {"trigger": "shipped", "type": "AID", "source": [["Oslo", "NOR", "GOV"], ["Lima", "PER", "GOV"]], "target": [["Quito", "ECU", "GOV"]]}]}"#
            .replace('\n', " ");
        let texts = read(Path::new("c.jsonl"), &line, 0).unwrap();
        let said = |event_type: &str, source: Vec<Span>| Said {
            event_type: event_type.to_owned(),
            trigger: Span::new(14, 26),
            source,
            target: vec![Span::new(30, 35)],
        };
        let found = compare(&texts[0].events, &[said("AID", vec![Span::new(0, 13)])]);
        assert_eq!((found.trigger.matched, found.source.matched, found.target_exact.matched), (1, 1, 1));
        assert_eq!(found.source, Counts { matched: 1, predicted: 1, gold: 2 });
        assert_eq!(compare(&texts[0].events, &[said("ASSAULT", vec![])]).trigger.matched, 0);
    }

    #[test]
    fn a_span_that_is_not_there_is_named() {
        let line = r#"{"text": "x", "events": [{"trigger": "y", "type": "AID"}]}"#;
        let error = read(Path::new("c.jsonl"), line, 0).err().map(|e| e.to_string());
        assert_eq!(error.as_deref(), Some("c.jsonl:1: `y` does not stand in the text"));
    }
}
