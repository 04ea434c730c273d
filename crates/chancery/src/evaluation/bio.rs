//! Words tagged in BIO, one a line, with empty lines between sentences.

use std::collections::BTreeSet;
use std::path::Path;

use super::EvaluationError;
use crate::document::Span;

/// One sentence of the gold.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tagged {
    /// As its `# text` has it, or its words with spaces between.
    pub text: String,
    /// Each tagged stretch of the text with its label.
    pub spans: BTreeSet<(Span, String)>,
    /// Whether a document begins here.
    pub opens: bool,
}

/// Reads `word tag` lines, or CoNLL lines of number, word, tag, with `# text = …` where there is one.
pub(super) fn read(file: &Path, text: &str) -> Result<Vec<Tagged>, EvaluationError> {
    let mut sentences = Vec::new();
    let mut rows: Vec<(&str, &str)> = Vec::new();
    let (mut raw, mut opens) = (None, false);
    let total = text.lines().count();
    for (n, line) in text.lines().map(Some).chain([None]).enumerate() {
        let bad = |what: String| EvaluationError::malformed(file, (n + 1).min(total.max(1)), what);
        let line = line.unwrap_or("").trim_end();
        if line.is_empty() {
            if !rows.is_empty() {
                sentences.push(sentence(raw.take(), &rows, opens).map_err(bad)?);
                rows.clear();
                opens = false;
            }
        } else if let Some(comment) = line.strip_prefix("# ") {
            raw = comment.strip_prefix("text = ").or(raw);
            opens |= comment.starts_with("newdoc");
        } else {
            let cells: Vec<&str> = line.split(['\t', ' ']).collect();
            let (word, tag) = match cells[..] {
                [word, tag] => (word, tag),
                [number, word, tag, ..] if number.parse::<u32>().is_ok() => (word, tag),
                _ => return Err(bad("is no word with its tag".to_owned())),
            };
            let known = tag == "O" || tag.len() > 2 && (tag.starts_with("B-") || tag.starts_with("I-"));
            if !known {
                return Err(bad(format!("`{tag}` is no tag of BIO")));
            }
            rows.push((word, tag));
        }
    }
    Ok(sentences)
}

fn sentence(raw: Option<&str>, rows: &[(&str, &str)], opens: bool) -> Result<Tagged, String> {
    let text = match raw {
        Some(raw) => raw.to_owned(),
        None => rows.iter().map(|r| r.0).collect::<Vec<_>>().join(" "),
    };
    let mut spans = BTreeSet::new();
    let mut open: Option<(Span, &str)> = None;
    let mut at = 0;
    for (word, tag) in rows {
        let start =
            at + text[at..].find(word).ok_or_else(|| format!("`{word}` is not in the sentence's text"))?;
        at = start + word.len();
        let here = Span::new(start, at);
        // An I without its B opens a stretch all the same.
        open = match (open, tag.split_once('-')) {
            (Some((span, label)), Some(("I", same))) if same == label => Some((span.cover(here), label)),
            (before, next) => {
                spans.extend(before.map(|(span, label)| (span, label.to_owned())));
                next.map(|(_, label)| (here, label))
            }
        };
    }
    spans.extend(open.map(|(span, label)| (span, label.to_owned())));
    Ok(Tagged { text, spans, opens })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tagged: &Tagged) -> Vec<String> {
        tagged.spans.iter().map(|(s, l)| format!("{l}:{}", s.of(&tagged.text))).collect()
    }

    #[test]
    fn two_columns_and_conll() {
        let plain = read(Path::new("a.bio"), "A B-S\nFinn I-S\nmet O\nNils B-T\n\nNo O\n").unwrap();
        assert_eq!(plain.len(), 2);
        assert_eq!(shown(&plain[0]), ["S:A Finn", "T:Nils"]);
        let text =
            "# newdoc id = x\n# text = \"Oslo's\n1\t\"\tO\t-\t-\n2\tOslo\tB-LOC\t-\t-\n3\t's\tO\t-\t-\n";
        let conll = read(Path::new("a.iob2"), text).unwrap();
        assert_eq!(shown(&conll[0]), ["LOC:Oslo"]);
        assert!(conll[0].opens);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = |text: &str| read(Path::new("a.bio"), text).unwrap_err().to_string();
        assert_eq!(error("A O\nB\n"), "a.bio:2: is no word with its tag");
        assert_eq!(error("A O\nB X-S\n"), "a.bio:2: `X-S` is no tag of BIO");
    }
}
