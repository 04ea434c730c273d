//! News as a table: an article a row, under a head that names the columns.

use std::io::{BufRead, Read};

use csv::ByteRecord;

use super::article::{self, Columns, PARTS, Part, Said};
use super::bounded::Bounded;
use super::{Document, Documents, Fault, ReadError, decode};

/// Reads the rows one after another. A row that is no article is an error that names it; the next is read.
pub(super) fn documents<R: BufRead + Send + 'static>(
    name: String,
    head: &[u8],
    input: R,
    columns: &Columns,
    tabs: bool,
) -> Documents {
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(if tabs { b'\t' } else { delimiter(head) })
        .flexible(true)
        .from_reader(Bounded::new(input));
    let failed = |place: &str, what: String| {
        let error = ReadError::Record { name: name.clone(), place: place.to_owned(), what };
        Box::new(std::iter::once(Err(error))) as Documents
    };
    let names: Vec<String> = match rows.byte_headers() {
        Ok(names) => names.iter().map(|n| String::from_utf8_lossy(n).trim().to_owned()).collect(),
        Err(error) => return failed("the head", error.to_string()),
    };
    let names: Vec<&str> = names.iter().map(|n| n.trim_start_matches('\u{feff}')).collect();
    if names.iter().all(|n| n.is_empty()) {
        return Box::new(std::iter::empty());
    }
    let places = PARTS.map(|part| columns.find(part, names.iter().copied()));
    if columns.find(Part::Text, names.iter().copied()).is_none() {
        return failed("the head", columns.lacking(names.iter().copied()));
    }
    Box::new(Rows { name, rows, places, row: ByteRecord::new(), over: false })
}

/// What stands between the columns: the likeliest by the head's line.
fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|b| *b == b'\n').next().unwrap_or(head);
    let count = |sign: u8| line.iter().filter(|b| **b == sign).count();
    // The first of equals: a comma, where nothing speaks for another.
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

struct Rows<R> {
    name: String,
    rows: csv::Reader<Bounded<R>>,
    places: [Option<usize>; 5],
    row: ByteRecord,
    over: bool,
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        self.rows.get_mut().reset();
        let line = self.rows.position().line();
        let read = self.rows.read_byte_record(&mut self.row);
        let place = self.row.position().map_or(line, csv::Position::line);
        let fault = |name: &str, what: String| ReadError::Record {
            name: name.to_owned(),
            place: format!("line {place}"),
            what,
        };
        match read {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                // A row that breaks off takes all after it with it.
                self.over = true;
                return Some(Err(fault(&self.name, error.to_string())));
            }
        }
        let mut faults: Vec<Fault> = Vec::new();
        let said: Said = self.places.map(|i| {
            let (text, wrong) = decode::decode(self.row.get(i?)?);
            faults.extend(wrong);
            Some(text)
        });
        if said[0].as_deref().is_none_or(|text| text.trim().is_empty()) {
            return Some(Err(fault(&self.name, "the text is empty".into())));
        }
        Some(Ok(article::document(format!("{}:{place}", self.name), said, faults)))
    }
}
