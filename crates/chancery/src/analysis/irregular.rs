//! Irregular forms of English: the model's edit scripts are learnt from a treebank, and a form that it lacks ("sold")
//! gets the script of one that looks like it.

/// Forms of irregular verbs, and a few of nouns, with their lemmas.
pub const IRREGULAR: &[(&str, &str)] = &[
    ("abode", "abide"),
    ("arose", "arise"),
    ("arisen", "arise"),
    ("was", "be"),
    ("were", "be"),
    ("been", "be"),
    ("bore", "bear"),
    ("borne", "bear"),
    ("beaten", "beat"),
    ("became", "become"),
    ("began", "begin"),
    ("begun", "begin"),
    ("bent", "bend"),
    ("bound", "bind"),
    ("bled", "bleed"),
    ("blew", "blow"),
    ("blown", "blow"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("burnt", "burn"),
    ("bought", "buy"),
    ("caught", "catch"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("came", "come"),
    ("dealt", "deal"),
    ("dug", "dig"),
    ("did", "do"),
    ("done", "do"),
    ("drew", "draw"),
    ("drawn", "draw"),
    ("drove", "drive"),
    ("driven", "drive"),
    ("ate", "eat"),
    ("fell", "fall"),
    ("fallen", "fall"),
    ("fed", "feed"),
    ("felt", "feel"),
    ("fought", "fight"),
    ("found", "find"),
    ("fled", "flee"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("forbade", "forbid"),
    ("forbidden", "forbid"),
    ("forgave", "forgive"),
    ("forgiven", "forgive"),
    ("forgot", "forget"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("got", "get"),
    ("gotten", "get"),
    ("gave", "give"),
    ("given", "give"),
    ("went", "go"),
    ("gone", "go"),
    ("ground", "grind"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("hung", "hang"),
    ("had", "have"),
    ("has", "have"),
    ("heard", "hear"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("held", "hold"),
    ("kept", "keep"),
    ("knew", "know"),
    ("known", "know"),
    ("laid", "lay"),
    ("led", "lead"),
    ("left", "leave"),
    ("lent", "lend"),
    ("lay", "lie"),
    ("lit", "light"),
    ("lost", "lose"),
    ("made", "make"),
    ("meant", "mean"),
    ("met", "meet"),
    ("paid", "pay"),
    ("overcame", "overcome"),
    ("overran", "overrun"),
    ("oversaw", "oversee"),
    ("overthrew", "overthrow"),
    ("overthrown", "overthrow"),
    ("rode", "ride"),
    ("rang", "ring"),
    ("rose", "rise"),
    ("risen", "rise"),
    ("ran", "run"),
    ("said", "say"),
    ("saw", "see"),
    ("seen", "see"),
    ("sought", "seek"),
    ("sold", "sell"),
    ("sent", "send"),
    ("shook", "shake"),
    ("shaken", "shake"),
    ("shot", "shoot"),
    ("showed", "show"),
    ("shown", "show"),
    ("shrank", "shrink"),
    ("sang", "sing"),
    ("sank", "sink"),
    ("sunk", "sink"),
    ("sat", "sit"),
    ("slew", "slay"),
    ("slain", "slay"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("sped", "speed"),
    ("spent", "spend"),
    ("spilt", "spill"),
    ("split", "split"),
    ("sprang", "spring"),
    ("stood", "stand"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("stuck", "stick"),
    ("struck", "strike"),
    ("stricken", "strike"),
    ("strove", "strive"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("swept", "sweep"),
    ("swam", "swim"),
    ("took", "take"),
    ("taken", "take"),
    ("taught", "teach"),
    ("tore", "tear"),
    ("torn", "tear"),
    ("told", "tell"),
    ("thought", "think"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("undertook", "undertake"),
    ("undertaken", "undertake"),
    ("underwent", "undergo"),
    ("understood", "understand"),
    ("upheld", "uphold"),
    ("woke", "wake"),
    ("wore", "wear"),
    ("worn", "wear"),
    ("won", "win"),
    ("withdrew", "withdraw"),
    ("withdrawn", "withdraw"),
    ("withheld", "withhold"),
    ("withstood", "withstand"),
    ("wrote", "write"),
    ("written", "write"),
    ("men", "man"),
    ("women", "woman"),
    ("gunmen", "gunman"),
    ("people", "person"),
];

/// Nouns in "-ie", whose plural looks like that of a noun in "-y".
const IN_IE: [&str; 12] = [
    "movie", "cookie", "calorie", "zombie", "prairie", "selfie", "brownie", "rookie", "genie", "tie", "lie",
    "pie",
];

/// What the lemma of a word must be by these lists, whatever the model's script made of it.
pub fn corrected(word: &str, upos: super::Upos, lemma: String) -> String {
    use super::Upos::{Aux, Noun, Verb};
    // Only verbs and nouns are looked up: no other word is worth a lower-cased copy.
    match upos {
        Verb | Aux => {
            let form = word.to_lowercase();
            let mut known = IRREGULAR.iter().filter(|(inflected, _)| *inflected == form);
            match (known.next(), known.next()) {
                (Some((_, known)), None) => (*known).to_owned(),
                _ => lemma,
            }
        }
        Noun if lemma.ends_with("ie")
            && !IN_IE.contains(&lemma.as_str())
            && word.to_lowercase().ends_with("ies") =>
        {
            format!("{}y", &lemma[..lemma.len() - 2])
        }
        _ => lemma,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Upos;

    #[test]
    fn lists_go_before_scripts() {
        let lemma = |form: &str, upos, script: &str| corrected(form, upos, script.to_owned());
        assert_eq!(lemma("sold", Upos::Verb, "sive"), "sell");
        assert_eq!(lemma("ferries", Upos::Noun, "ferrie"), "ferry");
        assert_eq!(lemma("movies", Upos::Noun, "movie"), "movie");
        assert_eq!(lemma("sold", Upos::Propn, "Sold"), "Sold");
        assert_eq!(lemma("signed", Upos::Verb, "sign"), "sign");
    }
}
