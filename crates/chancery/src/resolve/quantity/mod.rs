//! Sums of money and counts: from words to [`Amount`]s.
//!
//! A figure without a figure ("thousands of tons", "dozens") is none; of a choice or a range ("three or four",
//! "300-400", "between 10 and 20") the first counts; dates, ordinals, shares and times are no counts.

mod currency;

use std::ops::Range;

use crate::coding::Amount;
use crate::resolve::{number, time};

/// A sum or a count among the words of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantityMention {
    /// Its words: sign, figure, scale and currency; not what is counted.
    pub tokens: Range<usize>,
    /// What it comes to.
    pub amount: Amount,
}

/// Every sum and count of the sentence whose words these are, in order and without overlap.
pub fn find<W: AsRef<str>>(words: &[W]) -> Vec<QuantityMention> {
    let pieces = split(words);
    let dates = time::find(words, &time::Context::default());
    let dated = |word: usize| dates.iter().any(|d| d.tokens.contains(&word));
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        // "1,500 years ago" has a date about it; a sum never is one.
        match quantity(&pieces, at).filter(|q| q.amount.unit.is_some() || !dated(pieces[at].word)) {
            Some(found) => {
                let tokens = pieces[at].word..pieces[found.end - 1].word + 1;
                if mentions.last().is_none_or(|m: &QuantityMention| m.tokens.end <= tokens.start) {
                    mentions.push(QuantityMention { tokens, amount: found.amount });
                }
                at = found.resume;
            }
            None => at += 1,
        }
    }
    mentions
}

/// The first sum that the words give, or else the first count.
pub fn parse<W: AsRef<str>>(words: &[W]) -> Option<Amount> {
    let found = find(words);
    let first = found.iter().position(|m| m.amount.unit.is_some()).unwrap_or(0);
    found.into_iter().nth(first).map(|m| m.amount)
}

/// A word, or a part of one where signs, figures and letters are written together ("US$1.2bn", "$5-billion").
struct Piece<'a> {
    text: &'a str,
    word: usize,
    glued: bool,
}

impl Piece<'_> {
    fn is(&self, words: &[&str]) -> bool {
        words.iter().any(|w| self.text.eq_ignore_ascii_case(w))
    }

    fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphabetic)
    }

    /// Its value as figures, thousands marked or not.
    fn figures(&self) -> Option<f64> {
        if !self.text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let mut groups = self.text.split(',');
        let first = groups.next()?;
        let grouped = self.text.contains(',');
        // Indian figures group by two: 1,50,000.
        let well_grouped = groups.all(|g| {
            let whole = g.split('.').next().unwrap_or(g);
            matches!(whole.len(), 2 | 3) && whole.bytes().all(|b| b.is_ascii_digit())
        });
        if grouped && !(well_grouped && first.len() <= 3) {
            return None;
        }
        self.text.replace(',', "").parse().ok()
    }
}

fn split<W: AsRef<str>>(words: &[W]) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (word, text) in words.iter().enumerate() {
        let mut rest = text.as_ref();
        let mut glued = false;
        while let Some(first) = rest.chars().next() {
            let digit = first.is_ascii_digit();
            let mut end = 0;
            for (i, c) in rest.char_indices() {
                let inside = if digit {
                    let mark =
                        matches!(c, ',' | '.') && rest[i + 1..].starts_with(|n: char| n.is_ascii_digit());
                    c.is_ascii_digit() || mark
                } else if first.is_alphabetic() {
                    // "US$", "Rs.", and a spelt number's hyphen ("twenty-five") stay whole.
                    let inner = i + 1 < rest.len() || rest[..i].contains('.');
                    let dot = c == '.' && (inner || rest[..i].eq_ignore_ascii_case("rs"));
                    let hyphen = c == '-' && number::cardinal(&rest[..i]).is_some_and(|n| n >= 20);
                    let apostrophe = matches!(c, '\'' | '’');
                    c.is_alphabetic()
                        || dot
                        || hyphen
                        || apostrophe
                        || is_sign(c) && !rest[..i].contains(is_sign)
                } else if is_sign(first) {
                    i == 0 || c.is_ascii_alphabetic() && i <= 2 && rest.starts_with("$US")
                } else {
                    i == 0
                };
                if !inside {
                    break;
                }
                end = i + c.len_utf8();
            }
            let (piece, tail) = rest.split_at(end.max(first.len_utf8()));
            if !first.is_whitespace() {
                pieces.push(Piece { text: piece, word, glued });
            }
            glued = true;
            rest = tail;
        }
    }
    pieces
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '$' | '€'
            | '£'
            | '¥'
            | '₹'
            | '₩'
            | '₽'
            | '₺'
            | '₪'
            | '₴'
            | '₦'
            | '₱'
            | '₫'
            | '₾'
            | '₼'
            | '₸'
            | '฿'
    )
}

