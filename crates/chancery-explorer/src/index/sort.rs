//! The list of events in an order, page by page.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Ask, Index};

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// First day, then last day; undated ones last.
    Date,
    /// Type, by the alphabet.
    Type,
    /// Status, by the alphabet.
    Status,
    /// Source countries.
    Source,
    /// Target countries.
    Target,
    /// Goldstein score; those without one last.
    Goldstein,
    /// Confidence.
    Confidence,
    /// Document, in the order of coding.
    Document,
}

/// An order of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    column: Column,
    descending: bool,
}

impl Order {
    /// `date`, `-confidence`; `None` for a column that there is not.
    pub fn parse(text: &str) -> Option<Order> {
        let (name, descending) = match text.strip_prefix('-') {
            Some(name) => (name, true),
            None => (text, false),
        };
        let column = match name {
            "date" => Column::Date,
            "type" => Column::Type,
            "status" => Column::Status,
            "source" => Column::Source,
            "target" => Column::Target,
            "goldstein" => Column::Goldstein,
            "confidence" => Column::Confidence,
            "document" => Column::Document,
            _ => return None,
        };
        Some(Order { column, descending })
    }
}

/// Where a page of a list ends: the key and the event of its last row. It holds on while the record changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    key: u64,
    event: i64,
}

impl Cursor {
    /// As it stands in an address.
    pub fn encode(self) -> String {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.key.to_be_bytes());
        bytes[8..].copy_from_slice(&self.event.to_be_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// From an address; `None` where it is no cursor.
    pub fn decode(text: &str) -> Option<Cursor> {
        let bytes: [u8; 16] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (key, event) = bytes.split_at(8);
        Some(Cursor {
            key: u64::from_be_bytes(key.try_into().ok()?),
            event: i64::from_be_bytes(event.try_into().ok()?),
        })
    }
}

/// A page of events.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Events that were asked for, on all pages.
    pub total: usize,
    /// The claims (the first that was asked for of each event) of this page.
    pub rows: Vec<usize>,
    /// Where the next page goes on; `None` on the last.
    pub next: Option<Cursor>,
}

impl Index {
    /// The page after `cursor`, of `limit` events at most.
    pub fn page(&self, ask: &Ask, order: Order, cursor: Option<Cursor>, limit: usize) -> Page {
        let key = self.key(order);
        let mut total = 0;
        let mut left: Vec<(u64, i64, usize)> = Vec::new();
        for row in self.events(self.asked(ask)) {
            total += 1;
            let place = (key(row), self.event[row]);
            if cursor.is_none_or(|cursor| place > (cursor.key, cursor.event)) {
                left.push((place.0, place.1, row));
            }
        }
        let more = left.len() > limit;
        if more && limit > 0 {
            left.select_nth_unstable(limit - 1);
            left.truncate(limit);
        }
        left.truncate(limit);
        left.sort_unstable();
        let next = left.last().filter(|_| more).map(|(key, event, _)| Cursor { key: *key, event: *event });
        Page { total, rows: left.into_iter().map(|(_, _, row)| row).collect(), next }
    }

    /// What a row is sorted by, so that small comes first.
    fn key(&self, order: Order) -> Box<dyn Fn(usize) -> u64 + '_> {
        let flip = move |key: u64| if order.descending { !key } else { key };
        // Undated and unscored ones come last in either order.
        let last = u64::MAX;
        match order.column {
            Column::Date => Box::new(move |row| match self.from[row] {
                super::UNDATED => last,
                // Not quite all bits, so that no date flips to the last place.
                from => flip(u64::from(ordered(from)) << 31 | u64::from(ordered(self.to[row])) >> 1),
            }),
            Column::Type => by_rank(self.types.ranks(), &self.kind, flip),
            Column::Status => by_rank(self.statuses.ranks(), &self.status, flip),
            Column::Source => by_rank(self.ranks_of_sides(|ends| &ends.source), &self.side, flip),
            Column::Target => by_rank(self.ranks_of_sides(|ends| &ends.target), &self.side, flip),
            Column::Goldstein => Box::new(move |row| match self.goldstein[row] {
                score if score.is_nan() => last,
                score => flip(u64::from(ordered_float(score))),
            }),
            Column::Confidence => Box::new(move |row| flip(u64::from(ordered_float(self.confidence[row])))),
            Column::Document => Box::new(move |row| flip(u64::from(self.document[row]))),
        }
    }

    /// For each pair of ends the place of one end in the alphabet.
    fn ranks_of_sides(&self, end: fn(&super::Ends) -> &Vec<u32>) -> Vec<u32> {
        let text = |ends| -> Vec<&str> { end(ends).iter().map(|code| self.countries.text(*code)).collect() };
        let texts: Vec<Vec<&str>> = self.sides.iter().map(text).collect();
        let mut distinct = texts.clone();
        distinct.sort_unstable();
        distinct.dedup();
        texts.iter().map(|text| distinct.binary_search(text).unwrap_or_default() as u32).collect()
    }
}

fn by_rank<'a>(
    ranks: Vec<u32>,
    column: &'a [u32],
    flip: impl Fn(u64) -> u64 + 'a,
) -> Box<dyn Fn(usize) -> u64 + 'a> {
    Box::new(move |row| flip(u64::from(ranks.get(column[row] as usize).copied().unwrap_or(u32::MAX))))
}

/// A number whose order without sign is the order with it.
fn ordered(value: i32) -> u32 {
    (value as u32) ^ (1 << 31)
}

fn ordered_float(value: f32) -> u32 {
    let bits = value.to_bits();
    if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_the_order() {
        assert!(ordered(-5) < ordered(0) && ordered(0) < ordered(7) && ordered(i32::MIN) < ordered(-5));
        let scores = [-10.0, -0.1, 0.0, 3.5, 10.0_f32];
        assert!(scores.windows(2).all(|pair| ordered_float(pair[0]) < ordered_float(pair[1])));
    }

    #[test]
    fn a_cursor_survives_its_address() {
        let cursor = Cursor { key: u64::MAX - 3, event: 77 };
        assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        for bad in ["", "abc", "!!!!", "AAAAAAAAAAAAAAAAAAAAAAAA"] {
            assert_eq!(Cursor::decode(bad), None, "{bad}");
        }
    }
}
