use axum::http::StatusCode;
use chancery::record::Record;
use serde_json::{Value, json};

use crate::fixture::{Site, border};

async fn claim_of(site: &Site, event_type: &str) -> i64 {
    site.json(&format!("events?type={event_type}")).await["items"][0]["claim"].as_i64().unwrap()
}

#[tokio::test]
async fn a_correction_is_seen_at_once_and_after_coding_again() {
    let site = Site::new(true);
    let sale = claim_of(&site, "COOPERATE").await;
    let kept = site
        .review(&json!({
            "claim": sale, "reviewer": "Ana", "verdict": "corrected", "note": "a gift",
            "changes": {"type": "AID", "date": "1995-05-20", "target": [{"name": "", "country": "CHL"}]},
        }))
        .await;
    assert_eq!(kept.status, StatusCode::CREATED, "{}", kept.body);
    let kept = kept.json();
    assert_eq!((&kept["before"]["type"], &kept["after"]["type"]), (&json!("COOPERATE"), &json!("AID")));
    async fn aid(site: &Site) -> Value {
        let page = site.json("events?a=PER&b=CHL&type=AID").await;
        assert_eq!(page["total"], 1);
        page["items"][0].clone()
    }
    let seen = aid(&site).await;
    assert_eq!((&seen["date"], &seen["verdict"]), (&json!("1995-05-20"), &json!("corrected")));
    assert_eq!((&seen["confidence"], &seen["object"]), (&json!(1.0), &json!("two ferries")));

    // Another program codes the document again while the server runs.
    Record::open(site.record()).unwrap().keep(&border()).unwrap();
    let again = aid(&site).await;
    assert_eq!((&again["date"], &again["verdict"]), (&json!("1995-05-20"), &json!("corrected")));
    assert_eq!(site.json("events?type=COOPERATE").await["total"], 0);
    let reviews = site.json("reviews?document=border.txt").await;
    assert_eq!(reviews["items"][0]["note"], "a gift");
}

#[tokio::test]
async fn a_rejected_event_can_be_brought_back() {
    let site = Site::new(true);
    let attack = claim_of(&site, "ASSAULT").await;
    let rejected =
        site.review(&json!({"claim": attack, "reviewer": "Ana", "verdict": "rejected"})).await.json();
    assert_eq!(site.json("events?type=ASSAULT").await["total"], 0);
    let back = json!({"reviewed": rejected["reviewed"], "reviewer": "Ben", "verdict": "accepted"});
    assert_eq!(site.review(&back).await.status, StatusCode::CREATED);
    assert_eq!(site.json("events?type=ASSAULT").await["total"], 1);
    let agreement = site.json("agreement").await;
    assert_eq!(agreement["claims"], 1);
    let list = site.json("reviews?limit=1").await;
    assert_eq!(list["items"][0]["reviewer"], "Ben");
    let next = site.json(&format!("reviews?limit=1&cursor={}", list["next"])).await;
    assert_eq!(next["items"][0]["verdict"], "rejected");
}

#[tokio::test]
async fn what_cannot_be_is_refused_in_words() {
    let site = Site::new(true);
    let sale = claim_of(&site, "COOPERATE").await;
    let with = |changes: Value| json!({"claim": sale, "reviewer": "Ana", "verdict": "corrected", "changes": changes});
    for (body, status, says) in [
        (with(json!({"type": "SALE"})), 422, "none of PLOVER's types"),
        (with(json!({"date": "soon"})), 422, "is no date"),
        (with(json!({"price": 3})), 422, "unknown field"),
        (json!({"claim": 999, "reviewer": "Ana", "verdict": "accepted"}), 404, "no claim 999"),
        (json!({"reviewer": "Ana", "verdict": "accepted"}), 400, "either `claim` or `reviewed`"),
        (json!({"claim": sale, "reviewer": "", "verdict": "accepted"}), 422, "reviewer's name"),
    ] {
        let answer = site.review(&body).await;
        let problem = answer.json();
        assert_eq!(answer.status.as_u16(), status, "{body}: {problem}");
        assert_eq!(problem["status"], status);
        assert!(problem["message"].as_str().unwrap().contains(says), "{problem}");
    }
}

#[tokio::test]
async fn gold_is_one_object_a_line() {
    let site = Site::new(true);
    let sale = claim_of(&site, "COOPERATE").await;
    site.review(&json!({"claim": sale, "reviewer": "Ana", "verdict": "accepted"})).await;
    let gold = site.get("/api/v1/gold?document=border.txt").await;
    assert_eq!(gold.headers["content-type"], "application/x-ndjson");
    let lines: Vec<Value> = gold.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 5);
    let wanted: Vec<&Value> = lines.iter().filter(|line| line.get("optional").is_none()).collect();
    assert_eq!(wanted.len(), 1);
    assert_eq!((&wanted[0]["line"], &wanted[0]["trigger"]), (&json!(2), &json!("sold")));
    assert_eq!(site.get("/api/v1/gold?document=other").await.status, StatusCode::NOT_FOUND);
}
