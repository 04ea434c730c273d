use super::*;
use crate::analysis::{Analysis, EventType, Status};
use crate::coding::{Amount, Claim, Event, Evidence, Explanation, Signals};
use crate::document::{Document, Span};
use crate::pipeline::Coded;
use crate::resolve::{Actor, ActorId, Scene, Sector};
use crate::sentence::Sentence;

/// A document with one sentence a line; events are added by hand.
pub(super) fn document(name: &str, text: &str) -> Coded {
    let mut start = 0;
    let mut paragraphs = Vec::new();
    for line in text.split_inclusive('\n') {
        paragraphs.push(Span::new(start, start + line.trim_end().len()));
        start += line.len();
    }
    let sentences: Vec<Sentence> = paragraphs
        .iter()
        .enumerate()
        .map(|(i, span)| Sentence {
            span: *span,
            paragraph: i,
            line: i as u32 + 1,
            tokens: Vec::new(),
            marks: Vec::new(),
        })
        .collect();
    let document = Document::from_text(name, text);
    let analyses = vec![Analysis::default(); sentences.len()];
    let scene = Scene::new(document, sentences, analyses, Vec::new());
    Coded { scene, events: Vec::new() }
}

pub(super) fn actor(coded: &mut Coded, name: &str, country: &str) -> ActorId {
    let actor =
        Actor { name: name.to_owned(), country: Some(country.to_owned()), sectors: vec![Sector::Gov] };
    coded.scene.actors.push(actor);
    ActorId(coded.scene.actors.len() - 1)
}

pub(super) fn event(sentence: usize, event_type: EventType, source: &[ActorId], target: &[ActorId]) -> Event {
    Event {
        sentence,
        event_type,
        mode: None,
        contexts: Vec::new(),
        cameo: None,
        goldstein: None,
        status: Status::Actual,
        source: source.to_vec(),
        target: target.to_vec(),
        date: None,
        amount: Vec::new(),
        place: None,
        object: None,
        claim: Claim::default(),
        evidence: Evidence::default(),
        confidence: 0.9,
        signals: Signals::default(),
        explanation: Explanation::default(),
    }
}

/// Two sentences, two events, with every field filled in the second.
pub(super) fn sample() -> Coded {
    let mut coded = document(
        "peru.txt",
        "Perú recognised Ecuador in 1832.\nLima sold Quito two ferries for $3 million in May 1995.[4]\n",
    );
    let peru = actor(&mut coded, "Peru", "PER");
    let ecuador = actor(&mut coded, "Ecuador", "ECU");
    let text = coded.scene.document.text.clone();
    let words = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len()));
    coded.events = vec![
        Event {
            date: Some("1832".into()),
            evidence: Evidence { trigger: words("recognised"), ..Evidence::default() },
            ..event(0, EventType::Support, &[peru], &[ecuador])
        },
        Event {
            mode: Some("trade".into()),
            contexts: vec!["economic".into(), "maritime".into()],
            cameo: Some("061".into()),
            goldstein: Some(6.4),
            date: Some("1995-05".into()),
            amount: vec![Amount { value: 3e6, unit: Some("USD".into()) }, Amount { value: 2.0, unit: None }],
            place: Some("Quito".into()),
            object: Some("ferries".into()),
            claim: Claim { sayer: Some("the press".into()), citations: vec!["4".into()] },
            evidence: Evidence {
                trigger: words("sold"),
                source: words("Lima").into_iter().collect(),
                target: words("Quito").into_iter().collect(),
                object: words("two ferries"),
                ..Evidence::default()
            },
            explanation: Explanation {
                what: "type".into(),
                value: "COOPERATE".into(),
                evidence: words("sold").into_iter().collect(),
                ..Explanation::default()
            },
            ..event(1, EventType::Cooperate, &[peru], &[ecuador])
        },
    ];
    coded
}

pub(super) fn count(record: &Record, table: &str) -> i64 {
    match record.query(&format!("SELECT count(*) FROM {table}")).unwrap().rows[0][0] {
        Cell::Integer(n) => n,
        ref other => panic!("{other:?}"),
    }
}

const TABLES: [&str; 11] = [
    "documents",
    "sentences",
    "actors",
    "sectors",
    "events",
    "sides",
    "claims",
    "participants",
    "contexts",
    "amounts",
    "citations",
];

