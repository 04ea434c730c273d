//! Dates: from words to [`Interval`]s.
//!
//! [`find`] gives every date of a sentence, [`parse`] the date of a few words, [`opening`] the date that a line of a
//! chronology begins with. A date that leaves something out takes it from what the [`Context`] knows: a missing year
//! and "two years later" from the last date named, "last Tuesday" and "next month" from the document's own.
//!
//! Conventions, for what a text leaves vague:
//!
//! | words | interval |
//! |---|---|
//! | early, mid, late 1994 | thirds: `1994-01/1994-04`, `1994-05/1994-08`, `1994-09/1994-12` |
//! | the early, mid, late 1990s | thirds, rounded outwards: `1990/1993`, `1993/1996`, `1996/1999` |
//! | early, mid, late June 2013 | `2013-06` |
//! | the 1990s; the 4th century | `1990/1999`; `0301/0400` |
//! | spring 2014; winter 2014 | `2014-03/2014-05`; `2014-12/2015-02` |
//! | the start, the end of 2001 | `2001-01`, `2001-12` |
//! | the first quarter, half of 2020 | `2020-01/2020-03`, `2020-01/2020-06` |
//! | since 2018, by 2030, until 2019 | the year, with its [`Relation`] |
//! | a year later, four months later, two weeks later | a year, a month, a day |
//! | in August (after a date) | the nearest August to it; the August of it, if it is but a year |
//! | on Thursday | the last Thursday up to the document's date; the next after "will" |

mod atoms;
mod expression;
mod grammar;
mod interval;
mod lexicon;

pub use interval::{Interval, Precision};

use std::ops::Range;

use jiff::civil::Date;

use atoms::Atom;
use expression::{Calendar, Expression, Shape};

/// What a date that leaves something out may count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// The document's own date.
    pub published: Option<Date>,
    /// The last date named before these words, in the same paragraph or line.
    pub anchor: Option<Interval>,
}

/// A date among the words of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeMention {
    /// Its words, without a leading preposition but for "from … to …" and "between … and …".
    pub tokens: Range<usize>,
    /// What it stands for; `None` where it counts from something unknown.
    pub interval: Option<Interval>,
    /// What the word before it makes of it.
    pub relation: Relation,
    /// It only names a thing ("the 2016 conflict") or says "now": it dates no act by itself.
    pub weak: bool,
}

/// How an act stands to the date that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Relation {
    /// In it.
    #[default]
    At,
    /// From it on ("since 2018", "from May", "beginning in 1988").
    Since,
    /// Up to it ("until 2019").
    Until,
    /// No later ("by 2030").
    By,
    /// Before it.
    Before,
    /// After it.
    After,
}

impl Context {
    /// The context for what follows `mentions`: the last of them that dates something is the anchor.
    pub fn after(&self, mentions: &[TimeMention]) -> Context {
        let last = mentions.iter().rev().filter(|m| anchors(m)).find_map(|m| m.interval);
        Context { anchor: last.or(self.anchor), ..*self }
    }
}

fn anchors(mention: &TimeMention) -> bool {
    !mention.weak && !matches!(mention.relation, Relation::By)
}

/// Every date of the sentence whose words these are, in order and without overlap. Words may be tokens of any
/// tokenisation; earlier dates of the sentence serve the later ones.
pub fn find<W: AsRef<str>>(words: &[W], context: &Context) -> Vec<TimeMention> {
    let atoms = atoms::split(words);
    let mut context = *context;
    let mut mentions = Vec::new();
    for found in grammar::find(&atoms) {
        let (Some(first), Some(last)) = (atoms.get(found.start), atoms.get(found.end - 1)) else { continue };
        let interval = interval_of(&found, &context);
        let mention = TimeMention {
            tokens: first.word..last.word + 1,
            interval,
            relation: if found.to.is_some() { Relation::At } else { relation(&atoms, found.start) },
            weak: weak(&atoms, &found),
        };
        if mentions.last().is_some_and(|m: &TimeMention| m.tokens.end > mention.tokens.start) {
            continue;
        }
        if let (true, Some(interval)) = (anchors(&mention), interval) {
            context.anchor = Some(interval);
        }
        mentions.push(mention);
    }
    mentions
}

/// The first date that the words give.
pub fn parse<W: AsRef<str>>(words: &[W], context: &Context) -> Option<Interval> {
    find(words, context).into_iter().find_map(|m| m.interval)
}

/// The date that opens a line of a chronology ("22 June 1965 – …", "May 2014: …"), which dates all that the line tells.
pub fn opening<W: AsRef<str>>(words: &[W], context: &Context) -> Option<TimeMention> {
    let word = |i: usize| words.get(i).map_or("", AsRef::as_ref);
    let lead =
        words.iter().take_while(|w| matches!(w.as_ref(), "•" | "*" | "-" | "–" | "·" | "(" | "[")).count();
    let mention = find(words, context).into_iter().next().filter(|m| m.tokens.start == lead)?;
    let last = word(mention.tokens.end - 1);
    let next = word(mention.tokens.end);
    let marked = matches!(next, ":" | "–" | "—" | "-" | "--" | "|" | ")" | "]" | "―" | ".")
        || [":", "–", "—", ")"].iter().any(|mark| last.ends_with(mark));
    (marked && mention.interval.is_some()).then_some(mention)
}

fn interval_of(found: &grammar::Found, context: &Context) -> Option<Interval> {
    let from = found.from.resolve(context.anchor, context.published);
    let Some(to) = &found.to else { return from };
    let from = from?;
    let to = to.resolve(Some(from), context.published)?;
    (from.from <= to.to).then(|| Interval::new(from.from, to.to, Precision::Range))
}

fn relation(atoms: &[Atom], start: usize) -> Relation {
    let mut before = atoms[..start].iter().rev().map(|a| a.lower.as_str());
    let skipped = |w: &&str| {
        matches!(*w, "the" | "very" | "early" | "late" | "mid" | "about" | "around" | "at" | "least")
    };
    let first = before.find(|w| !skipped(w)).unwrap_or("");
    let second = before.next().unwrap_or("");
    match (first, second) {
        ("since" | "from", _) | ("in" | "on", "beginning" | "starting" | "effective") => Relation::Since,
        ("until" | "till" | "til" | "through", _) | ("to", "up") => Relation::Until,
        ("by", _) => Relation::By,
        ("before", _) | ("to", "prior") | ("of", "ahead") => Relation::Before,
        ("after" | "following", _) => Relation::After,
        _ => Relation::At,
    }
}

/// A date that stands before a noun and after no preposition only tells which thing is meant.
fn weak(atoms: &[Atom], found: &grammar::Found) -> bool {
    let calendar = match &found.from {
        Expression::Today(0) => {
            return matches!(atoms[found.start].lower.as_str(), "now" | "nowadays" | "currently");
        }
        Expression::Calendar(Calendar { shape: Shape::Plain | Shape::Season, year, .. }) => year,
        _ => return false,
    };
    let Some(before) = found.start.checked_sub(1).and_then(|b| atoms.get(b)) else { return false };
    let noun = atoms.get(found.end).is_some_and(|a| a.is_word() && !lexicon::follows(&a.lower));
    let determiner = matches!(
        before.lower.as_str(),
        "the" | "a" | "an" | "its" | "their" | "his" | "her" | "s" | "this" | "that" | "our" | "'s" | "’s"
    );
    let modifies = determiner
        || calendar.is_some()
            && before.is_word()
            && !lexicon::leads(&before.lower)
            && !before.lower.ends_with("ed");
    noun && modifies
}

#[cfg(test)]
mod tests;
