//! A claim as one row of named and typed columns: what CSV and Parquet share.

use jiff::civil::Date;

use crate::record::{Entry, Party};

/// A column.
pub(super) struct Column {
    pub name: &'static str,
    pub value: fn(&Entry) -> Value,
}

/// What stands in it. Each column gives always the same kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Integer(i64),
    Real(Option<f64>),
    Text(Option<String>),
    Day(Option<Date>),
    List(Vec<String>),
}

/// The columns, in order. `docs/exports.md` says what each holds; a test compares the two.
pub(super) const COLUMNS: &[Column] = &[
    Column { name: "event", value: |e| Value::Integer(e.event) },
    Column { name: "claim", value: |e| Value::Integer(e.claim) },
    Column { name: "type", value: |e| text(&e.event_type) },
    Column { name: "mode", value: |e| Value::Text(e.mode.clone()) },
    Column { name: "status", value: |e| text(&e.status) },
    Column { name: "date", value: |e| Value::Text(e.date.clone()) },
    Column { name: "from_day", value: |e| Value::Day(e.from_day) },
    Column { name: "to_day", value: |e| Value::Day(e.to_day) },
    Column { name: "source", value: |e| Value::List(countries(&e.source)) },
    Column { name: "target", value: |e| Value::List(countries(&e.target)) },
    Column { name: "source_actors", value: |e| Value::List(names(&e.source)) },
    Column { name: "target_actors", value: |e| Value::List(names(&e.target)) },
    Column { name: "source_sectors", value: |e| Value::List(sectors(&e.source)) },
    Column { name: "target_sectors", value: |e| Value::List(sectors(&e.target)) },
    Column { name: "contexts", value: |e| Value::List(e.contexts.clone()) },
    Column { name: "cameo", value: |e| Value::Text(e.cameo.clone()) },
    Column { name: "goldstein", value: |e| Value::Real(e.goldstein) },
    Column { name: "object", value: |e| Value::Text(e.object.clone()) },
    Column { name: "amount", value: |e| Value::List(e.amount.iter().map(ToString::to_string).collect()) },
    Column { name: "place", value: |e| Value::Text(e.place.clone()) },
    Column { name: "sayer", value: |e| Value::Text(e.sayer.clone()) },
    Column {
        name: "citations",
        value: |e| Value::List(e.citations.iter().map(|n| n.label.clone()).collect()),
    },
    Column {
        name: "citation_texts",
        value: |e| Value::List(e.citations.iter().map(|n| n.text.clone().unwrap_or_default()).collect()),
    },
    Column {
        name: "citation_urls",
        value: |e| Value::List(e.citations.iter().map(|n| n.url.clone().unwrap_or_default()).collect()),
    },
    Column { name: "confidence", value: |e| Value::Real(Some(e.confidence)) },
    Column { name: "document", value: |e| text(&e.document) },
    Column { name: "title", value: |e| Value::Text(e.title.clone()) },
    Column { name: "url", value: |e| Value::Text(e.url.clone()) },
    Column { name: "publisher", value: |e| Value::Text(e.publisher.clone()) },
    Column { name: "published", value: |e| Value::Day(e.published) },
    Column { name: "line", value: |e| Value::Integer(i64::from(e.line)) },
    Column { name: "sentence", value: |e| text(&e.sentence) },
];

fn text(text: &str) -> Value {
    Value::Text(Some(text.to_owned()))
}

/// Codes, sorted, each once.
pub(super) fn countries(parties: &[Party]) -> Vec<String> {
    let mut codes: Vec<String> = parties.iter().filter_map(|p| p.country.clone()).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// Names in the order of the claim.
fn names(parties: &[Party]) -> Vec<String> {
    parties.iter().map(|p| p.name.clone()).collect()
}

/// The closest sector of each, in the order of the names; empty where none is known.
fn sectors(parties: &[Party]) -> Vec<String> {
    parties.iter().map(|p| p.sectors.first().cloned().unwrap_or_default()).collect()
}
