//! Places: from words to a point on the map.
//!
//! Countries, capitals and cities come from the [gazetteer](super::gazetteer).

use super::gazetteer::{City, Gazetteer, Kind};

/// A place that a name stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its main name in English, or as GeoNames has it.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// Degrees north.
    pub lat: f32,
    /// Degrees east.
    pub lon: f32,
}

/// The place that the words name.
///
/// Articles, points of the compass and common nouns around the name ("the northern city of Gao", "Brest region") are
/// passed over, and what follows a comma narrows ("Tripoli, Lebanon"). Of several places of one name the one in
/// `country_hint` (an alpha-3 code) is meant, or else a capital, or else the largest. A country stands at its
/// capital, since an event needs a point on the map.
pub fn lookup<W: AsRef<str>>(words: &[W], country_hint: Option<&str>) -> Option<Place> {
    let words: Vec<&str> = words.iter().map(|w| w.as_ref().trim()).filter(|w| !w.is_empty()).collect();
    let comma = words.iter().position(|w| *w == "," || w.ends_with(','));
    if let Some(comma) = comma {
        let inner = if words[comma] == "," { &words[..comma] } else { &words[..=comma] };
        let outer = words.get(comma + 1..).unwrap_or_default();
        let country = country_of(&bare(outer));
        if let Some(place) = named(&bare(inner), country.as_deref().or(country_hint)) {
            return Some(place);
        }
        return named(&bare(outer), country_hint);
    }
    named(&bare(&words), country_hint)
}

/// The words without what stands around a name.
fn bare<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let words: Vec<&str> =
        words.iter().map(|w| w.trim_matches(|c: char| matches!(c, ',' | '"' | '“' | '”'))).collect();
    // "the port city of Aden": the name comes last.
    let of = words.iter().rposition(|w| *w == "of" || *w == "near" || *w == "in");
    let from = of
        .filter(|&of| words[..of].iter().any(|w| is_kind(&w.to_lowercase()) || *w == words[of]))
        .map_or(0, |of| of + 1);
    let mut rest = &words[from.min(words.len())..];
    // "The Hague" keeps its article: the whole is tried first.
    if city(&rest.join(" "), None).is_some() {
        return rest.to_vec();
    }
    while let [first, tail @ ..] = rest
        && !tail.is_empty()
        && (is_before(first) || is_kind(first))
    {
        rest = tail;
    }
    while let [head @ .., last] = rest
        && !head.is_empty()
        && (is_kind(&last.to_lowercase()) || matches!(*last, "'s" | "’s"))
    {
        rest = head;
    }
    rest.to_vec()
}

fn is_before(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "The"
            | "in"
            | "In"
            | "at"
            | "At"
            | "near"
            | "outside"
            | "off"
            | "around"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northeastern"
            | "northwestern"
            | "southeastern"
            | "southwestern"
            | "downtown"
            | "nearby"
            | "coastal"
            | "border"
            | "occupied"
    )
}

fn is_kind(lower: &str) -> bool {
    matches!(
        lower,
        "city"
            | "town"
            | "village"
            | "capital"
            | "province"
            | "region"
            | "district"
            | "port"
            | "county"
            | "governorate"
            | "oblast"
            | "prefecture"
            | "municipality"
            | "area"
            | "state"
            | "suburb"
            | "neighborhood"
            | "neighbourhood"
            | "airport"
            | "harbour"
            | "harbor"
            | "department"
            | "airbase"
    )
}

/// The code of the country that the words name.
fn country_of(words: &[&str]) -> Option<String> {
    let found = Gazetteer::builtin().exact(words)?;
    found.into_iter().find(|e| e.kind == Kind::State).and_then(|e| e.country.clone())
}

