//! From a [`Document`] to its [`Sentence`]s: bounds, tokens, footnote marks.
//!
//! Footnote marks are taken out first, what is left is cut into tokens, and a small trained model says after
//! which of them a sentence ends. Then each mark is bound to the clause that it supports; `docs/segmentation.md`
//! gives the rule.

mod abbreviation;
#[doc(hidden)] // Open for the training of the segmenter only.
pub mod boundary;
mod mark;
mod token;

use crate::document::{Document, Span};

/// One sentence: its words, and the footnote marks that support it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// From its first token to the end of its last.
    pub span: Span,
    /// Which of [`Document::paragraphs`](crate::document::Document::paragraphs) it stands in.
    pub paragraph: usize,
    /// Line of its first token, counted from 1.
    pub line: u32,
    /// The words, in Universal Dependencies tokenisation (English); footnote marks are never among them.
    pub tokens: Vec<Token>,
    /// Marks that support this sentence or a clause of it, in text order.
    pub marks: Vec<Mark>,
}

/// A word, number or punctuation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Whether white space, a footnote mark or the end of the paragraph follows.
    pub space_after: bool,
}

/// A footnote mark such as `[12]`, `[note 3]` or `[citation needed]`, bound to what it supports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What stands between the brackets.
    pub label: String,
    /// Where it stands: not always inside the sentence, for a mark that opens a line supports what came before.
    pub span: Span,
    /// It supports the tokens `from..to` of its sentence: the clause between the last mark and this one.
    pub from: usize,
    /// One past the last token that it supports.
    pub to: usize,
}

impl Sentence {
    /// The token's words.
    pub fn word<'t>(&self, text: &'t str, token: usize) -> &'t str {
        self.tokens.get(token).map_or("", |t| t.span.of(text))
    }

    /// The words of all tokens; `text` is the document's.
    pub fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.tokens.iter().map(|t| t.span.of(text)).collect()
    }

    /// The span that tokens `range` cover; empty at the sentence's start for an empty range.
    pub fn span_of(&self, range: std::ops::Range<usize>) -> Span {
        match self.tokens.get(range) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => Span::new(self.span.start(), self.span.start()),
        }
    }
}

/// Tokens that a sentence may have. What is longer is no sentence of prose; cut, it costs time by its length and not
/// by the square of it.
const LONGEST: usize = 300;

/// Cuts a document into sentences, in text order; their footnote marks are bound to what they support.
///
/// A paragraph's end always ends a sentence. Every character of a paragraph that is neither white space nor
/// markup lies in exactly one token or one mark.
pub fn segment(document: &Document) -> Vec<Sentence> {
    let text = document.text.as_str();
    let mut sentences = Vec::new();
    let mut waiting = Vec::new();
    let mut lines = LineCount::new(text);
    for (paragraph, &range) in document.paragraphs.iter().enumerate() {
        let found = marks(document, range);
        let tokens = tokens(text, range, &found, &document.markup);
        let ends = boundary::ends(text, &tokens);
        let first = sentences.len();
        let mut from = 0;
        for to in ends {
            let Some(words) = tokens.get(from..to).filter(|w| !w.is_empty()) else { continue };
            for piece in words.chunks(LONGEST) {
                sentences.push(sentence(piece, paragraph, &mut lines));
            }
            from = to;
        }
        bind(text, &mut sentences, first, found, &mut waiting);
    }
    sentences
}

/// The tokens of each paragraph, before they are cut into sentences: what the segmenter is trained on.
#[doc(hidden)]
pub fn paragraphs(document: &Document) -> Vec<Vec<Token>> {
    let text = document.text.as_str();
    let cut = |range: &Span| tokens(text, *range, &marks(document, *range), &document.markup);
    document.paragraphs.iter().map(cut).collect()
}

fn sentence(words: &[Token], paragraph: usize, lines: &mut LineCount<'_>) -> Sentence {
    let start = words.first().map_or(0, |t| t.span.start());
    let end = words.last().map_or(start, |t| t.span.end());
    Sentence {
        span: Span::new(start, end),
        paragraph,
        line: lines.at(start),
        tokens: words.to_vec(),
        marks: Vec::new(),
    }
}

