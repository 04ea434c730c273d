use rusqlite::{Row, params};
use serde::Serialize;

use super::{Error, Record};
use crate::coding::Amount;

/// Two countries and how much the record tells of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dyad {
    /// The two codes: first the one that does more of it.
    pub countries: [String; 2],
    /// Events between them, in either direction.
    pub events: usize,
}

/// Which events of two countries a timeline shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// What either did to the other.
    #[default]
    Either,
    /// Only what the first did to the second.
    Forth,
}

/// One claim of an event, with all that a timeline shows of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Telling {
    /// The event's row: two tellings of one event share it.
    pub event: i64,
    /// The document's name.
    pub document: String,
    /// Line of the sentence, counted from 1.
    pub line: u32,
    /// When, as the text has it (`1991-12-25`, `1991-11`, `1991`, `1963/1967`).
    pub date: Option<String>,
    /// Source countries, sorted.
    pub source: Vec<String>,
    /// Target countries, sorted.
    pub target: Vec<String>,
    /// Who does it, by name.
    pub source_actors: Vec<String>,
    /// To whom, by name.
    pub target_actors: Vec<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Whether it took place.
    pub status: String,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Goldstein score.
    pub goldstein: Option<f64>,
    /// What it was about.
    pub object: Option<String>,
    /// For how much.
    pub amount: Vec<Amount>,
    /// Where.
    pub place: Option<String>,
    /// Who says so, if not the document itself.
    pub sayer: Option<String>,
    /// Footnotes that carry it.
    pub citations: Vec<String>,
    /// Probability that it is right, 0 to 1.
    pub confidence: f64,
    /// The sentence's words.
    pub sentence: String,
    /// Where the trigger stands in `sentence`, in characters.
    pub trigger: Option<[usize; 2]>,
}

/// The view's columns that a [`Telling`] takes as they are, and its lists as JSON.
const TELLINGS: &str = "
    SELECT timeline.event, timeline.document, timeline.line, timeline.date, timeline.type, timeline.mode,
        timeline.status, timeline.cameo, timeline.goldstein, timeline.object, timeline.place, timeline.sayer,
        timeline.confidence, timeline.sentence,
        ifnull(timeline.source, '') AS source, ifnull(timeline.target, '') AS target,
        ifnull(timeline.contexts, '') AS contexts,
        (SELECT json_group_array(name ORDER BY rank) FROM participants JOIN actors ON actors.id = actor
            WHERE claim = timeline.claim AND role = 'source') AS source_actors,
        (SELECT json_group_array(name ORDER BY rank) FROM participants JOIN actors ON actors.id = actor
            WHERE claim = timeline.claim AND role = 'target') AS target_actors,
        (SELECT json_group_array(json_array(value, unit) ORDER BY rank) FROM amounts
            WHERE claim = timeline.claim) AS amount,
        (SELECT json_group_array(label ORDER BY rank) FROM citations
            WHERE claim = timeline.claim) AS citations,
        evidence.start_char - sentences.start_char AS trigger_start,
        evidence.end_char - sentences.start_char AS trigger_end
    FROM timeline
    JOIN claims ON claims.id = timeline.claim
    JOIN sentences ON sentences.id = claims.sentence
    LEFT JOIN evidence ON evidence.claim = timeline.claim AND evidence.role = 'trigger'";

/// The view's order; a join may lose it.
const IN_TIME: &str = "
    ORDER BY timeline.from_day IS NULL, timeline.from_day, timeline.to_day, sentences.document,
        sentences.ordinal, claims.ordinal";

impl Record {
    /// What two countries did to each other, in time; undated events come last, in the order of the text.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn timeline(&self, a: &str, b: &str, direction: Direction) -> Result<Vec<Telling>, Error> {
        let from_to = |from, to| {
            format!(
                "EXISTS (SELECT 1 FROM sides AS s JOIN sides AS t ON t.event = s.event
                    WHERE s.event = timeline.event AND s.role = 'source' AND s.country = {from}
                        AND t.role = 'target' AND t.country = {to})"
            )
        };
        let forth = from_to("?1", "?2");
        let condition = match direction {
            Direction::Forth => forth,
            Direction::Either => format!("{forth} OR {}", from_to("?2", "?1")),
        };
        let mut statement =
            self.connection.prepare_cached(&format!("{TELLINGS} WHERE {condition} {IN_TIME}"))?;
        Ok(statement.query_map(params![a, b], telling)?.collect::<Result<_, _>>()?)
    }

    /// Everything that the record tells, in time.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn tellings(&self) -> Result<Vec<Telling>, Error> {
        let mut statement = self.connection.prepare_cached(&format!("{TELLINGS} {IN_TIME}"))?;
        Ok(statement.query_map([], telling)?.collect::<Result<_, _>>()?)
    }

    /// The two countries between which the record tells the most events; the alphabet settles a tie. Bodies and
    /// regions without a country of their own (`IGO`, `NGO`, `MNC`, `IMG`, `REG`) do not count.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn strongest_dyad(&self) -> Result<Option<Dyad>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT min(s.country, t.country) AS a, max(s.country, t.country) AS b,
                 count(DISTINCT s.event) AS events,
                 count(DISTINCT CASE WHEN s.country < t.country THEN s.event END) AS by_a
             FROM sides AS s JOIN sides AS t ON t.event = s.event AND t.country <> s.country
             WHERE s.role = 'source' AND t.role = 'target'
                 AND s.country NOT IN ('IGO', 'NGO', 'MNC', 'IMG', 'REG', '---', '')
                 AND t.country NOT IN ('IGO', 'NGO', 'MNC', 'IMG', 'REG', '---', '')
             GROUP BY a, b ORDER BY events DESC, a, b LIMIT 1",
        )?;
        let mut rows = statement.query([])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let (a, b): (String, String) = (row.get("a")?, row.get("b")?);
        let (events, by_a): (i64, i64) = (row.get("events")?, row.get("by_a")?);
        let countries = if by_a * 2 >= events { [a, b] } else { [b, a] };
        Ok(Some(Dyad { countries, events: events as usize }))
    }
}

fn telling(row: &Row<'_>) -> Result<Telling, rusqlite::Error> {
    let words = |column| -> Result<Vec<String>, rusqlite::Error> {
        Ok(row.get::<_, String>(column)?.split_whitespace().map(str::to_owned).collect())
    };
    let trigger = row.get::<_, Option<i64>>("trigger_start")?.zip(row.get::<_, Option<i64>>("trigger_end")?);
    Ok(Telling {
        event: row.get("event")?,
        document: row.get("document")?,
        line: row.get("line")?,
        date: row.get("date")?,
        source: words("source")?,
        target: words("target")?,
        source_actors: list(row, "source_actors")?,
        target_actors: list(row, "target_actors")?,
        event_type: row.get("type")?,
        mode: row.get("mode")?,
        contexts: words("contexts")?,
        status: row.get("status")?,
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
        sentence: row.get("sentence")?,
        trigger: trigger.and_then(|(a, b)| Some([usize::try_from(a).ok()?, usize::try_from(b).ok()?])),
    })
}

/// A column that holds a JSON array.
pub(super) fn list<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    column: &str,
) -> Result<Vec<T>, rusqlite::Error> {
    serde_json::from_str(&row.get::<_, String>(column)?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })
}
