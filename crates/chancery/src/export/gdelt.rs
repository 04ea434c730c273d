//! The 58 columns of GDELT 1.0 (since April 2013, when SOURCEURL came), without a header, as its files have them.

use std::collections::BTreeSet;
use std::io::Write;

use super::dyads::{self, plain};
use super::place::{self, Point};
use super::{Error, Written};
use crate::record::{Entry, Party};

/// Names of the columns; the files have no header, so these are for reading only.
#[cfg(test)]
pub(super) const COLUMNS: &str = "GLOBALEVENTID SQLDATE MonthYear Year FractionDate \
    Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode \
    Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code \
    Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode \
    Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code \
    IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale \
    NumMentions NumSources NumArticles AvgTone \
    Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_Lat Actor1Geo_Long \
    Actor1Geo_FeatureID \
    Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_Lat Actor2Geo_Long \
    Actor2Geo_FeatureID \
    ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_Lat ActionGeo_Long \
    ActionGeo_FeatureID DATEADDED SOURCEURL";

pub(super) fn write(
    entries: impl FnOnce(&mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<(), Error>,
    out: &mut (dyn Write + Send),
) -> Result<Written, Error> {
    let mut rows =
        csv::WriterBuilder::new().delimiter(b'\t').quote_style(csv::QuoteStyle::Never).from_writer(out);
    let mut written = Written::default();
    // The tellings of one event follow each other: it is written when the next begins.
    let mut event: Option<Tellings> = None;
    let mut close = |event: Option<Tellings>| -> Result<(), Error> {
        let Some(event) = event else { return Ok(()) };
        let pairs = dyads::pairs(&event.first);
        if pairs.is_empty() {
            written.left_out += event.mentions;
        }
        for (i, (actor1, actor2)) in pairs.into_iter().enumerate() {
            rows.write_record(event.row(i, actor1, actor2))?;
            written.rows += 1;
        }
        Ok(())
    };
    entries(&mut |entry| match &mut event {
        Some(tellings) if tellings.first.event == entry.event => {
            tellings.add(&entry);
            Ok(())
        }
        _ => close(event.replace(Tellings::of(entry))),
    })?;
    close(event)?;
    rows.flush()?;
    drop(rows);
    Ok(written)
}

/// An event and how often it is told.
struct Tellings {
    first: Entry,
    mentions: usize,
    publishers: BTreeSet<String>,
    documents: BTreeSet<i64>,
}

impl Tellings {
    fn of(first: Entry) -> Self {
        let mut tellings = Tellings {
            mentions: 0,
            publishers: BTreeSet::new(),
            documents: BTreeSet::new(),
            first: first.clone(),
        };
        tellings.add(&first);
        tellings
    }

    fn add(&mut self, entry: &Entry) {
        self.mentions += 1;
        // Who published it is the source; a document whose publisher is not known is one by itself.
        self.publishers.insert(entry.publisher.clone().unwrap_or_else(|| entry.document.clone()));
        self.documents.insert(entry.document_id);
        // What the first telling leaves open, another may say.
        self.first.cameo = self.first.cameo.take().or_else(|| entry.cameo.clone());
        self.first.goldstein = self.first.goldstein.or(entry.goldstein);
        self.first.place = self.first.place.take().or_else(|| entry.place.clone());
    }

    fn row(&self, pair: usize, actor1: Option<&Party>, actor2: Option<&Party>) -> Vec<String> {
        let entry = &self.first;
        let day = dyads::day(entry);
        let cameo = entry.cameo.as_deref().unwrap_or_default();
        let head = |end: usize| cameo.get(..end).unwrap_or(cameo).to_owned();
        let quad = dyads::quad_of_cameo(cameo).or_else(|| dyads::quad_of_type(&entry.event_type));
        let mut row = vec![
            dyads::id(entry.event, pair).to_string(),
            day.map(|d| format!("{:04}{:02}{:02}", d.year(), d.month(), d.day())).unwrap_or_default(),
            day.map(|d| format!("{:04}{:02}", d.year(), d.month())).unwrap_or_default(),
            day.map(|d| format!("{:04}", d.year())).unwrap_or_default(),
            // GDELT's own formula: months of 30 days, years of 365.
            day.map(|d| {
                let fraction = (f64::from(d.month()) * 30.0 + f64::from(d.day())) / 365.0;
                format!("{:.4}", f64::from(d.year()) + fraction)
            })
            .unwrap_or_default(),
        ];
        row.extend(actor(actor1));
        row.extend(actor(actor2));
        row.extend([
            u8::from(entry.paragraph == 0).to_string(),
            cameo.to_owned(),
            head(3),
            head(2),
            quad.map(|q| (q as u8).to_string()).unwrap_or_default(),
            entry.goldstein.map(|g| format!("{g:?}")).unwrap_or_default(),
            self.mentions.to_string(),
            self.publishers.len().to_string(),
            self.documents.len().to_string(),
            String::new(),
        ]);
        row.extend(geography(None));
        row.extend(geography(None));
        row.extend(geography(place::point(entry).as_ref()));
        row.extend([
            entry
                .published
                .map(|d| format!("{:04}{:02}{:02}", d.year(), d.month(), d.day()))
                .unwrap_or_default(),
            plain(entry.url.as_deref().unwrap_or(&entry.document)),
        ]);
        row
    }
}

/// Code, name, country, known group, ethnic group, two religions, three types.
fn actor(party: Option<&Party>) -> [String; 10] {
    let mut row: [String; 10] = Default::default();
    let Some(party) = party else { return row };
    let code = party.country.as_deref().unwrap_or_default();
    let mut types: Vec<&str> = Vec::new();
    let country = match code {
        "IGO" | "NGO" | "MNC" | "IMG" | "REG" => {
            types.push(code);
            ""
        }
        "UNO" => {
            types.push("IGO");
            row[3] = code.to_owned();
            ""
        }
        other => other,
    };
    for sector in party.sectors.iter().filter_map(|s| role(s)) {
        if !types.contains(&sector) && types.len() < 3 {
            types.push(sector);
        }
    }
    // A code begins with the country; a body without one begins with its type and has its group behind it.
    let (first, rest) = if country.is_empty() {
        types.split_first().map_or(("", &[][..]), |(f, r)| (*f, r))
    } else {
        (country, &types[..])
    };
    row[0] = format!("{first}{}{}", row[3], rest.concat());
    row[1] = plain(&party.name).to_uppercase();
    row[2] = country.to_owned();
    for (cell, role) in row[7..].iter_mut().zip(types) {
        *cell = role.to_owned();
    }
    row
}

/// CAMEO's role for a sector of PLOVER; `None` where it knows none.
fn role(sector: &str) -> Option<&str> {
    match sector {
        "GOV" | "MIL" | "SPY" | "COP" | "JUD" | "LEG" | "OPP" | "REB" | "UAF" | "CRM" | "BUS" | "LAB"
        | "EDU" | "CVL" | "REF" | "IGO" | "NGO" | "ELI" | "PTY" => Some(sector),
        "PRM" => Some("UAF"),
        "JRN" => Some("MED"),
        "MED" => Some("HLH"),
        _ => None,
    }
}

/// Type, full name, country, first division, latitude, longitude, feature.
fn geography(point: Option<&Point>) -> [String; 7] {
    let Some(point) = point else { return Default::default() };
    // 1 is a country, 4 a city outside of the United States, 3 one inside.
    let kind = match (point.is_country, point.place.country.as_str()) {
        (true, _) => "1",
        (false, "USA") => "3",
        _ => "4",
    };
    let name = match point.is_country {
        true => point.country.clone(),
        false => format!("{}, {}", point.place.name, point.country),
    };
    [
        kind.to_owned(),
        plain(&name),
        String::new(),
        String::new(),
        point.place.lat.to_string(),
        point.place.lon.to_string(),
        String::new(),
    ]
}
