//! Which brackets of a wikitext belong together, found in one pass: no later step searches for an end.

use std::collections::HashMap;

/// Ends of `{{…}}`, `[[…]]` and `{|…|}` by where they open; and of the stretches that are no wikitext.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// Start of an opening bracket → start of the one that closes it.
    pub closes: HashMap<usize, usize>,
    /// Start of a tag whose content is left alone → start of its closing tag, and the end of that.
    pub raw: HashMap<usize, (usize, usize)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Template,
    Link,
    Table,
}

/// Tags whose content is no wikitext.
const RAW: &[&str] = &[
    "nowiki",
    "pre",
    "math",
    "chem",
    "syntaxhighlight",
    "source",
    "score",
    "timeline",
    "gallery",
    "graph",
    "mapframe",
    "templatedata",
    "hiero",
    "imagemap",
];

pub(super) fn pair(text: &str) -> Brackets {
    let bytes = text.as_bytes();
    let mut found = Brackets::default();
    let mut open: Vec<(Kind, usize)> = Vec::new();
    let mut counts = [0usize; 3];
    // Raw tags that nothing closes any more.
    let mut unclosed: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let next = bytes.get(at + 1).copied();
        match (bytes[at], next) {
            (b'<', Some(c)) if c.is_ascii_alphabetic() => {
                if let Some((end, close)) = raw(text, at, &mut unclosed) {
                    found.raw.insert(at, (close, end));
                    at = end;
                    continue;
                }
                at += 1;
            }
            (b'{', Some(b'{')) => {
                open.push((Kind::Template, at));
                counts[Kind::Template as usize] += 1;
                at += 2;
            }
            (b'[', Some(b'[')) => {
                open.push((Kind::Link, at));
                counts[Kind::Link as usize] += 1;
                at += 2;
            }
            (b'{', Some(b'|')) if at == 0 || line_starts(bytes, at) => {
                open.push((Kind::Table, at));
                counts[Kind::Table as usize] += 1;
                at += 2;
            }
            (b'}', Some(b'}')) => at += close(&mut open, &mut counts, Kind::Template, at, &mut found),
            (b']', Some(b']')) => at += close(&mut open, &mut counts, Kind::Link, at, &mut found),
            (b'|', Some(b'}')) if line_starts(bytes, at) => {
                at += close(&mut open, &mut counts, Kind::Table, at, &mut found);
            }
            _ => at += 1,
        }
    }
    found
}

/// Whether only blanks and signs of indentation stand before `at` in its line.
fn line_starts(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take(16).take_while(|b| **b != b'\n').all(|b| matches!(b, b' ' | b'\t' | b':'))
}

/// Closes the nearest open bracket of a kind; what was opened inside it and never closed is given up. Gives how far to
/// go on.
fn close(
    open: &mut Vec<(Kind, usize)>,
    counts: &mut [usize; 3],
    kind: Kind,
    at: usize,
    found: &mut Brackets,
) -> usize {
    if counts[kind as usize] == 0 {
        return 1;
    }
    while let Some((top, start)) = open.pop() {
        counts[top as usize] -= 1;
        if top == kind {
            found.closes.insert(start, at);
            break;
        }
    }
    2
}

/// End of a raw element that opens at `at`, and where its closing tag begins.
fn raw<'t>(text: &'t str, at: usize, unclosed: &mut Vec<&'t str>) -> Option<(usize, usize)> {
    let rest = &text[at + 1..];
    let name = &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()];
    if !RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name))
        || unclosed.iter().any(|u| u.eq_ignore_ascii_case(name))
    {
        return None;
    }
    let opened = rest.find('>')?;
    if rest[..opened].ends_with('/') {
        return None;
    }
    let from = at + 1 + opened + 1;
    match find_closing(text, from, name) {
        Some(close) => {
            let end = text[close..].find('>').map_or(text.len(), |i| close + i + 1);
            Some((end, close))
        }
        None => {
            unclosed.push(name);
            None
        }
    }
}

/// Where `</name` stands after `from`, its case aside.
pub(super) fn find_closing(text: &str, from: usize, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(step) = text.get(at..)?.find("</") {
        at += step;
        let candidate = bytes.get(at + 2..at + 2 + name.len());
        if candidate.is_some_and(|c| c.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(at);
        }
        at += 2;
    }
    None
}
