//! Where a codebook's files come from: built in, or a folder.

use std::path::Path;

use super::fault::CodebookError;

include!(concat!(env!("OUT_DIR"), "/codebook.rs"));

pub(super) const CAMEO: &str = "cameo";
const CONTEXTS: &str = "contexts";

/// The files that are built in, as name and text.
pub(super) fn built_in() -> Vec<(String, String)> {
    FILES.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect()
}

/// The `.toml` files of a folder, sorted by name; the built-in tables where it has none of its own.
pub(super) fn read(folder: &Path) -> Result<Vec<(String, String)>, CodebookError> {
    let unreadable = |path: &Path, error| CodebookError::Unreadable { path: path.to_owned(), error };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| unreadable(folder, e))? {
        let path = entry.map_err(|e| unreadable(folder, e))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = std::fs::read_to_string(&path).map_err(|e| unreadable(&path, e))?;
            files.push((path.display().to_string(), text));
        }
    }
    if files.iter().all(|(name, _)| is_table(name)) {
        return Err(CodebookError::Empty(folder.to_owned()));
    }
    for (name, text) in built_in() {
        if is_table(&name) && !files.iter().any(|(other, _)| stem(other) == stem(&name)) {
            files.push((name, text));
        }
    }
    files.sort();
    Ok(files)
}

/// A file's name without folder and extension.
pub(super) fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.strip_suffix(".toml").unwrap_or(name)
}

/// Whether it is one of the two files that hold no type.
pub(super) fn is_table(name: &str) -> bool {
    matches!(stem(name), CAMEO | CONTEXTS)
}
