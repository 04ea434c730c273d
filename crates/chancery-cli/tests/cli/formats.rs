//! One story in every format, through the whole path.

use std::io::{Read, Write};
use std::net::TcpListener;
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
    for name in [
        "page.html",
        "page.wiki",
        "dump.xml",
        "dump.xml.bz2",
        "news.jsonl",
        "news.jsonl.gz",
        "news.csv",
        "pages.warc",
        "report.pdf",
    ] {
        let ran = folder.run(&["code", "--json", texts().join(name).to_str().unwrap()]);
        assert_eq!(ran.status, 0, "{name}: {}", ran.err);
        assert!(sale(&ran.out).is_some(), "{name}: {}", ran.out);
        assert!(!ran.out.contains("BOL"), "{name}: words of a script");
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
    let sql = "SELECT title, publisher, published, url FROM documents WHERE name LIKE '%page.html'";
    let head = folder.run(&["query", "r.db", sql, "--format", "csv"]).out;
    assert!(head.ends_with("Two ferries,The Lake Daily,1995-07-05,https://lake.example/ferries\n"), "{head}");
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

/// A server on this machine: answers each path, and remembers nothing.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let page = std::fs::read(texts().join("page.html")).unwrap();
    let here = base.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..read]).into_owned();
            let path = request.split_whitespace().nth(1).unwrap_or("/").to_owned();
            let ok = |kind: &str, body: &[u8]| {
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                [head.as_bytes(), body].concat()
            };
            let to = |path: &str| {
                format!("HTTP/1.1 302 Found\r\nLocation: {here}{path}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
            };
            let answer = match path.as_str() {
                "/page" => ok("text/html; charset=utf-8", &page),
                "/moved" => to("/page"),
                "/round" => to("/round"),
                "/file" => {
                    b"HTTP/1.1 302 Found\r\nLocation: file:///etc/hostname\r\nContent-Length: 0\r\n\r\n"
                        .to_vec()
                }
                _ => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec(),
            };
            let _ = stream.write_all(&answer);
        }
    });
    base
}

#[test]
fn an_address_is_fetched_and_coded() {
    let folder = Folder::new();
    let base = server();
    for path in ["/page", "/moved"] {
        let address = format!("{base}{path}");
        let ran = folder.run(&["code", "--json", "--allow-private", &address]);
        assert!(sale(&ran.out).is_some(), "{}{}", ran.out, ran.err);
    }
}

#[test]
fn a_private_address_is_refused_unless_it_is_allowed() {
    let folder = Folder::new();
    let base = server();
    let port = base.rsplit(':').next().unwrap();
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f.1"] {
        let ran = folder.run(&["code", "--json", &format!("http://{host}:{port}/page")]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{host}");
    }
    let ran = folder.run(&["code", "--json", &format!("{base}/page")]);
    assert!(ran.err.contains("private network; --allow-private"), "{}", ran.err);
}

#[test]
fn redirects_have_an_end_and_lead_to_the_web_only() {
    let folder = Folder::new();
    let base = server();
    let said = |path: &str| {
        let ran = folder.run(&["code", "--json", "--allow-private", &format!("{base}{path}")]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{path}");
        ran.err
    };
    assert!(said("/round").contains("more than 5 redirects"));
    assert!(said("/none").contains("status 404"));
    said("/file");
}
