//! Cities, found in a sorted table: there are too many to read them all before the first look-up.

use std::sync::OnceLock;

use super::{Cite, Entry, Kind};

const FILE: &str = "places.tsv";
static TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../gazetteer/places.tsv"));

/// A city under one of its names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct City {
    /// The name that this row gives it.
    pub written: &'static str,
    /// Its main name.
    pub name: &'static str,
    /// ISO 3166-1 alpha-3.
    pub country: &'static str,
    /// Degrees north.
    pub lat: f32,
    /// Degrees east.
    pub lon: f32,
    /// Inhabitants in thousands.
    pub thousands: u32,
    /// The name is a common word, a personal name or that of something larger too.
    pub weak: bool,
}

impl City {
    fn read(line: &'static str) -> Option<City> {
        let mut fields = line.split('\t').skip(1);
        let written = fields.next()?;
        let country = fields.next()?;
        let lat = fields.next()?.parse().ok()?;
        let lon = fields.next()?.parse().ok()?;
        let thousands = fields.next()?.parse().ok()?;
        let name = fields.next().filter(|of| !of.is_empty()).unwrap_or(written);
        let weak = fields.next()? == "~";
        Some(City { written, name, country, lat, lon, thousands, weak })
    }
}

/// The rows of the table, and the entries made of those that were looked up.
#[derive(Debug, Default)]
pub(super) struct Cities {
    rows: Vec<&'static str>,
    entries: Vec<OnceLock<Entry>>,
}

fn key(row: &str) -> &str {
    row.split_once('\t').map_or(row, |(key, _)| key)
}

impl Cities {
    pub(super) fn embedded() -> Self {
        let rows: Vec<&str> = TABLE.lines().skip(1).collect();
        let entries = std::iter::repeat_with(OnceLock::new).take(rows.len()).collect();
        Self { rows, entries }
    }

    /// The number of pieces of the longest name that begins with a piece.
    pub(super) fn reach(&self, first: &str) -> usize {
        let from = self.rows.partition_point(|row| key(row) < first);
        let same = self.rows[from..].iter().map(|row| key(row));
        let same = same.take_while(|key| {
            key.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        });
        same.map(|key| 1 + key.matches(' ').count()).max().unwrap_or(0)
    }

    /// The cities of a name, the largest first, each with the number of its row.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = (usize, City)> {
        let from = self.rows.partition_point(|row| key(row) < name);
        let count = self.rows[from..].iter().take_while(|row| key(row) == name).count();
        (from..from + count).filter_map(|i| Some((i, City::read(self.rows[i])?)))
    }

    /// The city of a row as an entry of the gazetteer.
    pub(super) fn entry(&self, row: usize, city: City) -> Option<&Entry> {
        let cell = self.entries.get(row)?;
        Some(cell.get_or_init(|| Entry {
            name: city.name.to_owned(),
            country: Some(city.country.to_owned()),
            sectors: Vec::new(),
            kind: Kind::City,
            valid: None,
            population: city.thousands * 1000,
            cites: Cite { file: FILE, line: row as u32 + 2 },
        }))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::resolve::gazetteer::name::Pieces;

    #[test]
    fn every_row_is_a_city_under_its_key_in_order() {
        let cities = Cities::embedded();
        assert!(cities.rows.len() > 10_000);
        let bad: Vec<&&str> = cities
            .rows
            .iter()
            .filter(|row| {
                City::read(row).is_none_or(|c| {
                    c.country.len() != 3
                        || c.lat.abs() > 90.0
                        || c.lon.abs() > 180.0
                        || Pieces::of_name(c.written).key() != key(row)
                })
            })
            .collect();
        assert!(bad.is_empty(), "{bad:#?}");
        assert!(cities.rows.is_sorted_by_key(|row| key(row)));
        let rows: HashSet<&&str> = cities.rows.iter().collect();
        assert_eq!(rows.len(), cities.rows.len());
    }

    #[test]
    fn reach_counts_pieces() {
        let cities = Cities::embedded();
        assert!(cities.reach("san") >= 3);
        assert_eq!(cities.reach("nairobi"), 1);
        assert_eq!(cities.reach("zzyzx"), 0);
    }
}
