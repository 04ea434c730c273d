use std::fmt;

use jiff::civil::Date;

/// A stretch of days as a text gives it, both ends inside.
///
/// It prints in the record form, with the coarsest unit that loses nothing: `1991-12-25`, `1991-11`, `1991`,
/// `1963/1967`, `1994-01/1994-04`. Years before Christ count astronomically, as ISO 8601 does: 980 B.C. is `-0979`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// First day.
    pub from: Date,
    /// Last day; never before `from`.
    pub to: Date,
    /// How exactly the text gives it.
    pub precision: Precision,
}

/// How exactly a text gives a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A season, a quarter, a third of a year.
    Season,
    /// A year.
    Year,
    /// From one time to another.
    Range,
    /// A decade or a third of one.
    Decade,
    /// A century or a part of one.
    Century,
}

impl Interval {
    /// From the first to the last day; an inverted pair is put in order.
    pub fn new(from: Date, to: Date, precision: Precision) -> Interval {
        Interval { from: from.min(to), to: from.max(to), precision }
    }

    /// One day.
    pub fn day(date: Date) -> Interval {
        Interval { from: date, to: date, precision: Precision::Day }
    }

    /// A month; `None` where there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Interval> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Interval { from: first, to: first.last_of_month(), precision: Precision::Month })
    }

    /// A year.
    pub fn year(year: i16) -> Option<Interval> {
        Interval::years(year, year, Precision::Year)
    }

    /// From the first day of `from` to the last of `to`.
    pub fn years(from: i16, to: i16, precision: Precision) -> Option<Interval> {
        let (from, to) = (Date::new(from, 1, 1).ok()?, Date::new(to, 12, 31).ok()?);
        Some(Interval::new(from, to, precision))
    }

    /// Whether it lies within one year.
    pub(super) fn single_year(&self) -> Option<i16> {
        (self.from.year() == self.to.year()).then(|| self.from.year())
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (a, b) = (self.from, self.to);
        let year = |d: Date| -> String {
            let y = d.year();
            if y < 0 { format!("-{:04}", -i32::from(y)) } else { format!("{y:04}") }
        };
        let month = |d: Date| format!("{}-{:02}", year(d), d.month());
        let day = |d: Date| format!("{}-{:02}", month(d), d.day());
        let whole_months = a.day() == 1 && b == b.last_of_month();
        let (from, to) = if whole_months && a.month() == 1 && b.month() == 12 {
            (year(a), year(b))
        } else if whole_months {
            (month(a), month(b))
        } else {
            (day(a), day(b))
        };
        if from == to { f.write_str(&from) } else { write!(f, "{from}/{to}") }
    }
}
