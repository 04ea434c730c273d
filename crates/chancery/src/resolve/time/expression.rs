//! What a date says before it is known from where it counts.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::interval::{Interval, Precision};
use super::lexicon::Unit;

/// A date expression as the words give it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    Calendar(Calendar),
    /// "on Thursday", "last Tuesday".
    Weekday(Weekday, Which),
    /// "yesterday", "tomorrow": days from the document's date.
    Today(i32),
    /// "last week", "this year": a unit of the document's date.
    Unit(Unit, i32, Option<Part>),
    /// "two years ago": back from the document's date.
    FromNow(i32, Unit),
    /// "four months later", "the same year", "the following month": from the last date named.
    FromAnchor(i32, Unit, Option<Part>),
    /// A date that cannot be told, but is one ("several days later").
    Vague,
}

/// What a date may leave out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Calendar {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub shape: Shape,
    pub part: Option<Part>,
    pub which: Which,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// Year, month and day as given.
    Plain,
    /// Ten years from `year`.
    Decade,
    /// A hundred years from `year`.
    Century,
    /// Three months from `month`.
    Season,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    Start,
    End,
    /// The nth of so many equal parts (quarters, halves), from 0.
    Nth(i32, i32),
}

/// Which Thursday, which May.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Which {
    Nearest,
    Last,
    This,
    Next,
}

impl Calendar {
    pub fn new(year: Option<i16>, month: Option<i8>, day: Option<i8>) -> Calendar {
        Calendar { year, month, day, shape: Shape::Plain, part: None, which: Which::Nearest }
    }

    /// Its interval once its year is known; `None` where there is no such day.
    fn interval(&self) -> Option<Interval> {
        let year = self.year?;
        let whole = match (self.shape, self.month, self.day) {
            (Shape::Plain, Some(month), Some(day)) => Interval::day(Date::new(year, month, day).ok()?),
            (Shape::Plain, Some(month), None) => Interval::month(year, month)?,
            (Shape::Plain, None, _) => Interval::year(year)?,
            (Shape::Decade, ..) => Interval::years(year, year.checked_add(9)?, Precision::Decade)?,
            (Shape::Century, ..) => Interval::years(year, year.checked_add(99)?, Precision::Century)?,
            (Shape::Season, month, _) => {
                let from = Date::new(year, month?, 1).ok()?;
                let to = from.checked_add(2.months()).ok()?.last_of_month();
                Interval::new(from, to, Precision::Season)
            }
        };
        Some(self.part.map_or(whole, |part| part_of(whole, part)))
    }

    /// Its interval, with a missing year taken from the last date named or else from the document's.
    fn resolve(&self, anchor: Option<Interval>, published: Option<Date>) -> Option<Interval> {
        if self.year.is_some() {
            return self.interval();
        }
        self.month?;
        let in_year = |year: i16| Calendar { year: Some(year), ..self.clone() }.interval();
        let (base, year) = match (anchor, published, self.which) {
            // "last May" in a dated text counts from the date of the text.
            (_, Some(published), Which::Last | Which::Next) => (Interval::day(published), published.year()),
            (Some(anchor), _, which) if which != Which::Last => {
                let year = anchor.single_year()?;
                if which != Which::Next && anchor.precision >= Precision::Season || which == Which::This {
                    return in_year(year);
                }
                (anchor, year)
            }
            (_, Some(published), _) => (Interval::day(published), published.year()),
            (Some(anchor), None, _) => (anchor, anchor.single_year()?),
            (None, None, _) => return None,
        };
        let around = [year.checked_sub(1)?, year, year.checked_add(1)?];
        let mut around = around.into_iter().filter_map(in_year);
        match self.which {
            Which::Last => around.rfind(|i| i.to < base.from),
            Which::Next => around.find(|i| i.from > base.to),
            // Ties go to what was, in a report, and on, in a tale.
            _ => around.min_by_key(|i| (distance(*i, base), (anchor.is_none()) == (i.from > base.from))),
        }
    }
}

/// Days between two intervals; 0 where they touch.
fn distance(a: Interval, b: Interval) -> i32 {
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    days(a.to, b.from).max(days(b.to, a.from)).max(0)
}

impl Expression {
    /// Completes what one end of a range, or of a list, takes from the other ("3 May to 7 June 1994").
    pub fn complete(&mut self, other: &Expression, other_is_later: bool) {
        let (Expression::Calendar(mine), Expression::Calendar(theirs)) = (self, other) else { return };
        if mine.year.is_some() || theirs.year.is_none() {
            return;
        }
        mine.month = mine.month.or(theirs.month);
        mine.year = theirs.year;
        let key = |c: &Calendar| (c.month, c.day);
        let shift = match (mine.month.is_some() && theirs.month.is_some(), other_is_later) {
            (true, true) if key(mine) > key(theirs) => -1,
            (true, false) if key(mine) < key(theirs) => 1,
            _ => 0,
        };
        mine.year = mine.year.and_then(|y| y.checked_add(shift));
    }

