//! Markdown: which stretches of it are prose, and which characters in them are markup.
//!
//! The text itself is never changed. Code, rules, comments and definitions of references are no paragraphs; the
//! signs of headings, lists and quotations stand before the paragraph; what marks words inside it (emphasis, links,
//! tags) is listed as markup.

use std::collections::HashSet;

use super::Span;

/// What a Markdown text holds.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub paragraphs: Vec<Span>,
    pub markup: Vec<Span>,
    /// Text of the first heading of the first level.
    pub title: Option<String>,
    /// Lines "key: value" between `---` at the very start.
    pub front: Vec<(String, String)>,
}

/// A line that goes on in the next: shorter ones end where they end.
const WRAPPED: usize = 50;

/// Longest link or tag that is seen as one, in bytes: a bound that keeps the pass linear.
const LONGEST_LINK: usize = 2000;

pub(super) fn layout(text: &str) -> Layout {
    let mut out = Layout::default();
    let lines: Vec<Span> = lines(text);
    let body = front_matter(text, &lines, &mut out.front);
    let references = references(text, &lines[body..]);
    let mut fence: Option<&str> = None;
    let mut comment = false;
    // Whether the paragraph before may go on in this line.
    let mut open = false;
    for &line in &lines[body..] {
        let raw = line.of(text);
        let trimmed = raw.trim();
        let goes_on = std::mem::take(&mut open);
        if let Some(sign) = fence {
            if trimmed.starts_with(sign) {
                fence = None;
            }
            continue;
        }
        if comment {
            comment = !trimmed.contains("-->");
            continue;
        }
        if let Some(sign) = ["```", "~~~"].into_iter().find(|s| trimmed.starts_with(s)) {
            // "```word```" on one line is code inside a line.
            if !trimmed[3..].contains(sign) {
                fence = Some(sign);
                continue;
            }
        }
        if trimmed.starts_with("<!--") && trimmed.ends_with("-->") {
            continue;
        }
        if trimmed.starts_with("<!--") && !trimmed.contains("-->") {
            comment = true;
            continue;
        }
        if trimmed.is_empty() || is_rule(trimmed) || is_definition(trimmed) {
            continue;
        }
        let lead = raw.len() - raw.trim_start().len();
        let mut span = Span::new(line.start() + lead, line.start() + lead + trimmed.len());
        let bare = trimmed.trim_start_matches('#');
        let level = trimmed.len() - bare.len();
        if (1..=6).contains(&level) && bare.starts_with([' ', '\t']) {
            let end = span.start() + trimmed.trim_end_matches('#').trim_end().len();
            span = trim(text, Span::new(span.start() + level, end.max(span.start() + level)));
            if span.is_empty() {
                continue;
            }
            let from = out.markup.len();
            inline(text, span, &references, &mut out.markup);
            if level == 1 && out.title.is_none() {
                out.title = Some(words(text, span, &out.markup[from..]));
            }
            out.paragraphs.push(span);
            continue;
        }
        if trimmed.starts_with('|') {
            cells(text, span, &references, &mut out);
            continue;
        }
        let (start, item) = after_signs(text, span);
        let content = Span::new(start, span.end());
        if content.is_empty() {
            continue;
        }
        inline(text, content, &references, &mut out.markup);
        let ends = content.of(text).ends_with(['.', '!', '?', ':', '"', '”', ')', ']', '|', '\\'])
            || raw.ends_with("  ");
        open = content.len() >= WRAPPED && !ends;
        match out.paragraphs.last_mut() {
            Some(last) if goes_on && !item => {
                // Signs of a quotation that open the line lie inside the paragraph now.
                if start > span.start() {
                    out.markup.push(Span::new(span.start(), start));
                }
                *last = last.cover(content);
            }
            _ => out.paragraphs.push(content),
        }
    }
    out.markup.sort_unstable();
    out
}

/// Lines without their ends.
fn lines(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        found.push(Span::new(start, start + bare.len()));
        start += line.len();
    }
    found
}

