//! The lemmas that a form can have, by the rules of English: a frame is found also where the model's lemma is wrong
//! ("expell", "signe"). Only what a codebook names is ever looked up, so a form that does not exist does no harm.

use crate::analysis::{IRREGULAR, Upos};

/// Lemmas that a form (lower case) of this part of speech can have, the form itself left out.
pub(super) fn lemmas(form: &str, upos: Upos) -> Vec<String> {
    let mut found: Vec<String> = IRREGULAR
        .iter()
        .filter(|(inflected, _)| *inflected == form)
        .map(|(_, lemma)| (*lemma).to_owned())
        .collect();
    if !form.is_ascii() || form.len() < 4 {
        return found;
    }
    match upos {
        Upos::Verb | Upos::Aux | Upos::Adj => {
            if let Some(stem) = form.strip_suffix("ied") {
                found.push(format!("{stem}y"));
            }
            for suffix in ["ed", "ing"] {
                if let Some(stem) = form.strip_suffix(suffix) {
                    found.extend(stems(stem));
                }
            }
            singular(form, &mut found);
        }
        Upos::Noun | Upos::Propn => singular(form, &mut found),
        _ => {}
    }
    found.retain(|lemma| lemma != form);
    found
}

/// "expell" may come from "expel", "sign" from "sign" or "signe".
fn stems(stem: &str) -> Vec<String> {
    let mut found = vec![stem.to_owned(), format!("{stem}e")];
    let mut last = stem.chars().rev();
    if let (Some(a), Some(b)) = (last.next(), last.next())
        && a == b
        && stem.is_ascii()
    {
        found.push(stem[..stem.len() - 1].to_owned());
    }
    found
}

fn singular(form: &str, found: &mut Vec<String>) {
    if let Some(stem) = form.strip_suffix("ies") {
        found.push(format!("{stem}y"));
    }
    if let Some(stem) = form.strip_suffix("es") {
        found.push(stem.to_owned());
    }
    if let Some(stem) = form.strip_suffix('s').filter(|stem| !stem.ends_with('s')) {
        found.push(stem.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_and_irregular_forms() {
        let has = |form: &str, upos, lemma: &str| lemmas(form, upos).iter().any(|found| found == lemma);
        for (form, lemma) in [
            ("expelled", "expel"),
            ("signed", "sign"),
            ("accused", "accuse"),
            ("visiting", "visit"),
            ("denied", "deny"),
            ("withdrew", "withdraw"),
            ("sends", "send"),
            ("clashes", "clash"),
            ("agreeing", "agree"),
        ] {
            assert!(has(form, Upos::Verb, lemma), "{form}");
        }
        assert!(has("sanctions", Upos::Noun, "sanction"));
        assert!(has("embassies", Upos::Noun, "embassy"));
        assert!(!has("meeting", Upos::Noun, "meet"));
        assert!(lemmas("press", Upos::Noun).iter().all(|lemma| lemma != "pres"));
    }
}
