//! Lists the files of `codebook/`, so that the library can hold them and a new file needs no other edit.

use std::fmt::Write as _;
use std::path::Path;

fn main() -> std::io::Result<()> {
    // Asked when it runs, not when it is compiled: two checkouts may share a target folder.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").ok_or(std::io::ErrorKind::NotFound)?;
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