/// Reads "key: value" lines between `---`; gives the first line behind them.
fn front_matter(text: &str, lines: &[Span], front: &mut Vec<(String, String)>) -> usize {
    if lines.first().is_none_or(|l| l.of(text).trim_end() != "---") {
        return 0;
    }
    let closes = |l: &Span| matches!(l.of(text).trim_end(), "---" | "...");
    let Some(end) = lines.iter().skip(1).take(60).position(closes) else { return 0 };
    for line in &lines[1..=end] {
        if let Some((key, value)) = line.of(text).split_once(':') {
            let value = value.trim().trim_matches(['"', '\'']);
            if !value.is_empty() {
                front.push((key.trim().to_ascii_lowercase(), value.to_owned()));
            }
        }
    }
    end + 2
}

/// Three or more of `-`, `*`, `_` or `=`, alone: a rule, or what underlines a heading.
fn is_rule(line: &str) -> bool {
    ['-', '*', '_', '='].iter().any(|sign| {
        line.chars().all(|c| c == *sign || c == ' ')
            && line.chars().filter(|c| c == sign).count() >= if *sign == '=' { 1 } else { 3 }
    })
}

/// "[name]: address" and "[^3]: what the note says".
fn is_definition(line: &str) -> bool {
    definition(line).is_some()
}

fn definition(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('[')?;
    let close = rest.find(']')?;
    (close > 0 && rest[close + 1..].starts_with(':')).then(|| &rest[..close])
}

fn references(text: &str, lines: &[Span]) -> HashSet<String> {
    lines.iter().filter_map(|l| definition(l.of(text).trim())).map(str::to_lowercase).collect()
}

fn trim(text: &str, span: Span) -> Span {
    let raw = span.of(text);
    let trimmed = raw.trim();
    let start = span.start() + raw.len() - raw.trim_start().len();
    if trimmed.is_empty() {
        Span::new(span.start(), span.start())
    } else {
        Span::new(start, start + trimmed.len())
    }
}

/// Where the words of a line begin, behind its signs of quotation and list; whether it is an item of a list.
fn after_signs(text: &str, span: Span) -> (usize, bool) {
    let mut at = span.start();
    let mut item = false;
    while at < span.end() {
        let rest = &text[at..span.end()];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let sign = match rest.as_bytes() {
            [b'>', ..] => 1,
            [b'-' | b'*' | b'+', b' ' | b'\t', ..] if !item => 1,
            _ if (1..=3).contains(&digits)
                && !item
                && matches!(rest.as_bytes().get(digits..digits + 2), Some([b'.' | b')', b' ' | b'\t'])) =>
            {
                digits + 1
            }
            _ if item && ["[ ] ", "[x] ", "[X] "].iter().any(|b| rest.starts_with(b)) => 3,
            _ => break,
        };
        item |= !rest.starts_with('>');
        at += sign;
        at += text[at..span.end()].len() - text[at..span.end()].trim_start().len();
    }
    (at, item)
}

/// Each cell of a table's row is a paragraph; the row under the head is none.
fn cells(text: &str, span: Span, references: &HashSet<String>, out: &mut Layout) {
    let row = span.of(text);
    if row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t')) {
        return;
    }
    let mut start = span.start();
    for cell in row.split('|') {
        let content = trim(text, Span::new(start, start + cell.len()));
        if !content.is_empty() {
            inline(text, content, references, &mut out.markup);
            out.paragraphs.push(content);
        }
        start += cell.len() + 1;
    }
}

/// The words of `span` without `markup`.
fn words(text: &str, span: Span, markup: &[Span]) -> String {
    let mut out = String::new();
    let mut at = span.start();
    for m in markup {
        if m.start() >= at {
            out.push_str(&text[at..m.start()]);
        }
        at = at.max(m.end());
    }
    out.push_str(text.get(at..span.end()).unwrap_or(""));
    out.trim().to_owned()
}

