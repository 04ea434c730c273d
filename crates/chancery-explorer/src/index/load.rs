use std::collections::HashMap;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::{Actor, Ends, Index, NONE, UNDATED, days};

/// Reads the whole record.
///
/// # Errors
/// SQLite's own.
pub fn load(connection: &Connection) -> Result<Index, rusqlite::Error> {
    let mut index = Index::default();
    let documents = documents(connection, &mut index)?;
    let sides = sides(connection, &mut index)?;
    let contexts = contexts(connection, &mut index)?;
    let casts = casts(connection, &mut index)?;

    let count: i64 = connection.query_row("SELECT count(*) FROM claims", [], |row| row.get(0))?;
    let mut unsorted = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
    let mut statement = connection.prepare(
        "SELECT claims.id, claims.event, from_day, to_day, type, mode, status, sayer, object, place, goldstein,
             confidence, sentences.document
         FROM claims JOIN events ON events.id = claims.event JOIN sentences ON sentences.id = claims.sentence",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column| -> Result<&str, rusqlite::Error> {
            Ok(match row.get_ref(column)? {
                ValueRef::Text(text) => std::str::from_utf8(text).unwrap_or(""),
                _ => "",
            })
        };
        let (claim, event): (i64, i64) = (row.get(0)?, row.get(1)?);
        let document: i64 = row.get(12)?;
        unsorted.push(Row {
            from: days::day(text(2)?).unwrap_or(UNDATED),
            to: days::day(text(3)?).unwrap_or(UNDATED),
            event,
            claim,
            kind: index.types.add(text(4)?),
            mode: index.modes.add(text(5)?),
            status: index.statuses.add(text(6)?),
            sayer: index.sayers.add(text(7)?),
            object: index.objects.add(text(8)?),
            place: index.places.add(text(9)?),
            document: documents.get(&document).copied().unwrap_or_default(),
            contexts: contexts.get(&claim).copied().unwrap_or_default(),
            side: sides.get(&event).copied().unwrap_or_default(),
            cast: casts.get(&claim).copied().unwrap_or_default(),
            goldstein: row.get::<_, Option<f64>>(10)?.map_or(f32::NAN, |score| score as f32),
            confidence: row.get::<_, f64>(11)? as f32,
        });
    }
    unsorted.sort_unstable_by_key(|row| (row.from, row.to, row.event, row.claim));
    index.fill(&unsorted);
    Ok(index)
}

struct Row {
    from: i32,
    to: i32,
    event: i64,
    claim: i64,
    kind: u32,
    mode: u32,
    status: u32,
    sayer: u32,
    object: u32,
    place: u32,
    document: u32,
    contexts: u32,
    side: u32,
    cast: u32,
    goldstein: f32,
    confidence: f32,
}

impl Index {
    fn fill(&mut self, rows: &[Row]) {
        self.from = rows.iter().map(|row| row.from).collect();
        self.to = rows.iter().map(|row| row.to).collect();
        self.event = rows.iter().map(|row| row.event).collect();
        self.claim = rows.iter().map(|row| row.claim).collect();
        self.kind = rows.iter().map(|row| row.kind).collect();
        self.mode = rows.iter().map(|row| row.mode).collect();
        self.status = rows.iter().map(|row| row.status).collect();
        self.sayer = rows.iter().map(|row| row.sayer).collect();
        self.object = rows.iter().map(|row| row.object).collect();
        self.place = rows.iter().map(|row| row.place).collect();
        self.document = rows.iter().map(|row| row.document).collect();
        self.contexts = rows.iter().map(|row| row.contexts).collect();
        self.side = rows.iter().map(|row| row.side).collect();
        self.cast = rows.iter().map(|row| row.cast).collect();
        self.goldstein = rows.iter().map(|row| row.goldstein).collect();
        self.confidence = rows.iter().map(|row| row.confidence).collect();
    }
}

/// Values by number; equal ones share one.
struct Numbered<T> {
    numbers: HashMap<T, u32>,
    values: Vec<T>,
}

impl<T: Clone + Eq + std::hash::Hash + Default> Numbered<T> {
    fn new() -> Self {
        Numbered { numbers: HashMap::from([(T::default(), 0)]), values: vec![T::default()] }
    }

    fn add(&mut self, value: &T) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = self.values.len() as u32;
        self.values.push(value.clone());
        self.numbers.insert(value.clone(), number);
        number
    }
}

