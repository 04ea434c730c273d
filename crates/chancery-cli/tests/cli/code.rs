use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use crate::fixture::{Folder, ran};

const TEXT: &str =
    "On 4 May 1998, Norway condemned Chile. In June 1999, Chile signed a treaty with Norway in Oslo.[3]\n";

fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    path.canonicalize().unwrap().display().to_string()
}

#[test]
fn a_text_becomes_a_timeline() {
    let folder = Folder::new();
    let ran = folder.run(&["code", &example("azerbaijan-israel.txt")]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("Azerbaijan") && ran.out.contains("Israel"), "{}", ran.out);
    assert!(ran.out.contains("1991-12-25"), "{}", ran.out);
    assert!(ran.err.contains("nothing was kept"), "{}", ran.err);
    assert_eq!(std::fs::read_dir(folder.at(".")).unwrap().count(), 0);
}

#[test]
fn coding_twice_keeps_once() {
    let folder = Folder::new();
    std::fs::write(folder.at("a.txt"), TEXT).unwrap();
    let count = || {
        let ran = folder.run(&["code", "a.txt", "-o", "record.db"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let sql = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM claims)";
        folder.run(&["query", "record.db", sql, "--format", "csv"]).out
    };
    let first = count();
    assert_eq!(count(), first);
}

#[test]
fn json_has_an_event_a_line_and_the_documents_in_order() {
    let folder = Folder::new();
    std::fs::create_dir(folder.at("texts")).unwrap();
    for name in ["c.txt", "a.txt", "b.md"] {
        std::fs::write(folder.at("texts").join(name), TEXT).unwrap();
    }
    std::fs::write(folder.at("texts/picture.png"), [0, 1, 2]).unwrap();
    let alone = folder.run(&["code", "--json", "texts/a.txt"]);
    let all = folder.run(&["code", "--json", "texts", "--threads", "3"]);
    assert_eq!((alone.status, all.status), (0, 0), "{}", all.err);
    assert_eq!(all.out, alone.out.repeat(3));
    for line in all.out.lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(event["line"], 1);
        assert!(event["type"].is_string() && event["source"].is_array() && event["status"].is_string());
    }
}

#[test]
fn standard_input_is_a_document() {
    let folder = Folder::new();
    std::fs::write(folder.at("a.txt"), TEXT).unwrap();
    let mut command = folder.command(&["code", "--json", "-"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(TEXT.as_bytes()).unwrap();
    assert_eq!(ran(child.wait_with_output().unwrap()).out, folder.run(&["code", "--json", "a.txt"]).out);
}

#[test]
fn nothing_to_code_is_status_one() {
    let folder = Folder::new();
    std::fs::write(folder.at("empty.txt"), "").unwrap();
    let ran = folder.run(&["code", "empty.txt"]);
    assert_eq!((ran.status, ran.out.trim()), (1, ""));
    assert!(ran.err.contains("no event found"), "{}", ran.err);
}

#[test]
fn a_bad_file_does_not_take_the_others_down() {
    let folder = Folder::new();
    std::fs::write(folder.at("a.txt"), TEXT).unwrap();
    std::fs::write(folder.at("utf16.txt"), [0xff, 0xfe, b'a', 0]).unwrap();
    std::fs::write(folder.at("latin1.txt"), b"Norway met Chile in Valpara\xedso.\n").unwrap();
    let ran = folder.run(&["code", "--json", "missing.txt", "utf16.txt", "latin1.txt", "a.txt"]);
    assert_eq!(ran.status, 2);
    assert!(ran.out.ends_with(&folder.run(&["code", "--json", "a.txt"]).out));
    for said in ["missing.txt", "utf16.txt", "latin1.txt:1: byte 0xed"] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
}

#[test]
fn a_faulty_codebook_is_refused_with_file_and_line() {
    let folder = Folder::new();
    std::fs::create_dir(folder.at("book")).unwrap();
    std::fs::write(folder.at("book/aid.toml"), "type = \"AIDE\"\n").unwrap();
    std::fs::write(folder.at("a.txt"), TEXT).unwrap();
    let ran = folder.run(&["code", "a.txt", "--codebook", "book"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("aid.toml:1"), "{}", ran.err);
}

#[test]
fn explain_draws_every_stage() {
    let folder = Folder::new();
    let sentence = "Norway condemned Chile on 4 May 1998.";
    let ran = folder.run(&["explain", sentence]);
    for part in ["words", "VERB", "nsubj", "seen by the model", "coded"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let json = folder.run(&["explain", sentence, "--json"]).out;
    let view: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(view["sentences"][0]["tokens"][1]["word"], "condemned");
}
