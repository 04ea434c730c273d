//! The columns of ICEWS, as its yearly files on Dataverse have them.

use std::io::Write;

use super::dyads::{self, plain};
use super::place;
use super::{Error, Written};
use crate::coding::codebook::Codebook;
use crate::record::{Entry, Party};
use crate::resolve::Gazetteer;

pub(super) const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

pub(super) fn write(
    entries: impl FnOnce(&mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<(), Error>,
    out: &mut (dyn Write + Send),
) -> Result<Written, Error> {
    let mut rows = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
    rows.write_record(COLUMNS)?;
    let mut written = Written::default();
    entries(&mut |entry| {
        // ICEWS knows no act without a source, a target and a CAMEO code.
        let Some(cameo) = entry.cameo.as_deref() else {
            written.left_out += 1;
            return Ok(());
        };
        if entry.source.is_empty() || entry.target.is_empty() {
            written.left_out += 1;
            return Ok(());
        }
        let pairs = dyads::pairs(&entry);
        written.left_out += usize::from(pairs.is_empty());
        for (i, (source, target)) in pairs.into_iter().enumerate() {
            if let (Some(source), Some(target)) = (source, target) {
                rows.write_record(row(&entry, dyads::id(entry.claim, i), cameo, source, target))?;
                written.rows += 1;
            }
        }
        Ok(())
    })?;
    rows.flush()?;
    Ok(written)
}

fn row(entry: &Entry, id: i64, cameo: &str, source: &Party, target: &Party) -> [String; 20] {
    let point = place::point(entry);
    let at = point.as_ref().map(|p| &p.place);
    let meaning = Codebook::built_in().ok().and_then(|book| Some(book.cameo.get(cameo)?.name.clone()));
    [
        id.to_string(),
        dyads::day(entry).map(|d| d.to_string()).unwrap_or_default(),
        plain(&source.name),
        source.sectors.join(","),
        country(source.country.as_deref()),
        meaning.unwrap_or_default(),
        cameo.to_owned(),
        entry.goldstein.map(|g| format!("{g:?}")).unwrap_or_default(),
        plain(&target.name),
        target.sectors.join(","),
        country(target.country.as_deref()),
        entry.document_id.to_string(),
        // ICEWS counts from 1.
        (entry.sentence_number + 1).to_string(),
        entry.publisher.as_deref().map(plain).unwrap_or_default(),
        point.as_ref().filter(|p| !p.is_country).map(|p| p.place.name.clone()).unwrap_or_default(),
        String::new(),
        String::new(),
        point.as_ref().map(|p| p.country.clone()).unwrap_or_default(),
        at.map(|p| p.lat.to_string()).unwrap_or_default(),
        at.map(|p| p.lon.to_string()).unwrap_or_default(),
    ]
}

/// The country's English name; what has none (`IGO`, `EUR`) keeps its code.
fn country(code: Option<&str>) -> String {
    let Some(code) = code else { return String::new() };
    Gazetteer::builtin().state(code).map_or_else(|| code.to_owned(), |state| state.name.clone())
}
