//! From a [`Document`](crate::document::Document) to its [`Sentence`]s: bounds, tokens, footnote marks.

use crate::document::Span;

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
    /// Whether white space or the end of the paragraph follows.
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

    /// The span that tokens `range` cover; empty at the sentence's start for an empty range.
    pub fn span_of(&self, range: std::ops::Range<usize>) -> Span {
        match self.tokens.get(range) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => Span::new(self.span.start(), self.span.start()),
        }
    }
}
