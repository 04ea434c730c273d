//! News as JSON lines: an object a line, an article an object.

use std::io::{BufRead, Read as _};

use serde_json::Value;

use super::article::{self, Columns, PARTS, Part, Said};
use super::bounded::LARGEST;
use super::{Document, ReadError, decode};

/// Reads the lines one after another. A line that is no article is an error that names it; the next is read.
pub(super) fn documents<R: BufRead>(
    name: String,
    mut input: R,
    columns: Columns,
) -> impl Iterator<Item = Result<Document, ReadError>> {
    let mut number = 0u64;
    let mut over = false;
    let mut line = Vec::new();
    std::iter::from_fn(move || {
        while !over {
            line.clear();
            number += 1;
            let fault = |what: String| ReadError::Record {
                name: name.clone(),
                place: format!("line {number}"),
                what,
            };
            match input.by_ref().take(LARGEST).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(read) if read as u64 == LARGEST && line.last() != Some(&b'\n') => {
                    if let Err(error) = skip_line(&mut input) {
                        over = true;
                        return Some(Err(fault(error.to_string())));
                    }
                    return Some(Err(fault(format!("longer than {} MiB", LARGEST >> 20))));
                }
                Ok(_) => {}
                Err(error) => {
                    over = true;
                    return Some(Err(fault(error.to_string())));
                }
            }
            let (text, faults) = decode::decode(&line);
            if text.trim().is_empty() {
                continue;
            }
            let faults = faults.into_iter().map(|f| super::Fault { line: 1, ..f }).collect();
            return Some(match said(&text, &columns) {
                Ok(said) => Ok(article::document(format!("{name}:{number}"), said, faults)),
                Err(what) => Err(fault(what)),
            });
        }
        None
    })
}

/// Goes on to the next line without keeping this one.
fn skip_line<R: BufRead>(input: &mut R) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, done) = match buffer.iter().position(|b| *b == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}

fn said(line: &str, columns: &Columns) -> Result<Said, String> {
    let value: Value = serde_json::from_str(line).map_err(|e| format!("no JSON: {e}"))?;
    let Value::Object(object) = value else { return Err("a JSON value, but no object".into()) };
    // "a.b" looks into objects.
    let mut flat: Vec<(String, &Value)> = Vec::new();
    for (key, value) in &object {
        flat.push((key.clone(), value));
        if let Value::Object(inner) = value {
            flat.extend(inner.iter().map(|(k, v)| (format!("{key}.{k}"), v)));
        }
    }
    let names = || flat.iter().map(|(key, _)| key.as_str());
    let value = |part| columns.find(part, names()).and_then(|i| words(flat[i].1));
    if value(Part::Text).is_none() {
        return Err(match columns.find(Part::Text, names()) {
            Some(_) => "the text is empty".into(),
            None => columns.lacking(names()),
        });
    }
    Ok(PARTS.map(value))
}

/// A value as words; `None` for what has none.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        // Paragraphs.
        Value::Array(parts) => {
            let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
            (!parts.is_empty()).then(|| parts.join("\n"))
        }
        // {"name": "The Lake Daily"}
        Value::Object(object) => {
            object.get("name").or_else(|| object.get("title"))?.as_str().map(str::to_owned)
        }
        _ => None,
    }
    .filter(|text| !text.trim().is_empty())
}