#[test]
fn what_is_kept_comes_back() {
    let mut record = Record::in_memory().unwrap();
    let kept = record.keep(&sample()).unwrap();
    assert_eq!(kept, Kept { claims: 2, new_events: 2, replaced: false });
    let timeline = record.timeline("PER", "ECU", Direction::Either).unwrap();
    let dates: Vec<_> = timeline.iter().map(|t| t.date.as_deref().unwrap()).collect();
    assert_eq!(dates, ["1832", "1995-05"]);
    let sale = &timeline[1];
    assert_eq!(sale.event_type, "COOPERATE");
    assert_eq!(sale.mode.as_deref(), Some("trade"));
    assert_eq!(sale.contexts, ["economic", "maritime"]);
    assert_eq!((sale.source.as_slice(), sale.target.as_slice()), (&["PER".into()][..], &["ECU".into()][..]));
    assert_eq!(sale.source_actors, ["Peru"]);
    assert_eq!(sale.amount[0], Amount { value: 3e6, unit: Some("USD".into()) });
    assert_eq!(sale.amount[1], Amount { value: 2.0, unit: None });
    assert_eq!((sale.goldstein, sale.confidence), (Some(6.4), 0.9));
    assert_eq!(sale.sayer.as_deref(), Some("the press"));
    assert_eq!(sale.citations, ["4"]);
    assert_eq!(sale.line, 2);
    let flat = record.query("SELECT amount, contexts, target_actors FROM timeline WHERE line = 2").unwrap();
    let flat: Vec<String> = flat.rows[0].iter().map(ToString::to_string).collect();
    assert_eq!(flat, ["3000000 USD; 2", "economic maritime", "Ecuador"]);
    let [from, to] = sale.trigger.unwrap();
    assert_eq!(sale.sentence.chars().skip(from).take(to - from).collect::<String>(), "sold");
}

#[test]
fn spans_count_characters_so_that_sql_finds_the_words() {
    let mut record = Record::in_memory().unwrap();
    record.keep(&sample()).unwrap();
    let words = record
        .query(
            "SELECT role, substr(documents.text, evidence.start_char + 1, evidence.end_char - evidence.start_char)
             FROM evidence JOIN claims ON claims.id = claim JOIN sentences ON sentences.id = sentence
             JOIN documents ON documents.id = document ORDER BY claim, rank",
        )
        .unwrap();
    let words: Vec<String> = words.rows.iter().map(|row| format!("{} {}", row[0], row[1])).collect();
    assert_eq!(
        words,
        ["trigger recognised", "trigger sold", "source Lima", "target Quito", "object two ferries"]
    );
}

#[test]
fn coding_again_replaces_and_never_doubles() {
    let mut record = Record::in_memory().unwrap();
    record.keep(&sample()).unwrap();
    let before: Vec<i64> = TABLES.map(|table| count(&record, table)).to_vec();
    let kept = record.keep(&sample()).unwrap();
    assert!(kept.replaced);
    assert_eq!(before, TABLES.map(|table| count(&record, table)));
    let mut fewer = sample();
    fewer.events.truncate(1);
    record.keep(&fewer).unwrap();
    assert_eq!((count(&record, "events"), count(&record, "claims")), (1, 1));
    fewer.events.clear();
    record.keep(&fewer).unwrap();
    for table in ["actors", "sectors", "events", "sides", "evidence", "participants"] {
        assert_eq!(count(&record, table), 0, "{table}");
    }
}

#[test]
fn actors_are_shared_by_name_and_country() {
    let mut record = Record::in_memory().unwrap();
    record.keep(&sample()).unwrap();
    let mut other = sample();
    other.scene.document.name = "second.txt".into();
    let namesake = actor(&mut other, "Peru", "USA");
    other.events[0].source = vec![namesake];
    record.keep(&other).unwrap();
    assert_eq!(count(&record, "actors"), 3);
    // Taking one document's events away leaves the actors that the other needs.
    other.events.clear();
    record.keep(&other).unwrap();
    assert_eq!(count(&record, "actors"), 2);
}

