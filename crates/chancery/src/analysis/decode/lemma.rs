//! Lemmas by edit script: `=lemma` gives it whole, `n+suffix` cuts `n` characters and adds the suffix.

use crate::analysis::Upos;
use crate::analysis::irregular::corrected;

/// The lemma that a script makes of a word, put right where a list knows better.
pub fn lemma(word: &str, script: &str, upos: Upos) -> String {
    corrected(word, upos, applied(word, script, upos))
}

/// Applies a script to a word; on its lower case unless it is a proper noun.
fn applied(word: &str, script: &str, upos: Upos) -> String {
    if let Some(whole) = script.strip_prefix('=') {
        return whole.to_owned();
    }
    let form = if upos == Upos::Propn { word.to_owned() } else { word.to_lowercase() };
    let Some((cut, suffix)) = script.split_once('+') else { return form };
    let cut: usize = cut.parse().unwrap_or(0);
    let keep = form.chars().count().saturating_sub(cut);
    // a script that would leave nothing was meant for a longer word
    if keep == 0 && suffix.is_empty() {
        return form;
    }
    form.chars().take(keep).chain(suffix.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::lemma;
    use crate::analysis::Upos;

    #[test]
    fn scripts_apply() {
        let cases = [
            ("Signed", "2+", Upos::Verb, "sign"),
            ("countries", "3+y", Upos::Noun, "country"),
            ("is", "=be", Upos::Aux, "be"),
            ("Oman", "0+", Upos::Propn, "Oman"),
            ("The", "0+", Upos::Det, "the"),
            ("s", "1+", Upos::Part, "s"),
        ];
        for (word, script, upos, want) in cases {
            assert_eq!(lemma(word, script, upos), want, "{word} by {script}");
        }
    }
}
