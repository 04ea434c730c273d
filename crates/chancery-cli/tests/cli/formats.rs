//! One story in every format, through the whole path.

use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use crate::fixture::{Folder, ran};

fn texts() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../chancery/tests/formats")
}

fn events(out: &str) -> Vec<serde_json::Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// That Peru sold Ecuador ferries in May 1995 is told in every format.
fn sale(out: &str) -> Option<serde_json::Value> {
    events(out).into_iter().find(|event| {
        event["source"] == serde_json::json!(["PER"])
            && event["target"] == serde_json::json!(["ECU"])
            && event["date"] == "1995-05"
    })
}

#[test]
fn the_same_event_is_found_in_every_format() {
    let folder = Folder::new();
    for name in
        ["page.wiki", "dump.xml", "dump.xml.bz2", "news.jsonl", "news.jsonl.gz", "news.csv", "pages.warc"]
    {
        let ran = folder.run(&["code", "--json", texts().join(name).to_str().unwrap()]);
        assert_eq!(ran.status, 0, "{name}: {}", ran.err);
        assert!(sale(&ran.out).is_some(), "{name}: {}", ran.out);
    }
}

#[test]
fn a_folder_of_all_formats_is_one_record_with_its_notes() {
    let folder = Folder::new();
    let ran = folder.run(&["code", texts().to_str().unwrap(), "-o", "r.db"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let sql = "SELECT DISTINCT notes.text, notes.url FROM timeline JOIN citations USING (claim)
        JOIN documents ON documents.name = timeline.document
        JOIN notes ON notes.document = documents.id AND notes.label = citations.label
        WHERE source = 'PER' AND timeline.document LIKE '%dump.xml#Two ferries'";
    let notes = folder.run(&["query", "r.db", sql, "--format", "csv"]).out;
    assert!(
        notes.contains("Ferries sold. Lake Daily. 20 May 1995,https://lake.example/archive/4"),
        "{notes}"
    );
    let sql =
        "SELECT title, publisher, published, url FROM documents WHERE name LIKE '%dump.xml#Two ferries'";
    let head = folder.run(&["query", "r.db", sql, "--format", "csv"]).out;
    assert!(
        head.ends_with("Two ferries,Lakepedia,1996-01-02,https://wiki.example/wiki/Two_ferries\n"),
        "{head}"
    );
}

#[test]
fn standard_input_is_read_in_the_format_that_is_said() {
    let folder = Folder::new();
    let mut command = folder.command(&["code", "--json", "-", "--format", "jsonl"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = std::fs::read(texts().join("news.jsonl")).unwrap();
    child.stdin.take().unwrap().write_all(&lines).unwrap();
    let ran = ran(child.wait_with_output().unwrap());
    assert!(sale(&ran.out).is_some(), "{}{}", ran.out, ran.err);
}

#[test]
fn a_bad_record_is_named_and_the_next_is_read() {
    let folder = Folder::new();
    let lines = std::fs::read_to_string(texts().join("news.jsonl")).unwrap();
    std::fs::write(folder.at("news.jsonl"), format!("no json\n{lines}")).unwrap();
    let ran = folder.run(&["code", "--json", "news.jsonl"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("news.jsonl: line 1: no JSON"), "{}", ran.err);
    assert!(sale(&ran.out).is_some(), "{}", ran.out);
}
