//! Which states lie beside each other, and where: for "its northern neighbour". Land borders and midpoints (degrees
//! north and east) of `gazetteer/neighbours.csv` are facts taken from mledoze/countries (ODbL).

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../gazetteer/neighbours.csv"));

/// A direction that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compass {
    North,
    South,
    East,
    West,
}

#[derive(Debug)]
struct Place {
    north: f32,
    east: f32,
    neighbours: Vec<&'static str>,
}

static PLACES: LazyLock<HashMap<&'static str, Place>> = LazyLock::new(|| {
    let rows = TABLE.lines().skip(1).filter_map(|line| {
        let mut fields = line.split(',');
        let code = fields.next()?;
        let north = fields.next()?.parse().ok()?;
        let east = fields.next()?.parse().ok()?;
        let neighbours = fields.next()?.split('|').filter(|n| !n.is_empty()).collect();
        Some((code, Place { north, east, neighbours }))
    });
    rows.collect()
});

/// Reads "northern", "south", "eastern".
pub(super) fn compass(lower: &str) -> Option<Compass> {
    match lower {
        "northern" | "north" => Some(Compass::North),
        "southern" | "south" => Some(Compass::South),
        "eastern" | "east" => Some(Compass::East),
        "western" | "west" => Some(Compass::West),
        _ => None,
    }
}

/// The states that share a land border with `country`.
pub(super) fn neighbours(country: &str) -> &'static [&'static str] {
    PLACES.get(country).map_or(&[], |p| p.neighbours.as_slice())
}

/// How far `other` lies from `country` in a direction, in degrees.
fn towards(country: &str, other: &str, direction: Compass) -> Option<(f32, f32)> {
    let (a, b) = (PLACES.get(country)?, PLACES.get(other)?);
    let (north, east) = (b.north - a.north, b.east - a.east);
    Some(match direction {
        Compass::North => (north, east.abs()),
        Compass::South => (-north, east.abs()),
        Compass::East => (east, north.abs()),
        Compass::West => (-east, north.abs()),
    })
}

/// Whether `other` lies in that direction from `country`.
pub(super) fn lies(country: &str, other: &str, direction: Compass) -> bool {
    towards(country, other, direction).is_some_and(|(ahead, aside)| ahead > 0.0 && ahead * 2.0 > aside)
}

/// The neighbour that lies most clearly in that direction.
pub(super) fn farthest(country: &str, direction: Compass) -> Option<&'static str> {
    let clear = |n: &&&str| towards(country, n, direction).map_or(f32::MIN, |(ahead, aside)| ahead - aside);
    neighbours(country)
        .iter()
        .max_by(|a, b| clear(a).total_cmp(&clear(b)))
        .filter(|n| clear(n) > 0.0)
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_lie_where_the_map_has_them() {
        assert!(neighbours("TZA").contains(&"KEN"));
        assert!(lies("TZA", "KEN", Compass::North));
        assert!(!lies("TZA", "MOZ", Compass::North));
        assert_eq!(farthest("MNG", Compass::North), Some("RUS"));
        assert_eq!(farthest("ISL", Compass::East), None);
    }
}
