//! Events in the record form against gold in the record form, with its alternatives.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::measure::{Counts, matching, round};
use super::{Coder, EvaluationError, Kind, Report, error};
use crate::coding::{RecordLine, Signals};
use crate::document::Document;

/// An event that is wanted, with what is as good.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Gold {
    /// Which line of which file: events are paired within it.
    pub line: usize,
    pub types: Vec<String>,
    pub source: Vec<String>,
    pub target: Vec<String>,
    pub source_alt: Vec<Vec<String>>,
    pub target_alt: Vec<Vec<String>>,
    pub source_may_lack: bool,
    pub target_may_lack: bool,
    pub symmetric: bool,
    pub optional: bool,
    /// The other fields with their answers; a field that is absent is not scored.
    pub fields: BTreeMap<&'static str, Vec<String>>,
    pub citations: Vec<String>,
}

/// Fields that must be the same, and fields of which one must hold the other.
const SAME: [&str; 4] = ["date", "status", "mode", "amount"];
const ALIKE: [&str; 5] = ["sayer", "place", "object", "actor", "trigger"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Type and the countries of both ends.
    Directed,
    /// Type and the countries, whichever end.
    Dyad,
    /// The type alone.
    Type,
}

impl Gold {
    /// An event of the record form. `Err` says what is wrong with it.
    pub fn of(object: &Map<String, Value>) -> Result<Gold, String> {
        let line = object.get("line").and_then(Value::as_u64).ok_or("no `line`")?;
        let types = answers(object.get("type")).filter(|t| !t.is_empty()).ok_or("no `type`")?;
        let codes = |key: &str| list(object.get(key)).ok_or_else(|| format!("`{key}` is no list of codes"));
        let alternatives = |key: &str| -> Result<Vec<Vec<String>>, String> {
            match object.get(key) {
                None | Some(Value::Null) => Ok(Vec::new()),
                Some(Value::Array(lists)) => lists
                    .iter()
                    .map(|l| list(Some(l)).ok_or_else(|| format!("`{key}` is no list of lists of codes")))
                    .collect(),
                Some(_) => Err(format!("`{key}` is no list of lists of codes")),
            }
        };
        let flag = |key: &str| match object.get(key) {
            None | Some(Value::Null | Value::Bool(false)) => false,
            Some(Value::Number(n)) => n.as_f64() != Some(0.0),
            Some(_) => true,
        };
        let fields = SAME.iter().chain(&ALIKE).filter_map(|&f| Some((f, answers(object.get(f))?))).collect();
        Ok(Gold {
            line: line as usize,
            types,
            source: codes("source")?,
            target: codes("target")?,
            source_alt: alternatives("source_alt")?,
            target_alt: alternatives("target_alt")?,
            source_may_lack: flag("source_may_lack"),
            target_may_lack: flag("target_may_lack"),
            symmetric: flag("symmetric"),
            optional: flag("optional"),
            fields,
            citations: list(object.get("citations")).unwrap_or_default(),
        })
    }

    /// With its first type and no alternatives of its ends.
    pub fn strict(&self) -> Gold {
        Gold {
            types: self.types[..1].to_vec(),
            source_alt: Vec::new(),
            target_alt: Vec::new(),
            source_may_lack: false,
            target_may_lack: false,
            ..self.clone()
        }
    }

    fn agrees(&self, predicted: &Predicted, level: Level) -> bool {
        if !self.types.contains(&predicted.line.event_type) {
            return false;
        }
        let both = |a: &[String], b: &[String]| -> BTreeSet<String> {
            clean(a).chain(clean(b)).map(str::to_owned).collect()
        };
        let (source, target) = (&predicted.line.source, &predicted.line.target);
        let either_end = || both(&self.source, &self.target) == both(source, target);
        match level {
            Level::Type => true,
            Level::Dyad => either_end(),
            Level::Directed => {
                let straight = side(&self.source, source, &self.source_alt, self.source_may_lack)
                    && side(&self.target, target, &self.target_alt, self.target_may_lack);
                let gold_source = codes(&self.source);
                let gold_target = codes(&self.target);
                // Both sides may stand on both ends, or all in the source.
                let two_sided =
                    gold_source.len() > 1 && (gold_target == gold_source || gold_target.is_empty());
                straight || (self.symmetric || two_sided) && either_end()
            }
        }
    }

