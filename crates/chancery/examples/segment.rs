//! Cuts texts into sentences and tokens: JSON lines `{"id", "text"}` on standard input give JSON lines
//! `{"id", "sentences": [{"start", "end", "tokens": [[start, end], …]}]}` with offsets in characters.

use std::io::{BufRead, Write};

use chancery::document::Document;
use chancery::sentence::segment;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().ok_or("a row needs a text")?;
        let document = Document::from_text("-", text);
        // Characters before each byte, so that any offset is one look.
        let mut chars = vec![0u32; document.text.len() + 1];
        let mut count = 0;
        for (byte, slot) in chars.iter_mut().enumerate() {
            *slot = count;
            count += u32::from(document.text.is_char_boundary(byte + 1));
        }
        let sentences: Vec<Value> = segment(&document)
            .iter()
            .map(|s| {
                let tokens: Vec<[u32; 2]> =
                    s.tokens.iter().map(|t| [chars[t.span.start()], chars[t.span.end()]]).collect();
                json!({"start": chars[s.span.start()], "end": chars[s.span.end()], "tokens": tokens})
            })
            .collect();
        serde_json::to_writer(&mut out, &json!({"id": row["id"], "sentences": sentences}))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
