//! Files, folders and standard input.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::Document;

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
    /// A file in a folder whose ending is none of those that are read. Nothing is wrong: the others are read.
    #[error("{}: skipped, for its name ends in none of .txt, .text, .md, .markdown", path.display())]
    Skipped {
        /// The file.
        path: PathBuf,
    },
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Markdown,
}

impl Form {
    /// The form that a name's ending tells.
    pub(super) fn of_name(name: &str) -> Option<Form> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Form::Plain),
            "md" | "markdown" => Some(Form::Markdown),
            _ => None,
        }
    }
}

/// Reads a file, or the plain text and Markdown files of a folder and its folders, sorted by name.
///
/// A file that is named by itself is read whatever its ending, as plain text where that says nothing. In a folder,
/// files of other endings come as [`ReadError::Skipped`], and hidden ones not at all. An error ends nothing: the
/// next item is the next file.
pub fn read_path(path: &Path) -> impl Iterator<Item = Result<Document, ReadError>> + use<> {
    let root = path.to_owned();
    walkdir::WalkDir::new(path)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.'))
        .filter_map(move |entry| match entry {
            Err(e) => {
                let name = e.path().unwrap_or(&root).display().to_string();
                Some(Err(ReadError::Io { name, source: e.into() }))
            }
            Ok(e) if e.path().is_dir() => None,
            Ok(e) if e.depth() > 0 && Form::of_name(&e.file_name().to_string_lossy()).is_none() => {
                Some(Err(ReadError::Skipped { path: e.into_path() }))
            }
            Ok(e) => Some(read_file(e.path())),
        })
}

/// Reads one file.
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

/// Reads standard input to its end, as plain text; the document is called `-`.
///
/// # Errors
/// As [`read_file`].
pub fn read_stdin() -> Result<Document, ReadError> {
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Document::from_bytes("-", &bytes),
        Err(source) => Err(ReadError::Io { name: "-".into(), source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_read_in_order_and_the_rest_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        put("b.txt", "Second.");
        put("a/z.md", "# First\n\nText.");
        put("c.jpg", "no text");
        put(".hidden.txt", "Nobody reads this.");
        let got: Vec<_> = read_path(folder.path()).collect();
        let told: Vec<String> = got
            .iter()
            .map(|r| match r {
                Ok(d) => d.text.clone(),
                Err(ReadError::Skipped { path }) => path.file_name().unwrap().to_string_lossy().into_owned(),
                Err(e) => panic!("{e}"),
            })
            .collect();
        assert_eq!(told, ["# First\n\nText.", "Second.", "c.jpg"]);
    }

    #[test]
    fn a_file_named_by_itself_is_read_whatever_its_ending() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cable.log");
        std::fs::write(&path, "Oslo thanked Riga.").unwrap();
        let got: Vec<_> = read_path(&path).map(Result::unwrap).collect();
        assert_eq!(got[0].text, "Oslo thanked Riga.");
        let absent = folder.path().join("absent.txt");
        let error = read_path(&absent).next().unwrap().unwrap_err();
        assert!(error.to_string().contains("absent.txt"), "{error}");
    }

    #[test]
    fn utf16_is_refused_with_the_way_out() {
        let error = Document::from_bytes("note.txt", b"\xff\xfeO\0s\0").unwrap_err();
        assert_eq!(error.to_string(), "note.txt: is UTF-16; save it as UTF-8 (iconv -f UTF-16 -t UTF-8)");
    }
}
