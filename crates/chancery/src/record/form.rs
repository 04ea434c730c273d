//! A claim with all its values, apart from its document: what a review keeps of before and after.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::{Error, interval, same};
use crate::coding::{Amount, Explanation};
use crate::document::Span;

/// Who takes part in an event.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ClaimParty {
    /// The name.
    pub name: String,
    /// The country's code; `None` where the text does not say.
    pub country: Option<String>,
}

/// Words that a claim rests on, counted in characters from the first of its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// `trigger`, `source`, `target`, `date`, `place`, `amount`, `object` or `sayer`.
    pub role: String,
    /// First character.
    pub start: i64,
    /// One past the last.
    pub end: i64,
}

/// A claim with all its values.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimForm {
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// When, in record form.
    pub date: Option<String>,
    /// Whether it took place.
    pub status: String,
    /// Who says so, if not the document itself.
    pub sayer: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Goldstein score.
    pub goldstein: Option<f64>,
    /// What it was about.
    pub object: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// For how much.
    pub amount: Vec<Amount>,
    /// Footnotes that carry it.
    pub citations: Vec<String>,
    /// Who does it.
    pub source: Vec<ClaimParty>,
    /// To whom.
    pub target: Vec<ClaimParty>,
    /// Probability that it is right; 1 once somebody has said so.
    pub confidence: f64,
    /// The words that it rests on.
    pub evidence: Vec<Mark>,
    /// How it came about; spans count from the sentence's first character.
    pub explanation: Explanation,
}

/// Where a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The claim's row; `None` gives it a new one.
    pub claim: Option<i64>,
    /// The sentence's row.
    pub sentence: i64,
    /// First character of the sentence.
    pub start: i64,
    /// The claim's place among the document's.
    pub ordinal: i64,
}

impl ClaimForm {
    /// The sorted countries of both ends, each once.
    pub(super) fn sides(&self) -> same::Sides {
        let countries = |parties: &[ClaimParty]| {
            let mut codes: Vec<String> = parties.iter().filter_map(|party| party.country.clone()).collect();
            codes.sort();
            codes.dedup();
            codes
        };
        same::Sides { source: countries(&self.source), target: countries(&self.target) }
    }

    /// Where its trigger stands in the sentence.
    pub fn trigger(&self) -> Option<(i64, i64)> {
        let mark = self.evidence.iter().find(|mark| mark.role == "trigger")?;
        Some((mark.start, mark.end))
    }
}

/// Reads a claim. `None` where there is none of that row.
pub(super) fn read(connection: &Connection, claim: i64) -> Result<Option<(Place, ClaimForm)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT events.type, events.mode, events.date, status, sayer, cameo, goldstein, object, place, confidence,
             explanation, sentence, sentences.start_char, claims.ordinal
         FROM claims JOIN events ON events.id = claims.event JOIN sentences ON sentences.id = claims.sentence
         WHERE claims.id = ?1",
    )?;
    let mut rows = statement.query([claim])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let place =
        Place { claim: Some(claim), sentence: row.get(11)?, start: row.get(12)?, ordinal: row.get(13)? };
    let explanation: String = row.get(10)?;
    let mut form = ClaimForm {
        event_type: row.get(0)?,
        mode: row.get(1)?,
        date: row.get(2)?,
        status: row.get(3)?,
        sayer: row.get(4)?,
        cameo: row.get(5)?,
        goldstein: row.get(6)?,
        object: row.get(7)?,
        place: row.get(8)?,
        confidence: row.get(9)?,
        explanation: moved(serde_json::from_str(&explanation).unwrap_or_default(), -place.start),
        ..ClaimForm::default()
    };
    let texts = |sql: &str| -> Result<Vec<String>, rusqlite::Error> {
        connection.prepare_cached(sql)?.query_map([claim], |row| row.get(0))?.collect()
    };
    form.contexts = texts("SELECT context FROM contexts WHERE claim = ?1 ORDER BY rank")?;
    form.citations = texts("SELECT label FROM citations WHERE claim = ?1 ORDER BY rank")?;
    form.amount = connection
        .prepare_cached("SELECT value, unit FROM amounts WHERE claim = ?1 ORDER BY rank")?
        .query_map([claim], |row| Ok(Amount { value: row.get(0)?, unit: row.get(1)? }))?
        .collect::<Result<_, _>>()?;
    let parties = |role: &str| -> Result<Vec<ClaimParty>, rusqlite::Error> {
        connection
            .prepare_cached(
                "SELECT name, country FROM participants JOIN actors ON actors.id = actor
                 WHERE claim = ?1 AND role = ?2 ORDER BY participants.rank",
            )?
            .query_map(params![claim, role], |row| {
                Ok(ClaimParty { name: row.get(0)?, country: row.get(1)? })
            })?
            .collect()
    };
    form.source = parties("source")?;
    form.target = parties("target")?;
    form.evidence = connection
        .prepare_cached("SELECT role, start_char, end_char FROM evidence WHERE claim = ?1 ORDER BY rank")?
        .query_map([claim], |row| {
            let (start, end): (i64, i64) = (row.get(1)?, row.get(2)?);
            Ok(Mark { role: row.get(0)?, start: start - place.start, end: end - place.start })
        })?
        .collect::<Result<_, _>>()?;
    Ok(Some((place, form)))
}

