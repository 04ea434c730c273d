//! When two tellings are of one event.
//!
//! Only where the text dates both to the day: the same type and mode between the same countries on the same
//! day, told in two different sentences, with objects that do not speak against it. Anything coarser would
//! make one sale of two sales in one year.

use rusqlite::{Connection, params};

use super::Error;

/// What the event is, apart from its sides and its day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key<'a> {
    pub(super) event_type: &'a str,
    pub(super) mode: Option<&'a str>,
    pub(super) object: Option<&'a str>,
}

/// The countries on either end of an event, sorted, each once.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sides {
    pub(super) source: Vec<String>,
    pub(super) target: Vec<String>,
}

/// The event in the record that `event`, told by `sentence` and dated to `day`, tells again.
pub(super) fn find(
    connection: &Connection,
    event: Key<'_>,
    sides: &Sides,
    day: &str,
    sentence: i64,
) -> Result<Option<i64>, Error> {
    if sides.source.is_empty() && sides.target.is_empty() {
        return Ok(None);
    }
    let mut that_day = connection.prepare_cached(
        "SELECT id FROM events
         WHERE type = ?1 AND mode IS ?2 AND from_day = ?3 AND to_day = ?3
             AND NOT EXISTS (SELECT 1 FROM claims WHERE event = events.id AND sentence = ?4)
         ORDER BY id",
    )?;
    let candidates: Vec<i64> = that_day
        .query_map(params![event.event_type, event.mode, day, sentence], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in candidates {
        if sides_of(connection, id)? == *sides && objects_agree(connection, id, event.object)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn sides_of(connection: &Connection, event: i64) -> Result<Sides, Error> {
    let mut statement = connection
        .prepare_cached("SELECT country FROM sides WHERE event = ?1 AND role = ?2 ORDER BY country")?;
    let mut side = |role| -> Result<Vec<String>, rusqlite::Error> {
        statement.query_map(params![event, role], |row| row.get(0))?.collect()
    };
    Ok(Sides { source: side("source")?, target: side("target")? })
}

/// Whether no telling so far names an object that has nothing in common with this one.
fn objects_agree(connection: &Connection, event: i64, object: Option<&str>) -> Result<bool, Error> {
    let Some(object) = object.map(str::to_lowercase) else { return Ok(true) };
    let mut statement =
        connection.prepare_cached("SELECT object FROM claims WHERE event = ?1 AND object IS NOT NULL")?;
    let told: Vec<String> = statement.query_map([event], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(told.iter().map(|other| other.to_lowercase()).all(|o| o.contains(&object) || object.contains(&o)))
}
