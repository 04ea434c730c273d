//! The four classes that PLOVER's types fall into.

/// The classes, in the order of their numbers.
pub const QUADS: [&str; 4] =
    ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

/// The class of a type, 1 to 4; 0 for a type that is none of PLOVER's.
pub fn quad(event_type: &str) -> u8 {
    match event_type {
        "AGREE" | "CONSULT" | "SUPPORT" => 1,
        "COOPERATE" | "AID" | "CONCEDE" | "RETREAT" | "YIELD" => 2,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => 3,
        "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    #[test]
    fn every_type_has_a_class() {
        for event_type in chancery::analysis::EventType::iter() {
            assert!(super::quad(event_type.as_ref()) > 0, "{event_type}");
        }
    }
}
