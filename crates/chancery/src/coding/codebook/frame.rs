//! Frames: words with their arguments that tell a type.

use std::fmt;

use strum::{AsRefStr, EnumIter, EnumString, IntoEnumIterator};
use toml::de::DeTable;

use super::class::Class;
use super::page::{At, Page};
use super::slot::{SlotChoice, SlotPath, parse_choices};
use super::{Cameo, Context};
use crate::analysis::Status;

/// A trigger with what it demands of its arguments, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Index of its class in [`Codebook::classes`](super::Codebook::classes).
    pub class: usize,
    /// The words, head first, each with its alternatives (lemmas).
    pub trigger: Vec<Vec<String>>,
    /// Part of speech of the head.
    pub pos: HeadPos,
    /// Who does it: the first choice that is filled.
    pub source: Vec<SlotChoice>,
    /// To whom.
    pub target: Vec<SlotChoice>,
    /// What it was about.
    pub object: Vec<SlotChoice>,
    /// Where.
    pub place: Vec<SlotChoice>,
    /// For how much.
    pub amount: Vec<SlotChoice>,
    /// Slots that must be filled.
    pub require: Vec<SlotPath>,
    /// Lemmas that must not be dependents of the head.
    pub forbid: Vec<String>,
    /// Slots with the lemmas of which one must head them.
    pub with: Vec<(SlotPath, Vec<String>)>,
    /// Slots that must name a political actor.
    pub actors: Vec<SlotPath>,
    /// Mode of the class.
    pub mode: Option<String>,
    /// CAMEO code, where finer than the mode's.
    pub cameo: Option<String>,
    /// Contexts that the words themselves give.
    pub contexts: Vec<String>,
    /// Status, where the words fix it.
    pub status: Option<Status>,
    /// Whether both sides do it.
    pub symmetric: bool,
    /// A sentence that it codes.
    pub example: String,
    /// What must come out of the example by this frame.
    pub expect: Expectation,
    /// Where it is written.
    pub origin: Origin,
}

/// Part of speech of a frame's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, EnumIter, AsRefStr)]
#[strum(serialize_all = "lowercase")]
pub enum HeadPos {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// An adjective.
    Adj,
}

/// A frame's place: `codebook/coerce.toml:41`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// File, as it was named.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
}

/// Country codes that an example must come to; both empty sides are `-`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expectation {
    /// Codes of the source, sorted.
    pub source: Vec<String>,
    /// Codes of the target, sorted.
    pub target: Vec<String>,
}

const KEYS: &[&str] = &[
    "trigger",
    "pos",
    "source",
    "target",
    "object",
    "place",
    "amount",
    "require",
    "forbid",
    "with",
    "actors",
    "mode",
    "cameo",
    "contexts",
    "status",
    "symmetric",
    "example",
    "expect",
];

/// Reads one `[[frame]]` that begins on `line`.
pub(super) fn read(
    page: &mut Page<'_>,
    table: &DeTable<'_>,
    line: usize,
    (number, class): (usize, &Class),
    (cameo, contexts): (&Cameo, &[Context]),
) -> Option<Frame> {
    page.only(table, KEYS);
    let trigger = trigger(page, table, line);
    let pos = pos(page, table, line);
    let [source, target, object, place, amount] =
        ["source", "target", "object", "place", "amount"].map(|key| {
            let texts = page.strings(table, key);
            parse_choices(page, &texts)
        });
    if !table.contains_key("source") && !table.contains_key("target") {
        page.fault(line, "neither `source` nor `target` has a slot".to_owned());
    }
    let [require, actors] = ["require", "actors"].map(|key| {
        let texts = page.strings(table, key);
        texts.iter().filter_map(|text| SlotPath::parse(page, text)).collect()
    });
    let mut forbid = Vec::new();
    for text in page.strings(table, "forbid") {
        forbid.extend(page.alternatives(&text.value, "forbid", text.line));
    }
    let with = with(page, table);
    let mode = page.string(table, "mode");
    if let Some(mode) = &mode
        && class.mode(&mode.value).is_none()
    {
        page.unknown(mode.line, "mode", &mode.value, class.modes.iter().map(|m| m.name.as_str()));
    }
    let code = page.string(table, "cameo");
    if let Some(code) = &code {
        cameo.check(page, code);
    }
    let mut named = Vec::new();
    for name in page.strings(table, "contexts") {
        super::context::check(page, contexts, &name);
        named.push(name.value);
    }
    let status = page.string(table, "status").and_then(|status| {
        let parsed = status.value.parse().ok();
        if parsed.is_none() {
            let known: Vec<String> = Status::iter().map(|s| s.to_string()).collect();
            page.unknown(status.line, "status", &status.value, known.iter().map(String::as_str));
        }
        parsed
    });
    let symmetric = page.boolean(table, "symmetric").unwrap_or(class.symmetric);
    let example = page.required(table, "example", line);
    let expect = page.required(table, "expect", line).and_then(|text| expectation(page, &text));
    Some(Frame {
        class: number,
        trigger: trigger?,
        pos: pos?,
        source,
        target,
        object,
        place,
        amount,
        require,
        forbid,
        with,
        actors,
        mode: mode.map(|m| m.value),
        cameo: code.map(|c| c.value),
        contexts: named,
        status,
        symmetric,
        example: example?.value,
        expect: expect?,
        origin: Origin { file: page.file.to_owned(), line },
    })
}

