use jiff::civil::Date;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// A day as `YYYY-MM-DD`, counted from 1970-01-01.
pub fn day(text: &str) -> Option<i32> {
    let date: Date = text.parse().ok()?;
    Some((date - EPOCH).get_days())
}

/// The day as `YYYY-MM-DD`; empty outside of the calendar.
pub fn iso(day: i32) -> String {
    date(day).map(|date| date.to_string()).unwrap_or_default()
}

/// The day of the calendar.
pub(super) fn date(day: i32) -> Option<Date> {
    EPOCH.checked_add(jiff::Span::new().try_days(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for (text, number) in
            [("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11016), ("0800-12-25", -426975)]
        {
            assert_eq!(day(text), Some(number), "{text}");
            assert_eq!(iso(number), text);
        }
        assert_eq!(day("1991-02-30"), None);
        assert_eq!(iso(i32::MAX), "");
    }
}