    fn same_trigger(&self, predicted: &Predicted) -> bool {
        let said = predicted.line.trigger.as_deref().unwrap_or("").to_lowercase();
        let wanted = self.fields.get("trigger");
        !said.is_empty()
            && wanted.into_iter().flatten().any(|w| {
                let w = unnumbered(w).to_lowercase();
                !w.is_empty() && (w.contains(&said) || said.contains(&w))
            })
    }
}

/// An event that was coded, with the line within which it is paired.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Predicted {
    /// Which line of which file.
    pub at: usize,
    pub line: RecordLine,
    /// What its confidence is made of.
    pub signals: Signals,
}

/// Codes that say nothing are left out before sets are compared.
fn clean(codes: &[String]) -> impl Iterator<Item = &str> {
    codes.iter().map(String::as_str).filter(|c| !matches!(*c, "---" | "" | "REG"))
}

fn codes(of: &[String]) -> BTreeSet<&str> {
    clean(of).collect()
}

fn side(gold: &[String], predicted: &[String], alternatives: &[Vec<String>], may_lack: bool) -> bool {
    let said = codes(predicted);
    said == codes(gold) || may_lack && said.is_empty() || alternatives.iter().any(|a| said == codes(a))
}

/// "Israel@2" names the second Israel.
pub(super) fn unnumbered(text: &str) -> &str {
    text.split('@').next().unwrap_or(text)
}

/// A string or number, or a list of them; `None` where there is nothing.
fn answers(value: Option<&Value>) -> Option<Vec<String>> {
    match value? {
        Value::Null => None,
        Value::Array(list) => Some(list.iter().map(plain).collect()),
        one => Some(vec![plain(one)]),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn list(value: Option<&Value>) -> Option<Vec<String>> {
    match value {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(Value::Array(list)) => Some(list.iter().map(plain).collect()),
        Some(_) => None,
    }
}

/// For each predicted event the gold event that it is paired with: as many as can be within a line, required ones
/// before optional ones, like triggers before unlike.
pub(super) fn pair(gold: &[Gold], predicted: &[Predicted], level: Level) -> Vec<Option<usize>> {
    let mut by_line: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, p) in predicted.iter().enumerate() {
        by_line.entry(p.at).or_default().push(i);
    }
    let edges: Vec<Vec<usize>> = gold
        .iter()
        .map(|g| {
            let near = by_line.get(&g.line).map_or(&[][..], Vec::as_slice);
            let mut fit: Vec<usize> =
                near.iter().copied().filter(|&i| g.agrees(&predicted[i], level)).collect();
            fit.sort_by_key(|&i| !g.same_trigger(&predicted[i]));
            fit
        })
        .collect();
    let mut order: Vec<usize> = (0..gold.len()).collect();
    order.sort_by_key(|&j| gold[j].optional);
    matching(&edges, predicted.len(), &order)
}

/// Optional events count for nothing, nor does what is paired with them.
pub(super) fn counts(gold: &[Gold], owner: &[Option<usize>]) -> Counts {
    let optional = owner.iter().flatten().filter(|&&j| gold[j].optional).count();
    Counts {
        matched: owner.iter().flatten().count() - optional,
        predicted: owner.len() - optional,
        gold: gold.iter().filter(|g| !g.optional).count(),
    }
}

/// Of the paired events, how many have each field right, of how many whose gold has it.
pub(super) fn fields(
    gold: &[Gold],
    predicted: &[Predicted],
    owner: &[Option<usize>],
) -> BTreeMap<&'static str, (usize, usize)> {
    let mut fields: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    let mut note = |field: &'static str, right: bool| {
        let (hits, of) = fields.entry(field).or_default();
        *hits += usize::from(right);
        *of += 1;
    };
    for (predicted, gold) in predicted.iter().zip(owner).filter_map(|(p, &o)| Some((&p.line, &gold[o?]))) {
        let one = |value: &Option<String>| value.iter().cloned().collect::<Vec<String>>();
        for (&field, wanted) in &gold.fields {
            let said = match field {
                "date" => one(&predicted.date),
                "status" => vec![predicted.status.clone()],
                "mode" => one(&predicted.mode),
                "amount" => predicted.amount.clone(),
                "sayer" => one(&predicted.sayer),
                "place" => one(&predicted.place),
                "object" => one(&predicted.object),
                "trigger" => one(&predicted.trigger),
                _ => [predicted.source_actors.as_slice(), &predicted.target_actors].concat(),
            };
            let right = if SAME.contains(&field) {
                wanted.iter().any(|w| said.contains(w))
            } else {
                let said: Vec<String> =
                    said.iter().filter(|s| !s.is_empty()).map(|s| s.to_lowercase()).collect();
                wanted
                    .iter()
                    .map(|w| unnumbered(w).to_lowercase())
                    .any(|w| said.iter().any(|s| s.contains(&w) || w.contains(s.as_str())))
            };
            note(field, right);
        }
        if !gold.citations.is_empty() {
            let (mut wanted, mut said) = (gold.citations.clone(), predicted.citations.clone());
            wanted.sort();
            said.sort();
            note("citations", wanted == said);
        }
    }
    fields
}