fn trigger(page: &mut Page<'_>, table: &DeTable<'_>, line: usize) -> Option<Vec<Vec<String>>> {
    let text = page.required(table, "trigger", line)?;
    // "a | b" would otherwise read as two words.
    let joined = text.value.split('|').map(str::trim).collect::<Vec<_>>().join("|");
    let words: Vec<Vec<String>> =
        joined.split_whitespace().map(|word| page.alternatives(word, "trigger", text.line)).collect();
    if words.is_empty() {
        page.fault(text.line, "an empty word in \"trigger\"".to_owned());
    }
    (!words.is_empty() && words.iter().all(|w| !w.is_empty())).then_some(words)
}

fn pos(page: &mut Page<'_>, table: &DeTable<'_>, line: usize) -> Option<HeadPos> {
    let text = page.required(table, "pos", line)?;
    let pos = text.value.parse().ok();
    if pos.is_none() {
        let known: Vec<String> = HeadPos::iter().map(|p| p.as_ref().to_owned()).collect();
        page.unknown(text.line, "part of speech", &text.value, known.iter().map(String::as_str));
    }
    pos
}

fn with(page: &mut Page<'_>, table: &DeTable<'_>) -> Vec<(SlotPath, Vec<String>)> {
    let Some(value) = table.get("with") else { return Vec::new() };
    let line = page.line(value.span());
    let Some(inner) = value.get_ref().as_table() else {
        page.fault(line, "`with` must be a table of slots: { object = \"embassy|consulate\" }".to_owned());
        return Vec::new();
    };
    let mut with = Vec::new();
    // A dotted key (`object.of = "…"`) is a table within the table.
    let mut open: Vec<(String, &DeTable<'_>)> = vec![(String::new(), inner)];
    while let Some((prefix, table)) = open.pop() {
        for (key, value) in table {
            let line = page.line(key.span());
            let name = format!("{prefix}{}", key.get_ref());
            if let Some(inner) = value.get_ref().as_table() {
                open.push((format!("{name}."), inner));
                continue;
            }
            let path = SlotPath::parse(page, &At { line, value: name });
            let mut lemmas = Vec::new();
            for text in page.strings(table, key.get_ref()) {
                lemmas.extend(page.alternatives(&text.value, "with", text.line));
            }
            if let Some(path) = path {
                with.push((path, lemmas));
            }
        }
    }
    with
}

fn expectation(page: &mut Page<'_>, text: &At<String>) -> Option<Expectation> {
    let codes = |side: &str| -> Option<Vec<String>> {
        if side.trim() == "-" {
            return Some(Vec::new());
        }
        let mut codes: Vec<String> = side.split('+').map(|code| code.trim().to_owned()).collect();
        codes.sort();
        let sound = |code: &String| code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase());
        codes.iter().all(sound).then_some(codes)
    };
    let parsed = text
        .value
        .split_once('>')
        .and_then(|(source, target)| Some(Expectation { source: codes(source)?, target: codes(target)? }));
    if parsed.is_none() {
        page.fault(text.line, format!("{:?} is not of the form \"SRC > TGT\"", text.value));
    }
    parsed
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |codes: &[String]| if codes.is_empty() { "-".to_owned() } else { codes.join("+") };
        write!(f, "{} > {}", side(&self.source), side(&self.target))
    }
}