#[test]
fn an_event_told_twice_on_one_day_has_two_claims() {
    let told = |name: &str, object: Option<&str>, date: &str| {
        let mut coded = sample();
        coded.scene.document.name = name.into();
        coded.events.truncate(1);
        coded.events[0].date = Some(date.into());
        coded.events[0].object = object.map(str::to_owned);
        coded
    };
    let events = |tellings: &[Coded]| {
        let mut record = Record::in_memory().unwrap();
        for coded in tellings {
            record.keep(coded).unwrap();
        }
        (count(&record, "events"), count(&record, "claims"))
    };
    let day = "1832-07-12";
    assert_eq!(events(&[told("a", None, day), told("b", Some("independence"), day)]), (1, 2));
    assert_eq!(
        events(&[told("a", Some("the independence"), day), told("b", Some("Independence"), day)]),
        (1, 2)
    );
    assert_eq!(events(&[told("a", Some("ferries"), day), told("b", Some("tariffs"), day)]), (2, 2));
    assert_eq!(events(&[told("a", None, "1832"), told("b", None, "1832")]), (2, 2));
    let mut one_sentence = told("a", None, day);
    one_sentence.events.push(one_sentence.events[0].clone());
    assert_eq!(events(&[one_sentence]), (2, 2));
    // The event outlives one of its tellings.
    let mut record = Record::in_memory().unwrap();
    record.keep(&told("a", None, day)).unwrap();
    record.keep(&told("b", None, day)).unwrap();
    let mut silent = told("a", None, day);
    silent.events.clear();
    record.keep(&silent).unwrap();
    assert_eq!((count(&record, "events"), count(&record, "claims")), (1, 1));
}

#[test]
fn a_timeline_has_directions() {
    let mut coded = document("a.txt", "one\ntwo\nthree\n");
    let (oman, italy) = (actor(&mut coded, "Oman", "OMN"), actor(&mut coded, "Italy", "ITA"));
    coded.events = vec![
        event(0, EventType::Aid, &[oman], &[italy]),
        event(1, EventType::Accuse, &[italy], &[oman]),
        event(2, EventType::Consult, &[oman, italy], &[oman, italy]),
        event(2, EventType::Coerce, &[oman], &[oman]),
    ];
    let mut record = Record::in_memory().unwrap();
    record.keep(&coded).unwrap();
    let types = |a, b, direction| -> Vec<String> {
        record.timeline(a, b, direction).unwrap().into_iter().map(|t| t.event_type).collect()
    };
    assert_eq!(types("OMN", "ITA", Direction::Forth), ["AID", "CONSULT"]);
    assert_eq!(types("ITA", "OMN", Direction::Forth), ["ACCUSE", "CONSULT"]);
    assert_eq!(types("ITA", "OMN", Direction::Either), ["AID", "ACCUSE", "CONSULT"]);
    assert!(types("ITA", "FRA", Direction::Either).is_empty());
}

#[test]
fn the_strongest_dyad_is_of_two_states() {
    let mut record = Record::in_memory().unwrap();
    assert_eq!(record.strongest_dyad().unwrap(), None);
    let mut coded = document("a.txt", "one\n");
    let body = actor(&mut coded, "ASEAN", "IGO");
    let (laos, chad) = (actor(&mut coded, "Laos", "LAO"), actor(&mut coded, "Chad", "TCD"));
    let mut events = vec![event(0, EventType::Aid, &[body], &[chad]); 5];
    events.push(event(0, EventType::Aid, &[chad], &[laos]));
    events.push(event(0, EventType::Coerce, &[chad], &[chad]));
    coded.events = events;
    record.keep(&coded).unwrap();
    let dyad = record.strongest_dyad().unwrap().unwrap();
    assert_eq!(dyad, Dyad { countries: ["TCD".into(), "LAO".into()], events: 1 });
}

#[test]
fn a_query_only_reads() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.db");
    let mut record = Record::create_or_open(folder.path().join("record.db")).unwrap();
    record.keep(&sample()).unwrap();
    let mut in_memory = Record::in_memory().unwrap();
    in_memory.keep(&sample()).unwrap();
    for record in [&record, &in_memory] {
        for statement in [
            "DELETE FROM events",
            "INSERT INTO actors (name) VALUES ('x')",
            "WITH x AS (SELECT 1) DELETE FROM documents RETURNING id",
            "DROP TABLE events",
            "PRAGMA user_version = 7",
            "PRAGMA query_only = 0",
            "BEGIN",
            &format!("ATTACH '{}' AS other", other.display()),
            &format!("VACUUM INTO '{}'", other.display()),
        ] {
            let error = record.query(statement).unwrap_err();
            assert!(matches!(error, Error::Writes), "{statement}: {error}");
        }
        assert!(record.query("SELECT 1; DELETE FROM events").is_err());
        assert_eq!(count(record, "events"), 2);
        let error = record.query("SELECT weight FROM events").unwrap_err();
        assert_eq!(error.to_string(), "no such column: weight");
    }
    assert!(!other.exists());
}

