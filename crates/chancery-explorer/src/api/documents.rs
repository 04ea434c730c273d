//! Documents: the list, one of them with what it tells, its text.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Answer, Id, Problem, Query, blocking};
use super::ask::limit;
use crate::App;
use crate::details::{self, Claim, Head, Sentence};

/// Which documents.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Which {
    /// Part of the name or the title.
    pub q: Option<String>,
    /// `next` of the page before.
    pub cursor: Option<i64>,
    /// Documents on a page.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u32>,
}

/// A page of documents.
#[derive(Debug, Serialize, ToSchema)]
pub struct Documents {
    /// In the order of coding.
    pub items: Vec<Head>,
    /// `cursor` of the next page; not there on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<i64>,
}

/// Documents, page by page
#[utoipa::path(get, path = "/documents", params(Which), responses(
    (status = 200, body = Documents), (status = 400, body = Problem)))]
pub async fn documents(State(app): State<App>, Query(which): Query<Which>) -> Answer<Documents> {
    let limit = limit(which.limit, 100, 500)?;
    blocking(move || {
        let words = which.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
        let after = which.cursor.unwrap_or(i64::MIN);
        let mut items =
            app.store.read(|connection| Ok(details::documents(connection, words, after, limit + 1)?))?;
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|last| last.id);
        Ok(Json(Documents { items, next }))
    })
    .await
}

/// A document with what it tells.
#[derive(Debug, Serialize, ToSchema)]
pub struct Document {
    /// What is known of it.
    #[serde(flatten)]
    pub head: Head,
    /// The text, as it was read. It may hold anything: show it as text.
    pub text: String,
    /// Its sentences, in order.
    pub parts: Vec<Sentence>,
    /// Its claims, in order, with their evidence.
    pub told: Vec<Claim>,
}

/// One document: text, sentences, claims with their evidence
#[utoipa::path(get, path = "/documents/{id}", params(("id" = i64, Path, description = "The document's row")),
    responses((status = 200, body = Document), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn document(State(app): State<App>, Id(id): Id) -> Answer<Document> {
    blocking(move || {
        let found = app.store.read(|connection| {
            let (Some(head), Some(text)) =
                (details::document(connection, id)?, details::text(connection, id)?)
            else {
                return Ok(None);
            };
            let parts = details::sentences(connection, id)?;
            let mut told = Vec::new();
            for claim in details::claims_in(connection, id)? {
                told.extend(details::claim(connection, claim)?);
            }
            Ok(Some(Document { head, text, parts, told }))
        })?;
        found.map(Json).ok_or_else(|| missing(id))
    })
    .await
}

/// The text of a document, as it was read
#[utoipa::path(get, path = "/documents/{id}/text", params(("id" = i64, Path, description = "The document's row")),
    responses((status = 200, body = String, content_type = "text/plain"), (status = 400, body = Problem),
        (status = 404, body = Problem)))]
pub async fn text(State(app): State<App>, Id(id): Id) -> Result<impl IntoResponse, Problem> {
    let text = blocking(move || {
        let text = app.store.read(|connection| Ok(details::text(connection, id)?))?;
        text.ok_or_else(|| missing(id))
    })
    .await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text))
}

fn missing(id: i64) -> Problem {
    Problem::not_found(format!("no document {id} in this record"))
}
