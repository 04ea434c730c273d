//! POLECAT's columns, as its files of 2018 to 2024 have them.

use std::io::Write;

use super::dyads::{self, plain};
use super::place;
use super::{Error, Written};
use crate::record::{Entry, Party};

pub(super) const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

pub(super) fn write(
    entries: impl FnOnce(&mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<(), Error>,
    out: &mut (dyn Write + Send),
) -> Result<Written, Error> {
    let mut rows = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
    rows.write_record(COLUMNS)?;
    let mut written = Written::default();
    entries(&mut |entry| {
        let pairs = dyads::pairs(&entry);
        written.left_out += usize::from(pairs.is_empty());
        for (i, (actor, recipient)) in pairs.into_iter().enumerate() {
            rows.write_record(row(&entry, dyads::id(entry.claim, i), actor, recipient))?;
            written.rows += 1;
        }
        Ok(())
    })?;
    rows.flush()?;
    Ok(written)
}

fn row(entry: &Entry, id: i64, actor: Option<&Party>, recipient: Option<&Party>) -> Vec<String> {
    let point = place::point(entry);
    let at = point.as_ref().map(|p| &p.place);
    let text = |text: Option<&str>| text.map(plain).unwrap_or_default();
    let mut row = vec![
        id.to_string(),
        dyads::day(entry).map(|d| d.to_string()).unwrap_or_default(),
        entry.event_type.clone(),
        text(entry.mode.as_deref()),
        entry.goldstein.map(|g| g.to_string()).unwrap_or_default(),
        dyads::quad_of_type(&entry.event_type).map_or("", dyads::words).to_owned(),
        entry.contexts.join(";"),
    ];
    row.extend(party(actor));
    row.extend(party(recipient));
    row.extend([
        at.map(|p| p.name.clone()).unwrap_or_default(),
        point.as_ref().filter(|p| !p.is_country).map(|p| p.place.name.clone()).unwrap_or_default(),
        String::new(),
        String::new(),
        at.map(|p| p.country.clone()).unwrap_or_default(),
        at.map(|p| p.lat.to_string()).unwrap_or_default(),
        at.map(|p| p.lon.to_string()).unwrap_or_default(),
        String::new(),
        text(entry.place.as_deref()),
        String::new(),
        text(entry.publisher.as_deref()),
        entry.published.map(|d| d.to_string()).unwrap_or_default(),
        String::new(),
        String::new(),
        String::new(),
        "en".to_owned(),
        concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned(),
    ]);
    row
}

/// Name, country, COW, primary sector, sectors, title, raw name, Wikipedia.
fn party(party: Option<&Party>) -> [String; 8] {
    let Some(party) = party else { return Default::default() };
    [
        plain(&party.name),
        party.country.clone().unwrap_or_default(),
        String::new(),
        party.sectors.first().cloned().unwrap_or_default(),
        party.sectors.join(";"),
        String::new(),
        String::new(),
        String::new(),
    ]
}
