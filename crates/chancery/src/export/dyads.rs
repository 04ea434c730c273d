//! One row for one source and one target: how the data sets of other coders count.

use jiff::civil::Date;

use crate::analysis::{EventType, Quad};
use crate::record::{Entry, Party};

/// Room for the pairs of one claim in the identifier of a row.
const PAIRS: i64 = 10_000;

/// A row's identifier: the record's row times 10,000, and the number of the pair, from 0. Dividing gives the record's
/// row back.
pub(super) fn id(row: i64, pair: usize) -> i64 {
    row.saturating_mul(PAIRS).saturating_add((pair as i64).min(PAIRS - 1))
}

/// Every source with every target. An end without anybody counts as one unnamed party; nobody acts on himself.
pub(super) fn pairs(entry: &Entry) -> Vec<(Option<&Party>, Option<&Party>)> {
    let end = |parties: &'_ [Party]| -> Vec<Option<usize>> {
        match parties.len() {
            0 => vec![None],
            n => (0..n).map(Some).collect(),
        }
    };
    let mut pairs = Vec::new();
    for source in end(&entry.source) {
        for target in end(&entry.target) {
            let pair = (source.map(|i| &entry.source[i]), target.map(|i| &entry.target[i]));
            if pair.0.is_none() || pair.0 != pair.1 {
                pairs.push(pair);
            }
        }
    }
    pairs
}

/// The day of an act: the first that its date can mean, or the day of publication where the text gives none.
pub(super) fn day(entry: &Entry) -> Option<Date> {
    entry.from_day.or(entry.published)
}

/// The class of a PLOVER type; `None` for a word that is no type.
pub(super) fn quad_of_type(event_type: &str) -> Option<Quad> {
    event_type.parse::<EventType>().ok().map(EventType::quad)
}

/// The class of a CAMEO code, as GDELT has it: roots 01 to 05, 06 to 08, 09 to 13, 14 to 20.
pub(super) fn quad_of_cameo(code: &str) -> Option<Quad> {
    Some(match code.get(..2)?.parse::<u8>().ok()? {
        1..=5 => Quad::VerbalCooperation,
        6..=8 => Quad::MaterialCooperation,
        9..=13 => Quad::VerbalConflict,
        14..=20 => Quad::MaterialConflict,
        _ => return None,
    })
}

/// A class in words.
pub(super) fn words(quad: Quad) -> &'static str {
    match quad {
        Quad::VerbalCooperation => "VERBAL COOPERATION",
        Quad::MaterialCooperation => "MATERIAL COOPERATION",
        Quad::VerbalConflict => "VERBAL CONFLICT",
        Quad::MaterialConflict => "MATERIAL CONFLICT",
    }
}

/// Text that holds no tab and no line break: the layouts have no way to quote them.
pub(super) fn plain(text: &str) -> String {
    text.split(['\t', '\n', '\r']).map(str::trim).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ")
}