    pub fn resolve(&self, anchor: Option<Interval>, published: Option<Date>) -> Option<Interval> {
        match self {
            Expression::Calendar(calendar) => calendar.resolve(anchor, published),
            Expression::Weekday(day, which) => weekday(*day, *which, anchor, published),
            Expression::Today(days) => Some(Interval::day(published?.checked_add(days.days()).ok()?)),
            Expression::Unit(unit, steps, part) => {
                let whole = unit_around(shift(published?, *steps, *unit)?, *unit)?;
                Some(part.map_or(whole, |part| part_of(whole, part)))
            }
            Expression::FromNow(steps, unit) => unit_of_shift(shift(published?, *steps, *unit)?, *unit),
            Expression::FromAnchor(steps, unit, part) => {
                // "that year" in the first words of a dated text is the year of the text.
                let anchor = anchor.or_else(|| published.filter(|_| *steps == 0).map(Interval::day))?;
                let fine_enough = match unit {
                    Unit::Day | Unit::Week => anchor.precision <= Precision::Day,
                    Unit::Month => anchor.precision <= Precision::Month,
                    Unit::Year => anchor.single_year().is_some(),
                    Unit::Decade | Unit::Century => true,
                };
                if !fine_enough {
                    return None;
                }
                let whole = unit_of_shift(shift(anchor.from, *steps, *unit)?, *unit)?;
                Some(part.map_or(whole, |part| part_of(whole, part)))
            }
            Expression::Vague => None,
        }
    }
}

fn shift(date: Date, steps: i32, unit: Unit) -> Option<Date> {
    let steps = i64::from(steps);
    let span = jiff::Span::new();
    let span = match unit {
        Unit::Day => span.try_days(steps),
        Unit::Week => span.try_weeks(steps),
        Unit::Month => span.try_months(steps),
        Unit::Year => span.try_years(steps),
        Unit::Decade => span.try_years(steps * 10),
        Unit::Century => span.try_years(steps * 100),
    };
    date.checked_add(span.ok()?).ok()
}

/// The calendar unit that holds `date`.
fn unit_around(date: Date, unit: Unit) -> Option<Interval> {
    let year = date.year();
    match unit {
        Unit::Day => Some(Interval::day(date)),
        Unit::Week => {
            let monday = date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).ok()?;
            Some(Interval::new(monday, monday.checked_add(6.days()).ok()?, Precision::Week))
        }
        Unit::Month => Interval::month(year, date.month()),
        Unit::Year => Interval::year(year),
        Unit::Decade => {
            let from = year.checked_sub(year.rem_euclid(10))?;
            Interval::years(from, from.checked_add(9)?, Precision::Decade)
        }
        Unit::Century => {
            let from = year.checked_sub((year - 1).rem_euclid(100))?;
            Interval::years(from, from.checked_add(99)?, Precision::Century)
        }
    }
}

/// Counting in weeks gives a day; counting in decades gives a year.
fn unit_of_shift(date: Date, unit: Unit) -> Option<Interval> {
    match unit {
        Unit::Week => Some(Interval::day(date)),
        Unit::Decade | Unit::Century => Interval::year(date.year()),
        _ => unit_around(date, unit),
    }
}

fn weekday(
    day: Weekday,
    which: Which,
    anchor: Option<Interval>,
    published: Option<Date>,
) -> Option<Interval> {
    let (base, which) = match (published, anchor) {
        (Some(published), _) => (published, which),
        // Without a date of the text, a tale goes on from its last day.
        (None, Some(anchor)) if anchor.precision == Precision::Day && which != Which::Last => {
            let same = anchor.from.weekday() == day;
            (anchor.from, if same { Which::This } else { Which::Next })
        }
        _ => return None,
    };
    let back = i64::from(day.until(base.weekday()));
    let date = match which {
        _ if back == 0 && matches!(which, Which::Nearest | Which::This) => base,
        Which::Nearest | Which::This => base.checked_sub(back.days()).ok()?,
        Which::Last => base.checked_sub((if back == 0 { 7 } else { back }).days()).ok()?,
        Which::Next => base.checked_add((7 - back).days()).ok()?,
    };
    Some(Interval::day(date))
}

/// Early, mid and late are thirds, counted in months within a few years and in years beyond, and each takes in
/// every month or year that its third touches: early 1994 is `1994-01/1994-04`, the late 1990s are `1996/1999`.
/// Within a month they change nothing: "mid-June 2013" is `2013-06`. The start and the end of a year are its first
/// and its last month.
fn part_of(whole: Interval, part: Part) -> Interval {
    let years = i32::from(whole.to.year()) - i32::from(whole.from.year()) + 1;
    let by_year = whole.precision >= Precision::Decade || years > 2;
    let count = if by_year {
        years
    } else {
        years * 12 + i32::from(whole.to.month()) - i32::from(whole.from.month()) - 11
    };
    if count < 2 {
        return whole;
    }
    let (n, of) = match part {
        Part::Early => (0, 3),
        Part::Mid => (1, 3),
        Part::Late => (2, 3),
        Part::Start if by_year => (0, 3),
        Part::Start => (0, count),
        Part::End if by_year => (2, 3),
        Part::End => (count - 1, count),
        Part::Nth(n, of) => (n, of),
    };
    let first = count * n / of;
    let last = (count * (n + 1) + of - 1) / of - 1;
    let precision = if by_year { whole.precision } else { Precision::Season };
    let cut = || -> Option<Interval> {
        if by_year {
            let base = i32::from(whole.from.year());
            return Interval::years(
                i16::try_from(base + first).ok()?,
                i16::try_from(base + last).ok()?,
                precision,
            );
        }
        let start = whole.from.first_of_month();
        let from = start.checked_add(i64::from(first).months()).ok()?;
        let to = start.checked_add(i64::from(last).months()).ok()?.last_of_month();
        Some(Interval::new(from, to, if first == last { Precision::Month } else { precision }))
    };
    cut().unwrap_or(whole)
}
