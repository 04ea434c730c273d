//! A place's words as a point on the map.

use crate::record::Entry;
use crate::resolve::place;
use crate::resolve::{Gazetteer, place::Place};

/// Where an act took place, as a point.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point {
    pub place: Place,
    /// The place is a country, and the point its capital.
    pub is_country: bool,
    /// The country's name.
    pub country: String,
}

/// The point that the entry's place names, where the gazetteer knows it. A country that takes part settles which of
/// several places of one name is meant.
pub(super) fn point(entry: &Entry) -> Option<Point> {
    let words: Vec<&str> = entry.place.as_deref()?.split_whitespace().collect();
    let hint = entry.target.iter().chain(&entry.source).find_map(|party| party.country.as_deref());
    let place = place::lookup(&words, hint)?;
    let gazetteer = Gazetteer::builtin();
    let state = gazetteer.state(&place.country);
    let country = state.map_or_else(|| place.country.clone(), |state| state.name.clone());
    let last = words.last().map_or("", |w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let named =
        |name: &String| name.eq_ignore_ascii_case(&words.join(" ")) || name.eq_ignore_ascii_case(last);
    let is_country = state.is_some_and(|s| {
        std::iter::once(&s.name).chain(&s.names).any(named) && !s.capitals.iter().any(named)
    });
    Some(Point { place, is_country, country })
}
