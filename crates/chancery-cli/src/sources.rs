//! Which files the paths on the command line mean.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// What a text is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Standard input, written `-`.
    Input,
    /// A file.
    File(PathBuf),
}

/// Endings of the files that are taken out of a folder; a file that is named is read whatever it is called.
const ENDINGS: [&str; 4] = ["txt", "text", "md", "markdown"];

/// The sources that `paths` mean, folders walked through in the order of their names.
pub fn find(paths: &[PathBuf]) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Source::Input);
        } else if path.is_dir() {
            let before = found.len();
            walk(path, &mut found)?;
            if found.len() == before {
                bail!("{}: no text or Markdown file in this folder", path.display());
            }
        } else {
            found.push(Source::File(path.clone()));
        }
    }
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<Source>) -> Result<()> {
    let read = || -> std::io::Result<Vec<PathBuf>> {
        let mut paths =
            std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
        paths.sort();
        Ok(paths)
    };
    for path in read().with_context(|| folder.display().to_string())? {
        // What is linked is read where it lies: a link to a parent would have no end.
        if path.is_dir() && !path.is_symlink() {
            walk(&path, found)?;
        } else if path.is_file() && is_text(&path) {
            found.push(Source::File(path));
        }
    }
    Ok(())
}

fn is_text(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("b/empty")).unwrap();
        for name in ["c.md", "a.TXT", "b/d.txt", "b/picture.png"] {
            std::fs::write(at(name), "x").unwrap();
        }
        let found = find(&[PathBuf::from("-"), folder.path().to_owned(), at("b/picture.png")]).unwrap();
        let files = ["a.TXT", "b/d.txt", "c.md", "b/picture.png"].map(|name| Source::File(at(name)));
        assert_eq!(found, [vec![Source::Input], files.to_vec()].concat());
        assert!(find(&[at("b/empty")]).is_err());
    }
}