/// The markup between the words of `span`, in order.
fn inline(text: &str, span: Span, references: &HashSet<String>, markup: &mut Vec<Span>) {
    let from = markup.len();
    let bytes = text.as_bytes();
    // Where links end whose text is still to be read.
    let mut tails: Vec<(usize, usize)> = Vec::new();
    let mut at = span.start();
    while at < span.end() {
        if let Some(i) = tails.iter().position(|(start, _)| *start == at) {
            let (start, end) = tails.swap_remove(i);
            markup.push(Span::new(start, end));
            at = end;
            continue;
        }
        let rest = &text[at..span.end()];
        let next = match bytes[at] {
            b'\\' if rest.as_bytes().get(1).is_some_and(u8::is_ascii_punctuation) => {
                markup.push(Span::new(at, at + 1));
                at + 2
            }
            b'`' => {
                let run = rest.bytes().take_while(|b| *b == b'`').count();
                markup.push(Span::new(at, at + run));
                at + run
            }
            b'*' | b'_' | b'~' => {
                let sign = bytes[at];
                let run = rest.bytes().take_while(|b| *b == sign).count();
                let before = text[span.start()..at].chars().next_back();
                let after = rest[run..].chars().next();
                let inside =
                    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
                let loose = before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace);
                let bare = loose || sign == b'_' && inside || sign == b'~' && run != 2;
                if run <= 3 && !bare {
                    markup.push(Span::new(at, at + run));
                }
                at + run
            }
            b'!' if rest.starts_with("![") => match link(rest.get(1..).unwrap_or(""), references) {
                // What a picture shows is not said by the text.
                Some(l) => {
                    markup.push(Span::new(at, at + 1 + l.end));
                    at + 1 + l.end
                }
                None => at + 1,
            },
            b'[' => match link(rest, references) {
                Some(l) => {
                    if !l.is_mark {
                        markup.push(Span::new(at, at + 1));
                    }
                    let from = if l.is_mark { l.close + 1 } else { l.close };
                    if l.end > from {
                        tails.push((at + from, at + l.end));
                    }
                    at + 1
                }
                None => at + 1,
            },
            b'<' => match tag(rest) {
                Some(Tag::Address(len)) => {
                    markup.push(Span::new(at, at + 1));
                    tails.push((at + len - 1, at + len));
                    at + 1
                }
                Some(Tag::Html(len)) => {
                    markup.push(Span::new(at, at + len));
                    at + len
                }
                None => at + 1,
            },
            _ => at + rest.chars().next().map_or(1, char::len_utf8),
        };
        // A tail may begin inside what was stepped over only if the text is odd: never step past it.
        at = tails
            .iter()
            .map(|(start, _)| *start)
            .filter(|start| *start > at)
            .min()
            .map_or(next, |t| next.min(t));
    }
    markup[from..].sort_unstable();
}

/// A link in brackets at the start of a text; lengths from there.
struct Link {
    /// The bracket that closes its text.
    close: usize,
    /// One past all of it.
    end: usize,
    /// Its text is a footnote mark, whose brackets stay.
    is_mark: bool,
}

fn link(rest: &str, references: &HashSet<String>) -> Option<Link> {
    let rest = &rest[..rest.floor_char_boundary(LONGEST_LINK)];
    let close = matching(rest, b'[', b']')?;
    let name = &rest[1..close];
    let is_mark =
        !name.is_empty() && name.len() <= 4 && name.bytes().all(|b| b.is_ascii_digit() || b == b'^');
    let after = &rest[close + 1..];
    if after.starts_with('(') {
        let end = matching(after, b'(', b')')?;
        return Some(Link { close, end: close + 1 + end + 1, is_mark });
    }
    if after.starts_with('[')
        && let Some(end) = matching(after, b'[', b']')
    {
        let target = if end == 1 { name } else { &after[1..end] };
        if references.contains(&target.to_lowercase()) && !is_mark {
            return Some(Link { close, end: close + 1 + end + 1, is_mark });
        }
    }
    let known = references.contains(&name.to_lowercase()) && !is_mark && !name.starts_with('^');
    known.then_some(Link { close, end: close + 1, is_mark })
}

/// Where the bracket at the start of `rest` is closed.
fn matching(rest: &str, open: u8, close: u8) -> Option<usize> {
    let mut depth = 0usize;
    for (i, b) in rest.bytes().enumerate() {
        if b == open {
            depth += 1;
        } else if b == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(i);
            }
        }
    }
    None
}

