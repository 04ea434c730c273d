//! Records of texts with one act each: source, type and target.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

use super::measure::{Counts, spans};
use super::{Coder, EvaluationError, Kind, Report, error};
use crate::document::Document;
use crate::pipeline::Coded;

/// A record of the gold, in the PLOVER gold-record form.
#[derive(Debug, Deserialize)]
struct Record {
    text: String,
    #[serde(default)]
    date: Option<String>,
    event: String,
    #[serde(default)]
    source: Vec<Actor>,
    #[serde(default)]
    target: Vec<Actor>,
}

#[derive(Debug, Deserialize)]
struct Actor {
    #[serde(default, rename = "actorText")]
    text: String,
    #[serde(default)]
    code: String,
}

/// (source country, type, target country); an end that is not known is empty.
type Triple = (String, String, String);

/// "USAGOV", "USA GOV" and "---REB" begin with the country.
fn country(code: &str) -> String {
    let country: String = code.trim().chars().take(3).collect();
    let known = country.len() == 3 && country.bytes().all(|b| b.is_ascii_uppercase());
    if known && country != "REG" { country } else { String::new() }
}

/// The type without its mode, in capitals; older names as they are now counted.
fn event_type(event: &str) -> String {
    let event = event.split(['/', ' ', '-']).next().unwrap_or("").to_uppercase();
    if matches!(event.as_str(), "CONCEDE" | "RETREAT") { "YIELD".to_owned() } else { event }
}

fn product(sources: &BTreeSet<String>, event: &str, targets: &BTreeSet<String>) -> Vec<Triple> {
    let or_nobody = |ends: &BTreeSet<String>| -> Vec<String> {
        if ends.is_empty() { vec![String::new()] } else { ends.iter().cloned().collect() }
    };
    let targets = or_nobody(targets);
    let pairs =
        or_nobody(sources).into_iter().flat_map(|s| targets.iter().map(move |t| (s.clone(), t.clone())));
    pairs.map(|(s, t)| (s, event.to_owned(), t)).collect()
}

impl Record {
    fn triples(&self) -> BTreeSet<Triple> {
        let ends =
            |actors: &[Actor]| actors.iter().map(|a| country(&a.code)).filter(|c| !c.is_empty()).collect();
        product(&ends(&self.source), &event_type(&self.event), &ends(&self.target)).into_iter().collect()
    }

    /// Names of each end, in lower case.
    fn names(&self) -> BTreeSet<(bool, String)> {
        let end = |is_target, actors: &[Actor]| -> Vec<(bool, String)> {
            actors
                .iter()
                .map(|a| (is_target, a.text.trim().to_lowercase()))
                .filter(|a| !a.1.is_empty())
                .collect()
        };
        end(false, &self.source).into_iter().chain(end(true, &self.target)).collect()
    }
}

fn read(file: &Path, text: &str) -> Result<Vec<Record>, EvaluationError> {
    serde_json::from_str(text)
        .map_err(|e| EvaluationError::malformed(file, e.line().max(1), format!("is no list of records: {e}")))
}

/// What was coded; a symmetric act, which has no direction, is read in the one that the gold writes.
fn said(coded: &Coded, wanted: &BTreeSet<Triple>) -> BTreeSet<Triple> {
    let scene = &coded.scene;
    let ends = |ids: &[crate::resolve::ActorId]| -> BTreeSet<String> {
        let codes = ids.iter().filter_map(|id| scene.actors.get(id.0)?.country.as_deref());
        codes.map(country).filter(|c| !c.is_empty()).collect()
    };
    let each = coded.events.iter().flat_map(|event| {
        let (source, target) = (ends(&event.source), ends(&event.target));
        let event_type = event_type(event.event_type.as_ref());
        if source != target || source.len() < 2 {
            return product(&source, &event_type, &target);
        }
        let both: Vec<String> = source.into_iter().collect();
        let pairs = (0..both.len()).flat_map(|i| (i + 1..both.len()).map(move |j| (i, j)));
        let triple = |a: usize, b: usize| (both[a].clone(), event_type.clone(), both[b].clone());
        let written = |(i, j)| if wanted.contains(&triple(j, i)) { triple(j, i) } else { triple(i, j) };
        pairs.map(written).collect()
    });
    each.collect()
}

/// How many gold actors are named at the right end, of how many coded mentions: names agree where one holds the other.
fn actors(record: &Record, coded: &Coded) -> Counts {
    let text = coded.scene.document.text.as_str();
    let mut predicted: BTreeSet<(bool, String)> = BTreeSet::new();
    for event in &coded.events {
        let lower = |span: &crate::document::Span| span.of(text).trim().to_lowercase();
        predicted.extend(event.evidence.source.iter().map(|s| (false, lower(s))));
        predicted.extend(event.evidence.target.iter().map(|s| (true, lower(s))));
    }
    let gold = record.names();
    let agree =
        |a: &(bool, String), b: &(bool, String)| a.0 == b.0 && (a.1.contains(&b.1) || b.1.contains(&a.1));
    let matched = gold.iter().filter(|g| predicted.iter().any(|p| agree(g, p))).count();
    Counts { matched: matched.min(predicted.len()), predicted: predicted.len(), gold: gold.len() }
}

pub(super) fn evaluate(files: &[PathBuf], code: &Coder<'_>) -> Result<Report, EvaluationError> {
    let mut gold = Vec::new();
    for file in files {
        gold.extend(read(file, &error::read(file)?)?);
    }
    let documents = gold.iter().enumerate().map(|(n, record)| Document {
        published: record.date.as_deref().and_then(|d| d.get(..10)?.parse::<Date>().ok()),
        ..Document::from_text((n + 1).to_string(), &record.text)
    });
    let coded = code(documents.collect());
    let (mut triples, mut types, mut named, mut rows) =
        (Counts::default(), Counts::default(), Counts::default(), Vec::new());
    for (record, coded) in gold.iter().zip(&coded) {
        let wanted = record.triples();
        let said = said(coded, &wanted);
        triples += spans(&wanted, &said);
        let type_of =
            |triples: &BTreeSet<Triple>| triples.iter().map(|t| t.1.clone()).collect::<BTreeSet<_>>();
        types += spans(&type_of(&wanted), &type_of(&said));
        named += actors(record, coded);
        rows.push(json!({"text": record.text, "gold": wanted, "predicted": said}));
    }
    let report = Report::new(Kind::Triples, triples.f1())
        .counts("triples", triples)
        .counts("type", types)
        .counts("actors", named);
    Ok(Report { rows, ..report })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_become_triples() {
        let text = r#"[{"text": "Oslo and Lima met Quito.", "date": "2001-02-03", "event": "concede/x",
            "source": [{"actorText": "Oslo", "code": "NORGOV"}, {"actorText": "Lima", "code": "PER GOV"}],
            "target": [{"actorText": "rebels", "code": "---REB"}]}]"#;
        let records = read(Path::new("t.json"), text).unwrap();
        let triple = |s: &str| (s.to_owned(), "YIELD".to_owned(), String::new());
        assert_eq!(records[0].triples(), BTreeSet::from([triple("NOR"), triple("PER")]));
        assert_eq!(records[0].names().len(), 3);
    }

    #[test]
    fn a_bad_file_is_named_by_line() {
        let error = read(Path::new("t.json"), "[\n{\"text\": 3}]").unwrap_err().to_string();
        assert!(error.starts_with("t.json:2: is no list of records"), "{error}");
    }
}
