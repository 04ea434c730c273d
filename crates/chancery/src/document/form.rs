//! How a text is written down, and how that is told.

use strum::{AsRefStr, Display, EnumIter, EnumString};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, EnumIter, AsRefStr)]
#[strum(serialize_all = "lowercase")]
pub enum Form {
    /// Plain text: each non-empty line is a paragraph.
    #[strum(serialize = "text")]
    Plain,
    /// Markdown.
    Markdown,
    /// A page of HTML: the article in it.
    Html,
    /// The wikitext of one page.
    Wikitext,
    /// A dump of MediaWiki: many pages.
    Mediawiki,
    /// PDF.
    Pdf,
    /// A JSON object a line: many articles.
    Jsonl,
    /// A table with a head, commas (or semicolons) between: an article a row.
    Csv,
    /// The same with tabs between.
    Tsv,
    /// A web archive: many pages.
    Warc,
}

/// What a packed file's name ends in.
const PACKED: &[&str] = &[".gz", ".bz2", ".zst", ".zstd", ".bgz"];

impl Form {
    /// The form that a name's ending tells, whatever it is packed in.
    pub fn of_name(name: &str) -> Option<Form> {
        let lower = name.to_ascii_lowercase();
        let bare = PACKED.iter().find_map(|ending| lower.strip_suffix(ending)).unwrap_or(&lower);
        let (_, ending) = bare.rsplit_once('.')?;
        Some(match ending {
            "txt" | "text" => Form::Plain,
            "md" | "markdown" => Form::Markdown,
            "html" | "htm" | "xhtml" => Form::Html,
            "wiki" | "wikitext" | "mediawiki" => Form::Wikitext,
            "xml" => Form::Mediawiki,
            "pdf" => Form::Pdf,
            "jsonl" | "ndjson" | "jsonlines" => Form::Jsonl,
            "csv" => Form::Csv,
            "tsv" | "tab" => Form::Tsv,
            "warc" | "wet" => Form::Warc,
            _ => return None,
        })
    }

    /// The form that the first bytes tell; `None` where they could be anything.
    pub(super) fn of_content(head: &[u8]) -> Option<Form> {
        if head.starts_with(b"%PDF-") {
            return Some(Form::Pdf);
        }
        if head.starts_with(b"WARC/") {
            return Some(Form::Warc);
        }
        let start =
            String::from_utf8_lossy(head).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
        if start.starts_with("<!doctype html") || start.starts_with("<html") {
            return Some(Form::Html);
        }
        if start.starts_with("<mediawiki") || start.starts_with("<?xml") && start.contains("<mediawiki") {
            return Some(Form::Mediawiki);
        }
        if start.starts_with("<?xml") && start.contains("<html") {
            return Some(Form::Html);
        }
        None
    }

    /// The form that a media type of the web names.
    pub(super) fn of_media_type(kind: &str) -> Option<Form> {
        let bare = kind.split(';').next().unwrap_or(kind).trim().to_ascii_lowercase();
        Some(match bare.as_str() {
            "text/html" | "application/xhtml+xml" => Form::Html,
            "application/pdf" => Form::Pdf,
            "text/markdown" => Form::Markdown,
            "text/csv" => Form::Csv,
            "text/tab-separated-values" => Form::Tsv,
            "application/jsonl" | "application/x-ndjson" | "application/jsonlines" => Form::Jsonl,
            "application/warc" => Form::Warc,
            "text/x-wiki" => Form::Wikitext,
            "text/plain" => Form::Plain,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_the_form_whatever_it_is_packed_in() {
        for (name, form) in [
            ("a.txt", Some(Form::Plain)),
            ("a/news.JSONL.gz", Some(Form::Jsonl)),
            ("enwiki-pages.xml.bz2", Some(Form::Mediawiki)),
            ("CC-MAIN.warc.gz", Some(Form::Warc)),
            ("CC-MAIN.warc.wet.zst", Some(Form::Warc)),
            ("a.tar.gz", None),
            ("README", None),
        ] {
            assert_eq!(Form::of_name(name), form, "{name}");
        }
    }

    #[test]
    fn names_of_forms_read_back() {
        for form in <Form as strum::IntoEnumIterator>::iter() {
            assert_eq!(form.to_string().parse(), Ok(form));
        }
    }
}
