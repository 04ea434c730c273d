//! Who may ask, and what a browser may do with the answer.
//!
//! A page of another site must not read a record through the browser of whoever opened it. So the `Host` of a request
//! must be an address, or the name that we were told to serve under: a name that somebody points at this machine (DNS
//! rebinding) is refused. `Origin`, where there is one, must be ours. Writes need a token on top.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

use crate::api::Problem;

/// Under which names we are reached.
#[derive(Debug, Clone)]
pub struct Names {
    /// The host that was asked for with `--host`, if it is a name.
    host: Option<Arc<str>>,
    /// Whether only this machine may ask.
    loopback: bool,
}

impl Names {
    /// For a server on `host`.
    pub fn of(host: &str) -> Names {
        match host.parse::<IpAddr>() {
            Ok(address) => Names { host: None, loopback: address.is_loopback() },
            Err(_) => Names { host: Some(host.to_lowercase().into()), loopback: host == "localhost" },
        }
    }

    /// Whether `host`, the header's value, is us.
    fn hold(&self, host: &str) -> bool {
        let name = without_port(host).to_lowercase();
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        match bare.parse::<IpAddr>() {
            // An address cannot be pointed elsewhere.
            Ok(address) => address.is_loopback() || !self.loopback,
            Err(_) => name == "localhost" || self.host.as_deref() == Some(name.as_str()),
        }
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    }
}

/// What a browser may do with our answers: run our script, ask us, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Turns away who may not ask; tells the browser what it may do.
pub async fn guard(State(names): State<Names>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&names, &request) {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn refusal(names: &Names, request: &Request) -> Option<Problem> {
    let text = |name: HeaderName| request.headers().get(name).map(|value| value.to_str().unwrap_or(""));
    // HTTP/2 and absolute addresses carry the host in the address.
    let host = request.uri().authority().map(|authority| authority.as_str()).or(text(header::HOST));
    let Some(host) = host.filter(|host| names.hold(host)) else {
        return Some(Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "this server does not answer to that name: use the address that `chancery serve` printed",
        ));
    };
    let foreign = || Some(Problem::new(StatusCode::FORBIDDEN, "another site may not ask this server"));
    if let Some(origin) = text(header::ORIGIN)
        && origin.strip_prefix("http://") != Some(host)
    {
        return foreign();
    }
    // A link from elsewhere may open the page; a page from elsewhere may ask the API nothing.
    let api = request.uri().path().starts_with("/api/");
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some("same-origin" | "none") | None => None,
        Some(_) if !api && request.method() == Method::GET => None,
        Some(_) => foreign(),
    }
}

/// Whether a request bears the token.
pub fn bears_token(headers: &HeaderMap, token: &str) -> bool {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    // A run without a token takes no write.
    !token.is_empty() && given.is_some_and(|given| given.as_bytes().ct_eq(token.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_may_be_asked() {
        let loopback = Names::of("127.0.0.1");
        for (host, holds) in [
            ("127.0.0.1:8420", true),
            ("127.0.0.1", true),
            ("[::1]:8420", true),
            ("localhost:8420", true),
            ("LOCALHOST", true),
            ("192.168.1.5:8420", false),
            ("evil.example:8420", false),
            ("127.0.0.1.evil.example", false),
            ("localhost.evil.example", false),
            ("", false),
        ] {
            assert_eq!(loopback.hold(host), holds, "{host}");
        }
        let everywhere = Names::of("0.0.0.0");
        assert!(everywhere.hold("192.168.1.5:8420") && !everywhere.hold("evil.example"));
        let named = Names::of("archive.example");
        assert!(named.hold("archive.example:8420") && !named.hold("evil.example"));
    }

    #[test]
    fn only_the_token_is_the_token() {
        let bearing = |value: &'static str| {
            HeaderMap::from_iter([(header::AUTHORIZATION, HeaderValue::from_static(value))])
        };
        assert!(bears_token(&bearing("Bearer abc"), "abc"));
        for wrong in ["Bearer abd", "Bearer ab", "abc", "Bearer "] {
            assert!(!bears_token(&bearing(wrong), "abc"), "{wrong}");
        }
        assert!(!bears_token(&HeaderMap::new(), "abc"));
        assert!(!bears_token(&bearing("Bearer "), ""));
    }
}
