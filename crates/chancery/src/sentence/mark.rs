//! Footnote marks: finding them in the text, and binding them to the clause that they support.

use crate::document::Span;

/// A mark as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub span: Span,
    pub label: String,
}

/// Longest text between the brackets of a mark, in bytes.
const LONGEST: usize = 40;

/// Notes that a reader has left in the text: in lower case, without "?" at the end. Sorted.
const NOTES: &[&str] = &[
    "according to whom",
    "ambiguous",
    "better source needed",
    "by whom",
    "citation needed",
    "citations needed",
    "clarification needed",
    "clarify",
    "contradictory",
    "date missing",
    "dead link",
    "discuss",
    "disputed",
    "disputed – discuss",
    "dubious",
    "dubious – discuss",
    "example needed",
    "examples needed",
    "excessive citations",
    "failed verification",
    "full citation needed",
    "further explanation needed",
    "how",
    "how often",
    "improper synthesis",
    "in which year",
    "irrelevant citation",
    "like whom",
    "needs update",
    "neutrality is disputed",
    "non-primary source needed",
    "not in citation given",
    "not specific enough to verify",
    "not verified in body",
    "opinion",
    "original research",
    "original research?",
    "page needed",
    "page range too broad",
    "peacock term",
    "permanent dead link",
    "quantify",
    "quotation needed",
    "relevant",
    "self-published source",
    "specify",
    "source needed",
    "third-party source needed",
    "time needed",
    "timeframe",
    "undue weight",
    "unreliable source",
    "update",
    "vague",
    "verification needed",
    "verify",
    "weasel words",
    "when",
    "where",
    "which",
    "which one",
    "who",
    "whom",
    "why",
    "year needed",
];

/// Kinds of note that carry a counter: `[note 3]`, `[nb 2]`, `[Fn 1]`.
const COUNTED: &[&str] =
    &["fn", "footnote", "n", "nb", "note", "notes", "ref", "upper-alpha", "lower-alpha", "web"];

/// Every footnote mark in `text[range]`, in order.
pub(super) fn find(text: &str, range: Span) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = range.start();
    while let Some(step) = memchr_open(&bytes[at..range.end()]) {
        let open = at + step;
        at = open + 1;
        let Some(len) =
            bytes[at..range.end().min(at + LONGEST)].iter().position(|b| matches!(b, b']' | b'['))
        else {
            continue;
        };
        if bytes[at + len] != b']' {
            continue;
        }
        let label = &text[at..at + len];
        let close = at + len + 1;
        let before = text[range.start()..open].chars().next_back();
        let after = text[close..range.end()].chars().next();
        let adjoins = found.last().is_some_and(|m| text[m.span.end()..open].trim().is_empty());
        if is_label(label, before, after, adjoins) {
            let label = label.trim().trim_start_matches('^').to_owned();
            found.push(Found { span: Span::new(open, close), label });
            at = close;
        }
    }
    found
}

fn memchr_open(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|b| *b == b'[')
}

fn is_label(label: &str, before: Option<char>, after: Option<char>, adjoins: bool) -> bool {
    let label = label.trim();
    let bare = label.strip_prefix('^').unwrap_or(label);
    // "pre[2]dicted" and "[t]he": brackets inside a word are an editor's, but a number may stand against the
    // next sentence ("ended.[4]Relations").
    let inside_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
    let numeral = !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit());
    if numeral {
        return !inside_word || after.is_some_and(char::is_uppercase);
    }
    // "[5, 6]", "[12–14]"
    let several = bare.len() <= 16
        && bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.ends_with(|c: char| c.is_ascii_digit())
        && bare
            .split([',', '–', '-', ';', ' '])
            .all(|n| n.len() <= 3 && n.bytes().all(|b| b.is_ascii_digit()));
    if several || label.starts_with('^') && !bare.is_empty() && !bare.contains(' ') {
        return true;
    }
    if inside_word {
        return false;
    }
    let letter = bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_lowercase());
    let roman = bare.len() <= 5 && bare.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    if !bare.is_empty() && (letter || roman) {
        // "[a] new era" mends a quotation; a mark leans on the word before it and lets go of the next.
        return (adjoins || before.is_some_and(|c| !c.is_whitespace()))
            && !after.is_some_and(char::is_alphanumeric)
            || before.is_none() && bare.len() == 1 && after == Some(' ');
    }
    let lower = bare.to_lowercase();
    let lower = lower.trim_end_matches('?').trim();
    if let Some((kind, counter)) = lower.split_once([' ', '\u{a0}']) {
        let counter = counter.trim();
        let counts = !counter.is_empty()
            && counter.len() <= 5
            && (counter.bytes().all(|b| b.is_ascii_digit())
                || counter.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
                || counter.len() == 1);
        if counts && COUNTED.contains(&kind) {
            return true;
        }
    }
    NOTES.contains(&lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<String> {
        find(text, Span::new(0, text.len())).into_iter().map(|m| m.label).collect()
    }

    #[test]
    fn numbers_letters_and_notes_are_marks() {
        assert_eq!(labels("They met[12] twice.[5][6]"), ["12", "5", "6"]);
        assert_eq!(
            labels("They met[note 3] once,[a] then[citation needed] parted[who?][nb 2]."),
            ["note 3", "a", "citation needed", "who?", "nb 2"]
        );
        assert_eq!(labels("They met[5, 6] and[^7] parted.[12–14]"), ["5, 6", "7", "12–14"]);
        assert_eq!(labels("They met.[a] [b] Later"), ["a", "b"], "one mark lets the next stand apart");
        assert_eq!(labels("They met.[4]Relations cooled."), ["4"]);
    }

    #[test]
    fn an_editors_brackets_are_none() {
        for text in [
            "\"[t]he king\"",
            "\"[The king] left\"",
            "a [new] era",
            "in [2004] he",
            "x[1]y",
            "with [a] new era",
            "[sic]",
            "an [a",
            "b]",
        ] {
            assert_eq!(labels(text), Vec::<String>::new(), "{text}");
        }
    }
}
