use std::fmt;

use serde_json::{Map, Value, json};

use super::Kind;
use super::measure::{Counts, round};

/// What an evaluation came to.
#[derive(Debug, Clone)]
pub struct Report {
    /// What was measured.
    pub kind: Kind,
    /// The headline, 0 to 1.
    pub score: f64,
    /// Everything beside it, by name: counts with their ratios, plain numbers, shares as `right/of`, and groups.
    pub figures: Map<String, Value>,
    /// What was found for each row of the gold.
    pub rows: Vec<Value>,
}

impl Report {
    pub(super) fn new(kind: Kind, score: f64) -> Report {
        Report { kind, score: round(score), figures: Map::new(), rows: Vec::new() }
    }

    pub(super) fn counts(mut self, name: &str, counts: Counts) -> Report {
        self.figures.insert(name.to_owned(), json!(counts));
        self
    }

    pub(super) fn value(mut self, name: &str, value: impl Into<Value>) -> Report {
        self.figures.insert(name.to_owned(), value.into());
        self
    }

    /// One object: `kind`, `score` and the figures.
    pub fn to_json(&self) -> Value {
        let mut object = Map::new();
        object.insert("kind".to_owned(), json!(self.kind.to_string()));
        object.insert("score".to_owned(), json!(self.score));
        object.extend(self.figures.clone());
        Value::Object(object)
    }
}

/// A table for people.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<24} {:>7.4}", format!("{} score", self.kind), self.score)?;
        writeln!(f)?;
        writeln!(
            f,
            "{:<24} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}",
            "", "F1", "prec.", "recall", "right", "said", "gold"
        )?;
        for (name, value) in &self.figures {
            row(f, 0, name, value)?;
        }
        Ok(())
    }
}

fn row(f: &mut fmt::Formatter<'_>, depth: usize, name: &str, value: &Value) -> fmt::Result {
    let name = format!("{}{name}", "  ".repeat(depth));
    match value {
        Value::Object(group) if group.contains_key("f1") => {
            let ratio = |key: &str| group.get(key).and_then(Value::as_f64).unwrap_or(0.0);
            let count = |key: &str| group.get(key).and_then(Value::as_u64).unwrap_or(0);
            write!(
                f,
                "{name:<24} {:>7.4} {:>7.4} {:>7.4}",
                ratio("f1"),
                ratio("precision"),
                ratio("recall")
            )?;
            writeln!(f, " {:>7} {:>7} {:>7}", count("matched"), count("predicted"), count("gold"))
        }
        Value::Object(group) => {
            writeln!(f, "{name}")?;
            group.iter().try_for_each(|(name, value)| row(f, depth + 1, name, value))
        }
        Value::Number(number) if number.is_f64() => {
            writeln!(f, "{name:<24} {:>7.4}", number.as_f64().unwrap_or(0.0))
        }
        Value::String(text) => writeln!(f, "{name:<24} {text:>7}"),
        other => writeln!(f, "{name:<24} {other:>7}"),
    }
}
