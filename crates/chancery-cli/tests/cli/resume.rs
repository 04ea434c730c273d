//! A run that is broken off and started again: nothing is lost, nothing doubled.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::fixture::{Folder, ran};

const DOCUMENTS: usize = 40;
const KILLS: usize = 20;

fn texts(folder: &Folder) {
    std::fs::create_dir(folder.at("texts")).unwrap();
    for i in 0..DOCUMENTS {
        let text = format!(
            "On {} May {} Norway condemned Chile. The two countries signed a treaty {} days later.\n",
            i % 28 + 1,
            1950 + i,
            i + 2
        );
        std::fs::write(folder.at(&format!("texts/{i:03}.txt")), text).unwrap();
    }
}

/// Everything that the record tells, its rows aside.
fn told(folder: &Folder, record: &str) -> String {
    let sql = "SELECT document, line, date, source, target, source_actors, target_actors, type, mode, status, sentence
        FROM timeline ORDER BY document, line, sentence, type, source, target, date";
    let documents = "SELECT name, text, digest FROM documents ORDER BY name";
    let alone = "SELECT (SELECT count(*) FROM events WHERE id NOT IN (SELECT event FROM claims)),
        (SELECT count(*) FROM actors WHERE id NOT IN (SELECT actor FROM participants))";
    let ask = |sql: &str| folder.run(&["query", record, sql, "--format", "csv"]).out;
    format!("{}{}{}", ask(sql), ask(documents), ask(alone))
}

#[test]
fn a_run_that_is_killed_goes_on_where_it_stood() {
    let folder = Folder::new();
    texts(&folder);
    let code = |record| ["code", "texts", "--codebook-only", "-o", record];
    let started = Instant::now();
    let whole = folder.run(&code("whole.db"));
    assert_eq!(whole.status, 0, "{}", whole.err);
    let takes = started.elapsed();

    // Moments all over the run, by a generator with a fixed start, so that a failure comes again.
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut killed = 0;
    for _ in 0..KILLS {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let part = takes.mul_f64((random % 1000) as f64 / 1000.0 * 0.6);
        let mut command = folder.command(&code("killed.db"));
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(part.max(Duration::from_millis(2)));
        // SIGKILL on Unix: nothing is closed, nothing is flushed.
        killed += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        if folder.at("killed.db").exists() {
            let sound = folder.run(&["query", "killed.db", "PRAGMA integrity_check", "--format", "csv"]);
            // Killed before the schema was laid out, the file is empty: the next run lays it out.
            let empty = std::fs::metadata(folder.at("killed.db")).unwrap().len() == 0
                || sound.err.contains("not a record");
            assert!(empty || sound.out == "integrity_check\nok\n", "{}{}", sound.out, sound.err);
        }
    }
    assert!(killed > KILLS / 4, "the kills came too late: {killed} of {KILLS}");
    let last = folder.run(&code("killed.db"));
    assert_eq!(last.status, 0, "{}", last.err);
    assert_eq!(told(&folder, "killed.db"), told(&folder, "whole.db"));
    // And now there is nothing left to do.
    let again = folder.run(&code("killed.db"));
    assert!(again.err.contains(&format!("{DOCUMENTS} documents coded before")), "{}", again.err);
    assert_eq!(again.status, 0);
}

#[test]
fn only_what_is_not_done_is_coded() {
    let folder = Folder::new();
    std::fs::create_dir(folder.at("texts")).unwrap();
    for name in ["a.txt", "b.txt"] {
        std::fs::write(folder.at("texts").join(name), "Norway condemned Chile on 4 May 1998.\n").unwrap();
    }
    let run = |more: &[&str]| folder.run(&[&["code", "texts", "-o", "r.db"], more].concat()).err;
    assert!(run(&[]).contains("2 documents, 2 sentences"));
    assert!(run(&[]).contains("0 documents, 0 sentences, 0 events, 2 documents coded before"));
    std::fs::write(folder.at("texts/a.txt"), "Norway praised Chile on 4 May 1998.\n").unwrap();
    assert!(run(&[]).contains("1 document coded before"));
    // Other options make another coder.
    assert!(run(&["--codebook-only"]).contains("2 documents, 2 sentences"));
    assert!(run(&["--codebook-only", "--again"]).contains("2 documents, 2 sentences"));
}

#[test]
fn a_record_where_none_can_be_is_refused_in_words() {
    let folder = Folder::new();
    std::fs::write(folder.at("a.txt"), "Norway met Chile.").unwrap();
    let output = folder.command(&["code", "a.txt", "-o", "none/r.db"]).output().unwrap();
    let ran = ran(output);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("none/r.db: cannot be written to"), "{}", ran.err);
}
