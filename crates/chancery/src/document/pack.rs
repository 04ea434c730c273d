//! Unpacks gzip, bzip2 and zstd, whatever the name says: the first bytes tell.

use std::io::{BufRead, BufReader, Cursor, Error, Read, Result};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

/// Bytes that are looked at to tell what a file holds.
const HEAD: usize = 2048;

/// Something packed in something packed is unpacked so far.
const LAYERS: usize = 3;

/// Unpacks `input`; gives its first bytes, and all of it.
pub(super) fn unpack(input: Box<dyn Read + Send>) -> Result<(Vec<u8>, Box<dyn BufRead + Send>)> {
    let (mut head, mut all) = look(input)?;
    for _ in 0..LAYERS {
        let inner: Box<dyn Read + Send> = match head.as_slice() {
            [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(all)),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, ..] => Box::new(MultiBzDecoder::new(all)),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Box::new(Frames { state: State::Between(Some(all)) }),
            _ => break,
        };
        (head, all) = look(inner)?;
    }
    Ok((head, all))
}

/// Reads the first bytes, and puts them before the rest again.
fn look(mut input: Box<dyn Read + Send>) -> Result<(Vec<u8>, Box<dyn BufRead + Send>)> {
    let mut head = Vec::with_capacity(HEAD);
    input.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let all = Cursor::new(head.clone()).chain(BufReader::with_capacity(1 << 16, input));
    Ok((head, Box::new(all)))
}

/// The frames of a zstd file, one after another: the decoder knows only one.
struct Frames {
    state: State,
}

type Source = Box<dyn BufRead + Send>;

enum State {
    Between(Option<Source>),
    Inside(Box<StreamingDecoder<Source, ruzstd::decoding::FrameDecoder>>),
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match &mut self.state {
                State::Inside(decoder) => {
                    let read = decoder.read(buffer)?;
                    if read > 0 {
                        return Ok(read);
                    }
                    let State::Inside(decoder) = std::mem::replace(&mut self.state, State::Between(None))
                    else {
                        return Ok(0);
                    };
                    self.state = State::Between(Some(decoder.into_inner()));
                }
                State::Between(source) => {
                    let Some(mut source) = source.take() else { return Ok(0) };
                    if source.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    let decoder = StreamingDecoder::new(source).map_err(Error::other)?;
                    self.state = State::Inside(Box::new(decoder));
                }
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write;

    pub(in crate::document) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    pub(in crate::document) fn bzip2(bytes: &[u8]) -> Vec<u8> {
        let mut out = ::bzip2::write::BzEncoder::new(Vec::new(), ::bzip2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    pub(in crate::document) fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn unpacked(bytes: Vec<u8>) -> Result<String> {
        let (head, mut all) = unpack(Box::new(Cursor::new(bytes)))?;
        let mut text = String::new();
        all.read_to_string(&mut text)?;
        assert!(text.as_bytes().starts_with(&head));
        Ok(text)
    }

    #[test]
    fn all_members_and_layers_are_unpacked() {
        let text = "Quito thanked Lima.\n".repeat(500);
        for pack in [gzip, bzip2, zstd] {
            let mut twice = pack(text.as_bytes());
            twice.extend(pack(b"Lima thanked Quito."));
            assert_eq!(unpacked(twice.clone()).unwrap(), format!("{text}Lima thanked Quito."));
            assert_eq!(unpacked(gzip(&twice)).unwrap().len(), text.len() + 19);
        }
        assert_eq!(unpacked(Vec::new()).unwrap(), "");
    }

    #[test]
    fn what_is_cut_is_an_error() {
        let text: String = (0..20_000).map(|i| format!("{i} ")).collect();
        for pack in [gzip, bzip2, zstd] {
            let mut packed = pack(text.as_bytes());
            packed.truncate(packed.len() / 2);
            assert!(unpacked(packed).is_err());
        }
    }
}