pub(super) fn shares(fields: &BTreeMap<&'static str, (usize, usize)>) -> Value {
    fields.iter().map(|(field, (right, of))| ((*field).to_owned(), json!(format!("{right}/{of}")))).collect()
}

/// All that is said of coded events against gold: directed, dyad, type, fields, and the same without alternatives.
pub(super) fn report(kind: Kind, gold: &[Gold], predicted: &[Predicted]) -> Report {
    let directed = pair(gold, predicted, Level::Directed);
    let at = |gold: &[Gold], level| counts(gold, &pair(gold, predicted, level));
    let score = counts(gold, &directed);
    let strict: Vec<Gold> = gold.iter().map(Gold::strict).collect();
    let mut report = Report::new(kind, score.f1())
        .counts("directed", score)
        .counts("dyad", at(gold, Level::Dyad))
        .counts("type", at(gold, Level::Type))
        .value("fields", shares(&fields(gold, predicted, &directed)))
        .value("curve", curve(gold, predicted))
        .value("reliability", reliability(gold, predicted, &directed))
        .value(
            "strict",
            json!({
                "directed": at(&strict, Level::Directed),
                "dyad": at(&strict, Level::Dyad),
                "type": at(&strict, Level::Type),
            }),
        );
    let mut found: Vec<Option<usize>> = vec![None; gold.len()];
    for (i, j) in directed.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))) {
        found[j] = Some(i);
    }
    for (gold, found) in gold.iter().zip(&found) {
        let outcome = match found {
            Some(_) => "matched",
            None if gold.optional => continue,
            None => "missed",
        };
        let gold = json!({
            "line": gold.line % FILE, "type": gold.types, "source": gold.source, "target": gold.target,
            "fields": gold.fields, "optional": gold.optional,
        });
        report.rows.push(json!({
            "outcome": outcome, "gold": gold, "predicted": found.map(|i| json!(predicted[i].line)),
            "signals": found.map(|i| json!(predicted[i].signals)),
        }));
    }
    let extra = predicted.iter().zip(&directed).filter(|(_, j)| j.is_none());
    report
        .rows
        .extend(extra.map(|(p, _)| json!({"outcome": "extra", "predicted": p.line, "signals": p.signals})));
    report
}

/// What is found where only events from a confidence on are kept.
fn curve(gold: &[Gold], predicted: &[Predicted]) -> Value {
    let from = |least: f32| {
        let kept: Vec<Predicted> = predicted.iter().filter(|p| p.line.confidence >= least).cloned().collect();
        counts(gold, &pair(gold, &kept, Level::Directed))
    };
    (0..10)
        .map(|tenth| (format!("confidence from 0.{tenth}"), json!(from(tenth as f32 / 10.0))))
        .collect::<Map<String, Value>>()
        .into()
}

