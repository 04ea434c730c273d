//! PDF: the words of its pages, lines joined to paragraphs again.
//!
//! The crate that reads PDF gives up on a broken file by panicking, and may go in circles. So it works on a thread of
//! its own, under a time limit; [`THREAD`] names it, for a program that wants to keep its panics from the user.

use std::sync::mpsc;
use std::time::Duration;

use super::{Document, article, head, plain};

/// Name of the thread on which PDF is read.
pub const THREAD: &str = "chancery-pdf";

/// A file may take so long.
const PATIENCE: Duration = Duration::from_secs(120);

/// Nested objects go deep in a file that is made to.
const STACK: usize = 64 << 20;

/// Most text that a file may give, in bytes: what is small on disk can be large in memory.
const LARGEST: usize = 64 << 20;

/// A line that goes on in the next is at least so long, in characters.
const WRAPPED: usize = 40;

/// The document of a PDF.
pub(super) fn document(name: String, bytes: Vec<u8>) -> Result<Document, String> {
    let (sender, receiver) = mpsc::channel();
    let work = move || {
        // Nobody waits any more where the limit has passed.
        let _ = sender.send(read(&bytes));
    };
    let thread = std::thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK).spawn(work);
    thread.map_err(|e| e.to_string())?;
    let read = match receiver.recv_timeout(PATIENCE) {
        Ok(read) => read?,
        Err(mpsc::RecvTimeoutError::Timeout) => {
            return Err(format!("not read within {} s", PATIENCE.as_secs()));
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            return Err("broken: its structure cannot be followed".into());
        }
    };
    if read.text.trim().is_empty() {
        return Err("holds no text: pictures of pages need OCR first".into());
    }
    let paragraphs = plain::paragraphs(&read.text);
    Ok(Document {
        title: read.title.or_else(|| head::title(&read.text, &paragraphs)),
        published: head::published(&read.text, &paragraphs).or(read.made),
        name,
        text: read.text,
        paragraphs,
        ..Document::default()
    })
}

struct Read {
    text: String,
    title: Option<String>,
    /// The day on which the file was made.
    made: Option<jiff::civil::Date>,
}

fn read(bytes: &[u8]) -> Result<Read, String> {
    let mut file = pdf_extract::Document::load_mem(bytes).map_err(|e| e.to_string())?;
    if file.is_encrypted() {
        file.decrypt("").map_err(|_| "encrypted with a password".to_owned())?;
    }
    let info = |key: &[u8]| -> Option<String> {
        let info = file.trailer.get(b"Info").ok()?;
        let info = match info.as_reference() {
            Ok(id) => file.get_dictionary(id).ok()?,
            Err(_) => info.as_dict().ok()?,
        };
        pdf_extract::decode_text_string(info.get(key).ok()?).ok()
    };
    let title = info(b"Title").map(|t| t.trim().to_owned()).filter(|t| t.contains(' '));
    let made = info(b"CreationDate").and_then(|d| article::day(d.trim_start_matches("D:")));
    let mut pages = String::new();
    for page in file.get_pages().into_keys() {
        let mut words = String::new();
        let mut output = pdf_extract::PlainTextOutput::new(&mut words);
        pdf_extract::output_doc_page(&file, &mut output, page).map_err(|e| format!("page {page}: {e}"))?;
        pages.push_str(&words);
        pages.push_str("\n\n");
        if pages.len() > LARGEST {
            return Err(format!("more than {} MiB of text", LARGEST >> 20));
        }
    }
    Ok(Read { text: joined(&pages), title, made })
}

/// Joins the lines of a paragraph, and words that a line's end cut.
fn joined(pages: &str) -> String {
    let mut out = String::with_capacity(pages.len());
    // Length of the line before, where the paragraph may go on.
    let mut open: Option<usize> = None;
    for line in pages.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            // Some files have an empty line after each: only a sentence's end or a short line ends a paragraph.
            if out.ends_with(['.', '!', '?', ':', '”', '"', ']']) {
                open = None;
            }
            continue;
        }
        let first = line.chars().next();
        // A number alone is a page's.
        if line.len() <= 4 && line.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        match open {
            Some(before) if before >= WRAPPED => {
                if out.ends_with('-') && first.is_some_and(char::is_lowercase) {
                    out.pop();
                } else {
                    out.push(' ');
                }
            }
            _ if out.is_empty() => {}
            _ => out.push_str("\n\n"),
        }
        out.push_str(&line);
        open = Some(line.chars().count());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF of one page with these lines, its lengths and places as they must be.
    pub(in crate::document) fn file(title: &str, lines: &[&str]) -> Vec<u8> {
        let mut content = String::from("BT /F1 11 Tf 72 720 Td 14 TL\n");
        for line in lines {
            content.push_str(&format!("({line}) Tj T*\n"));
        }
        content.push_str("ET");
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
             /Resources << /Font << /F1 5 0 R >> >> >>"
                .to_owned(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
            format!("<< /Title ({title}) /CreationDate (D:19950503101500Z) >>"),
        ];
        let mut out = String::from("%PDF-1.4\n");
        let mut places = Vec::new();
        for (i, object) in objects.iter().enumerate() {
            places.push(out.len());
            out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
        }
        let start = out.len();
        out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
        for place in places {
            out.push_str(&format!("{place:010} 00000 n \n"));
        }
        out.push_str(&format!(
            "trailer << /Size {} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        ));
        out.into_bytes()
    }

    #[test]
    fn lines_become_paragraphs_again() {
        let bytes = file(
            "Two ferries",
            &[
                "Peru sold two ferries to Ecuador on Wednesday, in the first such agree-",
                "ment between the two countries since the war of 1981.",
            ],
        );
        let document = document("a.pdf".into(), bytes).unwrap();
        assert_eq!(
            document.text,
            "Peru sold two ferries to Ecuador on Wednesday, in the first such agreement between the two countries \
             since the war of 1981."
        );
        assert_eq!(document.title.as_deref(), Some("Two ferries"));
        assert_eq!(document.published, Some(jiff::civil::date(1995, 5, 3)));
    }

    #[test]
    fn a_broken_file_is_an_error() {
        let whole = file("Two ferries", &["Peru sold two ferries."]);
        for bytes in [&b"%PDF-1.7\nnothing"[..], &whole[..whole.len() / 2], &[][..]] {
            assert!(document("a.pdf".into(), bytes.to_vec()).is_err());
        }
    }
}
