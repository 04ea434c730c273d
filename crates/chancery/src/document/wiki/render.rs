//! The words of a page, and its references.

use std::collections::HashMap;
use std::ops::Range;

use super::super::Note;
use super::brackets::{self, Brackets};
use super::{cite, note, template};

/// Templates in templates are followed so far.
const DEEPEST: usize = 40;

/// Renders a page: its text, a line for each of its lines, and its notes in the order of their first marks.
pub(super) fn page(source: &str) -> (String, Vec<Note>) {
    let source = without_comments(source);
    let brackets = brackets::pair(&source);
    let mut renderer = Renderer {
        text: &source,
        brackets,
        depth: 0,
        in_note: false,
        unclosed: None,
        notes: Vec::new(),
        by_name: HashMap::new(),
        counters: HashMap::new(),
    };
    let mut out = String::with_capacity(source.len());
    renderer.render(0..source.len(), &mut out);
    let notes = renderer.notes.into_iter().filter_map(|n| {
        let label = n.label?;
        (!n.text.trim().is_empty() || n.url.is_some()).then(|| note(label, &n.text, n.url))
    });
    (out, notes.collect())
}

fn without_comments(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(start) = rest.find("<!--") {
        out.push_str(&rest[..start]);
        rest = match rest[start..].find("-->") {
            Some(end) => &rest[start + end + 3..],
            None => "",
        };
    }
    out.push_str(rest);
    out
}

/// A reference, met or defined.
#[derive(Debug, Default)]
struct Reference {
    /// `None` until its first mark.
    label: Option<String>,
    text: String,
    url: Option<String>,
}

/// Groups of references number by themselves.
type Key = (String, String);

pub(super) struct Renderer<'t> {
    pub(super) text: &'t str,
    brackets: Brackets,
    depth: usize,
    /// Inside a note no further note is made.
    in_note: bool,
    /// From here on no `</ref` follows.
    unclosed: Option<usize>,
    notes: Vec<Reference>,
    by_name: HashMap<Key, usize>,
    counters: HashMap<String, usize>,
}

impl<'t> Renderer<'t> {
    /// Appends the words of a range to `out`.
    pub(super) fn render(&mut self, range: Range<usize>, out: &mut String) {
        if self.depth >= DEEPEST {
            return;
        }
        self.depth += 1;
        let text = self.text;
        let bytes = text.as_bytes();
        let mut at = range.start;
        while at < range.end {
            let step = bytes[at..range.end].iter().position(|b| matches!(b, b'{' | b'[' | b'<'));
            let Some(step) = step else {
                out.push_str(&text[at..range.end]);
                break;
            };
            out.push_str(&text[at..at + step]);
            at += step;
            let next = match bytes[at] {
                b'<' => self.tag(at, range.end, out),
                b'[' if bytes.get(at + 1) != Some(&b'[') => self.external(at, range.end, out),
                _ => self.bracket(at, range.end, out),
            };
            at = match next {
                Some(next) => next,
                None => {
                    out.push(char::from(bytes[at]));
                    at + 1
                }
            };
        }
        self.depth -= 1;
    }

    /// The words of a range, for themselves.
    pub(super) fn words(&mut self, range: Range<usize>) -> String {
        let mut out = String::new();
        self.render(range, &mut out);
        out
    }

    /// Goes through a range for its references alone.
    pub(super) fn pass(&mut self, range: Range<usize>) {
        self.words(range);
    }

    /// A template, link or table that opens at `at`.
    fn bracket(&mut self, at: usize, end: usize, out: &mut String) -> Option<usize> {
        let close = *self.brackets.closes.get(&at)?;
        if close + 2 > end {
            return None;
        }
        let inner = at + 2..close;
        match &self.text[at..at + 2] {
            "{{" => template::render(self, inner, out),
            "[[" => self.link(inner, out),
            // Cells are seldom prose.
            _ => self.pass(inner),
        }
        Some(close + 2)
    }

    /// `[[Target|words]]`.
    fn link(&mut self, inner: Range<usize>, out: &mut String) {
        let parts = self.split(inner.clone());
        let Some(target) = parts.first().map(|r| self.text[r.clone()].trim()) else { return };
        let space = target.split_once(':').map(|(space, _)| space.trim());
        if let Some(space) = space.filter(|s| !s.is_empty()) {
            let beside = ["file", "image", "category", "media"].iter().any(|s| s.eq_ignore_ascii_case(space));
            // The same page in another language.
            let language = parts.len() == 1
                && (2..=3).contains(&space.len())
                && space.bytes().all(|b| b.is_ascii_lowercase());
            if beside || language {
                self.pass(inner);
                return;
            }
        }
        match parts.get(1) {
            Some(words) if !self.text[words.clone()].trim().is_empty() => {
                self.render(words.start..inner.end, out)
            }
            _ => out.push_str(target.trim_start_matches(':')),
        }
    }