struct Quantity {
    amount: Amount,
    /// One past its last piece.
    end: usize,
    /// Where to go on: past the rest of a range.
    resume: usize,
}

fn quantity(pieces: &[Piece<'_>], at: usize) -> Option<Quantity> {
    let text = |i: usize| pieces.get(i).map_or("", |p| p.text);
    // A sign before the figure: "$5", "US$ 1.2 billion", "USD $4 million", "Rs 500 crore".
    let mut unit = None;
    let mut next = at;
    while let Some(code) = currency::sign(text(next)) {
        unit = unit.filter(|_| text(next) == "$").or(Some(code));
        next += 1;
    }
    let signed = unit.is_some();
    if at > 0 && !signed && pieces[at].glued && !opens(pieces[at - 1].text) {
        return None;
    }
    let (value, figures_end) = figure(pieces, next)?;
    let (mut scale, mut end) = scale(pieces, figures_end, signed);
    // Of a range the first figure counts, with what the second says of both: "$3-5 million", "three or four".
    let mut resume = end;
    if let Some((far, far_scale)) = far_end(pieces, end) {
        if scale == 1.0 && value < 1000.0 {
            scale = far_scale;
        }
        resume = far;
    }
    let name_at = resume;
    if let Some((code, length)) = named(pieces, name_at)
        && (!signed || text(name_at) == code)
    {
        unit = unit.or(Some(code));
        end = name_at + length;
        resume = end;
    }
    let value = value * scale;
    if unit.is_none() && !is_count(pieces, at, end, resume, scale) {
        return None;
    }
    (value.is_finite()).then_some(Quantity {
        amount: Amount { value, unit: unit.map(str::to_owned) },
        end: end.max(at + 1),
        resume: resume.max(at + 1),
    })
}

/// What may stand before a figure in the same word.
fn opens(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '(' | '[' | '"' | '“' | '‘' | '\'' | '~' | '+' | '<' | '>' | '≈'))
}

