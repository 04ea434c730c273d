//! After which tokens a sentence ends: a logistic regression over hashed features of every place between two
//! tokens, trained by `training/segmenter/train.py`, and a few rules that it may not break.

use std::sync::LazyLock;

use super::{Token, abbreviation};

/// Buckets of the hashed features: a power of two.
pub const BUCKETS: usize = 1 << 18;

/// What kind of thing a token is, as far as sentence ends go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Kind {
    Edge,
    Lower,
    Capitalised,
    Capitals,
    SingleCapital,
    Mixed,
    Number,
    NumberLike,
    Abbreviation,
    Initials,
    Stop,
    Question,
    Exclamation,
    Ellipsis,
    Comma,
    Semicolon,
    Colon,
    Dash,
    Open,
    Close,
    OpenQuote,
    CloseQuote,
    StraightQuote,
    Apostrophe,
    Bullet,
    Rule,
    Face,
    Address,
    Other,
}

impl Kind {
    fn ends(self) -> bool {
        matches!(self, Kind::Stop | Kind::Question | Kind::Exclamation | Kind::Ellipsis)
    }

    fn wordlike(self) -> bool {
        (self as u8) >= Kind::Lower as u8 && (self as u8) <= Kind::Initials as u8
    }
}

/// A token with what the features ask of it.
#[derive(Clone, Copy)]
struct Seen {
    kind: Kind,
    /// Hash of the word in lower case, digits alike.
    word: u64,
    /// Hash of its last three letters.
    suffix: u64,
    /// Length in characters, at most 12.
    len: u8,
    /// The name of a month.
    month: bool,
    /// An abbreviated title, or a number of thousands ("33,000"): something that they belong to follows.
    leads: bool,
    space_after: bool,
}

const EDGE: Seen =
    Seen { kind: Kind::Edge, word: 1, suffix: 1, len: 0, month: false, leads: false, space_after: true };

/// A paragraph prepared for the features.
pub struct Paragraph {
    seen: Vec<Seen>,
    /// Tokens since the last that ends a sentence, before each token.
    since: Vec<u16>,
    /// Tokens until the next that ends a sentence, from each token.
    until: Vec<u16>,
    /// Depth of brackets and whether a straight quotation is open, after each token.
    nest: Vec<u8>,
    /// What the paragraph is like as a whole.
    style: u64,
}

impl Paragraph {
    /// Looks at the tokens of one paragraph.
    pub fn new(text: &str, tokens: &[Token]) -> Self {
        let seen: Vec<Seen> = tokens.iter().map(|t| see(t.span.of(text), t.space_after)).collect();
        let n = seen.len();
        let mut since = Vec::with_capacity(n);
        let mut count = 0u16;
        for s in &seen {
            since.push(count);
            count = if s.kind.ends() { 0 } else { count.saturating_add(1) };
        }
        let mut until = vec![0u16; n];
        let mut count = 200u16;
        for (i, s) in seen.iter().enumerate().rev() {
            count = if s.kind.ends() { 0 } else { count.saturating_add(1).min(400) };
            until[i] = count;
        }
        let mut nest = Vec::with_capacity(n);
        let (mut depth, mut quoted, mut curly) = (0i32, false, 0i32);
        for s in &seen {
            match s.kind {
                Kind::Open => depth = (depth + 1).min(3),
                Kind::Close => depth = (depth - 1).max(0),
                Kind::StraightQuote => quoted = !quoted,
                Kind::OpenQuote => curly = (curly + 1).min(2),
                Kind::CloseQuote => curly = (curly - 1).max(0),
                _ => {}
            }
            nest.push((depth.min(1) as u8) | (u8::from(quoted) << 1) | ((curly.min(1) as u8) << 2));
        }
        let ends = seen.iter().filter(|s| s.kind.ends()).count();
        let words = seen.iter().filter(|s| s.kind.wordlike()).count().max(1);
        let upper = seen.iter().filter(|s| matches!(s.kind, Kind::Capitalised | Kind::Capitals)).count();
        let last = seen.last().map_or(Kind::Edge, |s| s.kind);
        let closes = last.ends()
            || n > 1
                && matches!(last, Kind::CloseQuote | Kind::StraightQuote | Kind::Close)
                && seen[n - 2].kind.ends();
        let style = u64::from(closes)
            | (ends.min(2) as u64) << 1
            | ((4 * upper / words) as u64) << 4
            | bucket(n) << 8;
        Paragraph { seen, since, until, nest, style }
    }

    fn at(&self, i: isize) -> Seen {
        usize::try_from(i).ok().and_then(|i| self.seen.get(i)).copied().unwrap_or(EDGE)
    }

