//! From bytes to text: UTF-8, with what is not replaced and reported.

use super::Fault;

/// An encoding that is told by its byte order mark and not read.
pub(super) fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        _ => None,
    }
}

/// The text of `bytes` without its byte order mark. Each stretch that is not UTF-8 stands as U+FFFD; the stretches
/// of one line are one fault.
pub(super) fn decode(bytes: &[u8]) -> (String, Vec<Fault>) {
    let (mark, rest) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (3, rest),
        None => (0, bytes),
    };
    let mut text = String::with_capacity(rest.len());
    let mut runs: Vec<Run> = Vec::new();
    let (mut offset, mut line) = (mark as u64, 1u32);
    for chunk in rest.utf8_chunks() {
        let valid = chunk.valid();
        text.push_str(valid);
        offset += valid.len() as u64;
        line = line.saturating_add(valid.bytes().filter(|b| *b == b'\n').count() as u32);
        let bad = chunk.invalid();
        let Some(&first) = bad.first() else { continue };
        text.push(char::REPLACEMENT_CHARACTER);
        match runs.last_mut() {
            Some(run) if run.line == line => run.count += bad.len(),
            _ => runs.push(Run { offset, line, first, count: bad.len() }),
        }
        offset += bad.len() as u64;
    }
    (text, runs.iter().map(Run::fault).collect())
}

/// What was wrong on one line.
struct Run {
    offset: u64,
    line: u32,
    first: u8,
    count: usize,
}

impl Run {
    fn fault(&self) -> Fault {
        let what = match self.count {
            1 => format!("byte 0x{:02x} is not UTF-8", self.first),
            n => format!("{n} bytes, the first 0x{:02x}, are not UTF-8", self.first),
        };
        Fault { offset: self.offset, line: self.line, what }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_byte_is_reported_with_its_place_and_the_rest_is_read() {
        let (text, faults) = decode(b"Quito agreed.\nBogot\xe1 did not.\n");
        assert_eq!(text, "Quito agreed.\nBogot\u{fffd} did not.\n");
        assert_eq!(faults, [Fault { offset: 19, line: 2, what: "byte 0xe1 is not UTF-8".into() }]);
    }

    #[test]
    fn bad_bytes_of_a_line_are_one_fault() {
        let (text, faults) = decode(b"\xef\xbb\xbfa\xff\xfeb\xfd\nc\xff");
        assert_eq!(text, "a\u{fffd}\u{fffd}b\u{fffd}\nc\u{fffd}");
        let places: Vec<_> = faults.iter().map(|f| (f.offset, f.line)).collect();
        assert_eq!(places, [(4, 1), (10, 2)], "offsets count the byte order mark");
        assert_eq!(faults[0].what, "3 bytes, the first 0xff, are not UTF-8");
    }
}
