//! From bytes to a [`Document`]: its text, what is known of its origin, and its paragraphs.

mod plain;
mod span;

pub use span::Span;

use jiff::civil::Date;

/// One text as it was read, with what is known of where it comes from.
///
/// `text` is never changed after reading: every [`Span`] in the program is a byte range of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// What identifies the document in a record: its path, or `-` for standard input.
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
    /// What was wrong with the bytes; the rest was read all the same.
    pub faults: Vec<Fault>,
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
    /// A document of plain text, as it stands: each non-empty line is a paragraph. A byte order mark is dropped.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Document {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let paragraphs = plain::paragraphs(&text);
        Document { name: name.into(), text, paragraphs, ..Document::default() }
    }
}