/// The marks of one paragraph; what is markup already (a link's brackets) is none.
fn marks(document: &Document, range: Span) -> Vec<mark::Found> {
    let mut found = mark::find(&document.text, range);
    found.retain(|m| {
        let next = document.markup.partition_point(|s| s.end() <= m.span.start());
        document.markup.get(next).is_none_or(|s| !s.overlaps(m.span))
    });
    found
}

/// The words of one paragraph: marks and markup left out.
fn tokens(text: &str, range: Span, marks: &[mark::Found], markup: &[Span]) -> Vec<Token> {
    let first = markup.partition_point(|m| m.end() <= range.start());
    let markup = markup[first..].iter().copied().take_while(|m| m.start() < range.end());
    let mut holes: Vec<Span> = marks.iter().map(|m| m.span).chain(markup).collect();
    holes.sort_unstable();
    let mut spans = Vec::with_capacity(range.len() / 5);
    let mut at = range.start();
    for hole in holes {
        if hole.start() > at {
            token::tokenise(text, Span::new(at, hole.start()), &mut spans);
        }
        at = at.max(hole.end());
    }
    if at < range.end() {
        token::tokenise(text, Span::new(at, range.end()), &mut spans);
    }
    let nexts: Vec<usize> = spans.iter().skip(1).map(|s| s.start()).collect();
    spans
        .iter()
        .enumerate()
        .map(|(i, span)| Token { span: *span, space_after: nexts.get(i).is_none_or(|n| *n != span.end()) })
        .collect()
}

/// Binds the marks of the paragraph whose sentences start at `first` in `sentences`.
///
/// `waiting` holds marks that stand before the first sentence of the document.
fn bind(
    text: &str,
    sentences: &mut [Sentence],
    first: usize,
    found: Vec<mark::Found>,
    waiting: &mut Vec<mark::Found>,
) {
    if first < sentences.len() && !waiting.is_empty() {
        // Nothing came before them: they support the first sentence.
        let whole = sentences[first].tokens.len();
        let early = waiting.drain(..).map(|m| Mark { label: m.label, span: m.span, from: 0, to: whole });
        sentences[first].marks.extend(early);
    }
    for m in found {
        // The last sentence of the document so far that begins before the mark.
        let place = sentences.partition_point(|s| s.span.start() < m.span.start());
        let Some(s) = place.checked_sub(1).and_then(|i| sentences.get_mut(i)) else {
            if first == 0 {
                match sentences.first_mut() {
                    Some(s) => {
                        let to = s.tokens.len();
                        s.marks.push(Mark { label: m.label, span: m.span, from: 0, to });
                    }
                    None => waiting.push(m),
                }
            }
            continue;
        };
        let to = s.tokens.partition_point(|t| t.span.start() < m.span.start());
        let from = match s.marks.last() {
            // "[5][6]": side by side, with no word between, they share the clause.
            Some(last)
                if !s.tokens[last.to.min(to)..to]
                    .iter()
                    .any(|t| t.span.of(text).contains(char::is_alphanumeric)) =>
            {
                last.from
            }
            Some(last) if last.span.start() >= s.span.start() => last.to,
            _ => 0,
        };
        s.marks.push(Mark { label: m.label, span: m.span, from, to });
    }
}

/// Counts lines as the places asked for move on.
struct LineCount<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u32,
}

impl<'t> LineCount<'t> {
    fn new(text: &'t str) -> Self {
        LineCount { bytes: text.as_bytes(), at: 0, line: 1 }
    }