/// Numbers the documents by their rows.
fn documents(connection: &Connection, index: &mut Index) -> Result<HashMap<i64, u32>, rusqlite::Error> {
    let mut statement = connection.prepare("SELECT id FROM documents ORDER BY id")?;
    let ids: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let numbers = ids.iter().enumerate().map(|(number, id)| (*id, number as u32)).collect();
    index.documents = ids;
    Ok(numbers)
}

/// The countries of each event.
fn sides(connection: &Connection, index: &mut Index) -> Result<HashMap<i64, u32>, rusqlite::Error> {
    let mut numbered = Numbered::<Ends>::new();
    let mut of_event = HashMap::new();
    // In the order of the primary key: an event's rows stand together.
    let mut statement =
        connection.prepare("SELECT event, role, country FROM sides ORDER BY event, role, country")?;
    let mut rows = statement.query([])?;
    let mut open: Option<(i64, Ends)> = None;
    while let Some(row) = rows.next()? {
        let event: i64 = row.get(0)?;
        if open.as_ref().is_none_or(|(id, _)| *id != event)
            && let Some((id, ends)) = open.replace((event, Ends::default()))
        {
            of_event.insert(id, numbered.add(&ends));
        }
        let country = index.countries.add(row.get_ref(2)?.as_str().unwrap_or(""));
        if let Some((_, ends)) = &mut open {
            match row.get_ref(1)?.as_str() {
                Ok("source") => ends.source.push(country),
                _ => ends.target.push(country),
            }
        }
    }
    if let Some((id, ends)) = open {
        of_event.insert(id, numbered.add(&ends));
    }
    index.sides = numbered.values;
    Ok(of_event)
}

/// The contexts of each claim.
fn contexts(connection: &Connection, index: &mut Index) -> Result<HashMap<i64, u32>, rusqlite::Error> {
    let mut numbered = Numbered::<Vec<u32>>::new();
    let mut of_claim = HashMap::new();
    let mut statement = connection.prepare("SELECT claim, context FROM contexts ORDER BY claim, rank")?;
    let mut rows = statement.query([])?;
    let mut open: Option<(i64, Vec<u32>)> = None;
    while let Some(row) = rows.next()? {
        let claim: i64 = row.get(0)?;
        if open.as_ref().is_none_or(|(id, _)| *id != claim)
            && let Some((id, set)) = open.replace((claim, Vec::new()))
        {
            of_claim.insert(id, numbered.add(&set));
        }
        let context = index.contexts_named.add(row.get_ref(1)?.as_str().unwrap_or(""));
        if let Some((_, set)) = &mut open {
            set.push(context);
        }
    }
    if let Some((id, set)) = open {
        of_claim.insert(id, numbered.add(&set));
    }
    index.context_sets = numbered.values;
    Ok(of_claim)
}

/// The actors of each claim.
fn casts(connection: &Connection, index: &mut Index) -> Result<HashMap<i64, u32>, rusqlite::Error> {
    let mut number_of: HashMap<i64, u32> = HashMap::new();
    let mut statement = connection.prepare("SELECT id, name, country FROM actors ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let country = match row.get::<_, Option<String>>(2)? {
            Some(code) => index.countries.add(&code),
            None => NONE,
        };
        let actor = Actor { id: row.get(0)?, name: row.get(1)?, country };
        number_of.insert(actor.id, index.actors.len() as u32);
        index.actors.push(actor);
    }
    let mut numbered = Numbered::<Ends>::new();
    let mut of_claim = HashMap::new();
    let mut statement =
        connection.prepare("SELECT claim, role, actor FROM participants ORDER BY claim, role, rank")?;
    let mut rows = statement.query([])?;
    let mut open: Option<(i64, Ends)> = None;
    while let Some(row) = rows.next()? {
        let claim: i64 = row.get(0)?;
        if open.as_ref().is_none_or(|(id, _)| *id != claim)
            && let Some((id, ends)) = open.replace((claim, Ends::default()))
        {
            of_claim.insert(id, numbered.add(&ends));
        }
        let (Some(actor), Some((_, ends))) = (number_of.get(&row.get(2)?), &mut open) else { continue };
        match row.get_ref(1)?.as_str() {
            Ok("source") => ends.source.push(*actor),
            _ => ends.target.push(*actor),
        }
    }
    if let Some((id, ends)) = open {
        of_claim.insert(id, numbered.add(&ends));
    }
    index.casts = numbered.values;
    Ok(of_claim)
}
