//! Words whose full stop belongs to them.

/// Abbreviations that keep their full stop wherever they stand, in lower case and sorted.
const ALWAYS: &[&str] = &[
    "adj", "adm", "al", "approx", "apr", "apt", "arrv", "assn", "assoc", "asst", "attn", "aug", "ave",
    "bldg", "blvd", "brig", "bros", "capt", "cdr", "cf", "cie", "cmdr", "co", "col", "comdr", "conf", "corp",
    "cpl", "dec", "dept", "dist", "dr", "eg", "esp", "esq", "est", "etc", "ext", "feb", "fig", "figs", "fr",
    "fri", "ft", "gen", "gov", "govt", "hon", "hr", "hrs", "inc", "insp", "intl", "jan", "jnr", "jr", "jul",
    "jun", "lb", "lbs", "lieut", "lt", "ltd", "maj", "messrs", "mgr", "misc", "mob", "mr", "mrs", "ms",
    "msgr", "mt", "mts", "natl", "nos", "nov", "oct", "orig", "oz", "para", "pfc", "plc", "pp", "pres",
    "prof", "pte", "pty", "pvt", "reps", "resp", "ret", "rev", "rtd", "sec", "sen", "sens", "sep", "sept",
    "sgt", "snr", "spec", "sq", "sr", "st", "ste", "supt", "thur", "thurs", "tue", "tues", "univ", "viz",
    "vol", "vols", "vs", "wed", "yr", "yrs",
];

/// Abbreviations that are also words: they keep their full stop before a numeral only.
const BEFORE_NUMERAL: &[&str] =
    &["art", "b", "c", "ca", "ch", "d", "fl", "mar", "no", "p", "r", "rs", "sat", "sun", "tel", "v"];

/// Abbreviations that are also words: they keep their full stop before a capitalised word only.
const BEFORE_NAME: &[&str] = &["amb", "gens", "rep"];

/// Titles: a name follows, so no sentence ends here. Sorted.
const TITLES: &[&str] = &[
    "adm", "amb", "brig", "capt", "cdr", "cmdr", "col", "cpl", "dr", "gen", "gens", "gov", "insp", "lieut",
    "lt", "maj", "messrs", "mr", "mrs", "ms", "msgr", "pfc", "pres", "prof", "pvt", "rep", "reps", "rev",
    "sen", "sens", "sgt", "st", "supt",
];

/// Whether a token is the abbreviation of a title, with its full stop.
pub(super) fn is_title(token: &str) -> bool {
    token.strip_suffix('.').is_some_and(|t| {
        t.len() <= 6
            && TITLES.binary_search_by(|s| s.bytes().cmp(t.bytes().map(|b| b.to_ascii_lowercase()))).is_ok()
    })
}

/// Whether `word`, written with a full stop after it, is one token with that full stop.
///
/// `next` is the first character of what follows the white space after the full stop, if anything does.
pub(super) fn keeps_stop(word: &str, next: Option<char>) -> bool {
    let mut lower = [0u8; 8];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    for (to, from) in lower.iter_mut().zip(word.bytes()) {
        if !from.is_ascii_alphabetic() {
            return false;
        }
        *to = from.to_ascii_lowercase();
    }
    let Ok(lower) = std::str::from_utf8(lower) else { return false };
    // "Est" and "Gen" are abbreviations, "est" and "gen" hardly words: case matters for none of ALWAYS.
    ALWAYS.binary_search(&lower).is_ok()
        || next.is_some_and(|c| c.is_numeric()) && BEFORE_NUMERAL.binary_search(&lower).is_ok()
        || next.is_some_and(|c| c.is_uppercase()) && BEFORE_NAME.binary_search(&lower).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_the_search() {
        for list in [ALWAYS, BEFORE_NUMERAL, BEFORE_NAME, TITLES] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn a_word_keeps_its_stop_by_what_follows() {
        assert!(keeps_stop("Gen", Some('V')));
        assert!(keeps_stop("No", Some('7')));
        assert!(!keeps_stop("No", Some('H')));
        assert!(!keeps_stop("societies", Some('I')));
        assert!(!keeps_stop("Dvořák", None));
    }
}
