//! Tab-separated tables with a head, quoted as spreadsheets quote.

use std::path::Path;

use super::EvaluationError;

/// The named columns of every row, each row with its line.
pub(super) fn columns<const N: usize>(
    file: &Path,
    text: &str,
    names: [&str; N],
) -> Result<Vec<(usize, [String; N])>, EvaluationError> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).from_reader(text.as_bytes());
    let bad = |line: u64, what: String| EvaluationError::malformed(file, line as usize, what);
    let head = reader.headers().map_err(|e| bad(1, e.to_string()))?.clone();
    let mut at = [0; N];
    for (at, name) in at.iter_mut().zip(names) {
        *at = head.iter().position(|h| h == name).ok_or_else(|| bad(1, format!("no column `{name}`")))?;
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| bad(e.position().map_or(1, csv::Position::line), e.to_string()))?;
        let line = record.position().map_or(1, csv::Position::line);
        let mut row = [const { String::new() }; N];
        for ((cell, &at), name) in row.iter_mut().zip(&at).zip(names) {
            record.get(at).ok_or_else(|| bad(line, format!("no `{name}`")))?.clone_into(cell);
        }
        rows.push((line as usize, row));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_by_name_with_their_lines() {
        let text = "id\tb\ta\n1\tx\ty\n2\t\"say \"\"no\"\"\"\tz\n";
        let rows = columns(Path::new("t.tsv"), text, ["a", "b"]).unwrap();
        assert_eq!(rows[1], (3, ["z".to_owned(), "say \"no\"".to_owned()]));
        let error = |text: &str| columns(Path::new("t.tsv"), text, ["a", "b"]).unwrap_err().to_string();
        assert_eq!(error("id\tb\n1\tx\n"), "t.tsv:1: no column `a`");
        assert_eq!(error("b\ta\n1\tx\n2\n"), "t.tsv:3: no `a`");
    }
}