/// Of the events of about one confidence, how many are right: the mean confidence of each tenth beside its share.
fn reliability(gold: &[Gold], predicted: &[Predicted], owner: &[Option<usize>]) -> Value {
    let mut tenths: BTreeMap<usize, (f64, usize, usize)> = BTreeMap::new();
    for (p, owner) in predicted.iter().zip(owner) {
        if owner.is_some_and(|j| gold[j].optional) {
            continue;
        }
        let tenth = tenths.entry(((p.line.confidence * 10.0) as usize).min(9)).or_default();
        tenth.0 += f64::from(p.line.confidence);
        tenth.1 += usize::from(owner.is_some());
        tenth.2 += 1;
    }
    let all: usize = tenths.values().map(|t| t.2).sum();
    let off: f64 = tenths.values().map(|(sum, right, _)| (sum - *right as f64).abs()).sum();
    let mut table: Map<String, Value> = tenths
        .values()
        .map(|(sum, right, of)| {
            (format!("confidence {:.2}", sum / *of as f64), json!(format!("{right}/{of}")))
        })
        .collect();
    table.insert("expected calibration error".to_owned(), json!(round(off / all.max(1) as f64)));
    table.into()
}

/// Lines of several files are kept apart by counting each file's from another multiple of this.
pub(super) const FILE: usize = 1 << 32;

/// Reads a gold file: one event a line.
pub(super) fn read_gold(file: &Path, text: &str) -> Result<Vec<Gold>, EvaluationError> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(n, line)| {
            let bad = |what: String| EvaluationError::malformed(file, n + 1, what);
            let object: Map<String, Value> =
                serde_json::from_str(line).map_err(|e| bad(format!("is no JSON object: {e}")))?;
            Gold::of(&object).map_err(bad)
        })
        .collect()
}

