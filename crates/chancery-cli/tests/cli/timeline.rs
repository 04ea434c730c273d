use crate::fixture::Folder;

#[test]
fn a_dyad_in_time_by_name_or_code() {
    let folder = Folder::with_record();
    let ran = folder.run(&["timeline", "record.db", "peru", "ECU"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let expected = "
Peru and Ecuador
3 events, 1981 to 1995

1981-03-03  ECU → PER  ACCUSE/disapprove  alleged · says the radio
            Ecuador condemned Peru on 3 March 1981, the radio said.
1995-05     PER → ECU  COOPERATE          two ferries · 3,000,000 USD · [4]
            In May 1995 Lima sold Quito two ferries for $3 million.[4]
undated     ECU ↔ PER  CONSULT
            Peru and Ecuador met.
";
    assert_eq!(ran.out, expected);
}

#[test]
fn one_direction() {
    let folder = Folder::with_record();
    let ran = folder.run(&["timeline", "record.db", "PER", "ECU", "--directed", "--format", "csv"]);
    let types: Vec<&str> = ran.out.lines().skip(1).map(|line| line.split(',').nth(3).unwrap()).collect();
    assert_eq!(types, ["COOPERATE", "CONSULT"]);
}

#[test]
fn json_is_an_array_with_an_event_a_line() {
    let folder = Folder::with_record();
    let ran = folder.run(&["timeline", "record.db", "PER", "ECU", "--format", "json"]);
    let events: Vec<serde_json::Value> = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(events.len(), 3);
    assert_eq!(ran.out.lines().count(), 5);
    assert_eq!(events[1]["amount"][0]["value"], 3e6);
    assert_eq!(events[1]["citations"], serde_json::json!(["4"]));
    assert_eq!(events[0]["status"], "alleged");
}

#[test]
fn a_narrow_terminal_gets_shorter_lines() {
    let folder = Folder::with_record();
    let mut command = folder.command(&["timeline", "record.db", "PER", "ECU"]);
    let ran = crate::fixture::ran(command.env("COLUMNS", "48").output().unwrap());
    assert!(ran.out.lines().all(|line| line.chars().count() <= 48), "{}", ran.out);
    assert!(ran.out.contains("two ferries"));
}

#[test]
fn colours_come_only_when_asked_for() {
    let folder = Folder::with_record();
    let plain = folder.run(&["timeline", "record.db", "PER", "ECU"]).out;
    assert!(!plain.contains('\u{1b}'));
    let mut command = folder.command(&["timeline", "record.db", "PER", "ECU"]);
    let coloured = crate::fixture::ran(command.env("CLICOLOR_FORCE", "1").output().unwrap()).out;
    assert!(coloured.contains("\u{1b}["));
    let mut command = folder.command(&["timeline", "record.db", "PER", "ECU"]);
    let command = command.env("NO_COLOR", "1");
    assert_eq!(crate::fixture::ran(command.output().unwrap()).out, plain);
}

#[test]
fn two_states_without_events_are_nothing_found() {
    let folder = Folder::with_record();
    let ran = folder.run(&["timeline", "record.db", "Peru", "Chile"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err, "record.db tells nothing of Peru and Chile\n");
}
