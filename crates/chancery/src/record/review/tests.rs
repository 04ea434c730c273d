use super::super::tests::{actor, count, event, sample};
use super::*;
use crate::pipeline::Coded;
use crate::record::{Cell, Direction};

fn review(subject: Subject, reviewer: &str, verdict: Verdict) -> Review {
    Review { subject, reviewer: reviewer.into(), verdict, correction: Correction::default(), note: None }
}

fn corrected_to(claim: i64, correction: Correction) -> Review {
    Review { correction, ..review(Subject::Claim(claim), "Ana", Verdict::Corrected) }
}

fn claim_of(record: &Record, event_type: &str) -> i64 {
    let sql = format!("SELECT claim FROM timeline WHERE type = '{event_type}'");
    match record.query(&sql).unwrap().rows.as_slice() {
        [row] => match row[0] {
            Cell::Integer(id) => id,
            ref other => panic!("{other:?}"),
        },
        other => panic!("{event_type}: {other:?}"),
    }
}

fn types(record: &Record) -> Vec<String> {
    record.timeline("PER", "ECU", Direction::Either).unwrap().into_iter().map(|t| t.event_type).collect()
}

#[test]
fn a_correction_changes_the_claim_and_outlives_coding_again() {
    let mut record = Record::in_memory().unwrap();
    record.keep(&sample()).unwrap();
    let sale = claim_of(&record, "COOPERATE");
    let correction = Correction {
        event_type: Some("AID".into()),
        date: Some("1995-05-03".into()),
        status: Some("alleged".into()),
        target: Some(vec![ClaimParty { name: String::new(), country: Some("chl".into()) }]),
        ..Correction::default()
    };
    let kept = record.review(&corrected_to(sale, correction)).unwrap();
    assert_eq!((kept.claim, kept.verdict), (Some(sale), Verdict::Corrected));
    assert_eq!(kept.before.as_ref().unwrap().event_type, "COOPERATE");
    let look = |record: &Record| {
        let found = record.timeline("PER", "CHL", Direction::Either).unwrap();
        assert_eq!(found.len(), 1);
        found.into_iter().next().unwrap()
    };
    let check = |record: &Record| {
        let aid = look(record);
        assert_eq!((aid.event_type.as_str(), aid.status.as_str()), ("AID", "alleged"));
        assert_eq!((aid.date.as_deref(), aid.mode.as_deref()), (Some("1995-05-03"), None));
        assert_eq!(aid.target_actors, ["Chile"]);
        // What was not corrected stays, CAMEO follows the type, the trigger is where it was.
        assert_eq!(
            (aid.object.as_deref(), aid.citations.as_slice()),
            (Some("ferries"), &["4".to_owned()][..])
        );
        assert!(aid.cameo.as_deref().is_some_and(|code| code.starts_with("07")), "{:?}", aid.cameo);
        assert_eq!((aid.confidence, aid.trigger), (1.0, Some([5, 9])));
        assert_eq!(record.timeline("PER", "ECU", Direction::Either).unwrap().len(), 1);
    };
    check(&record);
    let event = look(&record).event;

    // The same text again; then with a line before it, so that every span moves.
    record.keep(&sample()).unwrap();
    check(&record);
    assert_eq!(record.reviews(None, i64::MAX, 10).unwrap()[0].claim, Some(claim_of(&record, "AID")));
    let moved = moved_down();
    record.keep(&moved).unwrap();
    check(&record);
    assert!(event > 0);

    // A coder that no longer finds it does not take it away.
    let mut blind = sample();
    blind.events.pop();
    record.keep(&blind).unwrap();
    check(&record);
    assert_eq!(count(&record, "reviews"), 1);
}

/// The sample with a line before it.
fn moved_down() -> Coded {
    let first = "Bolivia said nothing.\n";
    let plain = sample();
    let mut moved =
        super::super::tests::document("peru.txt", &format!("{first}{}", plain.scene.document.text));
    moved.scene.actors = plain.scene.actors.clone();
    let by = first.len();
    let shift = |span: crate::document::Span| crate::document::Span::new(span.start() + by, span.end() + by);
    moved.events = plain.events;
    for event in &mut moved.events {
        event.sentence += 1;
        let evidence = &mut event.evidence;
        for span in [&mut evidence.trigger, &mut evidence.object].into_iter().flatten() {
            *span = shift(*span);
        }
        for span in evidence.source.iter_mut().chain(&mut evidence.target) {
            *span = shift(*span);
        }
    }
    moved
}

#[test]
fn a_rejected_event_stays_away_until_it_is_accepted_again() {
    let mut record = Record::in_memory().unwrap();
    record.keep(&sample()).unwrap();
    let claim = claim_of(&record, "SUPPORT");
    let kept = record.review(&review(Subject::Claim(claim), "Ana", Verdict::Rejected)).unwrap();
    assert_eq!((kept.claim, kept.after.is_none()), (None, true));
    assert_eq!(types(&record), ["COOPERATE"]);
    assert_eq!(count(&record, "events"), 1);
    record.keep(&sample()).unwrap();
    assert_eq!(types(&record), ["COOPERATE"]);

    let again = review(Subject::Reviewed(kept.reviewed), "Ben", Verdict::Accepted);
    let again = record.review(&again).unwrap();
    assert!(again.before.is_none() && again.claim.is_some());
    assert_eq!(types(&record), ["SUPPORT", "COOPERATE"]);
    record.keep(&sample()).unwrap();
    assert_eq!(types(&record), ["SUPPORT", "COOPERATE"]);
    assert_eq!(record.query("PRAGMA foreign_key_check").unwrap().rows.len(), 0);
}

