//! Words of a sentence that name the source, the target and others of an act.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::json;

use super::measure::{Counts, spans};
use super::{Coder, EvaluationError, Kind, Report, bio, error};
use crate::document::{Document, Span};
use crate::pipeline::Coded;

type Labelled = BTreeSet<(Span, String)>;

/// Sources and targets of the coded events; what is both goes to the likelier event.
fn said(coded: &Coded) -> Labelled {
    let text = coded.scene.document.text.as_str();
    let mut events: Vec<_> = coded.events.iter().collect();
    events.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let mut found: BTreeMap<Span, &str> = BTreeMap::new();
    for event in events {
        let evidence = &event.evidence;
        let ends = evidence.source.iter().map(|s| (s, "S")).chain(evidence.target.iter().map(|t| (t, "T")));
        for (span, label) in ends {
            let span = without_article(*span, text);
            if !found.keys().any(|other| other.overlaps(span)) {
                found.insert(span, label);
            }
        }
    }
    found.into_iter().map(|(span, label)| (span, label.to_owned())).collect()
}

/// This gold leaves the definite article out of a name, but not the indefinite one.
fn without_article(span: Span, text: &str) -> Span {
    let words = span.of(text);
    let article = words.get(..4).is_some_and(|a| a.eq_ignore_ascii_case("the "));
    if article { Span::new(span.start() + 4, span.end()) } else { span }
}

pub(super) fn evaluate(files: &[PathBuf], code: &Coder<'_>) -> Result<Report, EvaluationError> {
    let mut gold = Vec::new();
    for file in files {
        gold.extend(bio::read(file, &error::read(file)?)?);
    }
    let documents = gold.iter().enumerate();
    let coded = code(documents.map(|(n, g)| Document::from_text((n + 1).to_string(), &g.text)).collect());
    let (mut all, mut each, mut rows) = (Counts::default(), BTreeMap::<&str, Counts>::new(), Vec::new());
    for (gold, coded) in gold.iter().zip(&coded) {
        let said = said(coded);
        all += spans(&gold.spans, &said);
        for label in ["S", "T", "R"] {
            let of = |spans: &Labelled| spans.iter().filter(|s| s.1 == label).cloned().collect::<Labelled>();
            *each.entry(label).or_default() += spans(&of(&gold.spans), &of(&said));
        }
        let shown = |spans: &Labelled| -> Vec<[String; 2]> {
            spans.iter().map(|(s, l)| [l.clone(), s.of(&gold.text).to_owned()]).collect()
        };
        rows.push(json!({"text": gold.text, "gold": shown(&gold.spans), "predicted": shown(&said)}));
    }
    let report = Report::new(Kind::Actors, all.f1())
        .counts("spans", all)
        .counts("source", each["S"])
        .counts("target", each["T"])
        .counts("related", each["R"]);
    Ok(Report { rows, ..report })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_definite_article_goes() {
        let text = "The Finns met a Swede";
        assert_eq!(without_article(Span::new(0, 9), text).of(text), "Finns");
        assert_eq!(without_article(Span::new(14, 21), text).of(text), "a Swede");
        assert_eq!(without_article(Span::new(0, 3), text).of(text), "The");
    }
}
