//! The API under `/api/v1`: JSON, described by an OpenAPI document, the same that the page asks.

mod answer;
mod ask;
mod documents;
mod events;
mod network;
mod overview;
mod places;
mod reviews;
mod search;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router, middleware};
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
pub use answer::Problem;
use answer::blocking;
pub use places::Places;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Chancery",
        description = "A record of who did what to whom, when, where and who says so. Spans count characters \
            (Unicode scalar values), days are `YYYY-MM-DD`, countries are ISO 3166-1 alpha-3 codes and those that \
            docs/record.md lists. Every answer to GET bears an ETag that changes with the record.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    modifiers(&Token)
)]
struct Description;

struct Token;

impl utoipa::Modify for Token {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The token that `chancery serve --review` prints in its address"))
            .build();
        openapi.components.get_or_insert_default().add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(overview::record))
        .routes(routes!(overview::countries))
        .routes(routes!(overview::dyads))
        .routes(routes!(events::events))
        .routes(routes!(events::event))
        .routes(routes!(events::timeline))
        .routes(routes!(events::facets))
        .routes(routes!(network::network))
        .routes(routes!(places::map))
        .routes(routes!(search::search))
        .routes(routes!(documents::documents))
        .routes(routes!(documents::document))
        .routes(routes!(documents::text))
        .routes(routes!(reviews::reviews, reviews::review))
        .routes(routes!(reviews::agreement))
        .routes(routes!(reviews::gold))
}

fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi()).nest("/api/v1", routes())
}

/// The API's description.
pub fn openapi() -> utoipa::openapi::OpenApi {
    described().split_for_parts().1
}

/// The API, to be put at the root.
pub fn router(app: App) -> Router<App> {
    let (router, openapi) = described().split_for_parts();
    router
        .route("/api/v1/openapi.json", axum::routing::get(move || std::future::ready(Json(openapi.clone()))))
        .route("/api/{*rest}", axum::routing::any(async || Problem::not_found("no such address in the API")))
        .method_not_allowed_fallback(async || {
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this address does not take that method")
        })
        .layer(middleware::from_fn_with_state(app, versioned))
}

/// Gives every request the record as it is at one moment, and every answer its ETag.
async fn versioned(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let store = app.store.clone();
    let snapshot = match blocking(move || Ok(store.now()?)).await {
        Ok(snapshot) => snapshot,
        Err(problem) => return problem.into_response(),
    };
    let get = request.method() == Method::GET || request.method() == Method::HEAD;
    let tag = format!("\"{}\"", snapshot.version);
    if get
        && let Some(known) = request.headers().get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok())
        && known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
    {
        return tagged(StatusCode::NOT_MODIFIED.into_response(), &tag);
    }
    request.extensions_mut().insert(snapshot);
    let response = next.run(request).await;
    if get && response.status().is_success() { tagged(response, &tag) } else { response }
}

fn tagged(mut response: Response, tag: &str) -> Response {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}
