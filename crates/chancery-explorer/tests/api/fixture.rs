//! A record with known events, and the server on it.

use std::path::PathBuf;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use chancery::analysis::{Analysis, EventType, Status};
use chancery::coding::{Amount, Claim, Event, Evidence, Explanation, Signals};
use chancery::document::{Document, Span};
use chancery::pipeline::Coded;
use chancery::record::Record;
use chancery::resolve::{Actor, ActorId, Scene, Sector};
use chancery::sentence::Sentence;
use chancery_explorer::{Options, Server};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

/// What an address answers.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// A server on a record that goes away with the test.
pub struct Site {
    folder: tempfile::TempDir,
    router: Router,
    pub token: String,
}

impl Site {
    pub fn new(review: bool) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.db");
        let mut record = Record::create_or_open(&path).unwrap();
        record.keep(&border()).unwrap();
        record.keep(&telegram()).unwrap();
        drop(record);
        let server = Server::open(&path, Options { review, ..Options::default() }).unwrap();
        Site { router: server.router(), token: server.token().to_owned(), folder }
    }

    pub fn record(&self) -> PathBuf {
        self.folder.path().join("record.db")
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.send(request("GET", address).body(Body::empty()).unwrap()).await
    }

    /// What an address of the API answers, which must be JSON and good.
    pub async fn json(&self, address: &str) -> Value {
        let answer = self.get(&format!("/api/v1/{address}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
        answer.json()
    }

    pub async fn review(&self, body: &Value) -> Answer {
        let request = request("POST", "/api/v1/reviews")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .body(Body::from(body.to_string()))
            .unwrap();
        self.send(request).await
    }
}

pub fn request(method: &str, address: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(address).header(header::HOST, "127.0.0.1:8420")
}

/// A document with one sentence a line.
fn document(name: &str, lines: &[&str], actors: Vec<Actor>) -> Coded {
    let text = lines.join("\n");
    let mut start = 0;
    let sentences = lines.iter().enumerate().map(|(i, line)| {
        let span = Span::new(start, start + line.len());
        start += line.len() + 1;
        Sentence { span, paragraph: i, line: i as u32 + 1, tokens: Vec::new(), marks: Vec::new() }
    });
    let sentences: Vec<Sentence> = sentences.collect();
    let analyses = vec![Analysis::default(); lines.len()];
    let scene = Scene::new(Document::from_text(name, text), sentences, analyses, actors);
    Coded { scene, events: Vec::new() }
}

fn actor(name: &str, country: &str, sectors: &[Sector]) -> Actor {
    Actor { name: name.into(), country: Some(country.into()), sectors: sectors.to_vec() }
}

fn event(
    coded: &Coded,
    sentence: usize,
    event_type: EventType,
    source: &[usize],
    target: &[usize],
    trigger: &str,
) -> Event {
    let ids = |numbers: &[usize]| numbers.iter().map(|i| ActorId(*i)).collect();
    let text = &coded.scene.document.text;
    let from = coded.scene.sentences[sentence].span.start();
    let at = from + text[from..].find(trigger).unwrap();
    let trigger = Span::new(at, at + trigger.len());
    Event {
        sentence,
        event_type,
        mode: None,
        contexts: Vec::new(),
        cameo: None,
        goldstein: None,
        status: Status::Actual,
        source: ids(source),
        target: ids(target),
        date: None,
        amount: Vec::new(),
        place: None,
        object: None,
        claim: Claim::default(),
        evidence: Evidence { trigger: Some(trigger), ..Evidence::default() },
        confidence: 0.75,
        signals: Signals::default(),
        explanation: Explanation {
            what: "type".into(),
            value: event_type.to_string(),
            evidence: vec![trigger],
            ..Explanation::default()
        },
    }
}

/// Four events of Peru and Ecuador, one of Peru and Chile.
pub fn border() -> Coded {
    let lines = [
        "Ecuador condemned Perú on 3 March 1981, the radio said.",
        "In May 1995 Lima sold Quito two ferries for $3 million.[4]",
        "Peru and Ecuador met.",
        "Peru attacked Ecuador in 1995.",
        "Peru thanked Chile in 1998; <script>document.title = 'taken'</script> it was told.",
    ];
    let actors = vec![
        actor("Peru", "PER", &[Sector::Gov]),
        actor("Ecuador", "ECU", &[]),
        actor("Chile", "CHL", &[]),
        actor("Quito's port", "ECU", &[Sector::Bus]),
    ];
    let mut coded = document("border.txt", &lines, actors);
    coded.events = vec![
        Event {
            date: Some("1981-03-03".into()),
            mode: Some("disapprove".into()),
            status: Status::Alleged,
            goldstein: Some(-2.0),
            claim: Claim { sayer: Some("the radio".into()), citations: Vec::new() },
            contexts: vec!["diplomatic".into()],
            ..event(&coded, 0, EventType::Accuse, &[1], &[0], "condemned")
        },
        Event {
            date: Some("1995-05".into()),
            object: Some("two ferries".into()),
            goldstein: Some(6.0),
            place: Some("Quito".into()),
            contexts: vec!["economic".into(), "maritime".into()],
            amount: vec![Amount { value: 3e6, unit: Some("USD".into()) }],
            claim: Claim { sayer: None, citations: vec!["4".into()] },
            confidence: 0.9,
            ..event(&coded, 1, EventType::Cooperate, &[0], &[3], "sold")
        },
        event(&coded, 2, EventType::Consult, &[0, 1], &[0, 1], "met"),
        Event {
            date: Some("1995".into()),
            goldstein: Some(-9.0),
            contexts: vec!["military".into()],
            confidence: 0.5,
            ..event(&coded, 3, EventType::Assault, &[0], &[1], "attacked")
        },
        Event {
            date: Some("1998".into()),
            goldstein: Some(4.0),
            ..event(&coded, 4, EventType::Support, &[0], &[2], "thanked")
        },
    ];
    coded
}

/// Tells the first of them again.
fn telegram() -> Coded {
    let lines = ["Quito's government condemned Lima that day."];
    let actors = vec![actor("Ecuador", "ECU", &[]), actor("Peru", "PER", &[])];
    let mut coded = document("telegram.txt", &lines, actors);
    coded.events = vec![Event {
        date: Some("1981-03-03".into()),
        mode: Some("disapprove".into()),
        goldstein: Some(-2.0),
        ..event(&coded, 0, EventType::Accuse, &[0], &[1], "condemned")
    }];
    coded
}
