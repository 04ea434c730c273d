//! Wikitext, as MediaWiki's pages have it, to text: links and the templates that stand for words become words, what is
//! laid out beside the prose (infoboxes, tables, pictures, lists of sources) falls away, references become marks
//! `[12]` whose notes are kept.
//!
//! Numbers of references are those of the page as it is shown: what falls away is counted all the same.

mod brackets;
mod cite;
mod dump;
mod render;
mod template;

pub(super) use dump::pages;

use super::{Document, Fault, Note, Span, plain};

/// Headings of sections that hold no prose.
const APPENDICES: &[&str] = &[
    "bibliography",
    "citations",
    "explanatory notes",
    "external links",
    "footnotes",
    "further reading",
    "gallery",
    "general references",
    "notes",
    "notes and references",
    "references",
    "references and notes",
    "see also",
    "sources",
    "works cited",
];

/// The document of a page's wikitext; `None` where the page only leads to another.
pub(super) fn document(name: String, source: &str, faults: Vec<Fault>) -> Option<Document> {
    let start = source.trim_start();
    if start.get(..9).is_some_and(|s| s.eq_ignore_ascii_case("#redirect")) {
        return None;
    }
    let (rendered, notes) = render::page(source);
    let text = lines(&rendered);
    let paragraphs: Vec<Span> = plain::paragraphs(&text);
    Some(Document { name, text, paragraphs, notes, faults, ..Document::default() })
}

/// What is left of the lines: headings without their signs, list items without theirs, appendices not at all.
fn lines(rendered: &str) -> String {
    let mut out = String::with_capacity(rendered.len());
    // Level of the appendix that is being passed over.
    let mut passed: Option<usize> = None;
    for line in rendered.lines() {
        let trimmed = line.trim();
        if let Some((level, heading)) = heading(trimmed) {
            if passed.is_some_and(|p| level > p) {
                continue;
            }
            let heading = words(heading);
            passed = APPENDICES.contains(&heading.to_lowercase().as_str()).then_some(level);
            if passed.is_none() && !heading.is_empty() {
                push(&mut out, &heading);
            }
            continue;
        }
        if passed.is_some() || trimmed.starts_with(['|', '!']) || trimmed.starts_with("----") {
            continue;
        }
        let line = words(trimmed.trim_start_matches(['*', '#', ':', ';']));
        // What is left of a template's line may be marks and signs only: keep marks, for they support what is before.
        if line.chars().any(char::is_alphanumeric) {
            push(&mut out, &line);
        }
    }
    out
}

fn push(out: &mut String, line: &str) {
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(line);
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let opening = line.bytes().take_while(|b| *b == b'=').count();
    let closing = line.bytes().rev().take_while(|b| *b == b'=').count();
    let level = opening.min(closing).min(6);
    (level > 0 && line.len() > 2 * level).then(|| (level, &line[level..line.len() - level]))
}

/// A line without signs of emphasis and magic words, its entities as characters, one blank between words.
fn words(line: &str) -> String {
    let mut bare = line.replace("'''", "").replace("''", "");
    while let Some(start) = bare.find("__") {
        let rest = &bare[start + 2..];
        let len = rest.bytes().take_while(u8::is_ascii_uppercase).count();
        if len < 3 || !rest[len..].starts_with("__") {
            break;
        }
        bare.replace_range(start..start + len + 4, "");
    }
    let decoded = html_escape::decode_html_entities(&bare);
    let mut out = String::with_capacity(decoded.len());
    for word in decoded.split([' ', '\t', '\u{a0}', '\n', '\r']).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    // "( ; pronounced)" and "()" are what a template of pronunciation leaves.
    for (left, clean) in [("()", ""), ("( )", ""), ("(; ", "("), ("(, ", "("), (" ,", ","), (" .", ".")] {
        if out.contains(left) {
            out = out.replace(left, clean);
        }
    }
    out.replace("  ", " ").trim().to_owned()
}

/// A note as plain words on one line.
fn note(label: String, rendered: &str, url: Option<String>) -> Note {
    let text = rendered.lines().map(words).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ");
    Note { label, text, url }
}

#[cfg(test)]
mod tests;
