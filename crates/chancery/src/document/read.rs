//! Files, folders, standard input and addresses of the web.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use super::article::Columns;
use super::bounded::LARGEST;
use super::fetch::{self, Limits};
use super::form::Form;
use super::{Document, decode, html, jsonl, pack, pdf, sheet, warc, wiki};

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The system would not give it.
    #[error("{name}: {source}")]
    Io {
        /// The path, or `-`.
        name: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A byte order mark says that it is not UTF-8.
    #[error("{name}: is {encoding}; save it as UTF-8 (iconv -f {encoding} -t UTF-8)")]
    Encoding {
        /// The path, or `-`.
        name: String,
        /// What the byte order mark stands for.
        encoding: &'static str,
    },
    /// It is longer than 4 GiB, and places in a text are counted in 32 bits.
    #[error("{name}: longer than 4 GiB; cut it into several files")]
    TooLong {
        /// The path, or `-`.
        name: String,
    },
    /// It is not what its name or its format says.
    #[error("{name}: {what}")]
    Broken {
        /// The path, the address, or `-`.
        name: String,
        /// What is wrong with it.
        what: String,
    },
    /// One of many documents in a file could not be read; the next may be.
    #[error("{name}: {place}: {what}")]
    Record {
        /// The path, the address, or `-`.
        name: String,
        /// Which one: `line 12`, `record 3`, `after the page "Lima"`.
        place: String,
        /// What is wrong with it.
        what: String,
    },
    /// A file in a folder whose ending is none of those that are read. Nothing is wrong: the others are read.
    #[error("{}: skipped, for its name's ending is none that is read", path.display())]
    Skipped {
        /// The file.
        path: PathBuf,
    },
}

impl ReadError {
    /// What is wrong, without the name of the file.
    pub(super) fn cause(&self) -> String {
        match self {
            ReadError::Io { source, .. } => source.to_string(),
            ReadError::Encoding { encoding, .. } => format!("is {encoding}"),
            ReadError::TooLong { .. } => "longer than 4 GiB".into(),
            ReadError::Broken { what, .. } | ReadError::Record { what, .. } => what.clone(),
            ReadError::Skipped { .. } => "skipped".into(),
        }
    }
}

/// Documents one after another; an error ends nothing.
pub type Documents = Box<dyn Iterator<Item = Result<Document, ReadError>> + Send>;

/// How input is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// How it is written; told by name and first bytes where not given.
    pub form: Option<Form>,
    /// Which columns of JSON lines and tables hold what.
    pub columns: Columns,
    /// How far a fetch from the web may go.
    pub limits: Limits,
}

impl Reading {
    /// Reads a file, or the files of a folder and its folders, sorted by name. A file may hold many documents.
    ///
    /// A file that is named by itself is read whatever its ending, as plain text where neither that nor its first
    /// bytes tell more. In a folder, files of other endings come as [`ReadError::Skipped`], and hidden ones not at
    /// all.
    pub fn path(&self, path: &Path) -> Documents {
        let root = path.to_owned();
        let reading = self.clone();
        let walk = walkdir::WalkDir::new(path)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|e| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.'));
        Box::new(walk.flat_map(move |entry| match entry {
            Err(e) => {
                let name = e.path().unwrap_or(&root).display().to_string();
                one(Err(ReadError::Io { name, source: e.into() }))
            }
            Ok(e) if e.path().is_dir() => Box::new(std::iter::empty()),
            Ok(e) if e.depth() > 0 && Form::of_name(&e.file_name().to_string_lossy()).is_none() => {
                one(Err(ReadError::Skipped { path: e.into_path() }))
            }
            Ok(e) => reading.file(e.path()),
        }))
    }

    /// Reads standard input to its end; its documents are called `-`, or `-` and their place in it.
    pub fn stdin(&self) -> Documents {
        self.open("-".into(), Box::new(std::io::stdin()), self.form, None)
    }

    /// Fetches a page of the web, which may also be a file of any form that is read.
    pub fn address(&self, address: &str) -> Documents {
        let broken = |what| one(Err(ReadError::Broken { name: address.to_owned(), what }));
        let page = match fetch::page(address, self.limits) {
            Ok(page) => page,
            Err(what) => return broken(what),
        };
        let path = page.address.split(['?', '#']).next().unwrap_or_default();
        let told = Form::of_media_type(&page.kind).filter(|f| *f != Form::Plain);
        let form = self.form.or(told).or_else(|| Form::of_name(path.rsplit('/').next().unwrap_or_default()));
        let charset = page.kind.split("charset=").nth(1).map(|c| c.trim_matches(['"', ' ', ';']).to_owned());
        let origin = Origin { address: page.address, charset };
        self.open(address.to_owned(), Box::new(Cursor::new(page.bytes)), form, Some(origin))
    }

