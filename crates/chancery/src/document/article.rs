//! Articles as rows: which columns hold what, for JSON lines and tables.

use jiff::civil::Date;

use super::{Document, Fault, head};

/// Names of columns. Where one is not given, the usual names are tried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The article's words.
    pub text: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The day of its publication.
    pub date: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
}

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Text,
    Title,
    Date,
    Url,
    Publisher,
}

/// All of them, in the order of [`Columns`].
pub(super) const PARTS: [Part; 5] = [Part::Text, Part::Title, Part::Date, Part::Url, Part::Publisher];

impl Part {
    /// The usual names, the likeliest first; case, blanks, hyphens and underscores aside.
    fn usual(self) -> &'static [&'static str] {
        match self {
            Part::Text => &[
                "text",
                "body",
                "maintext",
                "fulltext",
                "articletext",
                "articlebody",
                "content",
                "article",
                "story",
            ],
            Part::Title => &["title", "headline", "articletitle", "head"],
            Part::Date => &[
                "date",
                "published",
                "publishedat",
                "publisheddate",
                "publishdate",
                "publicationdate",
                "datepublish",
                "datepublished",
                "pubdate",
                "articledate",
                "timestamp",
                "created",
                "createdat",
            ],
            Part::Url => &["url", "link", "articleurl", "sourceurl", "weburl", "address", "uri"],
            Part::Publisher => &[
                "publisher",
                "source",
                "publication",
                "outlet",
                "newspaper",
                "sitename",
                "sourcename",
                "domain",
            ],
        }
    }
}

impl Columns {
    fn given(&self, part: Part) -> Option<&str> {
        match part {
            Part::Text => &self.text,
            Part::Title => &self.title,
            Part::Date => &self.date,
            Part::Url => &self.url,
            Part::Publisher => &self.publisher,
        }
        .as_deref()
    }

    /// Which of `names` holds a part. A name that is given must be there.
    pub(super) fn find<'n>(&self, part: Part, names: impl Iterator<Item = &'n str> + Clone) -> Option<usize> {
        if let Some(given) = self.given(part) {
            return names.clone().position(|n| n == given).or_else(|| {
                let given = folded(given);
                names.clone().position(|n| folded(n) == given)
            });
        }
        part.usual().iter().find_map(|usual| names.clone().position(|n| folded(n) == *usual))
    }

    /// What to say where no column holds the text.
    pub(super) fn lacking<'n>(&self, names: impl Iterator<Item = &'n str>) -> String {
        let names = names.take(12).collect::<Vec<_>>().join(", ");
        match &self.text {
            Some(given) => format!("there is no column \"{given}\" among {names}"),
            None => {
                format!("none of the columns is known to hold the text; name it with --text-column ({names})")
            }
        }
    }
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a row says, by part.
pub(super) type Said = [Option<String>; 5];

/// The document of a row.
pub(super) fn document(name: String, said: Said, faults: Vec<Fault>) -> Document {
    let [text, title, date, url, publisher] =
        said.map(|value| value.map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()));
    let mut document = Document::from_text(name, text.unwrap_or_default());
    document.title = title.or(document.title);
    document.published = date.as_deref().and_then(day).or(document.published);
    document.url = url.filter(|u| u.contains("://")).or(document.url);
    document.publisher = publisher.or(document.publisher);
    document.faults = faults;
    document
}

/// A day in one of the ways in which feeds and archives write it: `2019-05-03T10:00:00Z`, `20190503`, `3 May 2019`,
/// `Fri, 03 May 2019 10:00:00 GMT`, `1556877600`.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = text.get(..10).and_then(|t| t.replace('/', "-").parse().ok()) {
        return Some(date);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match (digits, digits == text.len()) {
        (8 | 14, _) => {
            let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
            let (month, day) = (number(4..6)?, number(6..8)?);
            Date::new(number(0..4)?, month as i8, day as i8).ok()
        }
        (10, true) => jiff::Timestamp::from_second(text.parse().ok()?).ok().map(on_its_day),
        (13, true) => jiff::Timestamp::from_millisecond(text.parse().ok()?).ok().map(on_its_day),
        _ => {
            let words: Vec<&str> = text.split_whitespace().collect();
            (0..words.len().min(2)).find_map(|from| head::leading(&words[from..])).map(|(date, _)| date)
        }
    }
}

fn on_its_day(moment: jiff::Timestamp) -> Date {
    moment.to_zoned(jiff::tz::TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_feeds_write_them() {
        for text in [
            "2019-05-03",
            "2019-05-03T22:10:00+02:00",
            "2019/05/03 10:00",
            "20190503",
            "20190503101500",
            "3 May 2019",
            "May 3, 2019",
            "Fri, 03 May 2019 10:00:00 GMT",
            "1556877600",
            "1556877600000",
        ] {
            assert_eq!(day(text), Some(date(2019, 5, 3)), "{text}");
        }
        for text in ["", "yesterday", "2019", "99999999", "0000-00-00"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn usual_names_are_guessed_and_given_ones_win() {
        let names = ["id", "Head_Line", "Full Text", "pub-date", "note"];
        let find = |columns: &Columns, part| columns.find(part, names.into_iter());
        let guessed = Columns::default();
        assert_eq!(find(&guessed, Part::Text), Some(2));
        assert_eq!(find(&guessed, Part::Title), Some(1));
        assert_eq!(find(&guessed, Part::Date), Some(3));
        assert_eq!(find(&guessed, Part::Url), None);
        let given = Columns { text: Some("note".into()), ..Columns::default() };
        assert_eq!(find(&given, Part::Text), Some(4));
        assert_eq!(find(&Columns { text: Some("gone".into()), ..Columns::default() }, Part::Text), None);
    }
}