    /// Whether no sentence can end after token `i`, whatever the weights say.
    fn joined(&self, i: usize) -> bool {
        let (l, r) = (self.at(i as isize), self.at(i as isize + 1));
        // A sentence does not open with what closes one, and words written solid are one unless something
        // between them ends.
        matches!(r.kind, Kind::Comma | Kind::Close | Kind::CloseQuote | Kind::Semicolon)
            || r.kind.ends() && r.kind != Kind::Ellipsis && l.kind.wordlike()
            || !l.space_after && l.kind.wordlike() && r.kind.wordlike()
            || l.leads && r.kind.wordlike()
            // "3 March", "March 2021"
            || r.month && l.kind == Kind::Number && l.len <= 2
            || l.month && r.kind == Kind::Number && r.len == 4
    }

    /// The features of the place after token `i`: calls `take` with the bucket of each.
    pub fn features(&self, i: usize, mut take: impl FnMut(usize)) {
        let at = |d: isize| self.at(i as isize + d);
        let (l3, l2, l, r, r2, r3) = (at(-2), at(-1), at(0), at(1), at(2), at(3));
        let k = |s: Seen| s.kind as u64;
        let space = u64::from(l.space_after);
        let kinds = k(l) << 6 | k(r) << 1 | space;
        let nest = u64::from(self.nest.get(i).copied().unwrap_or(0));
        let since = bucket(self.since.get(i).map_or(0, |d| usize::from(*d)));
        let until = bucket(self.until.get(i + 1).map_or(0, |d| usize::from(*d)));
        let from_start = bucket(i + 1);
        let to_end = bucket(self.seen.len() - i - 1);
        let mut template = 0u64;
        let mut f = |a: u64, b: u64, c: u64| {
            template += 1;
            take(mix(template, a, b, c));
        };
        f(0, 0, 0);
        f(kinds, 0, 0);
        f(kinds, k(l2), 0);
        f(kinds, k(r2), 0);
        f(kinds, k(l2), k(r2));
        f(kinds, k(l2) << 6 | k(l3), 0);
        f(kinds, k(r2) << 6 | k(r3), 0);
        f(kinds, k(l2) << 6 | k(l3), k(r2) << 6 | k(r3));
        f(l.word, 0, 0);
        f(r.word, 0, 0);
        f(l2.word, 0, 0);
        f(r2.word, 0, 0);
        f(l.word, k(r), space);
        f(k(l), r.word, k(r) << 1 | space);
        f(k(l), r.word, k(r) << 6 | k(r2));
        f(l.word, r.word, k(r));
        f(l2.word, l.word, k(r));
        f(kinds, l2.word, 0);
        f(kinds, r2.word, 0);
        f(r.word, r2.word, k(l) << 6 | k(r));
        f(l.suffix, k(l) << 6 | k(r), 0);
        f(r.suffix, k(l) << 6 | k(r), 0);
        f(l2.suffix, kinds, 0);
        f(l.suffix, r.suffix, kinds);
        f(kinds, u64::from(l.len), 0);
        f(kinds, u64::from(l2.len), k(l2));
        f(kinds, u64::from(r.len), 0);
        f(kinds, nest, 0);
        f(kinds, nest, k(l2) << 6 | k(r2));
        f(kinds, since, 0);
        f(kinds, until, 0);
        f(kinds, since, until);
        f(kinds, self.style, 0);
        f(kinds, self.style & 0xff, since);
        f(kinds, self.style & 0xff, until);
        f(kinds, from_start, 0);
        f(kinds, to_end, 0);
        f(kinds, from_start, to_end);
        f(r.word, k(r), since);
        f(r.word, k(r), until);
        f(l.word, k(r), from_start);
        f(r.word, k(r), to_end);
        f(self.style, since, until);
        f(at(-3).word, kinds, 1);
        f(r3.word, kinds, 0);
        f(k(l2) << 12 | k(l3) << 6 | k(at(-3)), kinds, k(r2) << 12 | k(r3) << 6 | k(at(4)));
    }
}

/// Sizes by rough steps, so that near sizes share what is learnt.
fn bucket(n: usize) -> u64 {
    match n {
        0..=4 => n as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        23..=35 => 9,
        36..=60 => 10,
        _ => 11,
    }
}

fn mix(template: u64, a: u64, b: u64, c: u64) -> usize {
    let mut h = template.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for v in [a, b, c] {
        h = (h.rotate_left(23) ^ v).wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^= h >> 32;
    }
    h as usize & (BUCKETS - 1)
}

fn hash(chars: impl Iterator<Item = char>) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325u64;
    for c in chars {
        h = (h ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3);
    }
    h
}