/// The figure at `at`, in figures or words, and where it ends.
fn figure(pieces: &[Piece<'_>], at: usize) -> Option<(f64, usize)> {
    let piece = pieces.get(at)?;
    if let Some(value) = piece.figures() {
        return Some((value, at + 1));
    }
    let next = pieces.get(at + 1);
    if piece.is(&["a", "an"]) {
        let many = next.is_some_and(|n| magnitude(n.text).is_some() || n.is(&["dozen"]));
        return many.then_some((1.0, at + 1));
    }
    if piece.is(&["half"]) {
        let of = usize::from(next.is_some_and(|n| n.is(&["a"])));
        return pieces.get(at + 1 + of).and_then(|p| magnitude(p.text)).map(|_| (0.5, at + 1 + of));
    }
    let mut value = f64::from(number::cardinal(piece.text)?);
    let mut end = at + 1;
    // "twenty - five" in three tokens, "one hundred and fifty", "two thousand five hundred".
    let spelt = |i: usize| pieces.get(i).and_then(|p| number::cardinal(p.text)).map(f64::from);
    if value >= 20.0
        && value % 10.0 == 0.0
        && pieces.get(end).is_some_and(|p| p.text == "-")
        && let Some(unit) = spelt(end + 1).filter(|u| (1.0..10.0).contains(u))
    {
        value += unit;
        end += 2;
    }
    if pieces.get(end).is_some_and(|p| p.is(&["hundred"])) {
        value *= 100.0;
        end += 1;
        let and = usize::from(pieces.get(end).is_some_and(|p| p.is(&["and"])));
        if let Some(rest) = spelt(end + and) {
            value += rest;
            end += and + 1;
        }
    }
    Some((value, end))
}

/// The scale words after a figure: what they multiply by, and where they end.
fn scale(pieces: &[Piece<'_>], at: usize, signed: bool) -> (f64, usize) {
    let mut scale = 1.0;
    let mut at = at;
    loop {
        let hyphen = usize::from(pieces.get(at).is_some_and(|p| p.text == "-"));
        let Some(piece) = pieces.get(at + hyphen) else { return (scale, at) };
        let short = match piece.text {
            "m" | "mn" | "mln" | "M" | "mm" | "mio" => Some(1e6),
            "bn" | "b" | "B" | "bln" | "mrd" => Some(1e9),
            "tn" | "trn" => Some(1e12),
            "k" | "K" => Some(1e3),
            _ => None,
        };
        // "30m" is metres as often as millions: a currency decides.
        let short = short.filter(|_| (signed && hyphen == 0) || piece.text.len() > 1 && piece.text != "mm");
        let named_after = || named(pieces, at + hyphen + 1).is_some();
        let short = short.or_else(|| {
            matches!(piece.text, "m" | "b")
                .then(|| if piece.text == "m" { 1e6 } else { 1e9 })
                .filter(|_| named_after())
        });
        let dozen = piece.is(&["dozen"]).then_some(12.0);
        match magnitude(piece.text).or(short).or(dozen) {
            Some(by) => scale *= by,
            None => return (scale, at),
        }
        at += hyphen + 1;
    }
}

fn magnitude(word: &str) -> Option<f64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" | "mln" => 1e6,
        "billion" | "bln" | "milliard" => 1e9,
        "trillion" => 1e12,
        "lakh" | "lakhs" => 1e5,
        "crore" | "crores" => 1e7,
        _ => return None,
    })
}