    fn file(&self, path: &Path) -> Documents {
        let name = path.display().to_string();
        match std::fs::File::open(path) {
            Ok(file) => {
                let form = self.form.or_else(|| Form::of_name(&name));
                self.open(name, Box::new(file), form, None)
            }
            Err(source) => one(Err(ReadError::Io { name, source })),
        }
    }

    /// The documents of a stream.
    fn open(
        &self,
        name: String,
        input: Box<dyn Read + Send>,
        form: Option<Form>,
        origin: Option<Origin>,
    ) -> Documents {
        let (head, input) = match pack::unpack(input) {
            Ok(unpacked) => unpacked,
            Err(source) => return one(Err(ReadError::Io { name, source })),
        };
        let sniffed = Form::of_content(&head);
        let form = match form {
            // An ending in ".xml" is anybody's.
            Some(Form::Mediawiki) if self.form.is_none() && sniffed != Some(Form::Mediawiki) => match sniffed
            {
                Some(form) => form,
                None => {
                    let what = "XML, but no dump of MediaWiki".into();
                    return one(Err(ReadError::Broken { name, what }));
                }
            },
            Some(form) => form,
            None => sniffed.unwrap_or(Form::Plain),
        };
        match form {
            Form::Jsonl => Box::new(jsonl::documents(name, input, self.columns.clone())),
            Form::Csv => sheet::documents(name, &head, input, &self.columns, false),
            Form::Tsv => sheet::documents(name, &head, input, &self.columns, true),
            Form::Mediawiki => Box::new(wiki::pages(name, input)),
            Form::Warc => Box::new(warc::documents(name, input)),
            Form::Plain | Form::Markdown | Form::Html | Form::Wikitext | Form::Pdf => {
                let most =
                    if matches!(form, Form::Plain | Form::Markdown) { u64::from(u32::MAX) } else { LARGEST };
                let mut bytes = Vec::new();
                match input.take(most + 1).read_to_end(&mut bytes) {
                    Ok(read) if read as u64 > most && most == LARGEST => {
                        let what = format!("larger than {} MiB", LARGEST >> 20);
                        return one(Err(ReadError::Broken { name, what }));
                    }
                    Ok(_) => {}
                    Err(source) => return one(Err(ReadError::Io { name, source })),
                }
                let (address, charset) = origin.map_or((None, None), |o| (Some(o.address), o.charset));
                let document = whole(name, bytes, form, address.as_deref(), charset.as_deref());
                one(document.map(|mut document| {
                    document.url = document.url.or(address);
                    document
                }))
            }
        }
    }
}

/// Where a page of the web was found, and what the web says of it.
struct Origin {
    address: String,
    charset: Option<String>,
}

fn one(item: Result<Document, ReadError>) -> Documents {
    Box::new(std::iter::once(item))
}

/// The document of a form that holds only one.
pub(super) fn whole(
    name: String,
    bytes: Vec<u8>,
    form: Form,
    address: Option<&str>,
    charset: Option<&str>,
) -> Result<Document, ReadError> {
    let broken = |what| ReadError::Broken { name: name.clone(), what };
    match form {
        Form::Html => html::document(name.clone(), &bytes, address, charset).map_err(broken),
        Form::Pdf => pdf::document(name.clone(), bytes).map_err(broken),
        Form::Wikitext => {
            let (source, faults) = decode::decode(&bytes);
            wiki::document(name.clone(), &source, faults)
                .ok_or_else(|| broken("only leads to another page".into()))
        }
        form => Document::of_form(name, &bytes, form),
    }
}

/// Reads a file, or the files of a folder and its folders, as [`Reading::path`] with nothing said.
pub fn read_path(path: &Path) -> Documents {
    Reading::default().path(path)
}

/// Reads one file of plain text or Markdown.
///
/// # Errors
/// Where the system does not give it, or it is not UTF-8 by its byte order mark, or it is too long.
pub fn read_file(path: &Path) -> Result<Document, ReadError> {
    let name = path.display().to_string();
    match std::fs::read(path) {
        Ok(bytes) => Document::from_bytes(name, &bytes),
        Err(source) => Err(ReadError::Io { name, source }),
    }
}

#[cfg(test)]
mod tests;
