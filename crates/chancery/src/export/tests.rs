use std::str::FromStr;

use super::*;
use crate::analysis::{Analysis, EventType};
use crate::coding::{Amount, Claim, Event, Evidence, Explanation, Signals};
use crate::document::{Document, Note, Span};
use crate::pipeline::Coded;
use crate::resolve::{Actor, ActorId, Scene, Sector};
use crate::sentence::Sentence;

/// Two events: one told twice, of Peru and Ecuador; one that Chile denies, without a date, done by nobody named.
fn record() -> Record {
    let text = "Lima sold Quito\ttwo ferries.\nThe ferries were sold.\nChile denies a raid.";
    let mut start = 0;
    let sentences: Vec<Sentence> = text
        .split('\n')
        .enumerate()
        .map(|(i, line)| {
            start += line.len() + 1;
            Sentence {
                span: Span::new(start - line.len() - 1, start - 1),
                paragraph: i,
                line: i as u32 + 1,
                tokens: Vec::new(),
                marks: Vec::new(),
            }
        })
        .collect();
    let mut document = Document::from_text("border.txt", text);
    document.title = Some("Ferries & <tags>".into());
    document.url = Some("https://news.example/ferries?a=1&b=2".into());
    document.publisher = Some("The Lake, \"Daily\"".into());
    document.published = Some(jiff::civil::date(1995, 6, 1));
    document.notes = vec![Note {
        label: "4".into(),
        text: "Lake Daily".into(),
        url: Some("https://lake.example/4".into()),
    }];
    let actor = |name: &str, country: Option<&str>, sectors: &[Sector]| Actor {
        name: name.into(),
        country: country.map(str::to_owned),
        sectors: sectors.to_vec(),
    };
    let actors = vec![
        actor("Peru", Some("PER"), &[Sector::Gov]),
        actor("Ecuador", Some("ECU"), &[Sector::Mil, Sector::Gov]),
        actor("Chile", Some("CHL"), &[]),
    ];
    let sale = |sentence, labels: &[&str]| Event {
        sentence,
        event_type: EventType::Cooperate,
        mode: None,
        contexts: vec!["economic".into(), "military".into()],
        cameo: Some("071".into()),
        goldstein: Some(7.4),
        status: Status::Actual,
        source: vec![ActorId(0)],
        target: vec![ActorId(1)],
        date: Some("1995-05-03".into()),
        amount: vec![Amount { value: 3e6, unit: Some("USD".into()) }],
        place: Some("Guayaquil".into()),
        object: Some("two ferries".into()),
        claim: Claim { sayer: None, citations: labels.iter().map(|l| (*l).to_owned()).collect() },
        evidence: Evidence::default(),
        confidence: 0.75,
        signals: Signals::default(),
        explanation: Explanation::default(),
    };
    let raid = Event {
        event_type: EventType::Assault,
        cameo: None,
        goldstein: None,
        status: Status::Denied,
        source: Vec::new(),
        target: vec![ActorId(2)],
        date: None,
        amount: Vec::new(),
        place: None,
        object: None,
        confidence: 0.25,
        ..sale(2, &[])
    };
    let analyses = vec![Analysis::default(); sentences.len()];
    let scene = Scene::new(document, sentences, analyses, actors);
    let coded = Coded { scene, events: vec![sale(0, &["4", "5"]), sale(1, &[]), raid] };
    let mut record = Record::in_memory().unwrap();
    record.keep(&coded).unwrap();
    record
}

fn exported(layout: Layout, options: &Options) -> (Written, String) {
    let mut out = Vec::new();
    let written = export(&record(), layout, options, &mut out).unwrap();
    (written, String::from_utf8(out).unwrap())
}

/// A table's rows, by column.
fn rows(text: &str, delimiter: u8) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn polecat_has_a_row_for_each_pair_of_what_took_place() {
    let (written, text) = exported(Layout::Polecat, &Options::default());
    assert_eq!(written, Written { rows: 2, left_out: 1 }, "what is denied is left out");
    let rows = rows(&text, b'\t');
    let row = &rows[0];
    assert_eq!(row.len(), 40);
    let cells = ["Event Date", "Event Type", "Quad Code", "Contexts", "Actor Country", "Recipient Sectors"];
    assert_eq!(
        cells.map(|c| row[c].as_str()),
        ["1995-05-03", "COOPERATE", "MATERIAL COOPERATION", "economic;military", "PER", "MIL;GOV"]
    );
    assert_eq!((row["City"].as_str(), row["Country"].as_str()), ("Guayaquil", "ECU"));
    assert!(row["Latitude"].starts_with("-2."), "{row:?}");
    assert_ne!(row["Event ID"], rows[1]["Event ID"]);
}

#[test]
fn icews_needs_both_ends_and_a_code() {
    let options = Options { statuses: vec![Status::Denied, Status::Actual], min_confidence: 0.0 };
    let (written, text) = exported(Layout::Icews, &options);
    assert_eq!(written, Written { rows: 2, left_out: 1 });
    let row = &rows(&text, b'\t')[1];
    let cells =
        ["Source Name", "Source Country", "CAMEO Code", "Intensity", "Target Sectors", "Sentence Number"];
    assert_eq!(cells.map(|c| row[c].as_str()), ["Peru", "Peru", "071", "7.4", "MIL,GOV", "2"]);
    assert_eq!(row["Event Text"], "Give economic aid");
    assert_eq!(row["Country"], "Ecuador");
}

