use crate::document::Span;

/// Turns byte spans of one text into character spans, in constant time each.
pub(super) struct Characters {
    /// Characters that start before each byte; empty for ASCII, where the two counts agree.
    before: Vec<u32>,
}

impl Characters {
    pub(super) fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Characters { before: Vec::new() };
        }
        let mut before = Vec::with_capacity(text.len() + 1);
        for (count, character) in text.chars().enumerate() {
            before.extend(std::iter::repeat_n(count as u32, character.len_utf8()));
        }
        before.push(before.last().map_or(0, |last| last + 1));
        Characters { before }
    }

    pub(super) fn span(&self, span: Span) -> (i64, i64) {
        (self.at(span.start()), self.at(span.end()))
    }

    fn at(&self, byte: usize) -> i64 {
        match self.before.as_slice() {
            [] => byte as i64,
            [.., last] => i64::from(*self.before.get(byte).unwrap_or(last)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting() {
        for text in ["", "plain", "Bakı–Tel-Aviv “yes”", "é", "日本と韓国"] {
            let characters = Characters::of(text);
            let places: Vec<usize> =
                text.char_indices().map(|(i, _)| i).chain(std::iter::once(text.len())).collect();
            for &a in &places {
                for &b in places.iter().filter(|&&b| b >= a) {
                    let span = Span::new(a, b);
                    let (x, y) = span.chars(text);
                    assert_eq!(characters.span(span), (x as i64, y as i64), "{text} {a} {b}");
                }
            }
        }
    }
}