/// The other end of "300-400", "three or four", "10 to 20", "10 and 20" after "between": where it ends, and its scale.
fn far_end(pieces: &[Piece<'_>], at: usize) -> Option<(usize, f64)> {
    let joint = pieces.get(at)?;
    let joins = joint.is(&["-", "–", "—", "or", "to", "/"]);
    let sign = usize::from(pieces.get(at + 1).is_some_and(|p| currency::sign(p.text).is_some()));
    let (_, end) = figure(pieces, at + 1 + sign).filter(|_| joins)?;
    // "2 to 3" is a range; "20 to two other towns" is not, so a word needs a number on the near side too.
    let (by, end) = scale(pieces, end, sign > 0);
    Some((end, by))
}

/// A currency's name or code at `at`, and how many pieces it takes ("euros", "Australian dollars", "U.S. dollars").
fn named(pieces: &[Piece<'_>], at: usize) -> Option<(&'static str, usize)> {
    let first = pieces.get(at)?;
    let hyphen = usize::from(first.text == "-");
    let first = pieces.get(at + hyphen)?;
    if let Some(code) = currency::sign(first.text).filter(|_| first.text != "Rs") {
        return Some((code, hyphen + 1));
    }
    let second = pieces.get(at + hyphen + 1).map_or("", |p| p.text);
    let third = pieces.get(at + hyphen + 2).map_or("", |p| p.text);
    let capital = first.text.starts_with(char::is_uppercase);
    if capital && second.starts_with(char::is_uppercase) && currency::name(second, third).is_some() {
        return currency::name(second, third).map(|code| (code, hyphen + 3));
    }
    if capital && currency::name(first.text, second).is_some() {
        return currency::name(first.text, second).map(|code| (code, hyphen + 2));
    }
    // "won" and "real" are words of their own, "pounds" and "marks" may be anything.
    let code = currency::name("", first.text).filter(|_| !capital)?;
    let weight = first.is(&["pounds", "pound"]) && pieces.get(at + hyphen + 1).is_some_and(|p| p.is(&["of"]));
    (!weight).then_some((code, hyphen + 1))
}

/// Whether a figure without a currency counts something.
fn is_count(pieces: &[Piece<'_>], start: usize, end: usize, resume: usize, scale: f64) -> bool {
    let figure = &pieces[start];
    let before = start.checked_sub(1).map(|b| &pieces[b]);
    let after = pieces.get(resume.max(end));
    // Shares, ordinals, clock times, ages, articles of law.
    if after.is_some_and(|p| {
        p.is(&[
            "%", "percent", "pc", "per", "st", "nd", "rd", "th", "s", "a.m.", "p.m.", "am", "pm", "GMT",
            "UTC", "°",
        ]) || p.glued && (p.text == ":" || p.text == "'" || p.text == "/")
    }) {
        return false;
    }
    // "15-year", "a 2,000-strong force" measure, they do not count; "30-person" does neither.
    if after.is_some_and(|p| p.text == "-") && pieces.get(resume.max(end) + 1).is_some_and(|p| p.is_word()) {
        return false;
    }
    if after.is_some_and(|p| {
        p.is(&["year", "years", "month", "months", "week", "weeks", "day", "days", "hour", "hours"])
    }) {
        return false;
    }
    if before.is_some_and(|p| {
        p.is(&[
            "article",
            "articles",
            "resolution",
            "no",
            "no.",
            "number",
            "section",
            "chapter",
            "page",
            "aged",
            "age",
        ]) || p.is(&["group", "phase", "room", "flight", "route", "highway", "#", "§", "-", "–", ":", "."])
            && scale == 1.0
    }) {
        return false;
    }
    // "one" and "a" are pronoun and article: only what is counted in plain words makes them a number.
    if scale == 1.0 && end == start + 1 && figure.is(&["one", "zero"]) {
        return false;
    }
    // "Su-25", "K2 tanks": a figure glued to letters is a name.
    !figure.glued || before.is_none_or(|p| !p.is_word())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let words: Vec<&str> = text.split_whitespace().collect();
        find(&words).iter().map(|m| m.amount.to_string()).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn sums_and_counts() {
        let cases = [
            ("$120 million", "120000000 USD"),
            ("$ 120 million", "120000000 USD"),
            ("US$1.2 billion", "1200000000 USD"),
            ("US$ 1.2 billion", "1200000000 USD"),
            ("USD $4 million", "4000000 USD"),
            ("USD 88,550,000", "88550000 USD"),
            ("€ 5m", "5000000 EUR"),
            ("€45m", "45000000 EUR"),
            ("about 30m Danish kroner", "30000000 DKK"),
            ("120 million dollars", "120000000 USD"),
            ("36 million euros", "36000000 EUR"),
            ("100 million won", "100000000 KRW"),
            ("1.6 billion zloty", "1600000000 PLN"),
            ("9.3 million Australian dollars", "9300000 AUD"),
            ("5 million U.S. dollars", "5000000 USD"),
            ("2 million New Zealand dollars", "2000000 NZD"),
            ("Rs 500 crore", "5000000000 INR"),
            ("Rs. 3 lakh", "300000 INR"),
            ("CAN$8 billion", "8000000000 CAD"),
            ("A$100 million", "100000000 AUD"),
            ("$5-billion", "5000000000 USD"),
            ("$5 - billion", "5000000000 USD"),
            ("a $202,000 grant and a $433,000 loan", "202000 USD, 433000 USD"),
            ("1.2 billion euros ($1.35 billion)", "1200000000 EUR, 1350000000 USD"),
            ("$300 million in grants and $200 million in loans", "300000000 USD, 200000000 USD"),
            ("$3-5 million", "3000000 USD"),
            ("201 million EUR", "201000000 EUR"),
            ("a million dollars", "1000000 USD"),
            ("1.1 billion yen", "1100000000 JPY"),
            ("2.2 billion rand", "2200000000 ZAR"),
            ("two satellites", "2"),
            ("at least 67 people", "67"),
            ("2,000 more police", "2000"),
            ("2000 police officers", "2000"),
            ("three or four car bombs", "3"),
            ("three to four bombs", "3"),
            ("a dozen men", "12"),
            ("more than two dozen", "24"),
            ("half a million people", "500000"),
            ("at least a million people", "1000000"),
            ("Some 30 thousand", "30000"),
            ("twenty-five ships", "25"),
            ("twenty - five ships", "25"),
            ("one hundred and fifty ships", "150"),
            ("two thousand men", "2000"),
            ("1.5 million people", "1500000"),
            ("between 10 and 20 men", "10, 20"),
            ("300-400 troops", "300"),
            ("4.5 tonnes", "4.5"),
            ("(12 dead)", "12"),
            ("500 pounds of explosives", "500"),
        ];
        let wrong: Vec<String> = cases
            .iter()
            .filter(|(text, wanted)| shown(text) != *wanted)
            .map(|(text, wanted)| format!("{text:?}: wanted {wanted:?}, found {:?}", shown(text)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn what_is_no_amount() {
        let cases = [
            "thousands of tons",
            "dozens of people",
            "several hundred troops",
            "In 1994 they met",
            "on 18 October",
            "94 %",
            "94%",
            "20 percent each",
            "a 15-year term",
            "for two years",
            "the 4th century",
            "the third man",
            "Resolution 1701",
            "Su-25 jets",
            "at 10:30",
            "one of them",
            "a man",
            "half of them",
            "",
        ];
        let wrong: Vec<_> =
            cases.iter().map(|c| (c, shown(c))).filter(|(_, found)| !found.is_empty()).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn the_first_sum_goes_before_the_first_count() {
        let amount = parse(&["two", "ships", "for", "$", "5", "million"]);
        assert_eq!(amount.map(|a| a.to_string()).as_deref(), Some("5000000 USD"));
        assert_eq!(parse(&["dozens"]), None);
    }

    /// Whatever the words, nothing panics, and every mention lies within them, in order.
    #[test]
    fn any_words_will_do() {
        let pieces = [
            "$",
            "US$",
            "1.2",
            "bn",
            "million",
            "a",
            "half",
            "dozen",
            "-",
            "or",
            "three",
            "twenty-",
            "€",
            "9999999999999",
            "Rs.",
            "crore",
            "dollars",
            "Hong",
            "Kong",
            "New",
            "%",
            "1,2,3",
            "1,000",
            ".",
            "é",
            "„",
            "0",
            "hundred",
            "and",
            "1994",
            "May",
            "ª",
            "$US",
            "trillion",
        ];
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = |n: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % n as u64) as usize
        };
        for _ in 0..20_000 {
            let words: Vec<String> = (0..next(8))
                .map(|_| (0..=next(2)).map(|_| pieces[next(pieces.len())]).collect::<Vec<_>>().concat())
                .collect();
            let mut end = 0;
            for mention in find(&words) {
                assert!(end <= mention.tokens.start && mention.tokens.end <= words.len(), "{words:?}");
                assert!(
                    mention.tokens.start < mention.tokens.end && mention.amount.value.is_finite(),
                    "{words:?}"
                );
                end = mention.tokens.end;
            }
        }
    }
}
