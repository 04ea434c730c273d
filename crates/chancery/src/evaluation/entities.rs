//! Entity mentions on raw text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::json;

use super::measure::{Counts, spans};
use super::{Coder, EvaluationError, Kind, Report, bio, error};
use crate::analysis::EntityKind;
use crate::document::{Document, Span};
use crate::pipeline::Coded;

/// The gold's label for a kind of ours, in the vocabulary of labels that the gold uses; `None` where it has none.
fn label(kind: EntityKind, labels: &BTreeSet<&str>) -> Option<&'static str> {
    use EntityKind::*;
    let names: &[&'static str] = match kind {
        Person => &["PER", "Person"],
        Organisation => &["ORG", "Organisation"],
        Location => &["LOC", "Location"],
        Facility => &["LOC", "Location"],
        Group => &["Nationality"],
        Product => &["Weapon", "MilitaryPlatform"],
        Money => &["Money"],
        Quantity => &["Quantity"],
        Date => &["Temporal"],
        Law => &["DocumentReference"],
        Event => &[],
    };
    names.iter().copied().find(|name| labels.contains(name))
}

fn said(coded: &Coded, labels: &BTreeSet<&str>) -> Vec<(Span, &'static str)> {
    let scene = &coded.scene;
    let each = scene.sentences.iter().zip(&scene.analyses).flat_map(|(sentence, analysis)| {
        analysis.mentions.iter().map(|m| (sentence.span_of(m.tokens.clone()), m.kind))
    });
    each.filter_map(|(span, kind)| Some((span, label(kind, labels)?))).collect()
}

pub(super) fn evaluate(files: &[PathBuf], code: &Coder<'_>) -> Result<Report, EvaluationError> {
    let mut gold = Vec::new();
    for file in files {
        gold.extend(bio::read(file, &error::read(file)?)?);
    }
    let labels: BTreeSet<String> = gold.iter().flat_map(|g| &g.spans).map(|s| s.1.clone()).collect();
    let labels: BTreeSet<&str> = labels.iter().map(String::as_str).collect();
    // Sentences are lines of their document, so that each is coded as it was tagged.
    let mut documents: Vec<(String, BTreeSet<(Span, &str)>)> = Vec::new();
    for sentence in &gold {
        if sentence.opens || documents.is_empty() {
            documents.push(Default::default());
        }
        let Some((text, spans)) = documents.last_mut() else { continue };
        let base = text.len();
        let moved = |s: &Span| Span::new(base + s.start(), base + s.end());
        spans.extend(sentence.spans.iter().map(|(span, label)| (moved(span), label.as_str())));
        text.push_str(&sentence.text);
        text.push('\n');
    }
    let named = documents.iter().enumerate();
    let coded = code(named.map(|(n, (text, _))| Document::from_text((n + 1).to_string(), text)).collect());
    let (mut all, mut each, mut rows) = (Counts::default(), BTreeMap::<&str, Counts>::new(), Vec::new());
    for ((text, gold), coded) in documents.iter().zip(&coded) {
        let said: BTreeSet<(Span, &str)> = said(coded, &labels).into_iter().collect();
        all += spans(gold, &said);
        for &label in &labels {
            let of = |spans: &BTreeSet<(Span, &'_ str)>| -> BTreeSet<Span> {
                spans.iter().filter(|s| s.1 == label).map(|s| s.0).collect()
            };
            *each.entry(label).or_default() += spans(&of(gold), &of(&said));
        }
        let shown = |spans: Vec<&(Span, &str)>| -> Vec<[String; 2]> {
            spans.iter().map(|(s, l)| [(*l).to_owned(), s.of(text).to_owned()]).collect()
        };
        rows.push(json!({
            "missed": shown(gold.difference(&said).collect()),
            "extra": shown(said.difference(gold).collect()),
        }));
    }
    let report = Report::new(Kind::Entities, all.f1()).counts("spans", all).value("labels", json!(each));
    Ok(Report { rows, ..report })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_the_golds() {
        let short = BTreeSet::from(["PER", "ORG", "LOC"]);
        assert_eq!(label(EntityKind::Facility, &short), Some("LOC"));
        assert_eq!(label(EntityKind::Group, &short), None);
        let long = BTreeSet::from(["Organisation", "MilitaryPlatform"]);
        assert_eq!(label(EntityKind::Organisation, &long), Some("Organisation"));
        assert_eq!(label(EntityKind::Product, &long), Some("MilitaryPlatform"));
    }
}
