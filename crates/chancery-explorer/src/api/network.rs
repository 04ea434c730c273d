//! Who deals with whom.

use std::collections::HashSet;
use std::sync::Arc;

use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Answer, Problem, Query, blocking};
use super::ask::{Filter, limit};
use super::overview::name_of;
use crate::index::{By, NONE};
use crate::store::Snapshot;

/// What a network is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Between {
    /// Countries.
    #[default]
    Country,
    /// Actors.
    Actor,
}

/// How a network is drawn.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Shape {
    /// Between whom.
    #[param(inline)]
    pub by: Option<Between>,
    /// The most links; the busiest come first.
    #[param(minimum = 1, maximum = 5000)]
    pub limit: Option<u32>,
}

/// A country or an actor.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct NetworkNode {
    /// A country's code, or an actor's row.
    pub id: String,
    /// Name.
    pub name: String,
    /// Country's code.
    pub country: Option<String>,
    /// Events that it takes part in.
    pub events: usize,
    /// Their mean Goldstein score.
    pub goldstein: Option<f64>,
}

/// What one does to another.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct NetworkLink {
    /// Who does it.
    pub source: String,
    /// To whom.
    pub target: String,
    /// Events.
    pub events: usize,
    /// Their mean Goldstein score.
    pub goldstein: Option<f64>,
}

/// Who deals with whom.
#[derive(Debug, Serialize, ToSchema)]
pub struct Network {
    /// Those that a link names, the busiest first.
    pub nodes: Vec<NetworkNode>,
    /// The busiest first.
    pub links: Vec<NetworkLink>,
    /// Links there are, those left out among them.
    pub total_links: usize,
}

/// Who deals with whom, by country or by actor
#[utoipa::path(get, path = "/network", params(Filter, Shape), responses(
    (status = 200, body = Network), (status = 400, body = Problem)))]
pub async fn network(
    Extension(now): Extension<Arc<Snapshot>>,
    Query(filter): Query<Filter>,
    Query(shape): Query<Shape>,
) -> Answer<Network> {
    let ask = filter.ask()?;
    let limit = limit(shape.limit, 300, 5000)?;
    let by = match shape.by.unwrap_or_default() {
        Between::Country => By::Country,
        Between::Actor => By::Actor,
    };
    blocking(move || {
        let index = &now.index;
        let (nodes, mut links) = index.pairs(&ask, by);
        let total_links = links.len();
        links.truncate(limit);
        let named: HashSet<u32> = links.iter().flat_map(|link| [link.source, link.target]).collect();
        let id = |number: u32| match by {
            By::Country => index.countries.text(number).to_owned(),
            By::Actor => index.actors.get(number as usize).map_or(0, |actor| actor.id).to_string(),
        };
        let nodes = nodes.iter().filter(|node| named.contains(&node.number)).map(|node| {
            let (name, country) = match by {
                By::Country => (name_of(index.countries.text(node.number)), Some(id(node.number))),
                By::Actor => {
                    let actor = &index.actors[node.number as usize];
                    let country =
                        (actor.country != NONE).then(|| index.countries.text(actor.country).to_owned());
                    (actor.name.clone(), country)
                }
            };
            let (events, goldstein) = (node.tally.events, node.tally.goldstein());
            NetworkNode { id: id(node.number), name, country, events, goldstein }
        });
        let nodes = nodes.collect();
        let links = links
            .iter()
            .map(|link| NetworkLink {
                source: id(link.source),
                target: id(link.target),
                events: link.tally.events,
                goldstein: link.tally.goldstein(),
            })
            .collect();
        Ok(Json(Network { nodes, links, total_links }))
    })
    .await
}
