use super::*;

#[test]
fn a_folder_is_read_in_order_and_the_rest_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put("b.txt", "Second.");
    put("a/z.md", "# First\n\nText.");
    put("c.jpg", "no text");
    put(".hidden.txt", "Nobody reads this.");
    let got: Vec<_> = read_path(folder.path()).collect();
    let told: Vec<String> = got
        .iter()
        .map(|r| match r {
            Ok(d) => d.text.clone(),
            Err(ReadError::Skipped { path }) => path.file_name().unwrap().to_string_lossy().into_owned(),
            Err(e) => panic!("{e}"),
        })
        .collect();
    assert_eq!(told, ["# First\n\nText.", "Second.", "c.jpg"]);
}

#[test]
fn a_file_named_by_itself_is_read_whatever_its_ending() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cable.log");
    std::fs::write(&path, "Oslo thanked Riga.").unwrap();
    let got: Vec<_> = read_path(&path).map(Result::unwrap).collect();
    assert_eq!(got[0].text, "Oslo thanked Riga.");
    let absent = folder.path().join("absent.txt");
    let error = read_path(&absent).next().unwrap().unwrap_err();
    assert!(error.to_string().contains("absent.txt"), "{error}");
}

#[test]
fn utf16_is_refused_with_the_way_out() {
    let error = Document::from_bytes("note.txt", b"\xff\xfeO\0s\0").unwrap_err();
    assert_eq!(error.to_string(), "note.txt: is UTF-16; save it as UTF-8 (iconv -f UTF-16 -t UTF-8)");
}

/// The documents of a file, and what was said of those that could not be read.
fn read(name: &str, bytes: &[u8], reading: &Reading) -> (Vec<Document>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let (mut read, mut said) = (Vec::new(), Vec::new());
    for item in reading.path(&folder.path().join(name)) {
        match item {
            Ok(document) => read.push(document),
            Err(error) => said.push(error.to_string().rsplit('/').next().unwrap_or_default().to_owned()),
        }
    }
    (read, said)
}

const LINES: &str = concat!(
    r#"{"title": "Two ferries", "body": "Peru sold Ecuador two ferries.", "published_at": "1995-05-03T10:00:00Z", "link": "https://lake.example/4", "source": {"name": "Lake Daily"}}"#,
    "\nno json\n\n[1]\n",
    r#"{"title": "Nothing"}"#,
    "\n",
    r#"{"text": ["Ecuador paid.", "Peru thanked it."]}"#,
);

#[test]
fn json_lines_are_articles_and_a_bad_line_is_named() {
    let (read, said) = read("news.jsonl", LINES.as_bytes(), &Reading::default());
    assert_eq!(
        read.iter().map(|d| d.text.as_str()).collect::<Vec<_>>(),
        ["Peru sold Ecuador two ferries.", "Ecuador paid.\nPeru thanked it."]
    );
    let first = &read[0];
    assert!(first.name.ends_with("news.jsonl:1"), "{}", first.name);
    assert_eq!(first.title.as_deref(), Some("Two ferries"));
    assert_eq!(first.published, Some(jiff::civil::date(1995, 5, 3)));
    assert_eq!(
        (first.url.as_deref(), first.publisher.as_deref()),
        (Some("https://lake.example/4"), Some("Lake Daily"))
    );
    assert_eq!(said.len(), 3);
    assert!(said[0].starts_with("news.jsonl: line 2: no JSON"), "{said:?}");
    assert!(said[1].starts_with("news.jsonl: line 4: a JSON value"), "{said:?}");
    assert!(said[2].contains("--text-column (title)"), "{said:?}");
}

#[test]
fn tables_are_articles_by_their_columns() {
    let table = "Date;Headline;Full text\n1995-05-03;\"Two; ferries\";\"Peru sold\nEcuador two ferries.\"\n;;\n1995-05-04;Paid;Ecuador paid.\n";
    let (rows, said) = read("news.csv", table.as_bytes(), &Reading::default());
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].text, "Peru sold\nEcuador two ferries.");
    assert_eq!(rows[0].title.as_deref(), Some("Two; ferries"));
    assert_eq!(rows[1].published, Some(jiff::civil::date(1995, 5, 4)));
    assert_eq!(said, ["news.csv: line 4: the text is empty"]);

    let tabs = "id\twords\n1\tPeru met Chile.\n";
    let (rows, said) = read("news.tsv", tabs.as_bytes(), &Reading::default());
    assert!(rows.is_empty() && said[0].contains("--text-column (id, words)"), "{said:?}");
    let columns = Columns { text: Some("words".into()), ..Columns::default() };
    let (rows, _) = read("news.tsv", tabs.as_bytes(), &Reading { columns, ..Reading::default() });
    assert_eq!(rows[0].text, "Peru met Chile.");
    let columns = Columns { text: Some("gone".into()), ..Columns::default() };
    let (_, said) = read("news.tsv", tabs.as_bytes(), &Reading { columns, ..Reading::default() });
    assert!(said[0].contains("no column \"gone\""), "{said:?}");
}

fn record(kind: &str, head: &str, body: &str) -> String {
    format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{head}Content-Length: {}\r\n\r\n{body}\r\n\r\n", body.len())
}

