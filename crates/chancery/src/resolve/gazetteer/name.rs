//! How names are compared: in pieces, without diacritics, with an eye on case.

use deunicode::deunicode_char;

/// Words that are written small or large within a name at will ("Al Jazeera", "al-Jazeera").
const PARTICLES: &[&str] = &[
    "ad", "al", "an", "and", "ar", "as", "ash", "at", "bin", "da", "de", "del", "der", "di", "do", "du", "e",
    "el", "es", "for", "fi", "i", "ibn", "in", "la", "le", "of", "on", "s", "the", "to", "ul", "van", "von",
    "y", "d", "l", "las", "les", "los", "ud", "un", "wa", "with",
];

/// The comparable pieces of some words: no dots, hyphens, apostrophes or diacritics.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    cased: Vec<String>,
    lower: Vec<String>,
}

impl Pieces {
    /// The pieces of one token.
    pub fn of(word: &str) -> Self {
        let mut pieces = Self::default();
        pieces.push(word);
        pieces
    }

    /// The pieces of a name as the data files write it.
    pub fn of_name(name: &str) -> Self {
        let mut pieces = Self::default();
        name.split_whitespace().for_each(|word| pieces.push(word));
        pieces
    }

    /// Adds those of the next token.
    pub fn push(&mut self, word: &str) {
        if word == "." {
            return self.close(".".to_owned());
        }
        let mut open = String::new();
        for c in word.chars() {
            if is_hyphen(c) || is_apostrophe(c) {
                self.close(std::mem::take(&mut open));
            } else if c.is_ascii_alphanumeric() {
                open.push(c);
            } else if c.is_alphanumeric() {
                open.push_str(deunicode_char(c).unwrap_or_default().trim());
            } else if c == '&' {
                self.close(std::mem::take(&mut open));
                self.close("and".to_owned());
            } else if c != '.' && !is_combining(c) {
                self.close(std::mem::take(&mut open));
                self.close(c.to_string());
            }
        }
        self.close(open);
    }

    fn close(&mut self, piece: String) {
        if !piece.is_empty() {
            self.lower.push(piece.to_lowercase());
            self.cased.push(piece);
        }
    }

    pub fn len(&self) -> usize {
        self.cased.len()
    }

    pub fn lower(&self) -> impl Iterator<Item = &str> {
        self.lower.iter().map(String::as_str)
    }

    pub fn key(&self) -> String {
        self.lower.join(" ")
    }

    pub fn cased(&self) -> String {
        self.cased.join(" ")
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02bb}' | '\u{02bc}' | '`')
}

fn is_combining(c: char) -> bool {
    ('\u{0300}'..='\u{036f}').contains(&c)
}

/// Whether a token only joins its neighbours: a hyphen by itself.
pub(super) fn is_joint(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_hyphen)
}

/// A name of the data files without its marks: `=` (only exactly as written), `~` (also a common word).
pub(super) fn marks(written: &str) -> (&str, bool, bool) {
    let rest = written.trim_start_matches(['=', '~']);
    let marks = &written[..written.len() - rest.len()];
    (rest, marks.contains('='), marks.contains('~'))
}

/// Whether words that agree with a name but for case agree in case too: as written, in capitals throughout, or
/// an acronym as a word ("Nato").
pub(super) fn agrees(surface: &Pieces, name: &str, exact: bool) -> bool {
    surface.cased.iter().zip(&surface.lower).zip(name.split(' ')).all(|((s, lower), n)| {
        if s == n {
            return true;
        }
        if exact {
            return false;
        }
        if PARTICLES.contains(&lower.as_str()) && (surface.len() > 1) {
            return true;
        }
        let starts_large = n.starts_with(char::is_uppercase);
        let capitals = |w: &str| !w.contains(char::is_lowercase);
        if capitals(s) {
            // A name in small letters stands in capitals only within a longer name in capitals.
            return s.len() > 1 && (starts_large || surface.len() > 1);
        }
        let as_word = s.starts_with(char::is_uppercase) && !s[1..].contains(char::is_uppercase);
        as_word && n.len() >= 4 && capitals(n)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agree(surface: &str, name: &str) -> bool {
        let (written, exact, _) = marks(name);
        agrees(&Pieces::of_name(surface), &Pieces::of_name(written).cased(), exact)
    }

    #[test]
    fn pieces_drop_what_spelling_varies_in() {
        for (a, b) in [
            ("São Tomé", "Sao Tome"),
            ("U.S.", "US"),
            ("Guinea-Bissau", "Guinea Bissau"),
            ("Côte d’Ivoire", "Cote d'Ivoire"),
            ("People 's Republic", "People's Republic"),
            ("Trinidad & Tobago", "Trinidad and Tobago"),
        ] {
            assert_eq!(Pieces::of_name(a).key(), Pieces::of_name(b).key());
        }
    }

    #[test]
    fn case_tells_names_from_words() {
        assert!(agree("China", "China"));
        assert!(agree("CHINA", "China"));
        assert!(!agree("china", "China"));
        assert!(!agree("us", "US"));
        assert!(!agree("Us", "US"));
        assert!(agree("Nato", "NATO"));
        assert!(!agree("Care", "=CARE"));
        assert!(agree("Al Shabaab", "al-Shabaab"));
        assert!(agree("BANK OF CHINA", "Bank of China"));
    }
}
