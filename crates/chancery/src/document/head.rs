//! What the first lines of a text tell of it: its title and when it was published.

use jiff::civil::Date;

use super::Span;

/// How many paragraphs from the start may tell the date.
const HEAD: usize = 6;

/// Longest line that is taken for a title, in characters.
const TITLE: usize = 120;

/// The title that the first line gives: short, without a final full stop, and not alone.
pub(super) fn title(text: &str, paragraphs: &[Span]) -> Option<String> {
    if let Some(named) = paragraphs.iter().take(HEAD).find_map(|p| label(p.of(text), &["title", "headline"]))
    {
        return Some(named.to_owned());
    }
    let (first, rest) = paragraphs.split_first()?;
    let line = first.of(text).trim();
    let words = line.split_whitespace().count();
    let opens = line
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '‘' | '¿'));
    let ends = line.ends_with(['.', ',', ';', ':', '…', ']', '-', '–', '—']) && !line.ends_with("U.S.");
    let plain = opens
        && !ends
        && !rest.is_empty()
        && line.chars().count() <= TITLE
        && (1..=20).contains(&words)
        && date_alone(line).is_none()
        && dateline(line).is_none();
    plain.then(|| line.to_owned())
}

/// The date of publication that the first lines give: behind a label ("Published 5 March 2024"), alone on a line,
/// or in a dateline with its year ("NAIROBI, 9 May 2024 –").
pub(super) fn published(text: &str, paragraphs: &[Span]) -> Option<Date> {
    let head = || paragraphs.iter().take(HEAD).map(|p| p.of(text).trim());
    head()
        .find_map(labelled)
        .or_else(|| head().find_map(date_alone))
        .or_else(|| head().take(3).find_map(dateline))
}

/// The value of a line "Label: value" whose label is one of `names`.
pub(super) fn label<'l>(line: &'l str, names: &[&str]) -> Option<&'l str> {
    let (name, value) = line.split_once(':')?;
    let value = value.trim();
    let name = name.trim().trim_matches('*');
    (!value.is_empty() && names.iter().any(|n| name.eq_ignore_ascii_case(n))).then_some(value)
}

/// Words after which a date is that of publication.
const LABELS: &[&str] =
    &["date", "dated", "issued", "posted", "publication", "published", "released", "updated"];

fn labelled(line: &str) -> Option<Date> {
    if line.chars().count() > 160 {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    for (i, word) in words.iter().enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        // "Published" opens a line or a sentence; "was issued 4 May 1990" tells of something else.
        let opens = i == 0 || words[i - 1].ends_with(['.', '|', '·', '–', '—', '-', ')', '*', ',']);
        if !opens || !LABELS.iter().any(|l| bare.eq_ignore_ascii_case(l)) {
            continue;
        }
        let mut rest = &words[i + 1..];
        while let Some((first, after)) = rest.split_first() {
            let filler = ["on", "of", "date", "–", "-", ":", "at"]
                .iter()
                .any(|f| first.trim_end_matches(':').eq_ignore_ascii_case(f));
            if !filler && !is_weekday(first) && !first.trim_matches('*').is_empty() {
                break;
            }
            rest = after;
        }
        if let Some((date, _)) = leading(rest) {
            return Some(date);
        }
    }
    None
}

fn date_alone(line: &str) -> Option<Date> {
    let line = line.trim_matches(|c: char| matches!(c, '*' | '_' | '(' | ')'));
    let words: Vec<&str> = line.split_whitespace().skip_while(|w| is_weekday(w)).collect();
    let (date, used) = leading(&words)?;
    // A time of day may follow.
    let rest = &words[used..];
    (rest.len() <= 3
        && rest
            .iter()
            .all(|w| w.contains(|c: char| c.is_ascii_digit()) || w.len() <= 4 || matches!(*w, "–" | "|")))
    .then_some(date)
}

