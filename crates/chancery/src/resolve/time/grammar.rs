//! Finds date expressions among atoms.

use super::atoms::Atom;
use super::expression::{Calendar, Expression, Part, Shape, Which};
use super::lexicon::{self, Unit};
use crate::resolve::number;

/// An expression with the atoms that it takes up.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    pub from: Expression,
    /// The other end of a range.
    pub to: Option<Expression>,
}

pub(super) fn find(atoms: &[Atom]) -> Vec<Found> {
    let grammar = Grammar { atoms };
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        match grammar.range(at).or_else(|| grammar.single(at)) {
            Some(one) if one.end > at => {
                at = one.end;
                found.push(one);
            }
            _ => at += 1,
        }
    }
    grammar.complete_lists(&mut found);
    found
}

type Match = (Expression, usize);

struct Grammar<'a> {
    atoms: &'a [Atom],
}

impl Grammar<'_> {
    fn atom(&self, at: usize) -> Option<&Atom> {
        self.atoms.get(at)
    }

    fn lower(&self, at: usize) -> &str {
        self.atoms.get(at).map_or("", |a| a.lower.as_str())
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |b| self.lower(b))
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(at))
    }

    fn dash(&self, at: usize) -> bool {
        self.atom(at).is_some_and(Atom::is_dash)
    }

    /// Past any of `words` at `at`.
    fn skip(&self, mut at: usize, words: &[&str]) -> usize {
        while self.is(at, words) {
            at += 1;
        }
        at
    }

    fn single(&self, at: usize) -> Option<Found> {
        let (expression, end) =
            self.relative(at).or_else(|| self.part(at)).or_else(|| self.calendar(at, false))?;
        Some(Found { start: at, end, from: expression, to: None })
    }

    /// "from 1963 to 1967", "between June and August 1994", "3-7 May 2014", "May 3-7, 2014", "1998-99".
    fn range(&self, at: usize) -> Option<Found> {
        let open = self.is(at, &["from", "between"]);
        let start = if open { self.skip(at + 1, &["the"]) } else { at };
        let (mut from, middle) = self.end_of_range(start)?;
        let dash = self.dash(middle) || self.lower(middle) == "/";
        let joint = match self.lower(middle) {
            "and" => open && self.lower(at) == "between",
            "to" | "until" | "till" | "through" | "thru" => true,
            _ => dash,
        };
        if !joint {
            return None;
        }
        let to_at = self.skip(middle + 1, &["the", "-"]);
        let glued = self.atom(middle).is_some_and(|a| a.glued);
        let (mut to, end) = self.far_end(&from, to_at, dash)?;
        match (&from, &to) {
            (Expression::Calendar(a), Expression::Calendar(b)) => {
                let plain = |c: &Calendar| (c.year.is_some(), c.month.is_some(), c.day.is_some());
                let kin = plain(a) == plain(b) || a.year.is_none() || b.year.is_none();
                // "22 June 1965 – 1966 …" is a chronology's mark, not a range; "to May" may be a destination.
                if !open && !glued && !kin || !open && !dash && a.year.is_none() && b.year.is_none() {
                    return None;
                }
                if a.year.is_none()
                    && a.month.is_none()
                    && (a.day.is_none() || b.day.is_none() || b.month.is_none())
                {
                    return None;
                }
            }
            _ if open => {}
            _ => return None,
        }
        let early = from.clone();
        from.complete(&to, true);
        to.complete(&early, false);
        Some(Found { start: at, end, from, to: Some(to) })
    }

    /// One end of a range: any date, or a day's bare number that the other end completes.
    fn end_of_range(&self, at: usize) -> Option<Match> {
        self.part(at).or_else(|| self.relative(at)).or_else(|| self.calendar(at, true)).or_else(|| {
            let day = self.day(at)?;
            let next = self.atom(at + 1)?;
            let joint = next.is_dash() || matches!(next.lower.as_str(), "to" | "and" | "until" | "through");
            joint.then(|| (Expression::Calendar(Calendar::new(None, None, Some(day))), at + 1))
        })
    }

    fn far_end(&self, from: &Expression, at: usize, dash: bool) -> Option<Match> {
        if let Expression::Calendar(first) = from {
            let digits = self.atom(at).and_then(Atom::digits).unwrap_or("");
            // "1998-99", "2014/15"; but "1991-12" is December, which `calendar` has read before it comes here.
            if let (true, Some(year), None, 2) = (dash, first.year, first.month, digits.len()) {
                let last: i16 = digits.parse().ok()?;
                let whole = year - year.rem_euclid(100) + last;
                let whole = if whole > year { whole } else { whole + 100 };
                return (whole - year < 60)
                    .then(|| (Expression::Calendar(Calendar::new(Some(whole), None, None)), at + 1));
            }
            // "May 3-7, 2014".
            if let (None, Some(month), Some(_), Some(day)) =
                (first.year, first.month, first.day, self.day(at))
                && self.month(at + 1).is_none()
            {
                let (year, end) = self.trailing_year(at + 1).map_or((None, at + 1), |(y, e)| (Some(y), e));
                return Some((Expression::Calendar(Calendar::new(year, Some(month), Some(day))), end));
            }
        }
        self.part(at).or_else(|| self.relative(at)).or_else(|| self.calendar(at, true))
    }

    /// "in June and July 2014": the first takes its year from the second.
    fn complete_lists(&self, found: &mut [Found]) {
        for later in (1..found.len()).rev() {
            let (head, tail) = found.split_at_mut(later);
            let (Some(first), Some(second)) = (head.last_mut(), tail.first()) else { continue };
            let between = first.end..second.start;
            let list = !between.is_empty()
                && between.len() <= 2
                && between.clone().all(|i| self.is(i, &["and", "or", ",", "&", "to", "in", "on"]))
                && between.clone().any(|i| self.is(i, &["and", "or", ",", "&"]));
            if list && first.to.is_none() {
                first.from.complete(&second.from, true);
            }
        }
    }

    /// "early 1994", "the very early 1990s", "mid-June", "the end of 2001", "the first quarter of 2020", "Q1 2020".
    fn part(&self, at: usize) -> Option<Match> {
        let (part, next) = self.part_words(at)?;
        let next = self.skip(next, &["-", "–", "‑", "in", "of", "the"]);
        let (expression, end) = match (self.unit_of_now(next), lexicon::unit(self.lower(next))) {
            (Some(found), _) => found,
            // "the end of the year".
            (None, Some(unit @ (Unit::Year | Unit::Decade | Unit::Century)))
                if self.before(next) == "the" =>
            {
                (Expression::FromAnchor(0, unit, None), next + 1)
            }
            _ => self.calendar(next, true)?,
        };
        let expression = match expression {
            Expression::Calendar(mut calendar) => {
                calendar.part = Some(part);
                Expression::Calendar(calendar)
            }
            Expression::Unit(unit, steps, _) => Expression::Unit(unit, steps, Some(part)),
            Expression::FromAnchor(steps, unit, _) => Expression::FromAnchor(steps, unit, Some(part)),
            other => other,
        };
        Some((expression, end))
    }

    fn part_words(&self, at: usize) -> Option<(Part, usize)> {
        let at = self.skip(at, &["very"]);
        let nth = |n: u32, of: i32| (1..=of as u32).contains(&n).then_some(Part::Nth(n as i32 - 1, of));
        let next = self.lower(at + 1);
        let found = match self.lower(at) {
            "early" => (Part::Early, at + 1),
            "mid" | "middle" => (Part::Mid, at + 1),
            "late" => (Part::Late, at + 1),
            "beginning" | "start" | "outset" if next == "of" => (Part::Start, at + 1),
            "end" | "close" if next == "of" => (Part::End, at + 1),
            quarter @ ("q1" | "q2" | "q3" | "q4") => (nth(quarter[1..].parse().ok()?, 4)?, at + 1),
            half @ ("h1" | "h2") => (nth(half[1..].parse().ok()?, 2)?, at + 1),
            "last" | "final" if next == "quarter" => (Part::Nth(3, 4), at + 2),
            "last" | "final" | "latter" if next == "half" => (Part::Nth(1, 2), at + 2),
            word => {
                let n = number::ordinal(word)?;
                let part = match next {
                    "quarter" => nth(n, 4)?,
                    "half" => nth(n, 2)?,
                    _ => return None,
                };
                (part, at + 2)
            }
        };
        Some(found)
    }

    /// A date of the calendar. Where `led`, a leading word stands before it, so that a doubtful one counts.
    fn calendar(&self, at: usize, led: bool) -> Option<Match> {
        let led = led || lexicon::leads(self.before(at)) || self.before(at) == "the" && at >= 2;
        let found = self
            .iso(at)
            .or_else(|| self.day_month(at))
            .or_else(|| self.month_day(at, led))
            .or_else(|| self.decade(at))
            .or_else(|| self.century(at))
            .or_else(|| self.season(at, led))
            .or_else(|| self.bare_year(at));
        found.map(|(calendar, end)| (Expression::Calendar(calendar), end))
    }

    /// `2016-03-04`, `1991-12`, `04.03.2016`.
    fn iso(&self, at: usize) -> Option<(Calendar, usize)> {
        let digits = |i: usize| self.atom(i).and_then(Atom::digits);
        let sep = |i: usize| self.atom(i).filter(|a| matches!(a.text.as_str(), "-" | "‐" | "/" | "."));
        let number = |i: usize, longest: usize| -> Option<i8> {
            digits(i).filter(|d| (1..=longest).contains(&d.len()))?.parse().ok()
        };
        let first = digits(at)?;
        let separator = sep(at + 1)?;
        let second = number(at + 2, 2)?;
        let third = (sep(at + 3).map(|s| &s.text) == Some(&separator.text)).then(|| digits(at + 4)).flatten();
        if first.len() == 4 {
            let year: i16 = first.parse().ok()?;
            if let (Some(third), 1..=12) = (third.filter(|d| d.len() <= 2), second) {
                let day: i8 = third.parse().ok()?;
                return (1..=31)
                    .contains(&day)
                    .then(|| (Calendar::new(Some(year), Some(second), Some(day)), at + 5));
            }
            let last = i16::from(second);
            // A season's or a budget's "2008-09" runs over two years; "1991-12" cannot.
            let month = separator.is_dash() && (1..=12).contains(&second) && last <= year.rem_euclid(100);
            let two = digits(at + 2).is_some_and(|d| d.len() == 2);
            return (month && two && third.is_none() && separator.text != "–")
                .then(|| (Calendar::new(Some(year), Some(second), None), at + 3));
        }
        let year: i16 = third.filter(|d| d.len() == 4)?.parse().ok()?;
        let day = number(at, 2)?;
        let (day, month) = match separator.text.as_str() {
            "." => (day, second),
            // With a slash the order is a matter of country: only what cannot be read twice is read.
            _ if day > 12 || day == second => (day, second),
            _ if second > 12 => (second, day),
            _ => return None,
        };
        ((1..=12).contains(&month) && (1..=31).contains(&day))
            .then(|| (Calendar::new(Some(year), Some(month), Some(day)), at + 5))
    }

    fn day(&self, at: usize) -> Option<i8> {
        let atom = self.atom(at)?;
        let day = match atom.digits() {
            Some(digits) if digits.len() <= 2 => digits.parse().ok()?,
            Some(_) => return None,
            None if atom.text.starts_with(|c: char| c.is_ascii_digit()) => {
                number::ordinal(&atom.lower)? as i8
            }
            None => return None,
        };
        let thousands =
            self.atom(at + 1).is_some_and(|a| a.glued && matches!(a.text.as_str(), "," | "." | ":"))
                && self.atom(at + 2).is_some_and(|a| a.glued && a.digits().is_some());
        ((1..=31).contains(&day) && !thousands).then_some(day)
    }

    /// The month at `at` and where it ends, its full stop included.
    fn month(&self, at: usize) -> Option<(i8, usize)> {
        let atom = self.atom(at).filter(|a| a.is_capital())?;
        let month = lexicon::month(&atom.lower)?;
        let short = atom.text.len() <= 4;
        let dot = short && self.atom(at + 1).is_some_and(|a| a.text == ".");
        // The full stop of a sentence's last word is a token by itself.
        let dot = dot && (self.atom(at + 1).is_some_and(|a| a.glued) || self.atom(at + 2).is_some());
        Some((month, at + 1 + usize::from(dot)))
    }

    /// "18 October 1991", "the 3rd of May".
    fn day_month(&self, at: usize) -> Option<(Calendar, usize)> {
        let day = self.day(at)?;
        let next =
            if self.dash(at + 1) && self.atom(at + 1).is_some_and(|a| a.glued) { at + 2 } else { at + 1 };
        let (month, end) = self.month(self.skip(next, &["of"]))?;
        let (year, end) = self.trailing_year(end).map_or((None, end), |(year, end)| (Some(year), end));
        Some((Calendar::new(year, Some(month), Some(day)), end))
    }

    /// "October 18, 1991", "Oct. 18", "October 1991", "October".
    fn month_day(&self, at: usize, led: bool) -> Option<(Calendar, usize)> {
        let (month, end) = self.month(at)?;
        let next = self.skip(end, &["the"]);
        if let Some(day) = self.day(next).filter(|_| !self.counts(next + 1)) {
            let (year, end) = self.trailing_year(next + 1).map_or((None, next + 1), |(y, e)| (Some(y), e));
            return Some((Calendar::new(year, Some(month), Some(day)), end));
        }
        if let Some((year, end)) = self.trailing_year(self.skip(end, &["of"])) {
            return Some((Calendar::new(Some(year), Some(month), None), end));
        }
        let atom = self.atom(at)?;
        let named = self.atom(end).is_some_and(|a| a.is_capital() && !a.glued && a.text.len() > 1);
        let doubtful = lexicon::is_doubtful_month(&atom.lower);
        // "April Glaspie" is no month, "In April Turkey" is.
        let month_alone = led || !doubtful && !named;
        let joined = self.dash(end) && self.atom(end + 1).is_some_and(|a| lexicon::month(&a.lower).is_some());
        (month_alone || joined || end > at + 1).then(|| (Calendar::new(None, Some(month), None), end))
    }

    /// A year after a day or a month: ", 1991", "1991", "'91".
    fn trailing_year(&self, at: usize) -> Option<(i16, usize)> {
        let next = if self.lower(at) == "," { at + 1 } else { at };
        let (year, end) = self.four_figures(next)?;
        let plausible = (1000..=2199).contains(&year);
        (plausible && !self.counts(end)).then(|| self.era(year, end))
    }

    fn four_figures(&self, at: usize) -> Option<(i16, usize)> {
        let digits = self.atom(at)?.digits().filter(|d| d.len() == 4)?;
        let decimal = self.atom(at + 1).is_some_and(|a| a.glued && matches!(a.text.as_str(), "." | ","))
            && self.atom(at + 2).is_some_and(|a| a.glued && a.digits().is_some());
        (!decimal).then(|| Some((digits.parse().ok()?, at + 1)))?
    }

    /// Whether what follows a number says that it counts things.
    fn counts(&self, at: usize) -> bool {
        match self.atom(at) {
            Some(next) if next.text == "%" => true,
            Some(next) => lexicon::counted(&next.lower),
            None => false,
        }
    }

    /// "A.D.", "BC" after a year.
    fn era(&self, year: i16, at: usize) -> (i16, usize) {
        match self.era_words(at) {
            Some((true, end)) => (1 - year, end),
            Some((false, end)) => (year, end),
            None => (year, at),
        }
    }

    /// Whether an era before Christ stands at `at`, and where it ends; `None` where no era does.
    fn era_words(&self, at: usize) -> Option<(bool, usize)> {
        let atom = self.atom(at)?;
        match atom.text.as_str() {
            "BC" | "BCE" => return Some((true, at + 1)),
            "AD" | "CE" => return Some((false, at + 1)),
            _ => {}
        }
        let mut letters = String::new();
        let mut end = at;
        while letters.len() < 3 && self.atom(end).is_some_and(|a| a.text.len() == 1 && a.is_capital()) {
            if self.lower(end + 1) != "." {
                break;
            }
            letters.push_str(self.lower(end));
            end += 2;
        }
        match letters.as_str() {
            "bc" | "bce" => Some((true, end)),
            "ad" | "ce" => Some((false, end)),
            _ => None,
        }
    }

    /// A year by itself: a four-figure number that nothing shows to be a count, or any with an era.
    fn bare_year(&self, at: usize) -> Option<(Calendar, usize)> {
        if let Some(number) = self.atom(at)?.number().filter(|n| (1..=9000).contains(n))
            && let Some((before_christ, end)) = self.era_words(at + 1)
        {
            let year = i16::try_from(number).ok()?;
            return Some((Calendar::new(Some(if before_christ { 1 - year } else { year }), None, None), end));
        }
        let (year, end) = self.four_figures(at)?;
        if !(1400..=2100).contains(&year) || self.counts(end) {
            return None;
        }
        let before = self.before(at);
        let joined = self.atom(at).is_some_and(|a| a.glued);
        if joined {
            // A year's range and a bracket are joined to it; the name of a thing ("Su-1999", "$2000") is not a year.
            let opened = at.checked_sub(1).and_then(|b| self.atom(b)).is_some_and(|a| {
                a.is_dash() || matches!(a.text.as_str(), "(" | "[" | "/" | "\"" | "'" | "“" | "‘" | "." | ",")
            });
            let name = at.checked_sub(2).and_then(|b| self.atom(b)).is_some_and(|a| {
                a.is_word()
                    && self.atom(at - 1).is_some_and(|d| d.glued && d.is_dash())
                    && !lexicon::leads(&a.lower)
            });
            let figures = at.checked_sub(2).and_then(|b| self.atom(b)).is_some_and(|a| {
                a.digits().is_some()
                    && self.atom(at - 1).is_some_and(|d| d.glued && matches!(d.text.as_str(), "," | "."))
            });
            if !opened || name || figures {
                return None;
            }
        }
        if lexicon::leads_a_count(before) {
            return None;
        }
        let next = self.atom(end);
        if let Some(next) = next {
            // A glued letter is a unit; a glued hyphen makes a name ("2000-strong") unless a figure follows.
            let strong = next.is_dash()
                && next.glued
                && self.atom(end + 1).is_some_and(|a| a.glued && a.is_word() && a.lower != "present");
            let word = |a: &Atom| a.is_word() && !a.is_capital() && !lexicon::follows(&a.lower);
            let plural = |a: &Atom| {
                let ending = a.lower.ends_with('s') && !a.lower.ends_with("ss") && a.lower.len() > 3;
                word(a) && ending && !lexicon::singular_in_s(&a.lower)
            };
            // "1500 rifles", "1500 new rifles".
            let plural = plural(next) || word(next) && self.atom(end + 1).is_some_and(plural);
            // "a shipment of 1500 rifles", but "the treaty of 1994 holds".
            let loose = matches!(before, "and" | "or" | "to" | "for" | "at" | "as")
                || before == "of" && year % 100 == 0;
            let led = lexicon::leads(before) && !loose;
            let determined = matches!(before, "the" | "'s" | "s" | "its" | "their" | "a");
            if strong || plural && !led && !determined && lexicon::month(before).is_none() {
                return None;
            }
        }
        Some((Calendar::new(Some(year), None, None), end))
    }

    /// "1990s", "the '90s", "the nineties".
    fn decade(&self, at: usize) -> Option<(Calendar, usize)> {
        let atom = self.atom(at)?;
        let figures = |atom: &Atom| -> Option<i16> {
            let digits = atom.lower.strip_suffix('s')?;
            let value: i16 = digits.parse().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))?;
            (value % 10 == 0).then_some(match digits.len() {
                4 => value,
                2 if value >= 30 => 1900 + value,
                2 => 2000 + value,
                _ => return None,
            })
        };
        let apostrophe = matches!(atom.text.as_str(), "'" | "’" | "‘" | "`");
        let (year, end) = if let Some(year) = figures(atom) {
            // "the 30s" may be an age or a temperature: two figures need the article or the apostrophe.
            if atom.text.len() < 5 && !(self.before(at) == "the" || lexicon::leads(self.before(at))) {
                return None;
            }
            (year, at + 1)
        } else if let (true, Some(next)) = (apostrophe, self.atom(at + 1)) {
            (figures(next)?, at + 2)
        } else if let Some(tens) = lexicon::decade(&atom.lower) {
            if !(self.before(at) == "the" || lexicon::leads(self.before(at))) {
                return None;
            }
            (1900 + tens, at + 1)
        } else {
            // "1800's", "1800 's".
            let (year, end) = self.four_figures(at).filter(|(y, _)| y % 10 == 0)?;
            let plural = matches!(self.lower(end), "'" | "’") && self.lower(end + 1) == "s";
            return plural.then(|| self.century_or_decade(year, end + 2));
        };
        Some(self.century_or_decade(year, end))
    }

    /// "the 1800s" are a century, "the 1810s" and "the 1900s" a decade.
    fn century_or_decade(&self, year: i16, end: usize) -> (Calendar, usize) {
        let shape = if year % 100 == 0 && year < 1900 { Shape::Century } else { Shape::Decade };
        (Calendar { shape, ..Calendar::new(Some(year), None, None) }, end)
    }

    /// "the 4th century A.D.", "19th-century".
    fn century(&self, at: usize) -> Option<(Calendar, usize)> {
        let n = i16::try_from(number::ordinal(self.lower(at))?).ok().filter(|n| (1..=99).contains(n))?;
        let next = if self.dash(at + 1) { at + 2 } else { at + 1 };
        if !self.is(next, &["century", "centuries"]) {
            return None;
        }
        let (before_christ, end) = self.era_words(next + 1).unwrap_or((false, next + 1));
        // Without year nought, the nth century B.C. ends with the astronomical year 1 - 100(n-1) - 1.
        let year = if before_christ { 1 - 100 * n } else { 100 * (n - 1) + 1 };
        Some((Calendar { shape: Shape::Century, ..Calendar::new(Some(year), None, None) }, end))
    }

    /// "spring 2014", "in the summer of 1959", "that autumn".
    fn season(&self, at: usize, led: bool) -> Option<(Calendar, usize)> {
        let month = lexicon::season(self.lower(at))?;
        let of = self.skip(at + 1, &["of", ","]);
        let year = self.four_figures(of).filter(|(y, end)| (1400..=2100).contains(y) && !self.counts(*end));
        let calendar =
            Calendar { shape: Shape::Season, ..Calendar::new(year.map(|y| y.0), Some(month), None) };
        match year {
            Some((_, end)) => Some((calendar, end)),
            // "the fall of Kabul", "the spring offensive", "Arab Spring" are no time.
            None => {
                let free = self.atom(at + 1).is_none_or(|a| !a.is_word() || lexicon::follows(&a.lower))
                    && self.lower(at + 1) != "of";
                let lower = self.atom(at).is_some_and(|a| !a.is_capital());
                (led && free && lower && self.lower(at) != "fall").then_some((calendar, at + 1))
            }
        }
    }

    /// Dates that count from another: from the document's, or from the last one named.
    fn relative(&self, at: usize) -> Option<Match> {
        self.weekday(at)
            .or_else(|| self.day_word(at))
            .or_else(|| self.unit_of_now(at))
            .or_else(|| self.which_month(at))
            .or_else(|| self.counted_shift(at))
    }

    fn weekday(&self, at: usize) -> Option<Match> {
        let (which, next) = match self.lower(at) {
            "last" | "past" | "previous" => (Which::Last, at + 1),
            "next" | "coming" | "following" => (Which::Next, at + 1),
            "this" => (Which::This, at + 1),
            _ => (Which::Nearest, at),
        };
        let atom = self.atom(next).filter(|a| a.is_capital())?;
        let day = lexicon::weekday(&atom.lower)?;
        let short = atom.text.len() <= 5 && !atom.lower.ends_with("day");
        if short && self.lower(next + 1) != "." {
            return None;
        }
        let end = next + 1 + usize::from(short);
        // "Thursday, October 18, 1991": the date tells more.
        let comma = self.skip(end, &[","]);
        if which == Which::Nearest
            && (self.day_month(comma).is_some() || self.month_day(comma, true).is_some())
        {
            return None;
        }
        // "Bloody Sunday", "Sunday Times".
        let name = self
            .atom(next + 1)
            .is_some_and(|a| a.is_capital() && !a.glued && self.lower(next + 1) == "times");
        let which = if which == Which::Nearest && self.will(at) { Which::Next } else { which };
        (!name).then_some((Expression::Weekday(day, which), end))
    }

    /// Whether the words just before look ahead.
    fn will(&self, at: usize) -> bool {
        (at.saturating_sub(12)..at).any(|i| self.is(i, &["will", "shall", "ll", "due", "scheduled"]))
            || self.is(at.wrapping_sub(1), &["by", "until"])
    }

    fn day_word(&self, at: usize) -> Option<Match> {
        let days = match self.lower(at) {
            "yesterday" => -1,
            "today" | "tonight" | "now" | "nowadays" | "currently" => 0,
            "tomorrow" => 1,
            _ => return None,
        };
        Some((Expression::Today(days), at + 1))
    }

    /// "last week", "this year", "next month"; "the same year", "that day", "the following month", "the end of the
    /// year"; "the day before".
    fn unit_of_now(&self, at: usize) -> Option<Match> {
        let at = self.skip(at, &["earlier", "later", "the"]);
        let same = self.is(at + 1, &["same", "very"]) && self.is(at, &["that", "this", "the"]);
        let (word, next) = if same { ("same", at + 2) } else { (self.lower(at), at + 1) };
        if word == "last" && self.lower(next) == "night" {
            return Some((Expression::Today(-1), next + 1));
        }
        let found = match (word, lexicon::unit(self.lower(next))) {
            ("last", Some(unit)) => (Expression::Unit(unit, -1, None), next + 1),
            ("this", Some(unit)) => (Expression::Unit(unit, 0, None), next + 1),
            ("next", Some(Unit::Day)) => (Expression::FromAnchor(1, Unit::Day, None), next + 1),
            ("next", Some(unit)) if self.before(at) == "the" && unit != Unit::Century => {
                (Expression::FromAnchor(1, unit, None), next + 1)
            }
            ("next", Some(unit)) => (Expression::Unit(unit, 1, None), next + 1),
            ("following", Some(unit)) => (Expression::FromAnchor(1, unit, None), next + 1),
            ("previous" | "preceding", Some(unit)) => (Expression::FromAnchor(-1, unit, None), next + 1),
            ("same" | "that", Some(unit)) => (Expression::FromAnchor(0, unit, None), next + 1),
            _ => {
                // "the day before", "the year after".
                let unit = lexicon::unit(word).filter(|_| self.before(at) == "the")?;
                let ends = self.atom(next + 1).is_none_or(|a| !a.is_word() || lexicon::follows(&a.lower))
                    && !self
                        .is(next + 1, &["the", "a", "an", "its", "their", "his", "her", "it", "he", "she"]);
                match self.lower(next) {
                    "before" | "earlier" if ends => (Expression::FromAnchor(-1, unit, None), next + 1),
                    "after" | "later" if ends => (Expression::FromAnchor(1, unit, None), next + 1),
                    _ => return None,
                }
            }
        };
        // "this weekend", "last years" are no unit: `unit` has read plurals, which only counts take.
        (!self.lower(found.1 - 1).ends_with('s') || self.is(found.1 - 1, &["before", "after"]))
            .then_some(found)
    }

    /// "last May", "that September", "the following spring", "next October".
    fn which_month(&self, at: usize) -> Option<Match> {
        let (which, next) = match self.lower(at) {
            "last" | "previous" => (Which::Last, at + 1),
            "next" | "following" | "coming" => (Which::Next, at + 1),
            "this" | "that" => (Which::This, self.skip(at + 1, &["same"])),
            "same" => (Which::This, at + 1),
            _ => return None,
        };
        let (mut calendar, end) = self
            .month_day(next, true)
            .or_else(|| self.season(next, true))
            .filter(|(c, _)| c.year.is_none())?;
        calendar.which = which;
        Some((Expression::Calendar(calendar), end))
    }

    /// "two years later", "a day earlier", "three months ago", "several days later".
    fn counted_shift(&self, at: usize) -> Option<Match> {
        let (count, next) = self.count(at)?;
        let unit = lexicon::unit(self.lower(next))?;
        let (sign, end) = match self.lower(next + 1) {
            "ago" => {
                let found = count.map_or(Expression::Vague, |n| Expression::FromNow(-n, unit));
                return Some((found, next + 2));
            }
            "later" | "afterwards" | "afterward" | "thereafter" => (1, next + 2),
            "earlier" | "previously" | "beforehand" => (-1, next + 2),
            "before" if self.clause_ends(next + 2) => (-1, next + 2),
            "after" if self.clause_ends(next + 2) => (1, next + 2),
            "on" if self.clause_ends(next + 2) => (1, next + 2),
            "after" | "before" if self.is(next + 2, &["that", "this"]) && self.clause_ends(next + 3) => {
                (if self.lower(next + 1) == "after" { 1 } else { -1 }, next + 3)
            }
            _ => return None,
        };
        let found = count.map_or(Expression::Vague, |n| Expression::FromAnchor(sign * n, unit, None));
        Some((found, end))
    }

    fn clause_ends(&self, at: usize) -> bool {
        self.atom(at).is_none_or(|a| !a.is_word() && a.digits().is_none())
    }

    /// A small number, as figures or words; `Some(None)` for "several".
    fn count(&self, at: usize) -> Option<(Option<i32>, usize)> {
        if self.is(at, &["a", "an"]) {
            return match self.lower(at + 1) {
                "few" => Some((None, at + 2)),
                "couple" => Some((Some(2), self.skip(at + 2, &["of"]))),
                "full" => Some((Some(1), at + 2)),
                _ => Some((Some(1), at + 1)),
            };
        }
        if self.is(at, &["several", "few", "some", "many"]) {
            return Some((None, at + 1));
        }
        if self.is(at, &["days", "weeks", "months", "years", "decades"]) {
            return Some((None, at));
        }
        let atom = self.atom(at)?;
        let n = match atom.number() {
            Some(n) if (0..=500).contains(&n) && !atom.glued => n,
            Some(_) => return None,
            None => number::cardinal(&atom.lower)? as i32,
        };
        Some((Some(n), at + 1))
    }
}
