//! Words to subwords: WordPiece (greedy longest match) on each word by itself, lower case and without accents, as the
//! encoder was trained. Our own, for the kept crates' tokenisers cannot be shared between threads or bring a tree of
//! dependencies; the reference scores of the model's tests hold it to the original.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Error;

/// At most so many subwords a word, so that a long address costs little.
const CAP: usize = 8;

/// The vocabulary, with the ids that frame a sentence.
pub struct Subwords {
    ids: HashMap<&'static str, i32>,
    pub begin: i32,
    pub end: i32,
    unknown: i32,
}

impl Subwords {
    /// From a vocabulary with one subword a line, its id being its line.
    pub fn new(vocabulary: &'static str) -> Result<Self, Error> {
        let ids: HashMap<&str, i32> = vocabulary.lines().zip(0..).collect();
        let id = |name: &str| ids.get(name).copied().ok_or_else(|| Error::Vocabulary(name.to_owned()));
        let (begin, end, unknown) = (id("[CLS]")?, id("[SEP]")?, id("[UNK]")?);
        Ok(Subwords { ids, begin, end, unknown })
    }

    /// The subwords of one word, never none.
    pub fn of(&self, word: &str) -> Vec<i32> {
        let plain: String = word
            .chars()
            .flat_map(char::to_lowercase)
            .nfd()
            .filter(|&c| !is_combining_mark(c) && !c.is_control())
            .collect();
        let mut found = Vec::new();
        for part in parts(&plain) {
            self.pieces(part, &mut found);
            if found.len() >= CAP {
                break;
            }
        }
        found.truncate(CAP);
        if found.is_empty() {
            found.push(self.unknown);
        }
        found
    }

    fn pieces(&self, part: &str, found: &mut Vec<i32>) {
        let begun = found.len();
        let (mut from, mut key) = (0, String::new());
        while from < part.len() {
            let ends = part[from..].char_indices().map(|(i, c)| from + i + c.len_utf8()).rev();
            let mut hit = None;
            for end in ends {
                let piece = if from == 0 {
                    self.ids.get(&part[..end])
                } else {
                    key.clear();
                    key.push_str("##");
                    key.push_str(&part[from..end]);
                    self.ids.get(key.as_str())
                };
                if let Some(&id) = piece {
                    hit = Some((id, end));
                    break;
                }
            }
            let Some((id, end)) = hit else {
                // one stretch that cannot be spelled makes the whole part unknown
                found.truncate(begun);
                found.push(self.unknown);
                return;
            };
            found.push(id);
            from = end;
        }
    }
}

/// Punctuation and ideographs stand alone, as in BERT's basic tokenisation.
fn parts(word: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    for (i, c) in word.char_indices() {
        if alone(c) || c.is_whitespace() {
            if from < i {
                found.push(&word[from..i]);
            }
            if !c.is_whitespace() {
                found.push(&word[i..i + c.len_utf8()]);
            }
            from = i + c.len_utf8();
        }
    }
    if from < word.len() {
        found.push(&word[from..]);
    }
    found
}

fn alone(c: char) -> bool {
    let ideograph = matches!(c as u32, 0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F);
    ideograph
        || c.is_ascii_punctuation()
        || matches!(c as u32, 0x2010..=0x2027 | 0x2030..=0x205E | 0xA1 | 0xA7 | 0xAB | 0xB6 | 0xB7 | 0xBB | 0xBF | 0x3001..=0x3003 | 0x3008..=0x3011)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fall_into_pieces() {
        let subwords = Subwords::new("[UNK]\n[CLS]\n[SEP]\nu\n.\ns\nban\n##ned\n##s").unwrap();
        assert_eq!(subwords.of("U.S."), [3, 4, 5, 4]);
        assert_eq!(subwords.of("Bánned"), [6, 7]);
        assert_eq!(subwords.of("bans"), [6, 8]);
        assert_eq!(subwords.of("bank"), [0]);
        assert_eq!(subwords.of("\u{200d}"), [0]);
        assert_eq!(subwords.of("ssssssssssssss").len(), CAP);
    }
}
