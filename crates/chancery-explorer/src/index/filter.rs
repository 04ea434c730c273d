//! Which claims are asked for.

use super::{Index, NONE, Names, UNDATED};
use crate::quad::quad;

/// Which way an act between two countries goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Either did it to the other.
    #[default]
    Either,
    /// The first did it to the second.
    Forth,
    /// The second did it to the first.
    Back,
}

/// Which claims are asked for; what is empty or `None` does not restrict. Several values of one field are
/// alternatives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ask {
    /// A country that takes part.
    pub a: Option<String>,
    /// Another, on the other end.
    pub b: Option<String>,
    /// Which way.
    pub direction: Direction,
    /// An actor that takes part, by its row.
    pub actor: Option<i64>,
    /// Types.
    pub types: Vec<String>,
    /// Quad classes, 1 to 4.
    pub quads: Vec<u8>,
    /// Modes.
    pub modes: Vec<String>,
    /// Contexts.
    pub contexts: Vec<String>,
    /// Statuses.
    pub statuses: Vec<String>,
    /// Sayers; an empty one is the document itself.
    pub sayers: Vec<String>,
    /// Documents, by their rows.
    pub documents: Vec<i64>,
    /// Places, in the words of the text.
    pub places: Vec<String>,
    /// Objects.
    pub objects: Vec<String>,
    /// May have happened on this day or after it; undated ones may not.
    pub from: Option<i32>,
    /// May have happened on this day or before it; undated ones may not.
    pub to: Option<i32>,
    /// At least so probable.
    pub min_confidence: Option<f32>,
    /// At most so probable.
    pub max_confidence: Option<f32>,
}

/// The fields by which a claim can fail; each is one bit of [`Test::failures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Type,
    Mode,
    Contexts,
    Status,
    Sayer,
    Document,
    Dates,
    Rest,
}

/// An [`Ask`] made ready for one index: a table for each numbered column.
pub(super) struct Test<'a> {
    index: &'a Index,
    types: Option<Vec<bool>>,
    modes: Option<Vec<bool>>,
    contexts: Option<Vec<bool>>,
    statuses: Option<Vec<bool>>,
    sayers: Option<Vec<bool>>,
    documents: Option<Vec<bool>>,
    places: Option<Vec<bool>>,
    objects: Option<Vec<bool>>,
    sides: Option<Vec<bool>>,
    casts: Option<Vec<bool>>,
    dates: Option<(i32, i32)>,
    confidence: Option<(f32, f32)>,
}

impl<'a> Test<'a> {
    pub(super) fn new(index: &'a Index, ask: &Ask) -> Self {
        let types = (!ask.types.is_empty() || !ask.quads.is_empty()).then(|| {
            let mut table = vec![false; index.types.len()];
            for (number, text) in index.types.iter() {
                let named = ask.types.is_empty() || ask.types.iter().any(|name| name == text);
                let quad = ask.quads.is_empty() || ask.quads.contains(&quad(text));
                table[number as usize] = named && quad;
            }
            table
        });
        let contexts = chosen(&index.contexts_named, &ask.contexts).map(|wanted| {
            let has = |set: &Vec<u32>| set.iter().any(|context| wanted[*context as usize]);
            index.context_sets.iter().map(has).collect()
        });
        let documents = (!ask.documents.is_empty())
            .then(|| index.documents.iter().map(|id| ask.documents.contains(id)).collect());
        let casts = ask.actor.map(|actor| {
            let number = index.actors.iter().position(|a| a.id == actor).map(|n| n as u32);
            let has = |number| {
                move |ends: &super::Ends| ends.source.contains(&number) || ends.target.contains(&number)
            };
            match number {
                Some(number) => index.casts.iter().map(has(number)).collect(),
                None => vec![false; index.casts.len()],
            }
        });
        Test {
            index,
            types,
            modes: chosen(&index.modes, &ask.modes),
            contexts,
            statuses: chosen(&index.statuses, &ask.statuses),
            sayers: chosen(&index.sayers, &ask.sayers),
            documents,
            places: chosen(&index.places, &ask.places),
            objects: chosen(&index.objects, &ask.objects),
            sides: sides(index, ask),
            casts,
            dates: (ask.from.is_some() || ask.to.is_some())
                .then(|| (ask.from.unwrap_or(i32::MIN), ask.to.unwrap_or(UNDATED - 1))),
            confidence: (ask.min_confidence.is_some() || ask.max_confidence.is_some())
                .then(|| (ask.min_confidence.unwrap_or(0.0), ask.max_confidence.unwrap_or(1.0))),
        }
    }