enum Tag {
    /// `<https://…>`, with its length.
    Address(usize),
    /// `<b>`, `</b>`, `<br/>`, with its length.
    Html(usize),
}

fn tag(rest: &str) -> Option<Tag> {
    let end = rest[..rest.floor_char_boundary(LONGEST_LINK)].find('>')?;
    let inner = rest.get(1..end)?;
    if inner.contains("://") && !inner.contains(' ') {
        return Some(Tag::Address(end + 1));
    }
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let word = name.split([' ', '/']).next()?;
    const NAMES: &[&str] = &[
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "center",
        "cite",
        "code",
        "details",
        "div",
        "em",
        "figure",
        "font",
        "hr",
        "i",
        "img",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "td",
        "th",
        "tr",
        "u",
        "ul",
    ];
    NAMES.iter().any(|n| n.eq_ignore_ascii_case(word)).then_some(Tag::Html(end + 1))
}

#[cfg(test)]
mod tests {
    use crate::document::Document;

    fn prose(text: &str) -> Vec<String> {
        let d = Document::from_bytes("note.md", text.as_bytes()).unwrap();
        d.paragraphs
            .iter()
            .map(|p| {
                let mut words = String::new();
                for (i, c) in p.of(&d.text).char_indices() {
                    let at = p.start() + i;
                    if !d.markup.iter().any(|m| (m.start()..m.end()).contains(&at)) {
                        words.push(c);
                    }
                }
                words
            })
            .collect()
    }

    #[test]
    fn headings_lists_and_quotations_lose_their_signs() {
        let text = "# Oslo and Riga #\n\n- They *met*.\n2. They **parted**.\n> \"We agree.\"\n\nA ~~rumour~~ `told`.";
        assert_eq!(
            prose(text),
            ["Oslo and Riga", "They met.", "They parted.", "\"We agree.\"", "A rumour told."]
        );
        assert_eq!(
            Document::from_bytes("a.md", text.as_bytes()).unwrap().title.as_deref(),
            Some("Oslo and Riga")
        );
    }

    #[test]
    fn links_keep_their_text_and_marks_their_brackets() {
        let text = "[Riga](https://riga.example/a_(b)) thanked ![flag](f.png)[Oslo][no] twice[4](#n4)[5].\n\n[no]: https://oslo.example";
        assert_eq!(prose(text), ["Riga thanked Oslo twice[4][5]."]);
    }

    #[test]
    fn what_is_no_prose_is_no_paragraph() {
        let text = "Text.\n\n```\ncode here\n```\n---\n<!-- a note\nto myself -->\n| Year | Act |\n|---|:--|\n| 1991 | They met |\n\n[^1]: A source.";
        assert_eq!(prose(text), ["Text.", "Year", "Act", "1991", "They met"]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The two governments agreed in the spring of that year to\nopen the bridge. It was then closed for a second time by\n\nOther.";
        assert_eq!(prose(text).len(), 2);
        let text = "The two governments agreed in the spring of that year.\nThe bridge was opened.";
        assert_eq!(prose(text).len(), 2);
    }

    #[test]
    fn front_matter_tells_of_the_document() {
        let text = "---\ntitle: \"A bridge\"\ndate: 2019-03-02\nurl: https://oslo.example/b\n---\nThey met.";
        let d = Document::from_bytes("a.md", text.as_bytes()).unwrap();
        assert_eq!(d.title.as_deref(), Some("A bridge"));
        assert_eq!(d.published, Some(jiff::civil::date(2019, 3, 2)));
        assert_eq!(d.url.as_deref(), Some("https://oslo.example/b"));
        assert_eq!(d.paragraphs.len(), 1);
    }

    #[test]
    fn stars_and_strokes_between_words_stay() {
        assert_eq!(prose("2 * 3 and snake_case and 5 ~ 6"), ["2 * 3 and snake_case and 5 ~ 6"]);
        assert_eq!(prose("a \\*star\\*"), ["a *star*"]);
    }
}
