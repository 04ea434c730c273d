use rusqlite::{Transaction, TransactionBehavior, params};

use super::characters::Characters;
use super::{Error, Record, interval, review, same};
use crate::coding::{Event, Evidence, Explanation};
use crate::document::{Document, Span};
use crate::pipeline::Coded;
use crate::resolve::{Actor, ActorId};

/// What keeping a document did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kept {
    /// Claims written.
    pub claims: usize,
    /// Events that were not in the record before.
    pub new_events: usize,
    /// Whether a document of that name was there and has been replaced.
    pub replaced: bool,
}

/// Who codes, in `documents.coder`, where nothing else is said: the program's version, and the fingerprint of its
/// code, codebook, gazetteer and model.
pub const CODER: &str = concat!("chancery ", env!("CARGO_PKG_VERSION"), " ", env!("CHANCERY_BUILD"));

impl Record {
    /// Keeps a coded document, in one transaction; a document of the same name is replaced.
    ///
    /// # Errors
    /// [`Error::Document`] where an event points outside its scene, else SQLite's own. The record is then as
    /// it was before.
    pub fn keep(&mut self, coded: &Coded) -> Result<Kept, Error> {
        self.keep_as(coded, CODER)
    }

    /// The same, with the name of who coded it: [`Pipeline::coder`](crate::pipeline::Pipeline::coder).
    ///
    /// # Errors
    /// As [`Record::keep`].
    pub fn keep_as(&mut self, coded: &Coded, coder: &str) -> Result<Kept, Error> {
        let path = self.path.clone();
        let at = |error: Error| match &path {
            Some(path) => error.at(path),
            None => error,
        };
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| at(error.into()))?;
        let kept = Keeper { transaction: &transaction, coded, coder }.keep().map_err(at)?;
        transaction.commit().map_err(|error| at(error.into()))?;
        Ok(kept)
    }
}

/// Writes one document inside a transaction.
struct Keeper<'a> {
    transaction: &'a Transaction<'a>,
    coded: &'a Coded,
    coder: &'a str,
}

