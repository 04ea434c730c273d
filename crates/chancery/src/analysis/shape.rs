//! The shape of a word, which the uncased encoder cannot see; `shape` in `training/analyser/data.py` does the same.

/// Index of the word's shape: lower, title, upper, mixed, digit, digits and letters, punctuation, single capital, other.
pub fn shape(word: &str) -> i32 {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let any_letter = letters().next().is_some();
    if word.chars().any(|c| c.is_numeric()) {
        return if any_letter { 5 } else { 4 };
    }
    if !any_letter {
        return 6;
    }
    if letters().all(char::is_lowercase) {
        return 0;
    }
    if letters().all(char::is_uppercase) {
        return if letters().count() == 1 { 7 } else { 2 };
    }
    if letters().next().is_some_and(char::is_uppercase) && letters().skip(1).all(char::is_lowercase) {
        return 1;
    }
    if letters().any(char::is_uppercase) { 3 } else { 8 }
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn shapes_are_those_of_training() {
        let cases = [
            ("army", 0),
            ("Oman", 1),
            ("NATO", 2),
            ("McDonald", 3),
            ("1991", 4),
            ("F-16", 5),
            ("--", 6),
            ("A", 7),
            ("U.S.", 2),
        ];
        for (word, want) in cases {
            assert_eq!(shape(word), want, "{word}");
        }
    }
}
