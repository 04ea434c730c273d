//! The page: files that `page/` builds and the binary carries.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

use crate::api::Problem;

#[derive(Embed)]
#[folder = "page/dist"]
struct Dist;

/// A file of the page. What is no file is a view, whose state is in the address: the page itself answers.
pub async fn page(request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Problem::new(StatusCode::METHOD_NOT_ALLOWED, "the page can only be read").into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    if let Some(file) = Dist::get(path) {
        // Names under assets/ change with what they hold.
        let lasting = path.starts_with("assets/");
        return answer(&request, file, lasting);
    }
    let is_file =
        path.rsplit('/').next().is_some_and(|name| name.contains('.')) && path.starts_with("assets/");
    match Dist::get("index.html") {
        Some(file) if !is_file => answer(&request, file, false),
        _ => Problem::not_found("no such page").into_response(),
    }
}

fn answer(request: &Request, file: EmbeddedFile, lasting: bool) -> Response {
    let hash: String =
        file.metadata.sha256_hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{hash}\"");
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = match known {
        Some(known) if known.trim_start_matches("W/") == tag => StatusCode::NOT_MODIFIED.into_response(),
        _ => {
            let kind = match file.metadata.mimetype() {
                text if text.starts_with("text/") => format!("{text}; charset=utf-8"),
                other => other.to_owned(),
            };
            let body = Body::from(file.data.into_owned());
            ([(header::CONTENT_TYPE, kind)], body).into_response()
        }
    };
    let caching = if lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}
