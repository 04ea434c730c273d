//! A folder to work in, a record with known events, and the command.

use std::path::PathBuf;
use std::process::{Command, Output};

use chancery::analysis::{Analysis, EventType, Status};
use chancery::coding::{Amount, Claim, Event, Evidence, Explanation, Signals};
use chancery::document::{Document, Span};
use chancery::pipeline::Coded;
use chancery::record::Record;
use chancery::resolve::{Actor, ActorId, Scene};
use chancery::sentence::Sentence;

/// A folder that goes away with the test.
pub struct Folder(tempfile::TempDir);

/// What the command gave.
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The command, to be run in this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.current_dir(self.0.path()).args(arguments);
        command.env_remove("COLUMNS").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command(arguments).output().unwrap())
    }

    /// A folder with `record.db`, which tells of Peru and Ecuador.
    pub fn with_record() -> Self {
        let folder = Folder::new();
        Record::create_or_open(folder.at("record.db")).unwrap().keep(&peru_and_ecuador()).unwrap();
        folder
    }
}

pub fn ran(output: Output) -> Ran {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn peru_and_ecuador() -> Coded {
    let lines = [
        "Ecuador condemned Peru on 3 March 1981, the radio said.",
        "In May 1995 Lima sold Quito two ferries for $3 million.[4]",
        "Peru and Ecuador met.",
    ];
    let text = lines.join("\n");
    let mut start = 0;
    let spans: Vec<Span> = lines
        .iter()
        .map(|line| {
            start += line.len() + 1;
            Span::new(start - line.len() - 1, start - 1)
        })
        .collect();
    let sentence = |(i, span): (usize, &Span)| Sentence {
        span: *span,
        paragraph: i,
        line: i as u32 + 1,
        tokens: Vec::new(),
        marks: Vec::new(),
    };
    let words = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len()));
    let actor = |name: &str, country: &str| Actor {
        name: name.into(),
        country: Some(country.into()),
        sectors: Vec::new(),
    };
    let event = |sentence, event_type, source: &[usize], target: &[usize], trigger| Event {
        sentence,
        event_type,
        mode: None,
        contexts: Vec::new(),
        cameo: None,
        goldstein: None,
        status: Status::Actual,
        source: source.iter().map(|i| ActorId(*i)).collect(),
        target: target.iter().map(|i| ActorId(*i)).collect(),
        date: None,
        amount: Vec::new(),
        place: None,
        object: None,
        claim: Claim::default(),
        evidence: Evidence { trigger: words(trigger), ..Evidence::default() },
        confidence: 0.75,
        signals: Signals::default(),
        explanation: Explanation::default(),
    };
    let events = vec![
        Event {
            date: Some("1981-03-03".into()),
            mode: Some("disapprove".into()),
            status: Status::Alleged,
            claim: Claim { sayer: Some("the radio".into()), citations: Vec::new() },
            ..event(0, EventType::Accuse, &[1], &[0], "condemned")
        },
        Event {
            date: Some("1995-05".into()),
            object: Some("two ferries".into()),
            amount: vec![Amount { value: 3e6, unit: Some("USD".into()) }],
            claim: Claim { sayer: None, citations: vec!["4".into()] },
            ..event(1, EventType::Cooperate, &[0], &[1], "sold")
        },
        event(2, EventType::Consult, &[0, 1], &[0, 1], "met"),
    ];
    let scene = Scene::new(
        Document::from_text("border.txt", text.clone()),
        spans.iter().enumerate().map(sentence).collect(),
        vec![Analysis::default(); lines.len()],
        vec![actor("Peru", "PER"), actor("Ecuador", "ECU")],
    );
    Coded { scene, events }
}
