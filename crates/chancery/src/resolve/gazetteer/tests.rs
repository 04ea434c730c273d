use super::*;

fn countries(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let found = Gazetteer::builtin().exact(&words).unwrap_or_default();
    found.iter().filter_map(|e| e.country.clone()).collect()
}

#[test]
fn names_lead_to_their_countries() {
    for (text, country) in [
        ("U.S.", "USA"),
        ("the United States", "USA"),
        ("North Korea", "PRK"),
        ("Israelis", "ISR"),
        ("Saigon", "VNM"),
        ("TURKEY", "TUR"),
        ("Côte d'Ivoire", "CIV"),
    ] {
        assert_eq!(countries(text).first().map(String::as_str), Some(country), "{text}");
    }
    assert!(countries("turkey").is_empty());
    assert!(countries("us").is_empty());
}

#[test]
fn the_longest_name_wins() {
    let words = ["North", "Korea", "-", "based", "South", "Korean"];
    let gazetteer = Gazetteer::builtin();
    let found = gazetteer.longest(&words, 0).expect("a name");
    assert_eq!((found.len, found.entries[0].country.as_deref()), (2, Some("PRK")));
    assert_eq!(gazetteer.longest(&words, 4).map(|m| m.len), Some(2));
    assert!(gazetteer.longest(&words, 3).is_none());
    assert!(gazetteer.longest(&words, 9).is_none());
}

#[test]
fn every_file_reads() {
    load::embedded().expect("the embedded files hold their layouts");
}
