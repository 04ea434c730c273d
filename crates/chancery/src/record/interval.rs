use jiff::civil::Date;

/// First and last day of a date in record form: `1991-12-25`, `1991-11`, `1991`, or `1963/1967`.
/// `None` where it is not in that form.
pub(super) fn days(date: &str) -> Option<(Date, Date)> {
    let (from, to) = date.split_once('/').unwrap_or((date, date));
    let (from, to) = (bounds(from)?.0, bounds(to)?.1);
    (from <= to).then_some((from, to))
}

/// First and last day of a single day, month or year.
fn bounds(date: &str) -> Option<(Date, Date)> {
    let mut parts = date.trim().splitn(3, '-');
    let year: i16 = number(parts.next()?, 4)?;
    match (parts.next(), parts.next()) {
        (None, _) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        (Some(month), None) => {
            let first = Date::new(year, number(month, 2)?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (Some(month), Some(day)) => {
            let day = Date::new(year, number(month, 2)?, number(day, 2)?).ok()?;
            Some((day, day))
        }
    }
}

/// Exactly `digits` digits: text order is day order only then.
fn number<T: std::str::FromStr>(text: &str, digits: usize) -> Option<T> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_of_the_text_becomes_an_interval() {
        let cases = [
            ("1991-12-25", Some(("1991-12-25", "1991-12-25"))),
            ("1992-02", Some(("1992-02-01", "1992-02-29"))),
            ("1991", Some(("1991-01-01", "1991-12-31"))),
            ("1963/1967", Some(("1963-01-01", "1967-12-31"))),
            ("1994-01/1994-04", Some(("1994-01-01", "1994-04-30"))),
            ("1991-13", None),
            ("1991-02-30", None),
            ("91", None),
            ("1967/1963", None),
            ("last week", None),
            ("", None),
        ];
        for (date, expected) in cases {
            let found = days(date).map(|(a, b)| (a.to_string(), b.to_string()));
            assert_eq!(found, expected.map(|(a, b)| (a.to_string(), b.to_string())), "{date}");
        }
    }
}
