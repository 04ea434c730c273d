//! Counts: by field, and by time.

use std::collections::HashMap;

use jiff::Unit;

use super::filter::{Field, Test};
use super::{Ask, Index, UNDATED, days};
use crate::quad::quad;

/// How many events have each value of a field, by number; the field's own filter is not applied, so that one sees
/// what another choice would give.
pub type Counts = HashMap<u32, usize>;

/// The counts of every field.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facets {
    /// Events that were asked for.
    pub total: usize,
    /// Of those, events without a date.
    pub undated: usize,
    /// Types.
    pub types: Counts,
    /// Modes.
    pub modes: Counts,
    /// Contexts.
    pub contexts: Counts,
    /// Statuses.
    pub statuses: Counts,
    /// Sayers.
    pub sayers: Counts,
    /// Documents.
    pub documents: Counts,
    /// Years in which an event begins, with the events of each quad class.
    pub years: HashMap<i16, [usize; 5]>,
}

/// The events of a stretch of time.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bin {
    /// First day.
    pub from: i32,
    /// Events by quad class; the first of five has none.
    pub quads: [u32; 5],
    /// Sum of the Goldstein scores.
    pub goldstein: f64,
    /// Events with a score.
    pub scored: u32,
}

impl Index {
    /// Counts what is asked for.
    pub fn facets(&self, ask: &Ask) -> Facets {
        let test = Test::new(self, ask);
        let quads: Vec<u8> = (0..self.types.len()).map(|n| quad(self.types.text(n as u32))).collect();
        let mut facets = Facets::default();
        // A claim counts for its event once a field and value; claims of one event stand together.
        let mut columns: [Column; 5] = Default::default();
        let mut contexts = vec![0; self.contexts_named.len()];
        let mut last_context = vec![None; self.contexts_named.len()];
        let (mut last_total, mut last_year) = (None, None);
        let mut year = YearOf::default();
        for row in 0..self.len() {
            let failure = test.failure(row);
            if matches!(failure, Err(None | Some(Field::Rest))) {
                continue;
            }
            let event = self.event[row];
            let counts = |field| matches!(failure, Ok(())) || failure == Err(Some(field));
            if failure.is_ok() && last_total.replace(event) != Some(event) {
                facets.total += 1;
                facets.undated += usize::from(self.from[row] == UNDATED);
            }
            let fields = [
                (Field::Type, self.kind[row]),
                (Field::Mode, self.mode[row]),
                (Field::Status, self.status[row]),
                (Field::Sayer, self.sayer[row]),
                (Field::Document, self.document[row]),
            ];
            for ((field, value), column) in fields.into_iter().zip(&mut columns) {
                if counts(field) {
                    column.add(value, event);
                }
            }
            if counts(Field::Contexts) {
                for context in &self.context_sets[self.contexts[row] as usize] {
                    if last_context[*context as usize].replace(event) != Some(event) {
                        contexts[*context as usize] += 1;
                    }
                }
            }
            if counts(Field::Dates) && self.from[row] != UNDATED && last_year.replace(event) != Some(event) {
                let quad = quads[self.kind[row] as usize];
                facets.years.entry(year.of(self.from[row])).or_default()[usize::from(quad)] += 1;
            }
        }
        let [types, modes, statuses, sayers, documents] = columns.map(Column::counts);
        facets.contexts = contexts
            .into_iter()
            .enumerate()
            .filter(|(_, count)| *count > 0)
            .map(|(context, count)| (context as u32, count))
            .collect();
        Facets { types, modes, statuses, sayers, documents, ..facets }
    }

    /// The events in stretches of `unit`, in order; empty stretches are left out. An event of a year stands at its
    /// middle.
    pub fn bins(&self, ask: &Ask, unit: Unit) -> Vec<Bin> {
        let quads: Vec<u8> = (0..self.types.len()).map(|n| quad(self.types.text(n as u32))).collect();
        let mut bins: HashMap<i32, Bin> = HashMap::new();
        let mut start = StartOf { unit, known: HashMap::new() };
        for row in self.events(self.asked(ask)) {
            if self.from[row] == UNDATED {
                continue;
            }
            let middle = self.from[row] + (self.to[row] - self.from[row]) / 2;
            let from = start.of(middle);
            let bin = bins.entry(from).or_insert(Bin { from, ..Bin::default() });
            bin.quads[usize::from(quads[self.kind[row] as usize])] += 1;
            if !self.goldstein[row].is_nan() {
                bin.goldstein += f64::from(self.goldstein[row]);
                bin.scored += 1;
            }
        }
        let mut bins: Vec<Bin> = bins.into_values().collect();
        bins.sort_unstable_by_key(|bin| bin.from);
        bins
    }
}

/// A count a value, and the event that was counted last for it.
#[derive(Default)]
struct Column(HashMap<u32, (i64, usize)>);

impl Column {
    fn add(&mut self, value: u32, event: i64) {
        let (last, count) = self.0.entry(value).or_insert((event, 0));
        // The first claim of a value counts, and each claim of another event than the last.
        if *count == 0 || *last != event {
            *count += 1;
            *last = event;
        }
    }

    fn counts(self) -> Counts {
        self.0.into_iter().map(|(value, (_, count))| (value, count)).collect()
    }
}

/// The year of a day; days come in order, so the last year is nearly always it.
#[derive(Default)]
struct YearOf {
    year: i16,
    days: std::ops::Range<i32>,
}

impl YearOf {
    fn of(&mut self, day: i32) -> i16 {
        if !self.days.contains(&day)
            && let Some(date) = days::date(day)
        {
            self.year = date.year();
            let first = day - i32::from(date.day_of_year()) + 1;
            self.days = first..first + i32::from(date.days_in_year());
        }
        self.year
    }
}

/// The first day of the stretch that a day lies in.
struct StartOf {
    unit: Unit,
    known: HashMap<i32, i32>,
}

impl StartOf {
    fn of(&mut self, day: i32) -> i32 {
        let unit = self.unit;
        *self.known.entry(day).or_insert_with(|| {
            let Some(date) = days::date(day) else { return day };
            let back = match unit {
                Unit::Year => i32::from(date.day_of_year()) - 1,
                Unit::Month => i32::from(date.day()) - 1,
                _ => 0,
            };
            day - back
        })
    }
}
