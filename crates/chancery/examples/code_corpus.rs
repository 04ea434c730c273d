//! `code_corpus FILE.jsonl [both|model|codebook] [adds_from yields_below role_from]`: codes the texts of an event corpus, each by
//! itself, and prints the events in the record form with the number of the text as their line.
#![allow(clippy::print_stdout)]

use chancery::analysis::Analyser;
use chancery::coding::{Codebook, Coder, MergeRule, Options, RecordLine, Voices};
use chancery::document::Document;
use chancery::resolve::Resolver;
use chancery::sentence::segment;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments.first().ok_or("which file?")?;
    let voices = match arguments.get(1).map(String::as_str) {
        Some("model") => Voices::Model,
        Some("codebook") => Voices::Codebook,
        _ => Voices::Both,
    };
    let mut rule = MergeRule::default();
    if let Some(value) = arguments.get(2) {
        rule.adds_from = value.parse()?;
    }
    if let Some(value) = arguments.get(3) {
        rule.yields_below = value.parse()?;
    }
    if let Some(value) = arguments.get(4) {
        rule.role_from = value.parse()?;
    }
    let analyser = Analyser::builtin(2)?;
    let coder = Coder::new(Codebook::built_in()?, Options { voices, rule, ..Options::default() });
    let resolver = Resolver::default();
    for (number, line) in std::fs::read_to_string(path)?.lines().enumerate() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let text = record.get("text").and_then(|text| text.as_str()).unwrap_or("");
        let document = Document::from_text("text", text);
        let sentences = segment(&document);
        let analyses = analyser.analyse(&document.text, &sentences)?;
        let mut scene = resolver.resolve(document, sentences, analyses);
        for event in coder.code(&mut scene) {
            let line = RecordLine { line: number as u32 + 1, ..RecordLine::of(&event, &scene) };
            println!("{}", serde_json::to_string(&line)?);
        }
    }
    Ok(())
}