    fn at(&mut self, place: usize) -> u32 {
        if let Some(passed) = self.bytes.get(self.at..place) {
            self.line += passed.iter().filter(|b| **b == b'\n').count() as u32;
            self.at = place;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let document = Document::from_text("-", text);
        segment(&document).iter().map(|s| s.span.of(&document.text).to_owned()).collect()
    }

    #[track_caller]
    fn cut(text: &str, expected: &[&str]) {
        assert_eq!(sentences(text), expected);
    }

    /// Each mark with the words that it supports.
    fn supports(text: &str) -> Vec<(String, String)> {
        let document = Document::from_text("-", text);
        let pair = |s: &Sentence, m: &Mark| {
            let words: Vec<&str> = (m.from..m.to).map(|t| s.word(&document.text, t)).collect();
            (m.label.clone(), words.join(" "))
        };
        segment(&document)
            .iter()
            .flat_map(|s| s.marks.iter().map(move |m| (s, m)))
            .map(|(s, m)| pair(s, m))
            .collect()
    }

    #[track_caller]
    fn bound(text: &str, expected: &[(&str, &str)]) {
        let got = supports(text);
        let got: Vec<(&str, &str)> = got.iter().map(|(l, w)| (l.as_str(), w.as_str())).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        let text = "The U.S. envoy met Gen. Rojas of Minera Ltd. in Quito at 5 p.m. on Monday.";
        cut(&format!("{text} Nobody came."), &[text, "Nobody came."]);
    }

    #[test]
    fn a_sentence_may_end_with_an_abbreviation() {
        cut(
            "The envoy flew to Washington, D.C. They met the next day.",
            &["The envoy flew to Washington, D.C.", "They met the next day."],
        );
    }

    #[test]
    fn quotations_are_cut_where_their_sentences_end() {
        cut(
            "The minister said: \"We will not leave.\" The crowd cheered.",
            &["The minister said: \"We will not leave.\"", "The crowd cheered."],
        );
        cut("\"Will you go?\" asked the envoy.", &["\"Will you go?\" asked the envoy."]);
    }

    #[test]
    fn glued_sentences_come_apart() {
        cut(
            "They built prosperous societies.Peruvian ties grew.",
            &["They built prosperous societies.", "Peruvian ties grew."],
        );
        cut("The site example.com reported 3.5 million.", &["The site example.com reported 3.5 million."]);
    }

    #[test]
    fn cut_sentences_stay_as_they_are() {
        cut(
            "and later met in Quito.\nThe two sides\nagreed",
            &["and later met in Quito.", "The two sides", "agreed"],
        );
    }

    #[test]
    fn dates_are_not_cut() {
        cut("Key dates. 3 March: The envoys meet.", &["Key dates.", "3 March: The envoys meet."]);
    }

    #[test]
    fn a_mark_supports_the_clause_before_it() {
        bound(
            "Lima closed the border,[3] and Quito protested.[4][5]",
            &[
                ("3", "Lima closed the border ,"),
                ("4", "and Quito protested ."),
                ("5", "and Quito protested ."),
            ],
        );
        bound("Lima agreed[note 1].[2] Quito did not.", &[("note 1", "Lima agreed"), ("2", "Lima agreed .")]);
    }

    #[test]
    fn a_mark_that_opens_a_line_supports_the_clause_before_the_line() {
        bound(
            "Lima closed the border,[3] and Quito protested.\n[4] Both withdrew.",
            &[("3", "Lima closed the border ,"), ("4", "and Quito protested .")],
        );
        bound("Lima agreed.[3]\n[4] Quito did not.", &[("3", "Lima agreed ."), ("4", "Lima agreed .")]);
        bound("Lima agreed. [4] Quito did not.", &[("4", "Lima agreed .")]);
    }

    #[test]
    fn marks_that_open_the_document_support_its_first_sentence() {
        bound("[1][2] Lima agreed. Quito did not.", &[("1", "Lima agreed ."), ("2", "Lima agreed .")]);
        bound("[1]\nLima agreed.", &[("1", "Lima agreed .")]);
    }

    #[test]
    fn marks_never_reach_the_words() {
        let document = Document::from_text("-", "Lima[4] agreed[citation needed] twice.[who?]");
        let words: Vec<&str> =
            segment(&document)[0].tokens.iter().map(|t| t.span.of(&document.text)).collect();
        assert_eq!(words, ["Lima", "agreed", "twice", "."]);
    }

    #[test]
    fn lines_are_counted_from_one() {
        let document = Document::from_text("-", "Lima agreed.\n\nQuito agreed. Bern did not.");
        let lines: Vec<u32> = segment(&document).iter().map(|s| s.line).collect();
        assert_eq!(lines, [1, 3, 3]);
    }
}
