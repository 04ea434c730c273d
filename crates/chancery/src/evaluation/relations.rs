//! The type of the act between two marked actors of a sentence by the relation head, where an end has no mark by the
//! coded events; and the class of a sentence's likeliest act.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::measure::{Confusion, round};
use super::{Coder, EvaluationError, Kind, Relater, Report, error, table};
use crate::analysis::{Dialect, EventType};
use crate::coding::Event;
use crate::document::{Document, Span};
use crate::pipeline::Coded;

/// What stands for "no act found".
const NONE: &str = "NONE";

/// A sentence whose two actors were marked.
#[derive(Debug, Clone, PartialEq)]
struct Marked {
    text: String,
    source: Vec<Span>,
    target: Vec<Span>,
    root: String,
}

/// The label of older PLOVER, which has CONCEDE and RETREAT as YIELD.
fn root(event_type: EventType) -> String {
    match event_type {
        EventType::Concede | EventType::Retreat => "YIELD".to_owned(),
        other => other.to_string(),
    }
}

/// 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict; 0 for what is no type.
fn penta(root: &str) -> &'static str {
    match root {
        "AGREE" | "CONSULT" | "SUPPORT" => "1",
        "COOPERATE" | "AID" | "YIELD" => "2",
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => "3",
        "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => "4",
        _ => "0",
    }
}

/// Takes `<s>…</s>` and `<t>…</t>` out of a sentence; `Err` says which mark is not as it should be.
fn unmark(marked: &str) -> Result<(String, Vec<Span>, Vec<Span>), String> {
    let (mut text, mut source, mut target) = (String::new(), Vec::new(), Vec::new());
    let (mut open_source, mut open_target) = (None, None);
    let mut rest = marked;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = ["<s>", "</s>", "<t>", "</t>"].into_iter().find(|m| rest.starts_with(m));
        let Some(mark) = known else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[mark.len()..];
        let (open, spans) = if mark.contains('s') {
            (&mut open_source, &mut source)
        } else {
            (&mut open_target, &mut target)
        };
        match (mark.starts_with("</"), *open) {
            (false, None) => *open = Some(text.len()),
            (true, Some(start)) => {
                spans.push(Span::new(start, text.len()));
                *open = None;
            }
            _ => return Err(format!("`{mark}` does not pair")),
        }
    }
    text.push_str(rest);
    if open_source.is_some() || open_target.is_some() {
        return Err("a mark is not closed".to_owned());
    }
    // An end that the sentence does not name ("a recipient") has no mark.
    if source.is_empty() && target.is_empty() {
        return Err("neither `<s>…</s>` nor `<t>…</t>`".to_owned());
    }
    Ok((text, source, target))
}

fn read(file: &Path, text: &str) -> Result<Vec<Marked>, EvaluationError> {
    table::columns(file, text, ["marked_sentence", "gold_root"])?
        .into_iter()
        .map(|(line, [marked, root])| {
            let (text, source, target) =
                unmark(&marked).map_err(|what| EvaluationError::malformed(file, line, what))?;
            if penta(&root) == "0" {
                return Err(EvaluationError::malformed(file, line, format!("`{root}` is no type")));
            }
            Ok(Marked { text, source, target, root })
        })
        .collect()
}

/// The type that was coded between the marked actors: of the event whose ends they are; else of one with either;
/// else of the likeliest event; else of the likeliest that the model saw at all.
fn answer(coded: &Coded, marked: &Marked) -> Option<EventType> {
    let touches =
        |spans: &[Span], marked: &[Span]| spans.iter().any(|s| marked.iter().any(|m| s.overlaps(*m)));
    let ends = |event: &Event| {
        let source = touches(&event.evidence.source, &marked.source);
        let target = touches(&event.evidence.target, &marked.target);
        usize::from(source) + usize::from(target)
    };
    let best = coded
        .events
        .iter()
        .max_by(|a, b| (ends(a).cmp(&ends(b))).then(a.confidence.total_cmp(&b.confidence)))
        .map(|e| e.event_type);
    best.or_else(|| {
        let candidates = coded.scene.analyses.iter().flat_map(|a| &a.candidates);
        candidates.max_by(|a, b| a.score.total_cmp(&b.score)).map(|c| c.event_type)
    })
}

fn documents<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Document> {
    texts.enumerate().map(|(n, text)| Document::from_text((n + 1).to_string(), text)).collect()
}

