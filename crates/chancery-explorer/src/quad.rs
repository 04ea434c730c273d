//! The four classes that PLOVER's types fall into, by name and number.

use chancery::analysis::EventType;

/// The classes, in the order of their numbers.
pub const QUADS: [&str; 4] =
    ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

/// The class of a type, 1 to 4; 0 for a type that is none of PLOVER's.
pub fn quad(event_type: &str) -> u8 {
    event_type.parse::<EventType>().map_or(0, |event_type| event_type.quad() as u8)
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    #[test]
    fn every_type_has_a_class() {
        for event_type in chancery::analysis::EventType::iter() {
            assert!(super::quad(event_type.as_ref()) > 0, "{event_type}");
            assert_eq!(super::quad(event_type.as_ref()), event_type.quad() as u8);
        }
        assert_eq!(super::quad("CYBER"), 0);
    }
}