impl Keeper<'_> {
    fn keep(&self) -> Result<Kept, Error> {
        let scene = &self.coded.scene;
        let characters = Characters::of(&scene.document.text);
        // The row stays the document's, so that a link to it holds on.
        let row = self.forget(&scene.document.name)?;
        let replaced = row.is_some();
        let document = self.document(&scene.document, row)?;
        let mut sentences = Vec::with_capacity(scene.sentences.len());
        for (ordinal, sentence) in scene.sentences.iter().enumerate() {
            let (start, end) = characters.span(sentence.span);
            self.transaction
                .prepare_cached(
                    "INSERT INTO sentences (document, ordinal, paragraph, line, start_char, end_char, text)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    document,
                    ordinal as i64,
                    sentence.paragraph as i64,
                    sentence.line,
                    start,
                    end,
                    sentence.span.of(&scene.document.text)
                ])?;
            sentences.push(self.transaction.last_insert_rowid());
        }
        let mut kept = Kept { replaced, ..Kept::default() };
        for (ordinal, event) in self.coded.events.iter().enumerate() {
            let sentence = *sentences
                .get(event.sentence)
                .ok_or_else(|| self.fault(format!("event {ordinal} stands in no sentence of it")))?;
            let (id, new) = self.event(event, sentence)?;
            self.claim(event, ordinal, id, sentence, &characters)?;
            kept.claims += 1;
            kept.new_events += usize::from(new);
        }
        review::apply_again(self.transaction, document, &scene.document.name)?;
        Ok(kept)
    }

    /// Takes a document out, with the events and actors that no other document tells of; its row, if it was there.
    fn forget(&self, name: &str) -> Result<Option<i64>, Error> {
        let transaction = self.transaction;
        let found = transaction.query_row("SELECT id FROM documents WHERE name = ?1", [name], |r| r.get(0));
        let document: i64 = match found {
            Ok(id) => id,
            Err(rusqlite::Error::QueryReturnedNoRows) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let ids = |sql: &str| -> Result<Vec<i64>, rusqlite::Error> {
            transaction.prepare_cached(sql)?.query_map([document], |row| row.get(0))?.collect()
        };
        let events = ids("SELECT DISTINCT event FROM claims JOIN sentences ON sentences.id = sentence
             WHERE document = ?1")?;
        let actors = ids("SELECT DISTINCT actor FROM participants JOIN claims ON claims.id = claim
             JOIN sentences ON sentences.id = sentence WHERE document = ?1")?;
        transaction.execute("DELETE FROM documents WHERE id = ?1", [document])?;
        let mut events_left = transaction.prepare_cached(
            "DELETE FROM events WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM claims WHERE event = ?1)",
        )?;
        for event in events {
            events_left.execute([event])?;
        }
        let mut actors_left = transaction.prepare_cached(
            "DELETE FROM actors WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM participants WHERE actor = ?1)",
        )?;
        for actor in actors {
            actors_left.execute([actor])?;
        }
        Ok(Some(document))
    }

    fn document(&self, document: &Document, row: Option<i64>) -> Result<i64, Error> {
        self.transaction
            .prepare_cached(
                "INSERT INTO documents (id, name, title, url, publisher, published, text, digest, coder)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                row,
                document.name,
                document.title,
                document.url,
                document.publisher,
                document.published.map(|day| day.to_string()),
                document.text,
                document.digest(),
                self.coder
            ])?;
        let id = self.transaction.last_insert_rowid();
        for note in &document.notes {
            self.transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO notes (document, label, text, url) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![id, note.label, note.text, note.url])?;
        }
        Ok(id)
    }

    /// The event's row: one that is there if it is the same event told again, else a new one.
    fn event(&self, event: &Event, sentence: i64) -> Result<(i64, bool), Error> {
        let days = event.date.as_deref().and_then(interval::days);
        let (from, to) = days.map(|(a, b)| (a.to_string(), b.to_string())).unzip();
        let sides =
            same::Sides { source: self.countries(&event.source)?, target: self.countries(&event.target)? };
        let key = same::Key {
            event_type: event.event_type.as_ref(),
            mode: event.mode.as_deref(),
            object: event.object.as_deref(),
        };
        if let (Some(from), true) = (&from, from == to)
            && let Some(id) = same::find(self.transaction, key, &sides, from, sentence)?
        {
            return Ok((id, false));
        }
        self.transaction
            .prepare_cached(
                "INSERT INTO events (type, mode, date, from_day, to_day) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![event.event_type.as_ref(), event.mode, event.date, from, to])?;
        let id = self.transaction.last_insert_rowid();
        for (role, countries) in [("source", &sides.source), ("target", &sides.target)] {
            for country in countries {
                self.transaction
                    .prepare_cached("INSERT INTO sides (event, role, country) VALUES (?1, ?2, ?3)")?
                    .execute(params![id, role, country])?;
            }
        }
        Ok((id, true))
    }

    fn claim(
        &self,
        event: &Event,
        ordinal: usize,
        id: i64,
        sentence: i64,
        characters: &Characters,
    ) -> Result<(), Error> {
        let explanation = serde_json::to_string(&in_characters(&event.explanation, characters))
            .map_err(|error| self.fault(error.to_string()))?;
        let confidence = if event.confidence.is_nan() { 0.0 } else { event.confidence.clamp(0.0, 1.0) };
        self.transaction
            .prepare_cached(
                "INSERT INTO claims (event, sentence, ordinal, status, sayer, cameo, goldstein, object, place,
                     confidence, explanation)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                id,
                sentence,
                ordinal as i64,
                event.status.as_ref(),
                event.claim.sayer,
                event.cameo,
                event.goldstein.map(decimal),
                event.object,
                event.place,
                decimal(confidence),
                explanation
            ])?;
        let claim = self.transaction.last_insert_rowid();
        for (role, actors) in [("source", &event.source), ("target", &event.target)] {
            for (rank, actor) in actors.iter().enumerate() {
                let actor = self.actor(*actor)?;
                self.transaction
                    .prepare_cached(
                        "INSERT INTO participants (claim, role, rank, actor) VALUES (?1, ?2, ?3, ?4)",
                    )?
                    .execute(params![claim, role, rank as i64, actor])?;
            }
        }
        for (rank, context) in event.contexts.iter().enumerate() {
            self.transaction
                .prepare_cached("INSERT INTO contexts (claim, rank, context) VALUES (?1, ?2, ?3)")?
                .execute(params![claim, rank as i64, context])?;
        }
        for (rank, amount) in event.amount.iter().enumerate() {
            self.transaction
                .prepare_cached("INSERT INTO amounts (claim, rank, value, unit) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![claim, rank as i64, amount.value, amount.unit])?;
        }
        for (rank, label) in event.claim.citations.iter().enumerate() {
            self.transaction
                .prepare_cached("INSERT INTO citations (claim, rank, label) VALUES (?1, ?2, ?3)")?
                .execute(params![claim, rank as i64, label])?;
        }
        for (rank, (role, span)) in spans(&event.evidence).enumerate() {
            let (start, end) = characters.span(span);
            self.transaction
                .prepare_cached(
                    "INSERT INTO evidence (claim, rank, role, start_char, end_char) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![claim, rank as i64, role, start, end])?;
        }
        Ok(())
    }

    /// The actor's row, shared by all documents that name it.
    fn actor(&self, id: ActorId) -> Result<i64, Error> {
        let actor = self.look_up(id)?;
        let row: i64 = self
            .transaction
            .prepare_cached(
                // The update changes nothing: it is there so that RETURNING gives the row that was found.
                "INSERT INTO actors (name, country) VALUES (?1, ?2)
                 ON CONFLICT (name, ifnull(country, '')) DO UPDATE SET name = excluded.name RETURNING id",
            )?
            .query_row(params![actor.name, actor.country], |row| row.get(0))?;
        for (rank, sector) in actor.sectors.iter().enumerate() {
            self.transaction
                .prepare_cached("INSERT OR IGNORE INTO sectors (actor, sector, rank) VALUES (?1, ?2, ?3)")?
                .execute(params![row, sector.as_ref(), rank as i64])?;
        }
        Ok(row)
    }

    /// The actors' countries, sorted, each once.
    fn countries(&self, actors: &[ActorId]) -> Result<Vec<String>, Error> {
        let mut countries = Vec::new();
        for id in actors {
            countries.extend(self.look_up(*id)?.country.clone());
        }
        countries.sort();
        countries.dedup();
        Ok(countries)
    }

    fn look_up(&self, ActorId(index): ActorId) -> Result<&Actor, Error> {
        let actors = &self.coded.scene.actors;
        actors
            .get(index)
            .ok_or_else(|| self.fault(format!("actor {index} is not among its {}", actors.len())))
    }

    fn fault(&self, what: String) -> Error {
        Error::Document { document: self.coded.scene.document.name.clone(), what }
    }
}

/// The number that a reader of the text form would see: 0.9, not 0.8999999761581421.
fn decimal(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::from(value))
}

/// Every span of the evidence with the role that it plays, the trigger first.
fn spans(evidence: &Evidence) -> impl Iterator<Item = (&'static str, Span)> {
    let many = |role, spans: &[Span]| spans.iter().map(|span| (role, *span)).collect::<Vec<_>>();
    let one = |role, span: Option<Span>| span.map(|span| (role, span));
    one("trigger", evidence.trigger)
        .into_iter()
        .chain(many("source", &evidence.source))
        .chain(many("target", &evidence.target))
        .chain(one("date", evidence.date))
        .chain(one("place", evidence.place))
        .chain(many("amount", &evidence.amount))
        .chain(one("object", evidence.object))
        .chain(one("sayer", evidence.sayer))
}

/// The same explanation with its spans counted in characters, as everywhere in the record.
fn in_characters(explanation: &Explanation, characters: &Characters) -> Explanation {
    Explanation {
        evidence: explanation
            .evidence
            .iter()
            .map(|span| {
                let (start, end) = characters.span(*span);
                Span::new(start as usize, end as usize)
            })
            .collect(),
        details: explanation.details.iter().map(|step| in_characters(step, characters)).collect(),
        ..explanation.clone()
    }
}
