use axum::body::Body;
use axum::http::{StatusCode, header};
use serde_json::json;

use crate::fixture::{Site, request};

#[tokio::test]
async fn a_name_that_somebody_pointed_here_is_refused() {
    let site = Site::new(false);
    for (host, status) in [
        ("127.0.0.1:8420", StatusCode::OK),
        ("localhost:8420", StatusCode::OK),
        ("[::1]:8420", StatusCode::OK),
        ("evil.example", StatusCode::MISDIRECTED_REQUEST),
        ("127.0.0.1.evil.example:8420", StatusCode::MISDIRECTED_REQUEST),
        ("10.0.0.7:8420", StatusCode::MISDIRECTED_REQUEST),
    ] {
        for address in ["/", "/api/v1/record"] {
            let asked = axum::http::Request::builder().uri(address).header(header::HOST, host);
            let answer = site.send(asked.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, status, "{host} {address}");
        }
    }
    let nameless = axum::http::Request::builder().uri("/api/v1/record").body(Body::empty()).unwrap();
    assert_eq!(site.send(nameless).await.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn another_site_may_open_the_page_and_ask_nothing() {
    let site = Site::new(true);
    let asked = |address: &str, name: header::HeaderName, value: &str| {
        request("GET", address).header(name, value).body(Body::empty()).unwrap()
    };
    let fetched = header::HeaderName::from_static("sec-fetch-site");
    for (request, status) in [
        (asked("/api/v1/events", header::ORIGIN, "https://evil.example"), StatusCode::FORBIDDEN),
        (asked("/api/v1/events", header::ORIGIN, "null"), StatusCode::FORBIDDEN),
        (asked("/api/v1/events", header::ORIGIN, "http://127.0.0.1:9999"), StatusCode::FORBIDDEN),
        (asked("/api/v1/events", header::ORIGIN, "http://127.0.0.1:8420"), StatusCode::OK),
        (asked("/api/v1/events", fetched.clone(), "cross-site"), StatusCode::FORBIDDEN),
        (asked("/api/v1/events", fetched.clone(), "same-origin"), StatusCode::OK),
        (asked("/", fetched, "cross-site"), StatusCode::OK),
    ] {
        let told = format!("{request:?}");
        assert_eq!(site.send(request).await.status, status, "{told}");
    }
}

#[tokio::test]
async fn no_answer_lets_a_script_in() {
    let site = Site::new(false);
    for address in ["/", "/dyad?a=%3Cscript%3E", "/api/v1/documents/1", "/api/v1/nothing", "/assets/none.js"]
    {
        let answer = site.get(address).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{address}: {policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{address}");
        assert!(!answer.headers.contains_key("access-control-allow-origin"), "{address}");
    }
    // The page itself has no script or style in its markup.
    let page = site.get("/").await;
    assert!(page.body.contains("<title>Chancery</title>"), "{}", page.body);
    assert!(!page.body.contains("<style") && !page.body.contains(" onload"), "{}", page.body);
    assert!(
        page.body.matches("<script").count()
            == page.body.matches("<script type=\"module\" crossorigin src=\"/assets/").count(),
        "{}",
        page.body
    );
    // A hostile document is data, never markup.
    let document = site.get("/api/v1/documents/1").await;
    assert_eq!(document.headers["content-type"], "application/json");
    assert!(document.body.contains("<script>"));
}

#[tokio::test]
async fn writes_need_review_and_the_token() {
    let body = json!({"claim": 1, "reviewer": "Ana", "verdict": "accepted"}).to_string();
    let post = |token: Option<&str>, kind: &str| {
        let request = request("POST", "/api/v1/reviews").header(header::CONTENT_TYPE, kind);
        let request = match token {
            Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        };
        request.body(Body::from(body.clone())).unwrap()
    };
    let reading = Site::new(false);
    assert!(reading.token.is_empty());
    for token in [None, Some(""), Some("guess")] {
        assert_eq!(reading.send(post(token, "application/json")).await.status, StatusCode::FORBIDDEN);
    }
    let writing = Site::new(true);
    assert!(writing.token.len() >= 32);
    assert_ne!(writing.token, Site::new(true).token);
    for token in [None, Some(""), Some("guess")] {
        let answer = writing.send(post(token, "application/json")).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    let token = writing.token.clone();
    // A form of another site cannot send JSON without being asked.
    let form = writing.send(post(Some(&token), "text/plain")).await;
    assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let huge = request("POST", "/api/v1/reviews")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::from(format!("{{\"reviewer\": \"{}\"}}", "a".repeat(1 << 20))))
        .unwrap();
    assert_eq!(writing.send(huge).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(writing.json("reviews").await["items"], json!([]));
    assert_eq!(writing.send(post(Some(&token), "application/json")).await.status, StatusCode::CREATED);
}