/// A character as the word features see it: lower case, digits alike, quotation marks alike.
fn fold(c: char) -> char {
    match c {
        '0'..='9' => '0',
        '’' | '‘' => '\'',
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

fn see(word: &str, space_after: bool) -> Seen {
    let mut len = 0u8;
    let mut tail = ['\0'; 3];
    for c in word.chars() {
        len = len.saturating_add(1);
        tail = [tail[1], tail[2], fold(c)];
    }
    Seen {
        kind: kind(word),
        word: hash(word.chars().map(fold)),
        suffix: hash(tail.into_iter()),
        len: len.min(12),
        month: is_month(word),
        leads: abbreviation::is_title(word)
            || word.contains(',') && word.starts_with(|c: char| c.is_ascii_digit()) && len > 1,
        space_after,
    }
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.contains(&word)
}

fn kind(word: &str) -> Kind {
    let Some(first) = word.chars().next() else { return Kind::Edge };
    match word {
        "." => return Kind::Stop,
        "," => return Kind::Comma,
        ";" => return Kind::Semicolon,
        ":" => return Kind::Colon,
        "(" | "[" | "{" => return Kind::Open,
        ")" | "]" | "}" => return Kind::Close,
        "“" | "«" | "``" | "‘" | "„" | "‘‘" | "‘’" => return Kind::OpenQuote,
        "”" | "»" | "''" | "’’" => return Kind::CloseQuote,
        "\"" => return Kind::StraightQuote,
        "'" | "’" | "`" => return Kind::Apostrophe,
        "-" | "--" | "–" | "—" | "---" => return Kind::Dash,
        "*" | "•" | "·" | "►" | "+" | ">" | ">>" | "●" => return Kind::Bullet,
        _ => {}
    }
    if first.is_alphabetic() {
        if let Some(stem) = word.strip_suffix('.') {
            return if word.len() == 2 || stem.contains('.') { Kind::Initials } else { Kind::Abbreviation };
        }
        if word.contains(['@', '/', '_']) || word.contains('.') {
            return Kind::Address;
        }
        let rest = &word[first.len_utf8()..];
        if !first.is_uppercase() {
            return if rest.chars().any(char::is_uppercase) { Kind::Mixed } else { Kind::Lower };
        }
        if rest.is_empty() {
            return Kind::SingleCapital;
        }
        if !rest.chars().any(char::is_lowercase) {
            return Kind::Capitals;
        }
        return if rest.chars().any(char::is_uppercase) { Kind::Mixed } else { Kind::Capitalised };
    }
    if first.is_numeric() {
        return if word.chars().all(char::is_numeric) { Kind::Number } else { Kind::NumberLike };
    }
    if word.chars().all(|c| matches!(c, '.' | '…')) {
        return Kind::Ellipsis;
    }
    if word.chars().all(|c| matches!(c, '.' | '!' | '?')) {
        return if word.contains('?') { Kind::Question } else { Kind::Exclamation };
    }
    if matches!(first, ':' | ';' | '=' | '<') && (2..=3).contains(&word.len()) {
        return Kind::Face;
    }
    if word.len() > 3 && !word.chars().any(char::is_alphanumeric) {
        return Kind::Rule;
    }
    if word.chars().any(char::is_alphabetic) && matches!(first, '\'' | '’') {
        return Kind::Lower;
    }
    Kind::Other
}

/// The trained weights.
struct Weights {
    weights: &'static [u8],
    /// In units of the weights.
    bias: i32,
}

const MAGIC: &[u8] = b"CHSEG1\n\0";

impl Weights {
    /// Reads the form that `training/segmenter/train.py` writes; `None` where it is of another form.
    fn read(bytes: &'static [u8]) -> Option<Weights> {
        let (head, weights) = bytes.strip_prefix(MAGIC)?.split_at_checked(12)?;
        let buckets = u32::from_le_bytes(head.get(..4)?.try_into().ok()?);
        let bias = i32::from_le_bytes(head.get(4..8)?.try_into().ok()?);
        (buckets as usize == BUCKETS && weights.len() == BUCKETS).then_some(Weights { weights, bias })
    }

    fn ends_after(&self, paragraph: &Paragraph, i: usize) -> bool {
        let mut sum = self.bias;
        paragraph.features(i, |f| sum += i32::from(self.weights[f & (BUCKETS - 1)] as i8));
        sum > 0
    }
}

static WEIGHTS: LazyLock<Option<Weights>> = LazyLock::new(|| Weights::read(chancery_model::SEGMENTER));

/// One past the last token of each sentence of a paragraph, rising; the last is always `tokens.len()`.
pub(super) fn ends(text: &str, tokens: &[Token]) -> Vec<usize> {
    let paragraph = Paragraph::new(text, tokens);
    let mut ends = Vec::new();
    for i in 1..tokens.len() {
        if !paragraph.joined(i - 1) && WEIGHTS.as_ref().is_some_and(|w| w.ends_after(&paragraph, i - 1)) {
            ends.push(i);
        }
    }
    if !tokens.is_empty() {
        ends.push(tokens.len());
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_that_are_built_in_are_of_the_form_that_is_read() {
        assert!(Weights::read(chancery_model::SEGMENTER).is_some());
        assert!(Weights::read(b"CHSEG1\n\0short").is_none());
        assert!(Weights::read(b"another form").is_none());
    }
}
