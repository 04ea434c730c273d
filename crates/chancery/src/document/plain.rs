//! Plain text: a line is a paragraph.

use super::Span;

/// The non-empty lines of `text`, each without its surrounding white space.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let lead = line.len() - line.trim_start().len();
            found.push(Span::new(start + lead, start + lead + trimmed.len()));
        }
        start += line.len();
    }
    found
}
