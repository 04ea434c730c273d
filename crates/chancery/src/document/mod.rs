//! From bytes to a [`Document`]: its text, what is known of its origin, its paragraphs and its footnotes.
//!
//! One form, one module; `read.rs` tells forms apart and hands each its stream, unpacked (`pack.rs`). A form whose
//! files hold many documents gives them one after another and keeps none. `docs/formats.md` says what becomes of each.

mod article;
mod bounded;
mod decode;
mod fetch;
mod form;
mod head;
mod html;
mod jsonl;
mod markdown;
mod pack;
mod pdf;
mod plain;
mod read;
mod sheet;
mod span;
mod warc;
mod wiki;

pub use article::Columns;
pub use fetch::Limits;
pub use form::Form;
pub use pdf::THREAD as PDF_THREAD;
pub use read::{Documents, ReadError, Reading, read_file, read_path};
pub use span::Span;

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

/// One text as it was read, with what is known of where it comes from.
///
/// `text` is never changed after reading: every [`Span`] in the program is a byte range of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// What identifies the document in a record: its path, its address, or `-` for standard input; in a file of many
    /// with its place there (`news.jsonl:12`, `dump.xml#Lima`).
    pub name: String,
    /// The text. Bytes that were not UTF-8 stand as U+FFFD; see [`Document::faults`].
    pub text: String,
    /// Title, where the format or a heading gives one.
    pub title: Option<String>,
    /// Address of the original.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published; relative dates ("last Tuesday") count from here.
    pub published: Option<Date>,
    /// Paragraphs in order, each a span without its surrounding white space. In plain text each
    /// non-empty line is a paragraph.
    pub paragraphs: Vec<Span>,
    /// What in the text is markup and no word (list and emphasis signs, targets of links), in order. Plain text
    /// has none.
    pub markup: Vec<Span>,
    /// Its footnotes, where the format tells them from the text.
    pub notes: Vec<Note>,
    /// What was wrong with the bytes; the rest was read all the same.
    pub faults: Vec<Fault>,
}

/// A footnote: what the marks `[label]` in the text lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What stands in its marks: `12`, `note 3`.
    pub label: String,
    /// Its words.
    pub text: String,
    /// Address of what it cites, where it gives one.
    pub url: Option<String>,
}

/// A place where the input was not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Byte offset in the file as it lay on disk.
    pub offset: u64,
    /// Line, counted from 1.
    pub line: u32,
    /// What is wrong, as a clause ("byte 0xff is not UTF-8").
    pub what: String,
}

impl Document {
    /// A document of plain text: each non-empty line is a paragraph. A byte order mark is dropped.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Document {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Document::plain(name.into(), text, Vec::new())
    }

    /// A document from the bytes of a file. Its name's ending tells Markdown from plain text; bytes that are not
    /// UTF-8 are replaced and reported in [`Document::faults`].
    ///
    /// # Errors
    /// Where a byte order mark tells UTF-16 or UTF-32, or where it is longer than 4 GiB.
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<Document, ReadError> {
        let name = name.into();
        let form = Form::of_name(&name);
        Document::of_form(name, bytes, form.unwrap_or(Form::Plain))
    }

    /// The same, of the form that is said: Markdown, or plain text.
    fn of_form(name: String, bytes: &[u8], form: Form) -> Result<Document, ReadError> {
        if let Some(encoding) = decode::other_encoding(bytes) {
            return Err(ReadError::Encoding { name, encoding });
        }
        let (text, faults) = decode::decode(bytes);
        if u32::try_from(text.len()).is_err() {
            return Err(ReadError::TooLong { name });
        }
        Ok(match form {
            Form::Markdown => Document::markdown(name, text, faults),
            _ => Document::plain(name, text, faults),
        })
    }

    /// The fingerprint of all that coding can depend on, in hexadecimal (SHA-256): the text, its head and its notes,
    /// but not its name.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        let published = self.published.map(|day| day.to_string());
        let head = [&self.title, &self.url, &self.publisher, &published];
        let notes = self.notes.iter().flat_map(|n| [Some(&n.label), Some(&n.text), n.url.as_ref()]);
        for part in std::iter::once(Some(&self.text)).chain(head.map(Option::as_ref)).chain(notes) {
            // The length goes before the bytes, so that no two documents run together.
            hash.update(part.map_or(u64::MAX, |p| p.len() as u64).to_le_bytes());
            hash.update(part.map_or("", String::as_str));
        }
        for span in self.paragraphs.iter().chain(&self.markup) {
            hash.update([span.start() as u64, span.end() as u64].map(u64::to_le_bytes).concat());
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn plain(name: String, text: String, faults: Vec<Fault>) -> Document {
        let paragraphs = plain::paragraphs(&text);
        let head = paragraphs.iter().take(8).map(|p| p.of(&text));
        let named =
            |names: &[&str]| head.clone().find_map(|line| head::label(line, names)).map(str::to_owned);
        let url = named(&["url", "link", "address"]).filter(|u| u.contains("://"));
        let publisher = named(&["publisher", "published by"]);
        Document {
            title: head::title(&text, &paragraphs),
            published: head::published(&text, &paragraphs),
            url,
            publisher,
            name,
            text,
            paragraphs,
            markup: Vec::new(),
            notes: Vec::new(),
            faults,
        }
    }

    fn markdown(name: String, text: String, faults: Vec<Fault>) -> Document {
        let layout = markdown::layout(&text);
        let front = |names: &[&str]| {
            layout.front.iter().find(|(k, _)| names.contains(&k.as_str())).map(|(_, v)| v.clone())
        };
        let dated = front(&["date", "published", "pubdate"]);
        let dated = dated.and_then(|d| head::leading(&d.split_whitespace().collect::<Vec<_>>()));
        Document {
            title: front(&["title"]).or(layout.title).or_else(|| head::title(&text, &layout.paragraphs)),
            published: dated.map(|(date, _)| date).or_else(|| head::published(&text, &layout.paragraphs)),
            url: front(&["url", "link", "source", "source_url"]).filter(|u| u.contains("://")),
            publisher: layout
                .front
                .iter()
                .find(|(k, _)| matches!(k.as_str(), "publisher" | "site"))
                .map(|(_, v)| v.clone()),
            name,
            text,
            paragraphs: layout.paragraphs,
            markup: layout.markup,
            notes: Vec::new(),
            faults,
        }
    }
}