    /// `[https://example.org words]`; `None` where it is no link.
    fn external(&mut self, at: usize, end: usize, out: &mut String) -> Option<usize> {
        const LONGEST: usize = 2000;
        let rest = self.text.get(at + 1..end)?;
        is_address(rest).then_some(())?;
        let bytes = rest.as_bytes();
        let close = bytes[..bytes.len().min(LONGEST)].iter().position(|b| matches!(b, b']' | b'\n'))?;
        (bytes[close] == b']').then_some(())?;
        if let Some(space) = rest[..close].find([' ', '\t']) {
            self.render(at + 1 + space + 1..at + 1 + close, out);
        }
        Some(at + 1 + close + 1)
    }

    /// A tag; `None` where the sign begins none.
    fn tag(&mut self, at: usize, end: usize, out: &mut String) -> Option<usize> {
        const LONGEST: usize = 1000;
        if let Some(&(close, after)) = self.brackets.raw.get(&at) {
            let name = self.text[at + 1..].chars().take_while(char::is_ascii_alphabetic).collect::<String>();
            if name.eq_ignore_ascii_case("nowiki") {
                let start = self.text[at..close].find('>').map_or(close, |i| at + i + 1);
                out.push_str(&self.text[start..close]);
            }
            return Some(after.min(end.max(at + 1)));
        }
        let rest = self.text.get(at + 1..end)?;
        let bare = rest.strip_prefix('/').unwrap_or(rest);
        let len = bare.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = bare[..len].to_ascii_lowercase();
        (bare.starts_with(|c: char| c.is_ascii_alphabetic()) && len <= 16).then_some(())?;
        let bytes = rest.as_bytes();
        let close = bytes[..bytes.len().min(LONGEST)].iter().position(|b| *b == b'>')?;
        let (inside, after) = (&rest[..close], at + 1 + close + 1);
        let closes = rest.starts_with('/');
        match name.as_str() {
            "ref" if !closes => return Some(self.reference(inside, after, end, out)),
            "references" if !closes && !inside.ends_with('/') => {
                let close = brackets::find_closing(&self.text[..end], after, "references")?;
                self.define(after..close, "");
                return Some(close);
            }
            "br" | "p" | "div" | "blockquote" | "li" | "ul" | "ol" | "hr" | "center" | "poem" => {
                out.push('\n')
            }
            _ => {}
        }
        Some(after)
    }

    /// `<ref name="x" group="y">…</ref>`: a mark in the text, and its note. Gives where to go on.
    fn reference(&mut self, inside: &str, after: usize, end: usize, out: &mut String) -> usize {
        let (name, group) = (attribute(inside, "name"), attribute(inside, "group"));
        if inside.ends_with('/') {
            self.mark(&group.unwrap_or_default(), &name.unwrap_or_default(), None, out);
            return after;
        }
        let close = match self.unclosed {
            Some(from) if after >= from => None,
            _ => brackets::find_closing(&self.text[..end], after, "ref"),
        };
        let Some(close) = close else {
            if end == self.text.len() {
                self.unclosed = Some(after);
            }
            return after;
        };
        self.mark(&group.unwrap_or_default(), &name.unwrap_or_default(), Some(after..close), out);
        self.text[close..end].find('>').map_or(end, |i| close + i + 1)
    }

    /// Sets a mark: of a new reference, or of one of that name.
    pub(super) fn mark(&mut self, group: &str, name: &str, content: Option<Range<usize>>, out: &mut String) {
        if self.in_note {
            return;
        }
        let index = self.index(group, name);
        if let Some(content) = content {
            self.fill(index, content);
        }
        let label = match &self.notes[index].label {
            Some(label) => label.clone(),
            None => {
                let label = self.next_label(group);
                self.notes[index].label.insert(label).clone()
            }
        };
        out.push('[');
        out.push_str(&label);
        out.push(']');
    }

    /// A mark whose note is words of our own making (`{{sfn}}`).
    pub(super) fn mark_with(&mut self, group: &str, name: &str, text: String, out: &mut String) {
        if self.in_note {
            return;
        }
        let index = self.index(group, name);
        self.notes[index].text = text;
        self.mark(group, name, None, out);
    }

