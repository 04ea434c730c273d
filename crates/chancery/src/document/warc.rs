//! Web archives (WARC): the pages in them. Records are read by their own lengths, so that one that is broken does not
//! take the next with it.

use std::io::{BufRead, Cursor, Read};

use super::bounded::LARGEST;
use super::form::Form;
use super::{Document, ReadError, article};

/// Longest line of a head, and most lines of one.
const LINE: u64 = 64 << 10;
const LINES: usize = 1000;

/// Reads the documents of an archive: responses with HTML, text or PDF, resources of such kinds, conversions to text.
pub(super) fn documents<R: BufRead>(
    name: String,
    input: R,
) -> impl Iterator<Item = Result<Document, ReadError>> {
    Records { name, input, number: 0, over: false }
}

struct Records<R> {
    name: String,
    input: R,
    number: u64,
    over: bool,
}

/// A head's lines, names in lower case.
type Head = Vec<(String, String)>;

fn field<'h>(head: &'h [(String, String)], name: &str) -> Option<&'h str> {
    head.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.over {
            match self.record() {
                Ok(None) => {}
                Ok(Some(document)) => return Some(Ok(document)),
                Err(what) => {
                    let place = format!("record {}", self.number);
                    return Some(Err(ReadError::Record { name: self.name.clone(), place, what }));
                }
            }
        }
        None
    }
}

impl<R: BufRead> Records<R> {
    /// The next record's document; `None` for a record of another kind, and at the end.
    fn record(&mut self) -> Result<Option<Document>, String> {
        let skipped = match self.start() {
            Ok(Some(skipped)) => skipped,
            Ok(None) => {
                self.over = true;
                return Ok(None);
            }
            Err(error) => return Err(self.broken(&error)),
        };
        self.number += 1;
        let head = match head(&mut self.input) {
            Ok(head) => head,
            Err(error) => return Err(self.broken(&error)),
        };
        let length = field(&head, "content-length").and_then(|l| l.parse::<u64>().ok());
        let Some(length) = length else { return Err("its head gives no Content-Length".into()) };
        let wanted = matches!(field(&head, "warc-type"), Some("response" | "resource" | "conversion"));
        if !wanted || length > LARGEST {
            let passed = std::io::copy(&mut self.input.by_ref().take(length), &mut std::io::sink());
            return match passed {
                Ok(passed) if passed < length => {
                    self.over = true;
                    Err(format!("cut: {passed} of {length} bytes"))
                }
                Ok(_) if wanted => Err(format!("larger than {} MiB", LARGEST >> 20)),
                Ok(_) if skipped => Err("something that is no record stood before it".into()),
                Ok(_) => Ok(None),
                Err(error) => Err(self.broken(&error)),
            };
        }
        let mut body = Vec::new();
        match self.input.by_ref().take(length).read_to_end(&mut body) {
            Ok(read) if (read as u64) < length => {
                self.over = true;
                return Err(format!("cut: {read} of {length} bytes"));
            }
            Ok(_) => {}
            Err(error) => return Err(self.broken(&error)),
        }
        self.document(&head, body)
    }

    /// An error of the input ends the reading.
    fn broken(&mut self, error: &std::io::Error) -> String {
        self.over = true;
        error.to_string()
    }

    /// Goes to the next line that begins a record; gives whether anything but blank lines was passed, `None` at the
    /// end.
    fn start(&mut self) -> std::io::Result<Option<bool>> {
        let mut skipped = false;
        loop {
            let line = line(&mut self.input)?;
            if line.is_empty() {
                return Ok(None);
            }
            if line.starts_with(b"WARC/") {
                return Ok(Some(skipped));
            }
            skipped |= !line.trim_ascii().is_empty();
        }
    }

    fn document(&mut self, head: &[(String, String)], body: Vec<u8>) -> Result<Option<Document>, String> {
        let address = field(head, "warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
        let (kind, body) = match field(head, "warc-type") {
            Some("response")
                if field(head, "content-type").is_some_and(|t| t.contains("application/http")) =>
            {
                let Some(answer) = response(&body)? else { return Ok(None) };
                answer
            }
            _ => (field(head, "content-type").unwrap_or_default().to_owned(), body),
        };
        let form = Form::of_media_type(&kind).or_else(|| Form::of_content(&body));
        let Some(form) = form.filter(|f| matches!(f, Form::Html | Form::Pdf | Form::Plain | Form::Markdown))
        else {
            return Ok(None);
        };
        let name = format!("{}#{}", self.name, self.number);
        let charset = kind.split("charset=").nth(1).map(|c| c.trim_matches(['"', ' ', ';']).to_owned());
        let mut document = super::read::whole(name, body, form, address.as_deref(), charset.as_deref())
            .map_err(|error| error.cause())?;
        document.url = document.url.or(address);
        // The day on which it was fetched is the last on which it can have been published.
        document.published = document.published.or_else(|| article::day(field(head, "warc-date")?));
        Ok(Some(document))
    }
}

/// One line with its end; empty at the end of the input.
fn line<R: BufRead>(input: &mut R) -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    input.take(LINE).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// Lines "Name: value" up to an empty one.
fn head<R: BufRead>(input: &mut R) -> std::io::Result<Head> {
    let mut head: Head = Vec::new();
    for _ in 0..LINES {
        let line = line(input)?;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        if text.is_empty() {
            break;
        }
        match text.split_once(':') {
            // A line that is indented goes on in the one before.
            _ if text.starts_with([' ', '\t']) => {
                if let Some((_, value)) = head.last_mut() {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            }
            Some((name, value)) => head.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
            None => {}
        }
    }
    Ok(head)
}

/// Media type and body of an answer of the web; `None` where it is no page (another status than 200).
fn response(answer: &[u8]) -> Result<Option<(String, Vec<u8>)>, String> {
    let mut input = Cursor::new(answer);
    let status = line(&mut input).map_err(|e| e.to_string())?;
    let status = String::from_utf8_lossy(&status);
    if !status.starts_with("HTTP/") {
        return Err("a response without a line of status".into());
    }
    if status.split_whitespace().nth(1) != Some("200") {
        return Ok(None);
    }
    let head = head(&mut input).map_err(|e| e.to_string())?;
    let start = usize::try_from(input.position()).unwrap_or(answer.len()).min(answer.len());
    let mut body = answer[start..].to_vec();
    if field(&head, "transfer-encoding").is_some_and(|t| t.to_ascii_lowercase().contains("chunked"))
        && let Some(joined) = unchunk(&body)
    {
        body = joined;
    }
    let packed = field(&head, "content-encoding").map(str::to_ascii_lowercase).unwrap_or_default();
    // Some archives keep the head of what they have unpacked already.
    if packed.contains("gzip") && body.starts_with(&[0x1f, 0x8b]) {
        let mut out = Vec::new();
        flate2::read::MultiGzDecoder::new(body.as_slice())
            .take(LARGEST)
            .read_to_end(&mut out)
            .map_err(|e| format!("its gzip: {e}"))?;
        body = out;
    }
    Ok(Some((field(&head, "content-type").unwrap_or_default().to_owned(), body)))
}

/// Joins the chunks of a body; `None` where it has none.
fn unchunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = rest.windows(2).take(64).position(|w| w == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(out);
        }
        // The last chunk may be cut.
        out.extend_from_slice(rest.get(..size).unwrap_or(rest));
        rest = rest.get(size.checked_add(2)?..).unwrap_or_default();
        if rest.is_empty() {
            return Some(out);
        }
    }
}