#[test]
fn a_record_is_known_from_other_files() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(matches!(Record::open(at("none.db")), Err(Error::Missing { .. })));
    assert!(!at("none.db").exists());

    std::fs::write(at("text.db"), "not a database, and longer than a header of SQLite's would be".repeat(9))
        .unwrap();
    assert!(matches!(Record::open(at("text.db")), Err(Error::NotARecord { .. })));
    assert!(matches!(Record::create_or_open(at("text.db")), Err(Error::NotARecord { .. })));

    Connection::open(at("foreign.db")).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(Record::create_or_open(at("foreign.db")), Err(Error::NotARecord { .. })));

    let mut record = Record::create_or_open(at("record.db")).unwrap();
    record.keep(&sample()).unwrap();
    drop(record);
    assert_eq!(count(&Record::open(at("record.db")).unwrap(), "claims"), 2);
    assert_eq!(count(&Record::create_or_open(at("record.db")).unwrap(), "claims"), 2);

    Connection::open(at("record.db")).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for found in [Record::open(at("record.db")), Record::create_or_open(at("record.db"))] {
        let error = found.unwrap_err();
        assert!(matches!(error, Error::Version { found: 99, .. }), "{error}");
        assert!(error.to_string().contains("schema version 99"), "{error}");
    }
}

#[test]
fn a_document_is_kept_whole_or_not_at_all() {
    let mut record = Record::in_memory().unwrap();
    record.keep(&sample()).unwrap();
    let mut broken = sample();
    broken.events[1].source = vec![ActorId(9)];
    let error = record.keep(&broken).unwrap_err();
    assert!(error.to_string().starts_with("peru.txt: actor 9"), "{error}");
    assert_eq!((count(&record, "documents"), count(&record, "claims")), (1, 2));
    broken = sample();
    broken.events[0].sentence = 7;
    assert!(record.keep(&broken).is_err());
}

#[test]
fn a_record_of_version_2_is_brought_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let mut record = Record::create_or_open(&path).unwrap();
    record.keep(&sample()).unwrap();
    drop(record);
    let old = Connection::open(&path).unwrap();
    old.execute_batch(
        "DROP TABLE words; DROP TRIGGER words_in; DROP TRIGGER words_out; DROP TRIGGER words_anew;
         DROP TABLE reviews; DROP TABLE reviewed; DROP INDEX citations_by_label; PRAGMA user_version = 2;",
    )
    .unwrap();
    drop(old);
    let mut record = Record::open(&path).unwrap();
    let found = |record: &Record, words: &str| count(record, &format!("words WHERE words MATCH '{words}'"));
    assert_eq!((found(&record, "ferries"), found(&record, "peru"), count(&record, "reviews")), (1, 1, 0));
    // The index follows the sentences, and a link to the document holds on.
    record.keep(&document("chile.txt", "Chile said so.")).unwrap();
    record.keep(&document("peru.txt", "Nothing of that kind.")).unwrap();
    assert_eq!(count(&record, "documents WHERE id = 1 AND name = 'peru.txt'"), 1);
    assert_eq!((found(&record, "ferries"), found(&record, "kind")), (0, 1));
}

/// `docs/record.md` has a heading for each table and the view, and a table row for each column, and no others.
#[test]
fn every_table_and_column_is_documented() {
    let page = include_str!("../../../../docs/record.md");
    let mut documented = Vec::new();
    let mut table = String::new();
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("### `").and_then(|l| l.split('`').next()) {
            table = name.to_owned();
        } else if let Some(column) = line.strip_prefix("| `").and_then(|l| l.split('`').next()) {
            documented.push(format!("{table}.{column}"));
        }
    }
    let record = Record::in_memory().unwrap();
    let columns = record
        .query(
            "SELECT s.name || '.' || c.name FROM sqlite_schema AS s JOIN pragma_table_info(s.name) AS c
             WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite_%' AND s.name NOT LIKE 'words!_%' ESCAPE '!'",
        )
        .unwrap();
    let mut kept: Vec<String> = columns.rows.iter().map(|row| row[0].to_string()).collect();
    kept.sort();
    documented.sort();
    assert_eq!(kept, documented);
    assert!(page.contains(&format!("version {SCHEMA_VERSION}")));
}