fn named(words: &[&str], hint: Option<&str>) -> Option<Place> {
    if words.is_empty() {
        return None;
    }
    let gazetteer = Gazetteer::builtin();
    if let Some(found) = gazetteer.exact(words) {
        for entry in found {
            let Some(code) = entry.country.as_deref() else { continue };
            let capital = match entry.kind {
                Kind::Capital if hint.is_none_or(|h| h == code) => Some(entry.name.as_str()),
                Kind::State => None,
                _ => continue,
            };
            // A state stands at its first capital that the map has.
            let capitals = gazetteer.state(code).map_or(&[][..], |s| &s.capitals);
            let at = capital
                .into_iter()
                .chain(capitals.iter().map(String::as_str))
                .find_map(|c| city(c, Some(code)));
            let Some(at) = at.filter(|at| at.country == code) else { continue };
            let name = if capital.is_some() { at.name.to_owned() } else { entry.name.clone() };
            return Some(Place { name, country: code.to_owned(), lat: at.lat, lon: at.lon });
        }
    }
    let at = city(&words.join(" "), hint)?;
    Some(Place { name: at.name.to_owned(), country: at.country.to_owned(), lat: at.lat, lon: at.lon })
}

fn city(name: &str, hint: Option<&str>) -> Option<City> {
    // A place in a text is written with a capital: "mobile" and "nice" are no cities.
    if !name.trim_start_matches("the ").starts_with(char::is_uppercase) {
        return None;
    }
    let gazetteer = Gazetteer::builtin();
    let same = gazetteer.cities(name);
    let same = if same.is_empty() { gazetteer.cities(&format!("{name} City")) } else { same };
    hint.and_then(|hint| same.iter().find(|c| c.country == hint)).or(same.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_what_stands_around_them() {
        let cases = [
            ("Nairobi", None, Some(("Nairobi", "KEN"))),
            ("Kiev", None, Some(("Kyiv", "UKR"))),
            ("Bombay", None, Some(("Mumbai", "IND"))),
            ("The Hague", None, Some(("The Hague", "NLD"))),
            ("the port city of Aden", None, Some(("Aden", "YEM"))),
            ("northern Kenya", None, Some(("Kenya", "KEN"))),
            ("Garissa", None, Some(("Garissa", "KEN"))),
            ("Brest", None, Some(("Brest", "BLR"))),
            ("Brest", Some("FRA"), Some(("Brest", "FRA"))),
            ("Brest region", Some("BLR"), Some(("Brest", "BLR"))),
            ("Brest , France", None, Some(("Brest", "FRA"))),
            ("Brest, France", None, Some(("Brest", "FRA"))),
            ("Tripoli , Lebanon", None, Some(("Tripoli", "LBN"))),
            ("New York", None, Some(("New York City", "USA"))),
            ("London", None, Some(("London", "GBR"))),
            ("nice", None, None),
            ("Xyzzyville", None, None),
            ("the", None, None),
            (",", None, None),
            ("", None, None),
        ];
        let wrong: Vec<String> = cases
            .iter()
            .filter_map(|(text, hint, wanted)| {
                let words: Vec<&str> = text.split_whitespace().collect();
                let found = lookup(&words, *hint);
                let got = found.as_ref().map(|p| (p.name.as_str(), p.country.as_str()));
                (got != *wanted).then(|| format!("{text:?} {hint:?}: wanted {wanted:?}, found {got:?}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Whatever the words, nothing panics, and what is found lies on the globe.
    #[test]
    fn any_words_will_do() {
        let pieces =
            ["the", "of", ",", "in", "City", "Aden", "é", "„", "region", "’s", "\u{0}", " ", "Kenya", "near"];
        let mut state = 0x1234_5678_9abc_def1_u64;
        let mut next = |n: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % n as u64) as usize
        };
        for _ in 0..5_000 {
            let words: Vec<String> = (0..next(6))
                .map(|_| (0..=next(2)).map(|_| pieces[next(pieces.len())]).collect::<Vec<_>>().concat())
                .collect();
            if let Some(place) = lookup(&words, [None, Some("KEN")][next(2)]) {
                assert!(place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0, "{words:?}");
            }
        }
    }
}
