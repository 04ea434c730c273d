//! Numbers as English words: shared by dates ("two years later") and sums ("three dozen").

/// What a number word from "zero" to "ninety-nine" stands for; case aside.
pub(crate) fn cardinal(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    if let Some((tens, unit)) = word.split_once('-') {
        let (tens, unit) = (cardinal(tens)?, cardinal(unit)?);
        return (tens >= 20 && tens % 10 == 0 && (1..10).contains(&unit)).then_some(tens + unit);
    }
    let found = WORDS.iter().position(|w| *w == word)?;
    Some(if found <= 20 { found as u32 } else { (found as u32 - 18) * 10 })
}

/// What an ordinal stands for, as a word ("third") or with its ending ("3rd", "21st"); case aside.
pub(crate) fn ordinal(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !digits.is_empty() {
        let ending = &word[digits.len()..];
        return matches!(ending, "st" | "nd" | "rd" | "th").then(|| digits.parse().ok()).flatten();
    }
    ORDINALS.iter().position(|w| *w == word).map(|n| n as u32 + 1)
}

const WORDS: [&str; 28] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
];

const ORDINALS: [&str; 21] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_endings() {
        let cardinals = [
            ("two", Some(2)),
            ("Twenty", Some(20)),
            ("thirty", Some(30)),
            ("ninety", Some(90)),
            ("ninety-two", Some(92)),
            ("twelve-two", None),
            ("troops", None),
        ];
        for (word, value) in cardinals {
            assert_eq!(cardinal(word), value, "{word}");
        }
        let ordinals =
            [("third", Some(3)), ("21st", Some(21)), ("4th", Some(4)), ("4", None), ("4x", None), ("", None)];
        for (word, value) in ordinals {
            assert_eq!(ordinal(word), value, "{word}");
        }
    }
}