#[test]
fn an_event_told_elsewhere_too_is_not_changed_by_a_correction_of_one_claim() {
    let mut record = Record::in_memory().unwrap();
    let day = |name: &str, words: &str| {
        let mut coded = super::super::tests::document(name, words);
        let peru = actor(&mut coded, "Peru", "PER");
        let ecuador = actor(&mut coded, "Ecuador", "ECU");
        let sold = event(0, EventType::Cooperate, &[peru], &[ecuador]);
        coded.events = vec![crate::coding::Event { date: Some("1995-05-03".into()), ..sold }];
        coded
    };
    record.keep(&day("a.txt", "Lima sold ferries.")).unwrap();
    record.keep(&day("b.txt", "Peru sold ferries.")).unwrap();
    assert_eq!((count(&record, "events"), count(&record, "claims")), (1, 2));
    let correction =
        |event_type: &str| Correction { event_type: Some(event_type.to_owned()), ..Correction::default() };
    record.review(&corrected_to(1, correction("AID"))).unwrap();
    assert_eq!((count(&record, "events"), count(&record, "claims")), (2, 2));
    // Corrected back, the two tell of one event again.
    record.review(&corrected_to(1, correction("COOPERATE"))).unwrap();
    assert_eq!((count(&record, "events"), count(&record, "claims")), (1, 2));
    assert_eq!(count(&record, "reviews"), 2);
}

#[test]
fn values_that_the_record_cannot_hold_are_refused_and_change_nothing() {
    let mut record = Record::in_memory().unwrap();
    record.keep(&sample()).unwrap();
    let sale = claim_of(&record, "COOPERATE");
    let none = Correction::default;
    let wrong = |name: &str, country: &str| {
        Some(vec![ClaimParty { name: name.into(), country: Some(country.into()) }])
    };
    for (correction, says) in [
        (Correction { event_type: Some("SALE".into()), ..none() }, "`SALE` is none of PLOVER's types"),
        (Correction { mode: Some("arrest".into()), ..none() }, "COOPERATE has no mode `arrest`"),
        (Correction { status: Some("maybe".into()), ..none() }, "`maybe` is no status"),
        (Correction { date: Some("last May".into()), ..none() }, "`last May` is no date"),
        (Correction { source: wrong("", "XQZ"), ..none() }, "`XQZ` is no country's code"),
        (Correction { target: wrong("", ""), ..none() }, "an actor needs a name or a country"),
    ] {
        let error = record.review(&corrected_to(sale, correction)).unwrap_err().to_string();
        assert!(error.starts_with(says), "{error}");
    }
    assert!(record.review(&review(Subject::Claim(sale), "  ", Verdict::Accepted)).is_err());
    assert!(matches!(
        record.review(&review(Subject::Claim(99), "Ana", Verdict::Accepted)),
        Err(Error::NoClaim(99))
    ));
    assert_eq!((count(&record, "reviews"), count(&record, "reviewed")), (0, 0));
    assert_eq!(types(&record), ["SUPPORT", "COOPERATE"]);
}

#[test]
fn gold_wants_what_was_reviewed_and_lets_the_rest_be() {
    let mut record = Record::in_memory().unwrap();
    record.keep(&sample()).unwrap();
    let sale = claim_of(&record, "COOPERATE");
    record.review(&review(Subject::Claim(sale), "Ana", Verdict::Accepted)).unwrap();
    let gold = record.gold("peru.txt").unwrap().unwrap();
    assert_eq!(gold.len(), 2);
    assert_eq!(
        gold[0],
        json!({"line": 1, "type": "SUPPORT", "source": ["PER"], "target": ["ECU"], "status": "actual",
            "date": "1832", "trigger": "recognised", "optional": true})
    );
    assert_eq!(
        gold[1],
        json!({"line": 2, "type": "COOPERATE", "source": ["PER"], "target": ["ECU"], "status": "actual",
            "date": "1995-05", "mode": "trade", "object": "ferries", "place": "Quito", "sayer": "the press",
            "trigger": "sold", "amount": ["3000000 USD", "2"], "citations": ["4"]})
    );
    assert_eq!(record.gold("other.txt").unwrap(), None);
    assert_eq!(record.reviews(Some("peru.txt"), i64::MAX, 10).unwrap().len(), 1);
    assert_eq!(record.reviews(Some("other.txt"), i64::MAX, 10).unwrap(), []);
}

#[test]
fn reviewers_agreement() {
    let mut record = Record::in_memory().unwrap();
    record.keep(&sample()).unwrap();
    let (first, second) = (claim_of(&record, "SUPPORT"), claim_of(&record, "COOPERATE"));
    record.review(&review(Subject::Claim(first), "Ana", Verdict::Accepted)).unwrap();
    assert_eq!(record.agreement().unwrap(), Agreement { claims: 0, verdict: None, event_type: None });
    record.review(&review(Subject::Claim(first), "Ben", Verdict::Accepted)).unwrap();
    record.review(&review(Subject::Claim(second), "Ana", Verdict::Accepted)).unwrap();
    // Ben changes his mind: his last word counts.
    let rejected = record.review(&review(Subject::Claim(second), "Ben", Verdict::Rejected)).unwrap();
    let alpha = record.agreement().unwrap();
    assert_eq!(alpha.claims, 2);
    assert!(alpha.verdict.unwrap() < 0.1, "{alpha:?}");
    record.review(&review(Subject::Reviewed(rejected.reviewed), "Ben", Verdict::Accepted)).unwrap();
    assert_eq!(record.agreement().unwrap().event_type, Some(1.0));
}
