//! Words taken apart where dates need it: `mid-June`, `1998-2000`, `(1994)`, `B.C.`.

/// A run of letters and digits, or one other character, of a word.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    /// As it stands.
    pub text: String,
    /// In lower case.
    pub lower: String,
    /// Which word it is of.
    pub word: usize,
    /// Whether it is joined to the atom before it, with no space or token bound between.
    pub glued: bool,
}

impl Atom {
    pub fn digits(&self) -> Option<&str> {
        self.text.bytes().all(|b| b.is_ascii_digit()).then_some(self.text.as_str())
    }

    pub fn number(&self) -> Option<i32> {
        self.digits().filter(|d| d.len() <= 6)?.parse().ok()
    }

    pub fn is_word(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_alphabetic)
    }

    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    pub fn is_dash(&self) -> bool {
        matches!(self.text.as_str(), "-" | "‐" | "‑" | "–" | "—" | "−") || self.text == "--"
    }
}

pub(super) fn split<W: AsRef<str>>(words: &[W]) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for (word, text) in words.iter().enumerate() {
        let text = text.as_ref();
        let mut start = 0;
        let first = atoms.len();
        while let Some(c) = text[start..].chars().next() {
            let length = if c.is_alphanumeric() {
                text[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - start)
            } else {
                c.len_utf8()
            };
            if !c.is_whitespace() {
                let piece = &text[start..start + length];
                let glued = atoms.len() > first;
                atoms.push(Atom { text: piece.to_owned(), lower: piece.to_lowercase(), word, glued });
            }
            start += length;
        }
    }
    atoms
}
