//! The features that `training/segmenter/train.py` trains on: JSON lines `{"text"}` on standard input; for each
//! place between two tokens of a paragraph, little-endian on standard output, as u32: number of the text, starts of
//! the tokens before and behind the place (in bytes), count of features, the features.

use std::io::{BufRead, Write};

use chancery::document::Document;
use chancery::sentence::{boundary::Paragraph, paragraphs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().ok_or("a row needs a text")?;
        let document = Document::from_text("-", text);
        for tokens in paragraphs(&document) {
            let paragraph = Paragraph::new(&document.text, &tokens);
            for (i, pair) in tokens.windows(2).enumerate() {
                let mut found = Vec::new();
                paragraph.features(i, |f| found.push(f as u32));
                for value in [
                    number as u32,
                    pair[0].span.start() as u32,
                    pair[1].span.start() as u32,
                    found.len() as u32,
                ]
                .iter()
                .chain(&found)
                {
                    out.write_all(&value.to_le_bytes())?;
                }
            }
        }
    }
    Ok(())
}