    fn index(&mut self, group: &str, name: &str) -> usize {
        let known =
            (!name.is_empty()).then(|| self.by_name.get(&(group.to_owned(), name.to_owned())).copied());
        if let Some(Some(index)) = known {
            return index;
        }
        self.notes.push(Reference::default());
        let index = self.notes.len() - 1;
        if !name.is_empty() {
            self.by_name.insert((group.to_owned(), name.to_owned()), index);
        }
        index
    }

    fn fill(&mut self, index: usize, content: Range<usize>) {
        self.in_note = true;
        let (text, url) = cite::read(self, content);
        self.in_note = false;
        if self.notes[index].text.is_empty() {
            self.notes[index].text = text;
            self.notes[index].url = url;
        }
    }

    /// References that a list defines, without marks of their own.
    pub(super) fn define(&mut self, range: Range<usize>, group: &str) {
        let mut at = range.start;
        while let Some(step) = self.text[at..range.end].find("<ref") {
            let start = at + step + 1;
            let Some(close) = self.text[start..range.end].find('>') else { return };
            let inside = &self.text[start..start + close];
            let content = start + close + 1;
            at = content;
            if inside.ends_with('/') || inside.starts_with("references") {
                continue;
            }
            let Some(end) = brackets::find_closing(&self.text[..range.end], content, "ref") else { return };
            if let Some(name) = attribute(inside, "name") {
                let group = attribute(inside, "group").unwrap_or_else(|| group.to_owned());
                let index = self.index(&group, &name);
                self.fill(index, content..end);
            }
            at = end;
        }
    }

    /// What stands in the marks of a group: "5", "note 2", "c", "iv".
    fn next_label(&mut self, group: &str) -> String {
        let kind = match group {
            "" | "lower-alpha" | "lower-roman" | "upper-alpha" | "note" | "nb" | "n" | "web" | "fn" => group,
            lower if ["note", "notes", "footnote"].contains(&lower.to_lowercase().as_str()) => "note",
            // Any other name would be taken for words.
            _ => "ref",
        };
        let counter = self.counters.entry(kind.to_owned()).or_insert(0);
        *counter += 1;
        match kind {
            "" => counter.to_string(),
            "lower-alpha" if *counter <= 26 => char::from(b'a' + (*counter - 1) as u8).to_string(),
            "lower-alpha" => format!("lower-alpha {counter}"),
            "lower-roman" => roman(*counter),
            kind => format!("{kind} {counter}"),
        }
    }

    /// The parts of a template or link, between the `|` that belong to it.
    pub(super) fn split(&self, inner: Range<usize>) -> Vec<Range<usize>> {
        let bytes = self.text.as_bytes();
        let mut parts = Vec::new();
        let (mut start, mut at) = (inner.start, inner.start);
        while at < inner.end {
            match bytes[at] {
                b'|' => {
                    parts.push(start..at);
                    start = at + 1;
                    at += 1;
                }
                b'{' | b'[' => match self.brackets.closes.get(&at) {
                    Some(close) if close + 2 <= inner.end => at = close + 2,
                    _ => at += 1,
                },
                b'<' => match self.brackets.raw.get(&at) {
                    Some((_, end)) if *end <= inner.end => at = *end,
                    _ => at += 1,
                },
                _ => at += 1,
            }
        }
        parts.push(start..inner.end);
        parts
    }

    /// The templates that a range holds, not those inside of them.
    pub(super) fn templates(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = range.start;
        while let Some(step) = self.text[at..range.end].find("{{") {
            at += step;
            match self.brackets.closes.get(&at) {
                Some(close) if close + 2 <= range.end => {
                    found.push(at + 2..*close);
                    at = close + 2;
                }
                _ => at += 2,
            }
        }
        found
    }
}

/// Whether a text begins with an address.
pub(super) fn is_address(text: &str) -> bool {
    ["http://", "https://", "//", "ftp://"]
        .iter()
        .any(|s| text.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)))
}

/// The value of an attribute, with or without quotation marks.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(step) = lower.get(from..)?.find(name) {
        let start = from + step;
        from = start + name.len();
        let before = tag[..start].chars().next_back();
        let rest = tag[from..].trim_start();
        if !before.is_some_and(char::is_whitespace) || !rest.starts_with('=') {
            continue;
        }
        let value = rest[1..].trim_start();
        let value = match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next()?,
            _ => value.split([' ', '\t', '\n', '/']).next()?,
        };
        return Some(value.trim().to_owned());
    }
    None
}

fn roman(mut number: usize) -> String {
    let mut out = String::new();
    for (value, sign) in [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
        while number >= value && out.len() < 32 {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}
