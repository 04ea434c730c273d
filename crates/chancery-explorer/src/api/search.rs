//! Search: sentences by their words, and actors, objects, sayers, footnotes by name.

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Answer, Problem, Query, blocking};
use super::ask::limit;
use crate::App;
use crate::details::{self, Found};
use crate::index::{Index, NONE, Names};
use crate::store::Snapshot;

/// What is searched for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Words {
    /// Words; in quotation marks they stand together, and the last may go on.
    #[param(example = "satellites")]
    pub q: String,
    /// The most of each kind.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
}

/// What was found.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Results {
    /// Sentences with the words.
    pub sentences: Vec<Found>,
    /// Sentences that were counted.
    pub total: i64,
    /// Whether there are more than were counted; they are then in the order of the record.
    pub more: bool,
    /// Actors whose name has the words.
    pub actors: Vec<ActorFound>,
    /// Objects.
    pub objects: Vec<Named>,
    /// Sayers.
    pub sayers: Vec<Named>,
    /// Documents with a footnote of this label.
    pub footnotes: Vec<Footnote>,
}

/// An actor that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActorFound {
    /// Row.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Country's code.
    pub country: Option<String>,
    /// Claims that name it.
    pub claims: usize,
}

/// A text that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Named {
    /// The text.
    pub value: String,
    /// Claims that have it.
    pub claims: usize,
}

/// A footnote that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Footnote {
    /// The document's row.
    pub document: i64,
    /// The document's name.
    pub document_name: String,
    /// Its label.
    pub label: String,
    /// Claims that rest on it.
    pub claims: i64,
}

/// Sentences, actors, objects, sayers and footnotes
#[utoipa::path(get, path = "/search", params(Words), responses(
    (status = 200, body = Results), (status = 400, body = Problem)))]
pub async fn search(
    State(app): State<App>,
    Extension(now): Extension<Arc<Snapshot>>,
    Query(words): Query<Words>,
) -> Answer<Results> {
    let limit = limit(words.limit, 20, 200)?;
    if words.q.chars().count() > 500 {
        return Err(Problem::bad("`q` is of 500 characters at most"));
    }
    blocking(move || {
        let typed = words.q.trim();
        if typed.is_empty() {
            return Ok(Json(Results::default()));
        }
        let label = typed.trim_matches(['[', ']']).to_owned();
        let (sentences, total, more, footnotes) = app.store.read(|connection| {
            let (sentences, total, more) = details::search(connection, &words.q, limit)?;
            Ok((sentences, total, more, details::footnotes(connection, &label, limit)?))
        })?;
        let index = &now.index;
        let needle = typed.trim_matches('"').to_lowercase();
        Ok(Json(Results {
            sentences,
            total,
            more,
            actors: actors(index, &needle, limit),
            objects: named(&index.objects, &index.object, &needle, limit),
            sayers: named(&index.sayers, &index.sayer, &needle, limit),
            footnotes: footnotes
                .into_iter()
                .map(|(document, document_name, claims)| Footnote {
                    document,
                    document_name,
                    label: label.clone(),
                    claims,
                })
                .collect(),
        }))
    })
    .await
}

fn actors(index: &Index, needle: &str, limit: usize) -> Vec<ActorFound> {
    let holds: Vec<bool> =
        index.actors.iter().map(|actor| actor.name.to_lowercase().contains(needle)).collect();
    if !holds.contains(&true) {
        return Vec::new();
    }
    let mut by_cast = vec![0; index.casts.len()];
    for cast in &index.cast {
        by_cast[*cast as usize] += 1;
    }
    let mut claims = vec![0; index.actors.len()];
    for (ends, count) in index.casts.iter().zip(by_cast) {
        for actor in &ends.source {
            claims[*actor as usize] += count;
        }
        for actor in ends.target.iter().filter(|actor| !ends.source.contains(actor)) {
            claims[*actor as usize] += count;
        }
    }
    let mut found: Vec<ActorFound> = (index.actors.iter().zip(claims).zip(holds))
        .filter(|(_, holds)| *holds)
        .map(|((actor, claims), _)| ActorFound {
            id: actor.id,
            name: actor.name.clone(),
            country: (actor.country != NONE).then(|| index.countries.text(actor.country).to_owned()),
            claims,
        })
        .collect();
    found.sort_unstable_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.name.cmp(&b.name)));
    found.truncate(limit);
    found
}

fn named(names: &Names, column: &[u32], needle: &str, limit: usize) -> Vec<Named> {
    let mut holds = vec![false; names.len()];
    for (number, text) in names.iter() {
        holds[number as usize] = text.to_lowercase().contains(needle);
    }
    if !holds.contains(&true) {
        return Vec::new();
    }
    let mut claims = vec![0; names.len()];
    for number in column {
        claims[*number as usize] += 1;
    }
    let mut found: Vec<Named> = names
        .iter()
        .filter(|(number, _)| holds[*number as usize] && claims[*number as usize] > 0)
        .map(|(number, text)| Named { value: text.to_owned(), claims: claims[number as usize] })
        .collect();
    found.sort_unstable_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.value.cmp(&b.value)));
    found.truncate(limit);
    found
}
