use jiff::civil::Date;
use rusqlite::Row;
use serde::Serialize;

use super::timeline::list;
use super::{Error, Record};
use crate::coding::Amount;

/// One claim with all that the record knows of it, its document and its event: what an export is made from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// The event's row: tellings of one event share it, and follow each other.
    pub event: i64,
    /// The claim's row.
    pub claim: i64,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Whether it took place.
    pub status: String,
    /// When, as the text has it.
    pub date: Option<String>,
    /// First day that `date` can mean.
    pub from_day: Option<Date>,
    /// Last day that `date` can mean.
    pub to_day: Option<Date>,
    /// Who does it.
    pub source: Vec<Party>,
    /// To whom.
    pub target: Vec<Party>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Goldstein score.
    pub goldstein: Option<f64>,
    /// What it was about.
    pub object: Option<String>,
    /// For how much.
    pub amount: Vec<Amount>,
    /// Where, as the text has it.
    pub place: Option<String>,
    /// Who says so, if not the document itself.
    pub sayer: Option<String>,
    /// Footnotes that carry it.
    pub citations: Vec<Note>,
    /// Probability that it is right, 0 to 1.
    pub confidence: f64,
    /// The document's row.
    pub document_id: i64,
    /// The document's name.
    pub document: String,
    /// Its title.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// Paragraph of the sentence, counted from 0.
    pub paragraph: u32,
    /// The sentence's place in the document, counted from 0.
    pub sentence_number: u32,
    /// Its line, counted from 1.
    pub line: u32,
    /// Its words.
    pub sentence: String,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Serialize, serde::Deserialize)]
pub struct Party {
    /// The fullest name known.
    pub name: String,
    /// Country or body, by code.
    pub country: Option<String>,
    /// PLOVER sectors, the closest first.
    pub sectors: Vec<String>,
}

/// A footnote that carries a claim.
#[derive(Debug, Clone, PartialEq, Serialize, serde::Deserialize)]
pub struct Note {
    /// What stands in its mark.
    pub label: String,
    /// Its words, where the document gives them.
    pub text: Option<String>,
    /// Address of what it cites.
    pub url: Option<String>,
}

/// Lists come as JSON; `json(…)` keeps SQLite from quoting a list inside an object as text.
const ENTRIES: &str = "
    SELECT events.id AS event, claims.id AS claim, type, mode, status, date, from_day, to_day, cameo, goldstein,
        object, place, sayer, confidence, documents.id AS document_id, documents.name AS document, title, url,
        publisher, published, paragraph, sentences.ordinal AS sentence_number, line, sentences.text AS sentence,
        (SELECT json_group_array(json_object('name', name, 'country', country, 'sectors', json((
                SELECT json_group_array(sector ORDER BY rank) FROM sectors WHERE actor = actors.id
            ))) ORDER BY rank) FROM participants JOIN actors ON actors.id = actor
            WHERE claim = claims.id AND role = 'source') AS source,
        (SELECT json_group_array(json_object('name', name, 'country', country, 'sectors', json((
                SELECT json_group_array(sector ORDER BY rank) FROM sectors WHERE actor = actors.id
            ))) ORDER BY rank) FROM participants JOIN actors ON actors.id = actor
            WHERE claim = claims.id AND role = 'target') AS target,
        (SELECT json_group_array(context ORDER BY rank) FROM contexts WHERE claim = claims.id) AS contexts,
        (SELECT json_group_array(json_array(value, unit) ORDER BY rank) FROM amounts
            WHERE claim = claims.id) AS amount,
        (SELECT json_group_array(json_object('label', citations.label, 'text', notes.text, 'url', notes.url)
                ORDER BY rank)
            FROM citations LEFT JOIN notes ON notes.document = documents.id AND notes.label = citations.label
            WHERE claim = claims.id) AS citations
    FROM claims
    JOIN events ON events.id = claims.event
    JOIN sentences ON sentences.id = claims.sentence
    JOIN documents ON documents.id = sentences.document
    ORDER BY from_day IS NULL, from_day, to_day, events.id, documents.id, sentences.ordinal, claims.ordinal";

impl Record {
    /// Hands every claim to `take`, in time, undated ones last; the tellings of one event follow each other. Nothing
    /// but the one at hand is held in memory.
    ///
    /// # Errors
    /// SQLite's own, and what `take` gives.
    pub fn entries<E: From<Error>>(&self, mut take: impl FnMut(Entry) -> Result<(), E>) -> Result<(), E> {
        let mut statement = self.connection.prepare(ENTRIES).map_err(Error::from)?;
        let mut rows = statement.query([]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            take(entry(row).map_err(Error::from)?)?;
        }
        Ok(())
    }
}

fn entry(row: &Row<'_>) -> Result<Entry, rusqlite::Error> {
    let day = |column| -> Result<Option<Date>, rusqlite::Error> {
        Ok(row.get::<_, Option<String>>(column)?.and_then(|day| day.parse().ok()))
    };
    Ok(Entry {
        event: row.get("event")?,
        claim: row.get("claim")?,
        event_type: row.get("type")?,
        mode: row.get("mode")?,
        status: row.get("status")?,
        date: row.get("date")?,
        from_day: day("from_day")?,
        to_day: day("to_day")?,
        source: list(row, "source")?,
        target: list(row, "target")?,
        contexts: list(row, "contexts")?,
        cameo: row.get("cameo")?,
        goldstein: row.get("goldstein")?,
        object: row.get("object")?,
        amount: list::<(f64, Option<String>)>(row, "amount")?
            .into_iter()
            .map(|(value, unit)| Amount { value, unit })
            .collect(),
        place: row.get("place")?,
        sayer: row.get("sayer")?,
        citations: list(row, "citations")?,
        confidence: row.get("confidence")?,
        document_id: row.get("document_id")?,
        document: row.get("document")?,
        title: row.get("title")?,
        url: row.get("url")?,
        publisher: row.get("publisher")?,
        published: day("published")?,
        paragraph: row.get("paragraph")?,
        sentence_number: row.get("sentence_number")?,
        line: row.get("line")?,
        sentence: row.get("sentence")?,
    })
}
