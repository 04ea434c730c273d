//! The sheet from which TimelineJS draws a timeline.

use std::io::Write;

use jiff::civil::Date;

use super::flat::countries;
use super::network::name;
use super::{Error, Written};
use crate::record::{Entry, Party};

pub(super) const COLUMNS: &[&str] = &[
    "Year",
    "Month",
    "Day",
    "Time",
    "End Year",
    "End Month",
    "End Day",
    "End Time",
    "Display Date",
    "Headline",
    "Text",
    "Media",
    "Media Credit",
    "Media Caption",
    "Media Thumbnail",
    "Type",
    "Group",
    "Background",
    "Link",
];

pub(super) fn write(
    entries: impl FnOnce(&mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<(), Error>,
    out: &mut (dyn Write + Send),
) -> Result<Written, Error> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(COLUMNS)?;
    let mut written = Written::default();
    let mut last = None;
    entries(&mut |entry| {
        // One slide an event, by its first telling.
        if last.replace(entry.event) == Some(entry.event) {
            return Ok(());
        }
        match row(&entry) {
            Some(row) => {
                rows.write_record(row)?;
                written.rows += 1;
            }
            // A slide stands at a time.
            None => written.left_out += 1,
        }
        Ok(())
    })?;
    rows.flush()?;
    Ok(written)
}

fn row(entry: &Entry) -> Option<[String; 19]> {
    let (from, to) = (entry.from_day?, entry.to_day?);
    let date = entry.date.as_deref().unwrap_or_default();
    // "1991" and "1991-05" stand as the year and the month; any other stretch has an end.
    let (start, end) = match date.split_once('/') {
        Some(_) => (parts(from, 3), parts(to, 3)),
        None => (parts(from, date.split('-').count()), Default::default()),
    };
    let [year, month, day] = start;
    let [end_year, end_month, end_day] = end;
    let who = |parties: &[Party]| match countries(parties).as_slice() {
        [] => parties.first().map_or_else(|| "somebody".to_owned(), |p| p.name.clone()),
        codes => codes.iter().map(|c| name(c)).collect::<Vec<_>>().join(", "),
    };
    let act = entry.mode.as_ref().map_or_else(
        || entry.event_type.to_lowercase(),
        |mode| format!("{} ({mode})", entry.event_type.to_lowercase()),
    );
    let mut headline = format!("{} → {}: {act}", who(&entry.source), who(&entry.target));
    if entry.status != "actual" {
        headline.push_str(&format!(" [{}]", entry.status));
    }
    let blank = String::new;
    Some([
        year,
        month,
        day,
        blank(),
        end_year,
        end_month,
        end_day,
        blank(),
        blank(),
        markup(&headline),
        markup(&entry.sentence),
        blank(),
        entry.publisher.clone().unwrap_or_default(),
        blank(),
        blank(),
        blank(),
        entry.event_type.clone(),
        blank(),
        entry.url.clone().unwrap_or_default(),
    ])
}

fn parts(day: Date, precision: usize) -> [String; 3] {
    let kept = |least: usize, value: String| if precision >= least { value } else { String::new() };
    [day.year().to_string(), kept(2, day.month().to_string()), kept(3, day.day().to_string())]
}

/// TimelineJS shows headline and text as HTML.
fn markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
