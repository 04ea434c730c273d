//! Who is said to say what: stand-off annotations of whole texts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::measure::{Counts, spans};
use super::{Coder, EvaluationError, Kind, Report, error};
use crate::document::{Document, Span};
use crate::pipeline::Coded;

const ROLES: [&str; 3] = ["source", "cue", "content"];

/// Stretches of a text, in characters, by role (index of [`ROLES`]).
type Stretches = Vec<(usize, usize, usize)>;

/// Tokens in a role: index of [`ROLES`], index of the token.
type Roles = BTreeSet<(usize, usize)>;

/// Reads a brat file: `T1<tab>Source 4 9;12 15<tab>words`; other lines tell nothing here.
fn read(file: &Path, text: &str) -> Result<Stretches, EvaluationError> {
    let mut found = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| line.starts_with('T')) {
        let bad = || EvaluationError::malformed(file, n + 1, "is no `T1<tab>Label from to<tab>words`");
        let (label, ranges) = line.split('\t').nth(1).and_then(|c| c.split_once(' ')).ok_or_else(bad)?;
        let Some(role) = ROLES.iter().position(|r| r.eq_ignore_ascii_case(label)) else { continue };
        for range in ranges.split(';') {
            let (from, to) = range.split_once(' ').ok_or_else(bad)?;
            let (from, to) = from.parse().ok().zip(to.parse().ok()).ok_or_else(bad)?;
            found.push((role, from, to));
        }
    }
    Ok(found)
}

/// The tokens of the coded text with their characters, and which of them are in which role.
fn said(coded: &Coded) -> (Vec<(usize, usize)>, Roles) {
    let scene = &coded.scene;
    let text = scene.document.text.as_str();
    let mut chars = BTreeMap::new();
    for (n, (byte, _)) in text.char_indices().enumerate() {
        chars.insert(byte, n);
    }
    let total = chars.len();
    let at = |byte: usize| chars.range(byte..).next().map_or(total, |(_, &n)| n);
    let range = |span: Span| (at(span.start()), at(span.end()));
    let (mut tokens, mut roles) = (Vec::new(), BTreeSet::new());
    for (i, sentence) in scene.sentences.iter().enumerate() {
        let base = tokens.len();
        tokens.extend(sentence.tokens.iter().map(|t| range(t.span)));
        let Some(analysis) = scene.analyses.get(i) else { continue };
        let each =
            [&analysis.attribution_sources, &analysis.attribution_cues, &analysis.attribution_contents];
        for (role, ranges) in each.into_iter().enumerate() {
            let covered = ranges.iter().cloned().flatten().filter(|t| *t < sentence.tokens.len());
            roles.extend(covered.map(|t| (role, base + t)));
        }
    }
    (tokens, roles)
}

/// The tokens that the gold's stretches touch.
fn wanted(stretches: &Stretches, tokens: &[(usize, usize)]) -> Roles {
    let mut found = BTreeSet::new();
    for &(role, from, to) in stretches {
        let touched = tokens.iter().enumerate().filter(|(_, t)| t.0 < to && from < t.1);
        found.extend(touched.map(|(n, _)| (role, n)));
    }
    found
}

pub(super) fn evaluate(folders: &[PathBuf], code: &Coder<'_>) -> Result<Report, EvaluationError> {
    // A text may have several annotators, each with a file of its own: NAME_abcd.ann.
    let (mut documents, mut gold, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for folder in folders {
        let list = |name: &str| -> Result<Vec<PathBuf>, EvaluationError> {
            let path = folder.join(name);
            let fault = |source| EvaluationError::Read { file: path.clone(), source };
            let entries = std::fs::read_dir(&path).map_err(fault)?;
            let mut files =
                entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>().map_err(fault)?;
            files.sort();
            Ok(files)
        };
        let annotations = list("attributions")?;
        let stem = |file: &Path| file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for file in list("text")? {
            let name = stem(&file);
            let of_this = |a: &&PathBuf| {
                let annotation = stem(a);
                annotation == name || annotation.rsplit_once('_').is_some_and(|(of, _)| of == name)
            };
            let mut readings = Vec::new();
            for annotation in annotations.iter().filter(of_this) {
                readings.push(read(annotation, &error::read(annotation)?)?);
            }
            documents.push(Document::from_text(name.clone(), error::read(&file)?));
            gold.push(readings);
            names.push(name);
        }
    }
    let coded = code(documents);
    let (mut all, mut each, mut rows) = (Counts::default(), [Counts::default(); 3], Vec::new());
    for ((readings, coded), name) in gold.iter().zip(&coded).zip(&names) {
        let (tokens, said) = said(coded);
        for stretches in readings {
            let wanted = wanted(stretches, &tokens);
            let counts = spans(&wanted, &said);
            all += counts;
            for (role, each) in each.iter_mut().enumerate() {
                let of = |set: &Roles| -> BTreeSet<usize> {
                    set.iter().filter(|t| t.0 == role).map(|t| t.1).collect()
                };
                *each += spans(&of(&wanted), &of(&said));
            }
            rows.push(json!({"text": name, "tokens": counts}));
        }
    }
    let report = Report::new(Kind::Attribution, all.f1()).counts("all", all);
    let report = ROLES.iter().zip(each).fold(report, |report, (role, counts)| report.counts(role, counts));
    Ok(Report { rows, ..report })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_touch_tokens() {
        let text = "T1\tSource 0 4\tOslo\nT2\tContent 10 12;14 15\tit x\nE1\tAttribution:T3\nT3\tAttribution 5 9\tsaid\n";
        let stretches = read(Path::new("a.ann"), text).unwrap();
        assert_eq!(stretches, [(0, 0, 4), (2, 10, 12), (2, 14, 15)]);
        let tokens = [(0, 4), (5, 9), (9, 11), (11, 12), (12, 14), (14, 16)];
        assert_eq!(wanted(&stretches, &tokens), BTreeSet::from([(0, 0), (2, 2), (2, 3), (2, 5)]));
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = read(Path::new("a.ann"), "T1\tSource 0 4\tOslo\nT2\tCue x 4\tOslo\n").unwrap_err();
        assert!(error.to_string().starts_with("a.ann:2: "));
    }
}
