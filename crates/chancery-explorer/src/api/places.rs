//! Events on the map.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::{Extension, Json};
use chancery::resolve::place::{Place, lookup};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Answer, Problem, Query, blocking};
use super::ask::Filter;
use super::overview::{Country, name_of};
use crate::App;
use crate::index::{By, NONE, Tally};
use crate::store::Snapshot;

/// Names of places with what they were found to be: a look-up is not for every request.
#[derive(Debug, Default)]
pub struct Places(Mutex<HashMap<String, Option<Place>>>);

impl Places {
    fn find(&self, words: &str) -> Option<Place> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = known.get(words) {
            return place.clone();
        }
        let pieces: Vec<&str> = words.split_whitespace().collect();
        let place = lookup(&pieces, None);
        known.insert(words.to_owned(), place.clone());
        place
    }
}

/// Events at a place.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PlaceView {
    /// Its name.
    pub name: String,
    /// In the words of the texts.
    pub words: Vec<String>,
    /// Country's code.
    pub country: String,
    /// Degrees north.
    pub latitude: f32,
    /// Degrees east.
    pub longitude: f32,
    /// Events.
    pub events: usize,
    /// Their mean Goldstein score.
    pub goldstein: Option<f64>,
}

/// Countries and places.
#[derive(Debug, Serialize, ToSchema)]
pub struct Map {
    /// Countries by what is asked for; with `a`, those that `a` deals with.
    pub countries: Vec<Country>,
    /// Places.
    pub places: Vec<PlaceView>,
    /// Events with a place that is not on the map.
    pub nowhere: usize,
}

/// Countries by their dealings, and events at their places
#[utoipa::path(get, path = "/map", params(Filter), responses(
    (status = 200, body = Map), (status = 400, body = Problem)))]
pub async fn map(
    State(app): State<App>,
    Extension(now): Extension<Arc<Snapshot>>,
    Query(filter): Query<Filter>,
) -> Answer<Map> {
    let ask = filter.ask()?;
    blocking(move || {
        let index = &now.index;
        let (nodes, _) = index.pairs(&ask, By::Country);
        let countries = nodes
            .iter()
            .map(|node| (index.countries.text(node.number), node.tally))
            .map(|(code, tally)| Country {
                code: code.to_owned(),
                name: name_of(code),
                events: tally.events,
                goldstein: tally.goldstein(),
            })
            .filter(|country| ask.a.as_ref() != Some(&country.code))
            .collect();
        let mut by_words: HashMap<u32, Tally> = HashMap::new();
        for row in index.events(index.asked(&ask)).filter(|row| index.place[*row] != NONE) {
            by_words.entry(index.place[row]).or_default().add(index.goldstein[row]);
        }
        let mut places: HashMap<(String, String), (PlaceView, Tally)> = HashMap::new();
        let mut nowhere = 0;
        let mut by_words: Vec<(u32, Tally)> = by_words.into_iter().collect();
        by_words.sort_unstable_by_key(|(number, tally)| (std::cmp::Reverse(tally.events), *number));
        for (number, tally) in by_words {
            let words = index.places.text(number);
            let Some(place) = app.places.find(words) else {
                nowhere += tally.events;
                continue;
            };
            let key = (place.name.clone(), place.country.clone());
            let (view, sum) = places.entry(key).or_insert_with(|| {
                let view = PlaceView {
                    name: place.name,
                    words: Vec::new(),
                    country: place.country,
                    latitude: place.lat,
                    longitude: place.lon,
                    events: 0,
                    goldstein: None,
                };
                (view, Tally::default())
            });
            sum.join(tally);
            view.words.push(words.to_owned());
        }
        let mut places: Vec<PlaceView> = places
            .into_values()
            .map(|(view, tally)| PlaceView { events: tally.events, goldstein: tally.goldstein(), ..view })
            .collect();
        places.sort_unstable_by(|a, b| b.events.cmp(&a.events).then_with(|| a.name.cmp(&b.name)));
        Ok(Json(Map { countries, places, nowhere }))
    })
    .await
}
