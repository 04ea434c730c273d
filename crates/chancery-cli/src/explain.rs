//! `chancery explain`: every stage's view of one sentence.

use std::io::Write;

use anyhow::Result;
use chancery::document::Document;
use chancery::explain::View;

use crate::terminal::{self, sentence};
use crate::{Outcome, arguments, coder};

pub fn run(arguments: &arguments::Explain, out: &mut impl Write) -> Result<Outcome> {
    let pipeline = coder::pipeline(&arguments.coding, arguments.coding.threads())?;
    let mut document = Document::from_text("-", arguments.text.as_str());
    document.published = arguments.coding.date;
    let view = View::of(&pipeline.code(document)?);
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&view)?)?;
    } else {
        for sentence in &view.sentences {
            sentence::draw(sentence, terminal::width(), out)?;
        }
    }
    let events: usize = view.sentences.iter().map(|sentence| sentence.events.len()).sum();
    Ok(if events == 0 { Outcome::Nothing } else { Outcome::Found })
}
