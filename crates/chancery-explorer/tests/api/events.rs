use serde_json::{Value, json};

use crate::fixture::Site;

fn types(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["type"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_dyad_in_time_with_what_each_event_rests_on() {
    let site = Site::new(false);
    let page = site.json("events?a=per&b=ECU").await;
    assert_eq!(page["total"], 4);
    // Undated ones come last.
    assert_eq!(types(&page), ["ACCUSE", "ASSAULT", "COOPERATE", "CONSULT"]);
    assert!(page.get("next").is_none());
    let sale = &page["items"][2];
    assert_eq!(sale["amount"], json!(["3000000 USD"]));
    assert_eq!(sale["source_actors"][0]["sectors"], json!(["GOV"]));
    assert_eq!((&sale["citations"], &sale["quad"]), (&json!(["4"]), &json!(2)));
    // The text before has a letter of two bytes: spans count characters.
    assert_eq!(sale["evidence"][0], json!({"role": "trigger", "start": 73, "end": 77}));
    assert_eq!(page["items"][0]["tellings"], 2);

    let event = site.json(&format!("events/{}", page["items"][0]["event"])).await;
    let claims = event["claims"].as_array().unwrap();
    assert_eq!(claims.len(), 2);
    assert_eq!(claims[0]["sayer"], "the radio");
    assert_eq!(claims[1]["document_name"], "telegram.txt");
    assert_eq!(claims[0]["explanation"]["value"], "ACCUSE");
}

#[tokio::test]
async fn each_filter_leaves_what_it_names() {
    let site = Site::new(false);
    for (query, wanted) in [
        ("a=PER&b=ECU&direction=forth", vec!["ASSAULT", "COOPERATE", "CONSULT"]),
        ("a=PER&b=ECU&direction=back", vec!["ACCUSE", "CONSULT"]),
        ("a=CHL", vec!["SUPPORT"]),
        ("a=ZZZ", vec![]),
        ("type=AID&type=SUPPORT", vec!["SUPPORT"]),
        ("quad=4", vec!["ASSAULT"]),
        ("quad=2&quad=3", vec!["ACCUSE", "COOPERATE"]),
        ("mode=disapprove", vec!["ACCUSE"]),
        ("context=maritime", vec!["COOPERATE"]),
        ("status=alleged", vec!["ACCUSE"]),
        ("sayer=the+radio", vec!["ACCUSE"]),
        ("place=Quito", vec!["COOPERATE"]),
        ("object=two+ferries", vec!["COOPERATE"]),
        ("document=2", vec!["ACCUSE"]),
        ("min_confidence=0.9", vec!["COOPERATE"]),
        ("max_confidence=0.5", vec!["ASSAULT"]),
        // A year may be any day of it; what has no date is none.
        ("from=1995-06-01&to=1997-01-01", vec!["ASSAULT"]),
        ("from=1995-01-01&to=1995-05-10", vec!["ASSAULT", "COOPERATE"]),
        ("to=1990-01-01", vec!["ACCUSE"]),
        ("a=PER&type=ASSAULT&quad=1", vec![]),
    ] {
        let page = site.json(&format!("events?{query}")).await;
        assert_eq!(types(&page), wanted, "{query}");
        assert_eq!(page["total"], wanted.len(), "{query}");
    }
}

#[tokio::test]
async fn pages_give_every_event_once_in_every_order() {
    let site = Site::new(false);
    for sort in [
        "date",
        "-date",
        "type",
        "-type",
        "goldstein",
        "-goldstein",
        "confidence",
        "-confidence",
        "source",
        "target",
        "status",
        "document",
    ] {
        let whole = site.json(&format!("events?sort={sort}")).await;
        let whole: Vec<i64> =
            whole["items"].as_array().unwrap().iter().map(|item| item["event"].as_i64().unwrap()).collect();
        assert_eq!(whole.len(), 5);
        let mut paged = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = site.json(&format!("events?sort={sort}&limit=2&cursor={cursor}")).await;
            assert_eq!(page["total"], 5);
            paged
                .extend(page["items"].as_array().unwrap().iter().map(|item| item["event"].as_i64().unwrap()));
            match page["next"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(paged, whole, "{sort}");
    }
    let scores = site.json("events?sort=-goldstein").await;
    assert_eq!(types(&scores), ["COOPERATE", "SUPPORT", "ACCUSE", "ASSAULT", "CONSULT"]);
}

#[tokio::test]
async fn the_timeline_has_a_mark_a_dated_event() {
    let site = Site::new(false);
    let timeline = site.json("timeline?a=PER&b=ECU").await;
    assert_eq!((&timeline["total"], &timeline["undated"]), (&json!(4), &json!(1)));
    let marks = &timeline["marks"];
    assert_eq!(marks["quad"], json!([3, 4, 2]));
    assert_eq!(marks["from"], json!([4079, 9131, 9251]));
    assert_eq!(marks["to"], json!([4079, 9495, 9281]));
    assert_eq!(marks["way"], json!([2, 1, 1]));
    assert_eq!(marks["goldstein"], json!([-2.0, -9.0, 6.0]));
    let counted: u64 = timeline["bins"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|bin| bin["quads"].as_array().unwrap())
        .map(|n| n.as_u64().unwrap())
        .sum();
    assert_eq!(counted, 3);
}

#[tokio::test]
async fn counts_say_what_another_choice_would_give() {
    let site = Site::new(false);
    let facets = site.json("facets?a=PER&b=ECU&type=ASSAULT").await;
    assert_eq!(facets["total"], 1);
    let types: Vec<&str> =
        facets["types"].as_array().unwrap().iter().map(|count| count["value"].as_str().unwrap()).collect();
    assert_eq!(types, ["ACCUSE", "ASSAULT", "CONSULT", "COOPERATE"]);
    // Told by two documents, and one event.
    assert!(facets["types"].as_array().unwrap().iter().all(|count| count["events"] == 1));
    assert_eq!(facets["contexts"], json!([{"value": "military", "events": 1}]));
    assert_eq!(facets["years"], json!({"1995": [0, 0, 0, 0, 1]}));
    let all = site.json("facets").await;
    assert_eq!(all["documents"][0]["name"], "border.txt");
    assert_eq!(all["documents"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn network_map_dyads_and_countries() {
    let site = Site::new(false);
    let network = site.json("network").await;
    let strongest = &network["links"][0];
    assert_eq!(
        (&strongest["source"], &strongest["target"], &strongest["events"]),
        (&json!("PER"), &json!("ECU"), &json!(3))
    );
    assert_eq!(strongest["goldstein"], -1.5);
    assert_eq!(network["nodes"][0]["name"], "Peru");
    let actors = site.json("network?by=actor&from=1995-01-01&to=1995-12-31").await;
    let names: Vec<&str> =
        actors["nodes"].as_array().unwrap().iter().map(|n| n["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Peru", "Ecuador", "Quito's port"]);

    let map = site.json("map?a=PER").await;
    assert_eq!(map["countries"][0]["code"], "ECU");
    assert_eq!(map["places"][0]["country"], "ECU");
    assert_eq!((&map["places"][0]["name"], &map["places"][0]["events"]), (&json!("Quito"), &json!(1)));

    let dyads = site.json("dyads?limit=1").await;
    assert_eq!((&dyads["items"][0]["a"], &dyads["items"][0]["b"]), (&json!("PER"), &json!("ECU")));
    let countries = site.json("countries").await;
    assert_eq!(
        (&countries["items"][0]["code"], &countries["items"][0]["events"]),
        (&json!("PER"), &json!(5))
    );
}

#[tokio::test]
async fn search_finds_sentences_and_names() {
    let site = Site::new(false);
    let found = site.json("search?q=ferr").await;
    assert_eq!(found["sentences"][0]["line"], 2);
    assert_eq!(found["sentences"][0]["events"].as_array().unwrap().len(), 1);
    assert_eq!(found["objects"], json!([{"value": "two ferries", "claims": 1}]));
    // Without diacritics, and with a phrase.
    assert_eq!(site.json("search?q=peru").await["total"], 4);
    assert_eq!(site.json("search?q=%22peru+and%22").await["total"], 1);
    assert_eq!(site.json("search?q=%5B4%5D").await["footnotes"][0]["document_name"], "border.txt");
    assert_eq!(site.json("search?q=radio").await["sayers"][0]["value"], "the radio");
    assert_eq!(site.json("search?q=port").await["actors"][0]["name"], "Quito's port");
    for hostile in ["%22", "*", "NEAR(", "a+OR+b)", "%27%3B+DROP+TABLE+events%3B--", "%00"] {
        site.json(&format!("search?q={hostile}")).await;
    }
    assert_eq!(site.json("events").await["total"], 5);
}

#[tokio::test]
async fn a_document_with_its_marks() {
    let site = Site::new(false);
    let list = site.json("documents?limit=1").await;
    assert_eq!((&list["items"][0]["name"], &list["next"]), (&json!("border.txt"), &json!(1)));
    let next = site.json("documents?limit=1&cursor=1").await;
    assert_eq!(next["items"][0]["name"], "telegram.txt");
    assert!(next.get("next").is_none());
    assert_eq!(site.json("documents?q=TELE").await["items"].as_array().unwrap().len(), 1);
    assert_eq!(site.json("documents?q=%25").await["items"].as_array().unwrap().len(), 0);

    let document = site.json("documents/1").await;
    assert_eq!(document["parts"].as_array().unwrap().len(), 5);
    let text: Vec<char> = document["text"].as_str().unwrap().chars().collect();
    let triggers: Vec<String> = document["told"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| {
            let span = &claim["evidence"][0];
            let at = |end: &str| span[end].as_u64().unwrap() as usize;
            text[at("start")..at("end")].iter().collect()
        })
        .collect();
    assert_eq!(triggers, ["condemned", "sold", "met", "attacked", "thanked"]);
    let plain = site.get("/api/v1/documents/1/text").await;
    assert_eq!(plain.headers["content-type"], "text/plain; charset=utf-8");
    assert!(plain.body.starts_with("Ecuador condemned"));
}