pub(super) fn evaluate(
    files: &[PathBuf],
    code: &Coder<'_>,
    relate: &Relater<'_>,
) -> Result<Report, EvaluationError> {
    let mut gold = Vec::new();
    for file in files {
        gold.extend(read(file, &error::read(file)?)?);
    }
    let coded = code(documents(gold.iter().map(|m| m.text.as_str())));
    let (mut types, mut classes, mut rows) = (Confusion::default(), Confusion::default(), Vec::new());
    // Beside the headline: without marks, and by the coded events alone.
    let mut ways = [Confusion::default(), Confusion::default()];
    for (marked, coded) in gold.iter().zip(&coded) {
        let by_events = answer(coded, marked);
        let by_head = |dialect| relate(coded, &marked.source, &marked.target, dialect).or(by_events);
        let (one_pass, said) = (by_head(Dialect::Pairs), by_head(Dialect::MarkedPairs));
        let name = |found: Option<EventType>| found.map_or(NONE.to_owned(), root);
        for (types, found) in ways.iter_mut().zip([one_pass, by_events]) {
            types.push(marked.root.as_str(), name(found));
        }
        let said = name(said);
        classes.push(penta(&marked.root), penta(&said));
        types.push(marked.root.as_str(), said.as_str());
        rows.push(json!({"text": marked.text, "gold": marked.root, "predicted": said}));
    }
    let report = Report::new(Kind::Relations, types.macro_f1())
        .value("macro_f1", round(types.macro_f1()))
        .value("accuracy", round(types.accuracy()))
        .value("penta", json!({"macro_f1": round(classes.macro_f1()), "accuracy": round(classes.accuracy())}))
        .value("macro_f1_one_pass", round(ways[0].macro_f1()))
        .value("macro_f1_by_events", round(ways[1].macro_f1()))
        .value("types", json!(types.by_label()))
        .value("penta_classes", json!(classes.by_label()));
    Ok(Report { rows, ..report })
}

pub(super) fn evaluate_penta(files: &[PathBuf], code: &Coder<'_>) -> Result<Report, EvaluationError> {
    let mut gold = Vec::new();
    for file in files {
        for (line, row) in table::columns(file, &error::read(file)?, ["sentence", "penta"])? {
            if !matches!(row[1].as_str(), "0" | "1" | "2" | "3" | "4") {
                return Err(EvaluationError::malformed(
                    file,
                    line,
                    format!("`{}` is no class from 0 to 4", row[1]),
                ));
            }
            gold.push(row);
        }
    }
    let coded = code(documents(gold.iter().map(|[text, _]| text.as_str())));
    let (mut classes, mut rows) = (Confusion::default(), Vec::<Value>::new());
    for ([text, class], coded) in gold.iter().zip(&coded) {
        let top = coded.events.iter().max_by(|a, b| a.confidence.total_cmp(&b.confidence));
        let said = top.map_or("0", |e| penta(&root(e.event_type)));
        classes.push(class.as_str(), said);
        rows.push(json!({"text": text, "gold": class, "predicted": said}));
    }
    let report = Report::new(Kind::Penta, classes.macro_f1())
        .value("macro_f1", round(classes.macro_f1()))
        .value("accuracy", round(classes.accuracy()))
        .value("classes", json!(classes.by_label()));
    Ok(Report { rows, ..report })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out() {
        let (text, source, target) = unmark("In <s>Oslo</s>, 1 < 2, <t>the <s>Finns</s> met</t>.").unwrap();
        assert_eq!(text, "In Oslo, 1 < 2, the Finns met.");
        assert_eq!(source.iter().map(|s| s.of(&text)).collect::<Vec<_>>(), ["Oslo", "Finns"]);
        assert_eq!(target.iter().map(|s| s.of(&text)).collect::<Vec<_>>(), ["the Finns met"]);
        assert!(unmark("<s>Oslo met").is_err());
        assert!(unmark("<s>Oslo</s> met").is_ok());
        assert!(unmark("Oslo</t> met").is_err());
    }

    #[test]
    fn every_type_has_a_class() {
        use strum::IntoEnumIterator;
        assert!(EventType::iter().all(|t| penta(&root(t)) != "0"));
        assert_eq!(penta(NONE), "0");
    }

    #[test]
    fn a_bad_row_is_named_by_line() {
        let text = "marked_sentence\tgold_root\n<s>A</s> met <t>B</t>\tCONSULT\nA met B\tCONSULT\n";
        assert_eq!(
            read(Path::new("r.tsv"), text).unwrap_err().to_string(),
            "r.tsv:3: neither `<s>…</s>` nor `<t>…</t>`"
        );
        let text = "marked_sentence\tgold_root\n<s>A</s> met <t>B</t>\tMEET\n";
        assert_eq!(read(Path::new("r.tsv"), text).unwrap_err().to_string(), "r.tsv:2: `MEET` is no type");
    }
}
