use axum::body::Body;
use axum::http::{StatusCode, header};
use serde_json::Value;

use crate::fixture::{Site, request};

#[tokio::test]
async fn every_path_is_described_and_every_parameter_named_once() {
    let site = Site::new(false);
    let openapi = site.json("openapi.json").await;
    assert!(openapi["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths: Vec<&String> = openapi["paths"].as_object().unwrap().keys().collect();
    for path in [
        "record",
        "countries",
        "dyads",
        "events",
        "events/{id}",
        "timeline",
        "facets",
        "network",
        "map",
        "search",
        "documents",
        "documents/{id}",
        "documents/{id}/text",
        "reviews",
        "agreement",
        "gold",
    ] {
        assert!(paths.iter().any(|p| **p == format!("/api/v1/{path}")), "{path}: {paths:?}");
    }
    assert_eq!(paths.len(), 16);
    // Every reference leads somewhere.
    fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| match value {
                Value::String(to) if key == "$ref" => found.push(to),
                _ => references(value, found),
            }),
            Value::Array(list) => list.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    references(&openapi, &mut found);
    assert!(!found.is_empty());
    for to in found {
        assert!(openapi.pointer(to.trim_start_matches('#')).is_some(), "{to}");
    }
    assert_eq!(openapi["paths"]["/api/v1/reviews"]["post"]["security"][0]["token"], Value::Array(vec![]));
}

#[tokio::test]
async fn an_answer_that_has_not_changed_is_not_sent_again() {
    let site = Site::new(false);
    let first = site.get("/api/v1/events").await;
    let tag = first.headers[header::ETAG].clone();
    let again = || {
        request("GET", "/api/v1/events")
            .header(header::IF_NONE_MATCH, tag.clone())
            .body(Body::empty())
            .unwrap()
    };
    let unchanged = site.send(again()).await;
    assert_eq!((unchanged.status, unchanged.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let mut record = chancery::record::Record::open(site.record()).unwrap();
    let mut shorter = crate::fixture::border();
    shorter.events.truncate(1);
    record.keep(&shorter).unwrap();
    let changed = site.send(again()).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_ne!(changed.headers[header::ETAG], tag);
    assert_eq!(changed.json()["total"], 1);
}

#[tokio::test]
async fn errors_have_one_shape() {
    let site = Site::new(false);
    for (address, status) in [
        ("events?sort=colour", 400),
        ("events?cursor=abc", 400),
        ("events?limit=0", 400),
        ("events?limit=many", 400),
        ("events?from=yesterday", 400),
        ("events?quad=7", 400),
        ("events?min_confidence=2", 400),
        ("events?direction=up", 400),
        ("events/999", 404),
        ("events/one", 400),
        ("documents/999", 404),
        ("documents/999/text", 404),
        ("network?by=colour", 400),
        ("gold", 400),
        ("nothing", 404),
    ] {
        let answer = site.get(&format!("/api/v1/{address}")).await;
        assert_eq!(answer.status.as_u16(), status, "{address}: {}", answer.body);
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{address}");
        assert!(problem["message"].as_str().is_some_and(|message| !message.is_empty()), "{address}");
    }
    let posted = site.send(request("POST", "/api/v1/events").body(Body::empty()).unwrap()).await;
    assert_eq!(
        (posted.status, posted.json()["status"].as_u64()),
        (StatusCode::METHOD_NOT_ALLOWED, Some(405))
    );
}

#[tokio::test]
async fn views_are_the_page_and_files_are_files() {
    let site = Site::new(false);
    let page = site.get("/").await;
    for view in ["/dyad?a=PER&b=ECU", "/document/3", "/network"] {
        assert_eq!(site.get(view).await.body, page.body, "{view}");
    }
    let script = page.body.split("src=\"/assets/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let script = site.get(&format!("/assets/{script}")).await;
    assert_eq!(script.status, StatusCode::OK);
    assert!(script.headers["cache-control"].to_str().unwrap().contains("immutable"));
    assert_eq!(site.get("/assets/none.js").await.status, StatusCode::NOT_FOUND);
    for outside in ["/..%2f..%2fCargo.toml", "/assets/../../Cargo.toml"] {
        assert!(!site.get(outside).await.body.contains("[package]"), "{outside}");
    }
}