#[test]
fn a_full_disk_is_said_and_what_was_kept_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    let mut record = Record::create_or_open(&path).unwrap();
    let text = |i: usize| format!("{i} {}", "Peru met Ecuador. ".repeat(500));
    record.keep(&document("first.txt", &text(0))).unwrap();
    let pages: i64 = record.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    record.connection.pragma_update(None, "max_page_count", pages + 20).unwrap();
    let mut kept = 1;
    let error = loop {
        match record.keep(&document(&format!("{kept}.txt"), &text(kept))) {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
        assert!(kept < 100, "it never filled up");
    };
    assert!(matches!(error, Error::Full), "{error}");
    assert!(error.to_string().contains("make room"), "{error}");
    drop(record);
    let record = Record::open(&path).unwrap();
    let count: i64 = record.connection.query_row("SELECT count(*) FROM documents", [], |r| r.get(0)).unwrap();
    assert_eq!(count, kept as i64);
    let sound: String = record.connection.query_row("PRAGMA integrity_check", [], |r| r.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

#[test]
fn a_target_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = Record::create_or_open(folder.path().join("none/record.db")).unwrap_err();
    assert!(error.to_string().contains("record.db: cannot be written to"), "{error}");
    // A record on a disk that is mounted read-only.
    let path = folder.path().join("record.db");
    drop(Record::create_or_open(&path).unwrap());
    let mut record = Record::create_or_open(&path).unwrap();
    record.connection.pragma_update(None, "query_only", true).unwrap();
    let error = record.keep(&document("a.txt", "Peru met Ecuador.")).unwrap_err();
    assert!(matches!(error, Error::ReadOnly { .. }), "{error}");
}

#[test]
fn what_is_done_is_known_by_content_and_coder() {
    let mut record = Record::in_memory().unwrap();
    let mut coded = document("a.txt", "Peru met Ecuador.");
    record.keep_as(&coded, "this coder").unwrap();
    let digest = coded.scene.document.digest();
    assert_eq!(record.done("this coder").unwrap().get("a.txt"), Some(&digest));
    assert!(record.done("another coder").unwrap().is_empty());
    coded.scene.document.title = Some("Another title".into());
    assert_ne!(coded.scene.document.digest(), digest);
}

#[test]
fn a_difference_is_what_was_added_removed_and_changed() {
    let lines = "Peru met Ecuador.\nPeru sold Ecuador ferries.\nPeru accused Chile.";
    let told = |name: &str, text: &str, date: &str, last: EventType| {
        let mut coded = document(name, text);
        let [a, b, c] = [("Peru", "PER"), ("Ecuador", "ECU"), ("Chile", "CHL")]
            .map(|(n, code)| actor(&mut coded, n, code));
        coded.events = vec![
            event(0, EventType::Consult, &[a, b], &[a, b]),
            Event { date: Some(date.into()), ..event(1, EventType::Cooperate, &[a], &[b]) },
            event(2, last, &[a], &[c]),
        ];
        let mut record = Record::in_memory().unwrap();
        record.keep(&coded).unwrap();
        record
    };
    let old = told("page-1.txt", lines, "1995-05", EventType::Accuse);
    let new = told("page-2.txt", lines, "1995-06", EventType::Threaten);
    let difference = Difference::between(&old, &new).unwrap();
    assert_eq!(difference.same, 1);
    let kinds: Vec<&str> = difference
        .changes
        .iter()
        .map(|change| match change {
            Change::Added { claim } => claim.event_type.as_str(),
            Change::Removed { .. } => "removed",
            Change::Changed { fields, .. } => fields[0].0,
        })
        .collect();
    assert_eq!(kinds.len(), 3, "{kinds:?}");
    assert!(
        kinds.contains(&"date") && kinds.contains(&"removed") && kinds.contains(&"THREATEN"),
        "{kinds:?}"
    );
    assert!(
        Difference::between(&old, &told("page-1.txt", lines, "1995-05", EventType::Accuse))
            .unwrap()
            .is_empty()
    );
}
