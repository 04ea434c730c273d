//! What the model said of the documents of a file, kept between runs: an edit to the resolve stage need not ask it
//! again.

use std::path::{Path, PathBuf};

use chancery::analysis::{Analysis, Mention, Word};
use serde_json::{Value, json};

/// The kept analyses of one file, in the order of its documents.
pub struct Kept {
    path: Option<PathBuf>,
    known: std::vec::IntoIter<String>,
    told: String,
    fresh: bool,
}

impl Kept {
    /// What `folder` holds of `file`; nothing without a folder.
    pub fn open(folder: Option<&Path>, file: &Path) -> Kept {
        let path = folder.map(|folder| folder.join(file.file_name().unwrap_or_default()));
        let text = path.as_ref().and_then(|path| std::fs::read_to_string(path).ok());
        let fresh = text.is_none();
        let known: Vec<String> = text.unwrap_or_default().lines().map(str::to_owned).collect();
        Kept { path, known: known.into_iter(), told: String::new(), fresh }
    }

    /// The analyses of the next document, where they were kept.
    pub fn next(&mut self) -> Option<Vec<Analysis>> {
        recall(&self.known.next()?)
    }

    /// Keeps the analyses of a document.
    pub fn note(&mut self, analyses: &[Analysis]) {
        let told: Vec<Value> = analyses.iter().map(retell).collect();
        self.told.push_str(&Value::from(told).to_string());
        self.told.push('\n');
    }

    /// Writes what was not there before.
    pub fn close(self) -> std::io::Result<()> {
        match self.path.filter(|_| self.fresh) {
            Some(path) => std::fs::write(path, self.told),
            None => Ok(()),
        }
    }
}

/// What this stage needs of an analysis.
fn retell(analysis: &Analysis) -> Value {
    let words: Vec<Value> =
        analysis.words.iter().map(|w| json!([w.lemma, w.upos.to_string(), w.head, w.deprel])).collect();
    let mentions: Vec<Value> = analysis
        .mentions
        .iter()
        .map(|m| json!([m.tokens.start, m.tokens.end, m.kind.to_string(), m.score]))
        .collect();
    json!({"words": words, "mentions": mentions})
}

/// The analyses of a document, from a line that [`retell`] gave.
fn recall(line: &str) -> Option<Vec<Analysis>> {
    let told: Vec<Value> = serde_json::from_str(line).ok()?;
    let index = |v: &Value| v.as_u64().map(|n| n as usize);
    let word = |w: &Value| {
        Some(Word {
            lemma: w[0].as_str()?.to_owned(),
            upos: w[1].as_str()?.parse().ok()?,
            head: index(&w[2]),
            deprel: w[3].as_str()?.to_owned(),
        })
    };
    let mention = |m: &Value| {
        Some(Mention {
            tokens: index(&m[0])?..index(&m[1])?,
            kind: m[2].as_str()?.parse().ok()?,
            score: m[3].as_f64()? as f32,
        })
    };
    told.iter()
        .map(|analysis| {
            Some(Analysis {
                words: analysis["words"].as_array()?.iter().map(word).collect::<Option<_>>()?,
                mentions: analysis["mentions"].as_array()?.iter().map(mention).collect::<Option<_>>()?,
                ..Analysis::default()
            })
        })
        .collect()
}
