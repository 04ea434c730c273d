//! One TOML file being read: typed access to its tables, every fault noted with its line.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Fault;

/// A file with the faults found in it so far.
pub(super) struct Page<'a> {
    pub(super) file: &'a str,
    text: &'a str,
    line_starts: Vec<usize>,
    faults: &'a mut Vec<Fault>,
}

/// A value with the line that it stands on.
#[derive(Debug, Clone)]
pub(super) struct At<T> {
    pub(super) line: usize,
    pub(super) value: T,
}

impl<'a> Page<'a> {
    pub(super) fn new(file: &'a str, text: &'a str, faults: &'a mut Vec<Fault>) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Page { file, text, line_starts, faults }
    }

    /// The whole file as a table; what could be read of it where the TOML is broken.
    pub(super) fn parse(&mut self) -> DeTable<'a> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let line = error.span().map_or(1, |span| self.line(span));
            self.fault(line, error.message().trim().to_owned());
        }
        table.into_inner()
    }

    pub(super) fn line(&self, span: Range<usize>) -> usize {
        self.line_starts.partition_point(|&start| start <= span.start)
    }

    pub(super) fn fault(&mut self, line: usize, reason: String) {
        self.faults.push(Fault { file: self.file.to_owned(), line, reason });
    }

    /// Notes every key that is not among `known`.
    pub(super) fn only(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let line = self.line(key.span());
                self.unknown(line, "key", name, known.iter().copied());
            }
        }
    }

    /// Notes a name that does not exist, with the nearest one that does.
    pub(super) fn unknown<'n>(
        &mut self,
        line: usize,
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        let near = known
            .map(|other| (strsim::osa_distance(name, other), other))
            .filter(|&(distance, other)| distance <= 1 + name.len().min(other.len()) / 4)
            .min();
        let hint = near.map(|(_, other)| format!(" (did you mean {other:?}?)")).unwrap_or_default();
        self.fault(line, format!("unknown {what} {name:?}{hint}"));
    }

    fn wrong(&mut self, value: &Spanned<DeValue<'_>>, key: &str, wanted: &str) {
        let line = self.line(value.span());
        let found = value.get_ref().type_str();
        self.fault(line, format!("`{key}` must be {wanted}, not a {found}"));
    }

    pub(super) fn string(&mut self, table: &DeTable<'_>, key: &str) -> Option<At<String>> {
        let value = table.get(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong(value, key, "a string");
            return None;
        };
        Some(At { line: self.line(value.span()), value: text.trim().to_owned() })
    }

    /// A string that must stand in a table which begins on `line`.
    pub(super) fn required(&mut self, table: &DeTable<'_>, key: &str, line: usize) -> Option<At<String>> {
        if !table.contains_key(key) {
            self.fault(line, format!("`{key}` is missing"));
        }
        self.string(table, key)
    }

    pub(super) fn boolean(&mut self, table: &DeTable<'_>, key: &str) -> Option<bool> {
        let value = table.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(value, key, "true or false");
        }
        flag
    }

    pub(super) fn number(&mut self, table: &DeTable<'_>, key: &str) -> Option<f32> {
        let value = table.get(key)?;
        let text = match value.get_ref() {
            DeValue::Float(float) => float.as_str(),
            DeValue::Integer(integer) => integer.as_str(),
            _ => "",
        };
        let number = text.parse().ok();
        if number.is_none() {
            self.wrong(value, key, "a number");
        }
        number
    }

    /// A list of strings; a single string counts as a list of one.
    pub(super) fn strings(&mut self, table: &DeTable<'_>, key: &str) -> Vec<At<String>> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let mut strings = Vec::new();
        match value.get_ref() {
            DeValue::String(text) => {
                strings.push(At { line: self.line(value.span()), value: text.trim().to_owned() });
            }
            DeValue::Array(array) => {
                for item in array.iter() {
                    match item.get_ref().as_str() {
                        Some(text) => {
                            strings.push(At { line: self.line(item.span()), value: text.trim().to_owned() })
                        }
                        None => self.wrong(item, key, "a list of strings"),
                    }
                }
            }
            _ => self.wrong(value, key, "a list of strings"),
        }
        strings
    }

    /// The sub-tables of a table, each with its name and line; nothing where the key is missing.
    pub(super) fn tables<'t, 'i>(
        &mut self,
        table: &'t DeTable<'i>,
        key: &str,
    ) -> Vec<(At<String>, &'t DeTable<'i>)> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let Some(inner) = value.get_ref().as_table() else {
            self.wrong(value, key, "a table");
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (name, value) in inner {
            match value.get_ref().as_table() {
                Some(inner) => {
                    let line = self.line(name.span());
                    tables.push((At { line, value: name.get_ref().to_string() }, inner));
                }
                None => self.wrong(value, name.get_ref(), "a table"),
            }
        }
        tables
    }

    /// The tables of an array of tables (`[[frame]]`), each with the line of its first key.
    pub(super) fn array<'t, 'i>(
        &mut self,
        table: &'t DeTable<'i>,
        key: &str,
    ) -> Vec<(usize, &'t DeTable<'i>)> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(value, key, "an array of tables");
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in array.iter() {
            match item.get_ref().as_table() {
                Some(inner) => {
                    let first = inner.keys().map(|key| key.span().start).min();
                    let line = self.line(first.map_or(item.span(), |at| at..at));
                    tables.push((line, inner));
                }
                None => self.wrong(item, key, "an array of tables"),
            }
        }
        tables
    }

    /// `a|b|c`: the words, lower case; notes empty ones.
    pub(super) fn alternatives(&mut self, text: &str, key: &str, line: usize) -> Vec<String> {
        let words: Vec<String> = text.split('|').map(|word| word.trim().to_lowercase()).collect();
        if words.iter().any(String::is_empty) {
            self.fault(line, format!("an empty word in {key:?}"));
        }
        words.into_iter().filter(|word| !word.is_empty()).collect()
    }
}