fn archive() -> String {
    let page = "<html><head><title>T</title></head><body><p>Peru sold Ecuador two ferries.</p></body></html>";
    let http = |status: &str, head: &str, body: &str| format!("HTTP/1.1 {status}\r\n{head}\r\n\r\n{body}");
    let response = "Content-Type: application/http; msgtype=response\r\nWARC-Date: 2019-05-03T00:00:00Z\r\n\
        WARC-Target-URI: https://lake.example/4\r\n";
    let chunked = format!("{:x}\r\n{page}\r\n0\r\n\r\n", page.len());
    [
        record("warcinfo", "", "software: none"),
        record("response", response, &http("200 OK", "Content-Type: text/html", page)),
        record("response", response, &http("404 Not Found", "Content-Type: text/html", page)),
        record("response", response, &http("200 OK", "Content-Type: image/png", "png")),
        "something else\r\n".to_owned(),
        record(
            "response",
            response,
            &http("200 OK", "Content-Type: text/html\r\nTransfer-Encoding: chunked", &chunked),
        ),
        record("conversion", "Content-Type: text/plain\r\n", "Ecuador paid."),
    ]
    .concat()
}

#[test]
fn web_archives_give_their_pages() {
    let (pages, said) = read("a.warc.gz", &pack::tests::gzip(archive().as_bytes()), &Reading::default());
    let texts: Vec<&str> = pages.iter().map(|d| d.text.as_str()).collect();
    assert_eq!(
        texts,
        ["Peru sold Ecuador two ferries.", "Peru sold Ecuador two ferries.", "Ecuador paid."],
        "{said:?}"
    );
    assert_eq!(pages[0].url.as_deref(), Some("https://lake.example/4"));
    assert_eq!(pages[0].published, Some(jiff::civil::date(2019, 5, 3)));
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn a_cut_archive_names_the_record() {
    let whole = archive();
    let cut = &whole.as_bytes()[..whole.len() - 20];
    let (pages, said) = read("a.warc", cut, &Reading::default());
    assert_eq!(pages.len(), 2);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("a.warc: record 6: cut"), "{said:?}");
}

#[test]
fn packed_files_are_read_as_what_they_hold() {
    for pack in [pack::tests::gzip, pack::tests::bzip2, pack::tests::zstd] {
        let (read, _) = read(
            "news.jsonl.packed",
            &pack(LINES.as_bytes()),
            &Reading { form: Some(Form::Jsonl), ..Reading::default() },
        );
        assert_eq!(read.len(), 2);
    }
    let (documents, said) = read("a.txt.gz", b"\x1f\x8b\x08\0\0broken", &Reading::default());
    assert!(documents.is_empty() && said[0].starts_with("a.txt.gz: "), "{said:?}");
}

#[test]
fn first_bytes_tell_what_no_name_does() {
    let (read, _) = read("page", b"<!DOCTYPE html><p>Peru met Chile.</p>", &Reading::default());
    assert_eq!(read[0].text, "Peru met Chile.");
    let (_, said) = super::tests::read("a.xml", b"<?xml version='1.0'?><rss/>", &Reading::default());
    assert_eq!(said, ["a.xml: XML, but no dump of MediaWiki"]);
}

use proptest::prelude::*;

/// Bytes near to what a form looks like: pieces of a whole file, cut, doubled and mixed with anything.
fn near(whole: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => (0..=whole.len(), 0..=whole.len()).prop_map(move |(a, b)| whole[a.min(b)..a.max(b)].to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..40),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// Reads bytes in a form; whatever they are, this ends, and every span lies in its text.
fn survives(form: Form, bytes: &[u8]) {
    let reading = Reading { form: Some(form), ..Reading::default() };
    for document in
        reading.open("-".into(), Box::new(Cursor::new(bytes.to_vec())), Some(form), None).flatten()
    {
        for span in document.paragraphs.iter().chain(&document.markup) {
            assert!(document.text.get(span.start()..span.end()).is_some());
        }
        document.digest();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_lines_are_survived(bytes in near(LINES.as_bytes())) {
        survives(Form::Jsonl, &bytes);
        survives(Form::Csv, &bytes);
        survives(Form::Tsv, &bytes);
    }

    #[test]
    fn any_dump_is_survived(bytes in near(include_bytes!("../../../tests/formats/dump.xml"))) {
        survives(Form::Mediawiki, &bytes);
        survives(Form::Wikitext, &bytes);
    }

    #[test]
    fn any_page_is_survived(bytes in near(include_bytes!("../../../tests/formats/page.html"))) {
        survives(Form::Html, &bytes);
        survives(Form::Warc, &bytes);
    }

    #[test]
    fn any_archive_is_survived(bytes in near(include_bytes!("../../../tests/formats/pages.warc"))) {
        survives(Form::Warc, &bytes);
    }

    #[test]
    fn any_packed_file_is_survived(bytes in near(include_bytes!("../../../tests/formats/news.jsonl.gz"))) {
        survives(Form::Jsonl, &bytes);
    }

    #[test]
    fn any_text_is_survived(bytes in near(b"# Head\n\nText *with* [a link](https://a.example).\n")) {
        survives(Form::Plain, &bytes);
        survives(Form::Markdown, &bytes);
    }
}

proptest! {
    // Each case starts a thread.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_pdf_is_survived(bytes in near(include_bytes!("../../../tests/formats/report.pdf"))) {
        survives(Form::Pdf, &bytes);
    }
}