/// Writes a claim; one that is there already in that place goes first, and keeps its row and, where no other
/// claim tells of it, its event's.
pub(super) fn write(connection: &Connection, place: Place, form: &ClaimForm) -> Result<i64, Error> {
    let old_event = match place.claim {
        Some(claim) => remove(connection, claim, false)?,
        None => None,
    };
    let event = event(connection, place.sentence, form, old_event)?;
    let explanation = serde_json::to_string(&moved(form.explanation.clone(), place.start))
        .map_err(|error| Error::Review(error.to_string()))?;
    connection
        .prepare_cached(
            "INSERT INTO claims (id, event, sentence, ordinal, status, sayer, cameo, goldstein, object, place,
                 confidence, explanation)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            place.claim,
            event,
            place.sentence,
            place.ordinal,
            form.status,
            form.sayer,
            form.cameo,
            form.goldstein,
            form.object,
            form.place,
            form.confidence,
            explanation
        ])?;
    let claim = connection.last_insert_rowid();
    for (role, parties) in [("source", &form.source), ("target", &form.target)] {
        for (rank, party) in parties.iter().enumerate() {
            let actor: i64 = connection
                .prepare_cached(
                    "INSERT INTO actors (name, country) VALUES (?1, ?2)
                     ON CONFLICT (name, ifnull(country, '')) DO UPDATE SET name = excluded.name RETURNING id",
                )?
                .query_row(params![party.name, party.country], |row| row.get(0))?;
            connection
                .prepare_cached(
                    "INSERT INTO participants (claim, role, rank, actor) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![claim, role, rank as i64, actor])?;
        }
    }
    for (rank, context) in form.contexts.iter().enumerate() {
        connection
            .prepare_cached("INSERT INTO contexts (claim, rank, context) VALUES (?1, ?2, ?3)")?
            .execute(params![claim, rank as i64, context])?;
    }
    for (rank, amount) in form.amount.iter().enumerate() {
        connection
            .prepare_cached("INSERT INTO amounts (claim, rank, value, unit) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![claim, rank as i64, amount.value, amount.unit])?;
    }
    for (rank, label) in form.citations.iter().enumerate() {
        connection
            .prepare_cached("INSERT INTO citations (claim, rank, label) VALUES (?1, ?2, ?3)")?
            .execute(params![claim, rank as i64, label])?;
    }
    for (rank, mark) in form.evidence.iter().enumerate() {
        connection
            .prepare_cached(
                "INSERT INTO evidence (claim, rank, role, start_char, end_char) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                claim,
                rank as i64,
                mark.role,
                mark.start + place.start,
                mark.end + place.start
            ])?;
    }
    Ok(claim)
}

/// Takes a claim out, with the actors that no other claim names. Its event goes too where no other claim tells of
/// it, or, if `with_event` is false, its row comes back to be used again.
pub(super) fn remove(connection: &Connection, claim: i64, with_event: bool) -> Result<Option<i64>, Error> {
    let event: i64 =
        connection.query_row("SELECT event FROM claims WHERE id = ?1", [claim], |row| row.get(0))?;
    let actors: Vec<i64> = connection
        .prepare_cached("SELECT DISTINCT actor FROM participants WHERE claim = ?1")?
        .query_map([claim], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    connection.execute("DELETE FROM claims WHERE id = ?1", [claim])?;
    for actor in actors {
        connection
            .prepare_cached(
                "DELETE FROM actors WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM participants WHERE actor = ?1)",
            )?
            .execute([actor])?;
    }
    let alone: bool = connection
        .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM claims WHERE event = ?1)")?
        .query_row([event], |row| row.get(0))?;
    if with_event && alone {
        connection.execute("DELETE FROM events WHERE id = ?1", [event])?;
    }
    Ok(alone.then_some(event))
}

/// The event's row: one that is there and is the same event, else `free`, a row that no claim uses any more, else
/// a new one.
fn event(connection: &Connection, sentence: i64, form: &ClaimForm, free: Option<i64>) -> Result<i64, Error> {
    let sides = form.sides();
    let days = form.date.as_deref().and_then(interval::days);
    let (from, to) = days.map(|(a, b)| (a.to_string(), b.to_string())).unzip();
    if let (Some(day), true) = (&from, from == to) {
        let key = same::Key {
            event_type: &form.event_type,
            mode: form.mode.as_deref(),
            object: form.object.as_deref(),
        };
        if let Some(id) = same::find(connection, key, &sides, day, sentence)?.filter(|id| Some(*id) != free) {
            if let Some(free) = free {
                connection.execute("DELETE FROM events WHERE id = ?1", [free])?;
            }
            return Ok(id);
        }
    }
    if let Some(free) = free {
        connection.execute("DELETE FROM events WHERE id = ?1", [free])?;
    }
    connection
        .prepare_cached(
            "INSERT INTO events (id, type, mode, date, from_day, to_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![free, form.event_type, form.mode, form.date, from, to])?;
    let id = connection.last_insert_rowid();
    for (role, countries) in [("source", &sides.source), ("target", &sides.target)] {
        for country in countries {
            connection
                .prepare_cached("INSERT INTO sides (event, role, country) VALUES (?1, ?2, ?3)")?
                .execute(params![id, role, country])?;
        }
    }
    Ok(id)
}

/// The explanation with its spans moved by so many characters.
fn moved(explanation: Explanation, by: i64) -> Explanation {
    let shift = |at: usize| usize::try_from(at as i64 + by).unwrap_or(0);
    Explanation {
        evidence: explanation
            .evidence
            .iter()
            .map(|span| Span::new(shift(span.start()), shift(span.end())))
            .collect(),
        details: explanation.details.into_iter().map(|step| moved(step, by)).collect(),
        ..explanation
    }
}
