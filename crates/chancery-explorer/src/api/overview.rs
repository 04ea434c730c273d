//! The record as a whole: what it holds, its vocabulary, its countries and dyads.

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use chancery::coding::codebook::Codebook;
use chancery::resolve::gazetteer::Gazetteer;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Answer, Problem, Query, blocking};
use super::ask::limit;
use crate::App;
use crate::index::{Ask, By, Index, iso};
use crate::quad::{QUADS, quad};
use crate::store::Snapshot;

/// A record and the words it is written in.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordView {
    /// The file's name.
    pub name: String,
    /// Version of the program.
    pub program: &'static str,
    /// Whether reviews are taken.
    pub review: bool,
    /// Events.
    pub events: usize,
    /// Claims.
    pub claims: usize,
    /// Documents.
    pub documents: usize,
    /// First day that an event may have happened on.
    pub first_day: Option<String>,
    /// Last day.
    pub last_day: Option<String>,
    /// The types, with their modes.
    pub types: Vec<TypeView>,
    /// Names of the quad classes 1 to 4.
    pub quads: [&'static str; 4],
    /// Contexts.
    pub contexts: Vec<String>,
    /// Statuses.
    pub statuses: Vec<String>,
}

/// A type.
#[derive(Debug, Serialize, ToSchema)]
pub struct TypeView {
    /// Its name.
    pub name: String,
    /// What it is.
    pub definition: String,
    /// Quad class.
    pub quad: u8,
    /// Its modes.
    pub modes: Vec<ModeView>,
}

/// A mode.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModeView {
    /// Its name.
    pub name: String,
    /// What it is.
    pub definition: String,
}

/// The record as a whole
#[utoipa::path(get, path = "/record", responses((status = 200, body = RecordView)))]
pub async fn record(State(app): State<App>, Extension(now): Extension<Arc<Snapshot>>) -> Answer<RecordView> {
    blocking(move || {
        let index = &now.index;
        let codebook = Codebook::built_in().map_err(|error| {
            Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
        })?;
        let types = codebook.classes.iter().map(|class| TypeView {
            name: class.name.clone(),
            definition: class.definition.clone(),
            quad: quad(class.event_type.as_ref()),
            modes: class
                .modes
                .iter()
                .map(|mode| ModeView { name: mode.name.clone(), definition: mode.definition.clone() })
                .collect(),
        });
        let span = index.span();
        let name = app.store.path().file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Json(RecordView {
            name: name.unwrap_or_default(),
            program: concat!("chancery ", env!("CARGO_PKG_VERSION")),
            review: app.store.takes_reviews(),
            events: index.events(0..index.len()).count(),
            claims: index.len(),
            documents: index.documents.len(),
            first_day: span.map(|(first, _)| iso(first)),
            last_day: span.map(|(_, last)| iso(last)),
            types: types.collect(),
            quads: QUADS,
            contexts: codebook.contexts.iter().map(|context| context.name.clone()).collect(),
            statuses: ["actual", "planned", "requested", "alleged", "denied", "hypothetical", "negated"]
                .map(str::to_owned)
                .to_vec(),
        }))
    })
    .await
}

/// A country or a body.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Country {
    /// Its code.
    pub code: String,
    /// Its name in English.
    pub name: String,
    /// Events that it takes part in.
    pub events: usize,
    /// Their mean Goldstein score.
    pub goldstein: Option<f64>,
}

/// Countries.
#[derive(Debug, Serialize, ToSchema)]
pub struct Countries {
    /// The busiest first.
    pub items: Vec<Country>,
}

/// The name of a code, for people; the code itself where it has none.
pub fn name_of(code: &str) -> String {
    let body = match code {
        "EUR" => "European Union",
        "UNO" => "United Nations",
        "IGO" => "International bodies",
        "NGO" => "Non-governmental organisations",
        "MNC" => "Multinational companies",
        "IMG" => "International armed groups",
        "REG" => "A region",
        _ => return Gazetteer::builtin().state(code).map_or_else(|| code.to_owned(), |s| s.name.clone()),
    };
    body.to_owned()
}

/// The countries that take part in anything
#[utoipa::path(get, path = "/countries", responses((status = 200, body = Countries)))]
pub async fn countries(Extension(now): Extension<Arc<Snapshot>>) -> Answer<Countries> {
    blocking(move || {
        let (nodes, _) = now.index.pairs(&Ask::default(), By::Country);
        let country = |node: &crate::index::Node| {
            let code = now.index.countries.text(node.number).to_owned();
            let (events, goldstein) = (node.tally.events, node.tally.goldstein());
            Country { name: name_of(&code), code, events, goldstein }
        };
        Ok(Json(Countries { items: nodes.iter().map(country).collect() }))
    })
    .await
}

/// How many.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Limit {
    /// How many are listed.
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
}

/// Two countries.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Dyad {
    /// The one that does more of it.
    pub a: String,
    /// The other.
    pub b: String,
    /// Its name.
    pub a_name: String,
    /// Its name.
    pub b_name: String,
    /// What either does to the other; an act that both do to each other counts for each.
    pub events: usize,
}

/// Dyads.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dyads {
    /// The busiest first.
    pub items: Vec<Dyad>,
}

/// The pairs of countries that deal with each other most
#[utoipa::path(get, path = "/dyads", params(Limit), responses(
    (status = 200, body = Dyads), (status = 400, body = Problem)))]
pub async fn dyads(Extension(now): Extension<Arc<Snapshot>>, Query(asked): Query<Limit>) -> Answer<Dyads> {
    let limit = limit(asked.limit, 20, 1000)?;
    blocking(move || Ok(Json(Dyads { items: strongest(&now.index, limit) }))).await
}

fn strongest(index: &Index, limit: usize) -> Vec<Dyad> {
    let (_, links) = index.pairs(&Ask::default(), By::Country);
    let mut dyads: std::collections::HashMap<(u32, u32), (usize, u32, u32)> = Default::default();
    for link in links {
        let key = (link.source.min(link.target), link.source.max(link.target));
        // The links come the busiest first: the first of the two has the larger share.
        dyads.entry(key).or_insert((0, link.source, link.target)).0 += link.tally.events;
    }
    let mut dyads: Vec<(usize, String, String)> = dyads
        .into_values()
        .map(|(events, a, b)| {
            (events, index.countries.text(a).to_owned(), index.countries.text(b).to_owned())
        })
        .filter(|(_, a, b)| ![a, b].into_iter().any(|code| is_no_country(code)))
        .collect();
    dyads.sort_unstable_by(|x, y| y.0.cmp(&x.0).then_with(|| (&x.1, &x.2).cmp(&(&y.1, &y.2))));
    dyads.truncate(limit);
    dyads
        .into_iter()
        .map(|(events, a, b)| Dyad { a_name: name_of(&a), b_name: name_of(&b), a, b, events })
        .collect()
}

/// Bodies and regions without a country of their own.
fn is_no_country(code: &str) -> bool {
    matches!(code, "" | "---" | "IGO" | "NGO" | "MNC" | "IMG" | "REG")
}