#[test]
fn gdelt_has_58_columns_and_counts_the_tellings() {
    let (written, text) = exported(Layout::Gdelt, &Options::default());
    assert_eq!(written, Written { rows: 1, left_out: 1 });
    let names: Vec<&str> = gdelt::COLUMNS.split_whitespace().collect();
    assert_eq!(names.len(), 58);
    let cells: Vec<&str> = text.trim_end_matches('\n').split('\t').collect();
    assert_eq!(cells.len(), 58, "{text}");
    let cell = |name: &str| cells[names.iter().position(|n| *n == name).unwrap()];
    let got = ["SQLDATE", "MonthYear", "Year", "FractionDate", "Actor1Code", "Actor2Code", "Actor2Type1Code"];
    assert_eq!(got.map(cell), ["19950503", "199505", "1995", "1995.4192", "PERGOV", "ECUMILGOV", "MIL"]);
    let got = ["EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions"];
    assert_eq!(got.map(cell), ["071", "071", "07", "2", "7.4", "2"]);
    let got = ["NumArticles", "ActionGeo_Type", "ActionGeo_FullName", "DATEADDED", "SOURCEURL"];
    assert_eq!(
        got.map(cell),
        ["1", "4", "Guayaquil, Ecuador", "19950601", "https://news.example/ferries?a=1&b=2"]
    );
}

#[test]
fn csv_and_json_lines_hold_every_claim() {
    let (written, text) = exported(Layout::Csv, &Options::default());
    assert_eq!(written, Written { rows: 3, left_out: 0 });
    let rows = rows(&text, b',');
    assert_eq!((rows[0]["source"].as_str(), rows[0]["amount"].as_str()), ("PER", "3000000 USD"));
    assert_eq!(rows[0]["citation_texts"], "Lake Daily; ");
    assert_eq!(rows[0]["sentence"], "Lima sold Quito\ttwo ferries.");
    assert_eq!((rows[2]["status"].as_str(), rows[2]["from_day"].as_str()), ("denied", ""));
    let (_, lines) = exported(Layout::Jsonl, &Options { min_confidence: 0.5, ..Options::default() });
    let entries: Vec<serde_json::Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0]["citations"][0]["url"], "https://lake.example/4");
    assert_eq!(entries[0]["citations"][1]["text"], serde_json::Value::Null);
    assert_eq!(entries[0]["target"][0]["sectors"], serde_json::json!(["MIL", "GOV"]));
    assert_eq!(entries[0]["from_day"], "1995-05-03");
}

#[test]
fn parquet_reads_back_as_it_was_written() {
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::{ListAccessor, RowAccessor};
    let file = tempfile::NamedTempFile::new().unwrap();
    let written =
        export(&record(), Layout::Parquet, &Options::default(), &mut file.reopen().unwrap()).unwrap();
    assert_eq!(written.rows, 3);
    let reader = SerializedFileReader::new(file.reopen().unwrap()).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    let at = |name| flat::COLUMNS.iter().position(|c| c.name == name).unwrap();
    assert_eq!(rows[0].get_string(at("type")).unwrap(), "COOPERATE");
    let contexts = rows[0].get_list(at("contexts")).unwrap();
    assert_eq!(contexts.get_string(0).unwrap(), "economic");
    assert_eq!(contexts.len(), 2);
    assert_eq!(rows[2].get_list(at("source")).unwrap().len(), 0);
    assert_eq!(rows[0].get_double(at("goldstein")).unwrap(), 7.4);
    assert!(rows[2].get_double(at("goldstein")).is_err(), "absent");
    // 3 May 1995 is the 9,253rd day after 1 January 1970.
    assert!(rows[0].to_string().contains("1995-05-03"), "{}", rows[0]);
}

#[test]
fn the_network_counts_an_event_once() {
    let (written, text) = exported(Layout::Graphml, &Options::default());
    assert_eq!(written, Written { rows: 1, left_out: 1 });
    assert!(text.contains("<data key=\"e_weight\">1</data>"), "{text}");
    let (_, text) = exported(Layout::Gexf, &Options::default());
    assert!(text.contains("source=\"PER\" target=\"ECU\" label=\"COOPERATE\" weight=\"1\""), "{text}");
}

#[test]
fn turtle_reads_back() {
    let (written, text) = exported(Layout::Rdf, &Options::default());
    assert_eq!(written.rows, 2);
    let triples: Vec<_> =
        oxttl::TurtleParser::new().for_slice(text.as_bytes()).collect::<Result<_, _>>().unwrap();
    let has = |words: &str| triples.iter().any(|t| t.to_string().contains(words));
    assert!(has("sem/hasTimeStamp> \"1995-05-03\"^^<http://www.w3.org/2001/XMLSchema#date>"));
    assert!(has("prov#atLocation> <https://lake.example/4>"));
    assert!(has("vocabulary:status> \"denied\""));
}

#[test]
fn a_timeline_has_a_slide_for_each_dated_event() {
    let (written, text) = exported(Layout::Timeline, &Options::default());
    assert_eq!(written, Written { rows: 1, left_out: 1 });
    let row = &rows(&text, b',')[0];
    assert_eq!(["Year", "Month", "Day"].map(|c| row[c].as_str()), ["1995", "5", "3"]);
    assert_eq!(row["Headline"], "Peru → Ecuador: cooperate");
}

#[test]
fn docs_name_every_layout_and_column() {
    let page = include_str!("../../../../docs/exports.md");
    for layout in <Layout as strum::IntoEnumIterator>::iter() {
        assert!(page.contains(&format!("`{layout}`")), "{layout} is not in docs/exports.md");
        assert_eq!(Layout::from_str(layout.as_ref()), Ok(layout));
    }
    let columns = polecat::COLUMNS.iter().chain(icews::COLUMNS).chain(timeline::COLUMNS).copied();
    for column in columns.chain(flat::COLUMNS.iter().map(|c| c.name)).chain(gdelt::COLUMNS.split_whitespace())
    {
        assert!(page.contains(&format!("`{column}`")), "{column} is not in docs/exports.md");
    }
}
