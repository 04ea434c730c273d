//! Lists the files of `codebook/`, so that the library can hold them and a new file needs no other edit; and takes
//! the fingerprint of all that coding depends on, so that a record knows which documents this very program coded.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;

fn main() -> std::io::Result<()> {
    // Asked when it runs, not when it is compiled: two checkouts may share a target folder.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").ok_or(std::io::ErrorKind::NotFound)?;
    let mut build = DefaultHasher::new();
    for part in ["src", "../../codebook", "../../gazetteer", "../../models"] {
        let path = Path::new(&here).join(part);
        println!("cargo:rerun-if-changed={}", path.display());
        fingerprint(&path, &mut build)?;
    }
    println!("cargo:rustc-env=CHANCERY_BUILD={:016x}", build.finish());
    let folder = Path::new(&here).join("../../codebook").canonicalize()?;
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml")
            && let Some(name) = path.file_name().and_then(|n| n.to_str())
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    let mut list = String::from("pub(super) const FILES: &[(&str, &str)] = &[\n");
    for name in names {
        let path = folder.join(&name);
        println!("cargo:rerun-if-changed={}", path.display());
        let _ = writeln!(list, "    ({:?}, include_str!({:?})),", format!("codebook/{name}"), path);
    }
    list.push_str("];\n");
    let out = std::env::var_os("OUT_DIR").ok_or(std::io::ErrorKind::NotFound)?;
    std::fs::write(Path::new(&out).join("codebook.rs"), list)
}

/// Adds names and contents of a folder's files, in the order of their names.
fn fingerprint(path: &Path, build: &mut DefaultHasher) -> std::io::Result<()> {
    if path.is_dir() {
        let mut entries: Vec<_> =
            std::fs::read_dir(path)?.map(|e| e.map(|e| e.path())).collect::<std::io::Result<_>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| fingerprint(entry, build));
    }
    build.write(path.file_name().unwrap_or_default().as_encoded_bytes());
    build.write(&std::fs::read(path)?);
    Ok(())
}
