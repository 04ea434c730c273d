//! The country that a word on the command line means.

use anyhow::{Result, bail};
use chancery::resolve::gazetteer::Gazetteer;

/// Codes that stand for no state.
const BODIES: [&str; 7] = ["EUR", "UNO", "IGO", "NGO", "MNC", "IMG", "REG"];

/// The code for `name`: a code as it is, or that of the country which bears the name ("Israel", "ivory coast").
pub fn code(name: &str) -> Result<String> {
    let gazetteer = Gazetteer::builtin();
    let upper = name.to_uppercase();
    if gazetteer.state(&upper).is_some() || BODIES.contains(&upper.as_str()) {
        return Ok(upper);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    // Names are written with their capitals in the gazetteer; people at a prompt leave them out.
    let capitalised: Vec<String> = words.iter().map(|word| capitalised(word)).collect();
    let capitalised: Vec<&str> = capitalised.iter().map(String::as_str).collect();
    for words in [words, capitalised] {
        let entries = gazetteer.exact(&words).unwrap_or_default();
        if let Some(country) = entries.iter().find_map(|entry| entry.country.clone()) {
            return Ok(country);
        }
    }
    bail!("no country is called `{name}`: give its name or its ISO 3166-1 code of three letters")
}

/// The name of a code, for people; the code itself where it has none.
pub fn name(code: &str) -> &str {
    match code {
        "EUR" => "the European Union",
        "UNO" => "the United Nations",
        _ => Gazetteer::builtin().state(code).map_or(code, |state| &state.name),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_both_taken() {
        for (typed, expected) in [
            ("AZE", "AZE"),
            ("aze", "AZE"),
            ("Azerbaijan", "AZE"),
            ("peru", "PER"),
            ("EUR", "EUR"),
            ("SUN", "SUN"),
        ] {
            assert_eq!(code(typed).unwrap(), expected, "{typed}");
        }
        assert!(code("Ruritania").is_err());
        assert_eq!(name("PER"), "Peru");
        assert_eq!(name("XYZ"), "XYZ");
    }
}