    /// Whether a claim is asked for.
    pub(super) fn holds(&self, row: usize) -> bool {
        self.rest(row) && self.facets(row)
    }

    fn facets(&self, row: usize) -> bool {
        let index = self.index;
        allowed(&self.types, index.kind[row])
            && self.in_time(row)
            && allowed(&self.statuses, index.status[row])
            && allowed(&self.modes, index.mode[row])
            && allowed(&self.contexts, index.contexts[row])
            && allowed(&self.sayers, index.sayer[row])
            && allowed(&self.documents, index.document[row])
    }

    fn in_time(&self, row: usize) -> bool {
        self.dates.is_none_or(|(from, to)| {
            self.index.from[row] <= to && self.index.to[row] >= from && self.index.from[row] != UNDATED
        })
    }

    fn rest(&self, row: usize) -> bool {
        let index = self.index;
        allowed(&self.sides, index.side[row])
            && allowed(&self.casts, index.cast[row])
            && allowed(&self.places, index.place[row])
            && allowed(&self.objects, index.object[row])
            // f32 on both sides: a bound that was typed as 0.9 takes a claim of 0.9.
            && self.confidence.is_none_or(|(min, max)| (min..=max).contains(&index.confidence[row]))
    }

    /// The one field by which a claim fails; `Err` with `None` if it fails by several or by what is no facet, `Ok`
    /// if it holds.
    pub(super) fn failure(&self, row: usize) -> Result<(), Option<Field>> {
        if !self.rest(row) {
            return Err(Some(Field::Rest));
        }
        let index = self.index;
        let checks = [
            (Field::Type, allowed(&self.types, index.kind[row])),
            (Field::Mode, allowed(&self.modes, index.mode[row])),
            (Field::Contexts, allowed(&self.contexts, index.contexts[row])),
            (Field::Status, allowed(&self.statuses, index.status[row])),
            (Field::Sayer, allowed(&self.sayers, index.sayer[row])),
            (Field::Document, allowed(&self.documents, index.document[row])),
            (Field::Dates, self.in_time(row)),
        ];
        let mut failed = checks.iter().filter(|(_, holds)| !holds).map(|(field, _)| *field);
        match (failed.next(), failed.next()) {
            (None, _) => Ok(()),
            (field, None) => Err(field),
            _ => Err(None),
        }
    }
}

fn allowed(table: &Option<Vec<bool>>, number: u32) -> bool {
    table.as_ref().is_none_or(|table| table.get(number as usize).copied().unwrap_or(false))
}

/// For each number whether its text is among the wanted ones; `None` if none is wanted.
fn chosen(names: &Names, wanted: &[String]) -> Option<Vec<bool>> {
    if wanted.is_empty() {
        return None;
    }
    let mut table = vec![false; names.len()];
    for text in wanted {
        if let Some(number) = names.number(text) {
            table[number as usize] = true;
        }
    }
    Some(table)
}

/// For each pair of ends whether the countries asked for stand on it.
fn sides(index: &Index, ask: &Ask) -> Option<Vec<bool>> {
    let (a, b) = match (&ask.a, &ask.b) {
        (None, None) => return None,
        (Some(a), b) => (a, b.as_ref()),
        (None, Some(b)) => (b, None),
    };
    // A code that the record lacks has a number that nothing bears.
    let number = |code: &String| index.countries.number(code).filter(|n| *n != NONE).unwrap_or(u32::MAX);
    let (a, b) = (number(a), b.map(number));
    let holds = |ends: &super::Ends| {
        let across = |from: u32, to: Option<u32>| {
            ends.source.contains(&from) && to.is_none_or(|to| ends.target.contains(&to))
        };
        let forth = across(a, b);
        let back = match b {
            Some(b) => across(b, Some(a)),
            None => ends.target.contains(&a),
        };
        match ask.direction {
            Direction::Either => forth || back,
            Direction::Forth => forth,
            Direction::Back => back,
        }
    };
    Some(index.sides.iter().map(holds).collect())
}

impl Index {
    /// The claims that are asked for, in time.
    pub fn asked<'a>(&'a self, ask: &Ask) -> impl Iterator<Item = usize> + 'a {
        let test = Test::new(self, ask);
        // Rows are sorted by their first day: those that begin after the last day asked for cannot hold.
        let end = match test.dates {
            Some((_, to)) => self.from.partition_point(|from| *from <= to),
            None => self.len(),
        };
        (0..end).filter(move |&row| test.holds(row))
    }
}