pub(super) fn evaluate(files: &[PathBuf], code: &Coder<'_>) -> Result<Report, EvaluationError> {
    let (mut gold, mut documents) = (Vec::new(), Vec::new());
    for (n, file) in files.iter().enumerate() {
        gold.extend(read_gold(file, &error::read(file)?)?.into_iter().map(|mut g| {
            g.line += n * FILE;
            g
        }));
        let beside = file.with_extension("txt");
        let bytes = std::fs::read(&beside)
            .map_err(|source| EvaluationError::Read { file: beside.clone(), source })?;
        let name = beside.display().to_string();
        documents.push(
            Document::from_bytes(name, &bytes)
                .map_err(|e| EvaluationError::malformed(&beside, 1, e.to_string()))?,
        );
    }
    let mut predicted = Vec::new();
    for (n, coded) in code(documents).iter().enumerate() {
        predicted.extend(coded.events.iter().map(|event| {
            let line = RecordLine::of(event, &coded.scene);
            Predicted { at: n * FILE + line.line as usize, line, signals: event.signals }
        }));
    }
    Ok(report(Kind::Record, &gold, &predicted))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A gold of ours, with every sort of alternative, and a prediction for it.
    const GOLD: &str = r#"
{"line": 1, "type": ["AID", "SUPPORT"], "source": ["NOR"], "target": ["PER"], "date": "1994-05", "status": "actual", "trigger": "shipped", "amount": ["300 NOK", "300"]}
{"line": 1, "type": "CONSULT", "source": ["NOR", "PER"], "target": [], "place": "Oslo", "trigger": "met"}
{"line": 2, "type": "ACCUSE", "source": ["PER"], "target": ["CHL"], "source_alt": [["PER", "BOL"]], "sayer": ["a minister"], "citations": ["2", "1"]}
{"line": 2, "type": "ASSAULT", "source": ["CHL"], "target": ["PER"], "target_may_lack": true, "optional": true}
{"line": 3, "type": "COERCE", "source": ["CHL"], "target": [], "status": ["actual", "alleged"], "actor": "the navy"}
{"line": 3, "type": "AGREE", "source": ["CHL"], "target": ["PER"], "symmetric": true, "object": "a border post"}
{"line": 4, "type": "REJECT", "source": ["REG"], "target": ["---"], "date": "1995"}
{"line": 5, "type": "REQUEST", "source": ["FIN"], "target": ["SWE"], "trigger": "asked@2", "mode": "change"}
{"line": 5, "type": "REQUEST", "source": ["FIN"], "target": ["SWE"], "trigger": "urged"}
"#;
    const SAID: &str = r#"
{"line": 1, "type": "SUPPORT", "source": ["NOR"], "target": ["PER"], "date": "1994-05", "status": "planned", "trigger": "shipped off", "amount": ["300"]}
{"line": 1, "type": "CONSULT", "source": ["NOR", "PER"], "target": ["NOR", "PER"], "place": "Oslo, Norway", "status": "actual"}
{"line": 2, "type": "ACCUSE", "source": ["BOL", "PER"], "target": ["CHL"], "status": "actual", "citations": ["1", "2"], "sayer": "Minister"}
{"line": 2, "type": "ASSAULT", "source": ["CHL"], "target": ["---"], "status": "actual"}
{"line": 3, "type": "COERCE", "source": ["CHL"], "target": ["PER"], "status": "alleged", "source_actors": ["Navy"]}
{"line": 3, "type": "AGREE", "source": ["PER"], "target": ["CHL"], "status": "actual", "object": "the ports"}
{"line": 4, "type": "REJECT", "source": [], "target": [], "status": "actual"}
{"line": 5, "type": "REQUEST", "source": ["FIN"], "target": ["SWE"], "status": "actual", "trigger": "urged", "mode": "meet"}
{"line": 6, "type": "REQUEST", "source": ["FIN"], "target": ["SWE"], "status": "actual"}
"#;

    fn both() -> (Vec<Gold>, Vec<Predicted>) {
        let said = SAID.lines().filter(|l| !l.is_empty()).map(|l| {
            let line: RecordLine = serde_json::from_str(l).unwrap();
            Predicted { at: line.line as usize, line, signals: Signals::default() }
        });
        (read_gold(Path::new("gold.jsonl"), GOLD).unwrap(), said.collect())
    }

    fn shown(counts: Counts) -> (usize, usize, usize) {
        (counts.matched, counts.predicted, counts.gold)
    }

    #[test]
    fn alternatives_optional_and_symmetric_events() {
        let (gold, said) = both();
        let at = |gold: &[Gold], level| shown(counts(gold, &pair(gold, &said, level)));
        assert_eq!(at(&gold, Level::Directed), (6, 8, 8));
        assert_eq!(at(&gold, Level::Dyad), (5, 9, 8));
        assert_eq!(at(&gold, Level::Type), (7, 8, 8));
        let strict: Vec<Gold> = gold.iter().map(Gold::strict).collect();
        assert_eq!(at(&strict, Level::Directed), (4, 9, 8));
    }

    #[test]
    fn fields_of_the_matched() {
        let (gold, said) = both();
        let owner = pair(&gold, &said, Level::Directed);
        // Two equal requests want the one that was said: the first has it.
        assert_eq!(owner[7], Some(7));
        let wanted = json!({
            "amount": "1/1", "citations": "1/1", "date": "1/2", "mode": "0/1", "object": "0/1", "place": "1/1",
            "sayer": "1/1", "status": "0/1", "trigger": "1/3",
        });
        assert_eq!(shares(&fields(&gold, &said, &owner)), wanted);
    }

    #[test]
    fn bad_gold_is_named_by_line() {
        let error = |text: &str| read_gold(Path::new("g.jsonl"), text).unwrap_err().to_string();
        assert!(error("{\"line\": 1, \"type\": \"AID\"}\n{oops").starts_with("g.jsonl:2: is no JSON object"));
        assert_eq!(error("\n{\"type\": \"AID\"}"), "g.jsonl:2: no `line`");
        assert_eq!(
            error("{\"line\": 1, \"type\": \"AID\", \"source\": \"AZE\"}"),
            "g.jsonl:1: `source` is no list of codes"
        );
    }
}