/// "NAIROBI, 9 May 2024 –": a place in capitals, a date with its year, a dash or an agency in brackets.
fn dateline(line: &str) -> Option<Date> {
    let words: Vec<&str> = line.split_whitespace().take(12).collect();
    let capitals =
        words.iter().take_while(|w| !w.contains(|c: char| c.is_lowercase() || c.is_ascii_digit())).count();
    if capitals == 0 || !words.first()?.contains(|c: char| c.is_alphabetic()) {
        return None;
    }
    (capitals..words.len().min(capitals + 4)).find_map(|from| {
        let (date, used) = leading(&words[from..])?;
        let next = words.get(from + used)?;
        let closed = next.starts_with(['-', '–', '—', '(', '/'])
            || words[from + used - 1].ends_with([':', '–', '—', '-']);
        closed.then_some(date)
    })
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.len() >= 3 && DAYS.iter().any(|d| d.get(..bare.len()).is_some_and(|d| d.eq_ignore_ascii_case(bare)))
}

/// A whole date that opens `words`, and how many of them it takes.
pub(super) fn leading(words: &[&str]) -> Option<(Date, usize)> {
    let bare = |i: usize| words.get(i).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let first = bare(0)?;
    if let Ok(date) = first.get(..10).unwrap_or(first).parse::<Date>() {
        return (first.contains('-')).then_some((date, 1));
    }
    let (second, third) = (bare(1)?, bare(2)?);
    let (day, month) = match (day(first), month(second)) {
        (Some(day), Some(month)) => (day, month),
        _ => (day(second)?, month(first)?),
    };
    let year = (third.len() == 4).then(|| third.parse::<i16>().ok()).flatten()?;
    (year >= 1000).then_some(())?;
    Some((Date::new(year, month, day).ok()?, 3))
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    matches!(suffix, "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok()).flatten()
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = word.to_ascii_lowercase();
    let found = MONTHS.iter().position(|m| lower.len() >= 3 && m.starts_with(&lower))?;
    Some(found as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use jiff::civil::date;

    fn head(text: &str) -> (Option<String>, Option<Date>) {
        let d = Document::from_text("-", text);
        (d.title, d.published)
    }

    #[test]
    fn a_short_first_line_is_the_title() {
        assert_eq!(
            head("Lima and La Paz: a corridor to the sea\n\nThe two met.").0.as_deref(),
            Some("Lima and La Paz: a corridor to the sea")
        );
        assert_eq!(head("Lima and La Paz met.\nThey agreed.").0, None, "a sentence is no title");
        assert_eq!(head("Lima and La Paz").0, None, "nothing follows");
        assert_eq!(head("3 May 2021\nLima and La Paz met.").0, None, "a date is no title");
        assert_eq!(head("had met before, in Lima\nThey agreed.").0, None, "a cut sentence is no title");
    }

    #[test]
    fn the_date_of_publication_stands_in_the_head() {
        let day = Some(date(2021, 5, 3));
        assert_eq!(head("Note\nDate: 3 May 2021\nText.").1, day);
        assert_eq!(head("Note\nA paper. Published 3rd May 2021.\nText.").1, day);
        assert_eq!(head("Note\nMonday, May 3, 2021\nText.").1, day);
        assert_eq!(head("2021-05-03\nText.").1, day);
        assert_eq!(head("LA PAZ, 3 May 2021 (ABI) – The ministers met.").1, day);
        assert_eq!(head("Note\nPosted on Mon, 3 May 2021 at 10:15\nText.").1, day);
    }

    #[test]
    fn other_dates_of_the_text_are_not_its_own() {
        assert_eq!(head("3 May 2021 – The ministers meet.\n4 May 2021 – They part.").1, None, "a chronology");
        assert_eq!(head("LA PAZ, May 3 - The ministers met.").1, None, "no year");
        assert_eq!(head("The ministers met on 3 May 2021 in La Paz.\nText.").1, None);
        assert_eq!(head("A warrant was issued 3 May 2021 in La Paz.\nText.").1, None);
    }
}
