//! What the index does not hold, asked of SQLite by row. Every value is a parameter.

use chancery::coding::Explanation;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use utoipa::ToSchema;

use crate::quad::quad;

/// A claim as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Told {
    /// The event.
    pub event: i64,
    /// The claim.
    pub claim: i64,
    /// The document's row.
    pub document: i64,
    /// The document's name.
    pub document_name: String,
    /// Line of the sentence, from 1.
    pub line: i64,
    /// Date with the precision of the text.
    pub date: Option<String>,
    /// First day that it can mean.
    pub from_day: Option<String>,
    /// Last day that it can mean.
    pub to_day: Option<String>,
    /// Source countries.
    pub source: Vec<String>,
    /// Target countries.
    pub target: Vec<String>,
    /// Names of the sources.
    pub source_actors: Vec<Who>,
    /// Names of the targets.
    pub target_actors: Vec<Who>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Quad class, 1 to 4; 0 for a type that is none of PLOVER's.
    pub quad: u8,
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
    /// Sums and counts, each `120000000 USD` or `67`.
    pub amount: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// Who says so, if not the document itself.
    pub sayer: Option<String>,
    /// Footnotes that carry it.
    pub citations: Vec<String>,
    /// Probability that it is right.
    pub confidence: f64,
    /// The sentence's words.
    pub sentence: String,
    /// First character of the sentence in the document.
    pub sentence_start: i64,
    /// The words that it rests on, in characters of the document.
    pub evidence: Vec<Span>,
    /// How many claims tell of the event.
    pub tellings: i64,
    /// The last verdict on the claim: `accepted` or `corrected`.
    pub verdict: Option<String>,
}

/// An actor.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Who {
    /// Row.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Country's code.
    pub country: Option<String>,
    /// PLOVER sectors, the closest first.
    pub sectors: Vec<String>,
}

/// Words of a document, in characters from 0, the end excluded.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Span {
    /// `trigger`, `source`, `target`, `date`, `place`, `amount`, `object` or `sayer`.
    pub role: String,
    /// First character.
    pub start: i64,
    /// One past the last.
    pub end: i64,
}

/// A step of reasoning.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(no_recursion)]
pub struct Step {
    /// What was decided.
    pub what: String,
    /// What came out.
    pub value: String,
    /// The words it rests on.
    pub evidence: Vec<[i64; 2]>,
    /// Codebook or gazetteer entry.
    pub cites: Option<String>,
    /// Steps below.
    pub details: Vec<Step>,
}

impl From<Explanation> for Step {
    fn from(explanation: Explanation) -> Step {
        Step {
            what: explanation.what,
            value: explanation.value,
            evidence: explanation
                .evidence
                .iter()
                .map(|span| [span.start() as i64, span.end() as i64])
                .collect(),
            cites: explanation.cites,
            details: explanation.details.into_iter().map(Step::from).collect(),
        }
    }
}

/// A claim with how it came about.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Claim {
    /// What it says.
    #[serde(flatten)]
    pub told: Told,
    /// How it came about.
    pub explanation: Option<Step>,
}

/// A document without its text.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Head {
    /// Row.
    pub id: i64,
    /// What identifies it: its path.
    pub name: String,
    /// Title.
    pub title: Option<String>,
    /// Address of the original.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// Program and version that coded it.
    pub coder: String,
    /// Length of the text in characters.
    pub characters: i64,
    /// Sentences.
    pub sentences: i64,
    /// Claims.
    pub claims: i64,
}

/// A sentence by its place.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Sentence {
    /// Place in the document, from 0.
    pub ordinal: i64,
    /// Paragraph, from 0.
    pub paragraph: i64,
    /// Line, from 1.
    pub line: i64,
    /// First character.
    pub start: i64,
    /// One past the last.
    pub end: i64,
}

const TOLD: &str = "
    SELECT claims.id, claims.event, documents.id, documents.name, sentences.line, events.date, events.from_day,
        events.to_day, events.type, events.mode, claims.status, claims.cameo, claims.goldstein, claims.object,
        claims.place, claims.sayer, claims.confidence, sentences.text, sentences.start_char, claims.explanation,
        (SELECT count(*) FROM claims AS other WHERE other.event = claims.event),
        (SELECT verdict FROM reviewed JOIN reviews ON reviews.reviewed = reviewed.id
            WHERE reviewed.claim = claims.id ORDER BY reviews.id DESC LIMIT 1)
    FROM claims
    JOIN events ON events.id = claims.event
    JOIN sentences ON sentences.id = claims.sentence
    JOIN documents ON documents.id = sentences.document";

/// A claim; `None` where there is none of that row.
pub fn claim(connection: &Connection, id: i64) -> Result<Option<Claim>, rusqlite::Error> {
    let mut statement = connection.prepare_cached(&format!("{TOLD} WHERE claims.id = ?1"))?;
    let found = statement
        .query_row([id], |row| {
            let event_type: String = row.get(8)?;
            let told = Told {
                claim: row.get(0)?,
                event: row.get(1)?,
                document: row.get(2)?,
                document_name: row.get(3)?,
                line: row.get(4)?,
                date: row.get(5)?,
                from_day: row.get(6)?,
                to_day: row.get(7)?,
                quad: quad(&event_type),
                event_type,
                mode: row.get(9)?,
                status: row.get(10)?,
                cameo: row.get(11)?,
                goldstein: row.get(12)?,
                object: row.get(13)?,
                place: row.get(14)?,
                sayer: row.get(15)?,
                confidence: row.get(16)?,
                sentence: row.get(17)?,
                sentence_start: row.get(18)?,
                tellings: row.get(20)?,
                verdict: row.get(21)?,
                source: Vec::new(),
                target: Vec::new(),
                source_actors: Vec::new(),
                target_actors: Vec::new(),
                contexts: Vec::new(),
                amount: Vec::new(),
                citations: Vec::new(),
                evidence: Vec::new(),
            };
            let explanation: String = row.get(19)?;
            Ok((told, explanation))
        })
        .optional()?;
    let Some((mut told, explanation)) = found else { return Ok(None) };
    let texts = |sql: &str, id: i64| -> Result<Vec<String>, rusqlite::Error> {
        connection.prepare_cached(sql)?.query_map([id], |row| row.get(0))?.collect()
    };
    let event = told.event;
    told.source =
        texts("SELECT country FROM sides WHERE event = ?1 AND role = 'source' ORDER BY country", event)?;
    told.target =
        texts("SELECT country FROM sides WHERE event = ?1 AND role = 'target' ORDER BY country", event)?;
    told.contexts = texts("SELECT context FROM contexts WHERE claim = ?1 ORDER BY rank", id)?;
    told.citations = texts("SELECT label FROM citations WHERE claim = ?1 ORDER BY rank", id)?;
    told.amount = texts(
        "SELECT printf('%.15g', value) || ifnull(' ' || unit, '') FROM amounts WHERE claim = ?1 ORDER BY rank",
        id,
    )?;
    told.source_actors = cast(connection, id, "source")?;
    told.target_actors = cast(connection, id, "target")?;
    told.evidence = connection
        .prepare_cached("SELECT role, start_char, end_char FROM evidence WHERE claim = ?1 ORDER BY rank")?
        .query_map([id], |row| Ok(Span { role: row.get(0)?, start: row.get(1)?, end: row.get(2)? }))?
        .collect::<Result<_, _>>()?;
    // An explanation that another program wrote in another form is left out.
    let explanation = serde_json::from_str::<Explanation>(&explanation).ok().map(Step::from);
    Ok(Some(Claim { told, explanation }))
}

fn cast(connection: &Connection, claim: i64, role: &str) -> Result<Vec<Who>, rusqlite::Error> {
    connection
        .prepare_cached(
            "SELECT actors.id, name, country,
                 (SELECT group_concat(sector, ' ') FROM (
                     SELECT sector FROM sectors WHERE sectors.actor = actors.id ORDER BY rank))
             FROM participants JOIN actors ON actors.id = participants.actor
             WHERE claim = ?1 AND role = ?2 ORDER BY participants.rank",
        )?
        .query_map(params![claim, role], |row| {
            let sectors: Option<String> = row.get(3)?;
            Ok(Who {
                id: row.get(0)?,
                name: row.get(1)?,
                country: row.get(2)?,
                sectors: sectors.unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
            })
        })?
        .collect()
}

/// Rows of the claims of an event, in the order of the documents.
pub fn claims_of(connection: &Connection, event: i64) -> Result<Vec<i64>, rusqlite::Error> {
    connection
        .prepare_cached(
            "SELECT claims.id FROM claims JOIN sentences ON sentences.id = sentence WHERE event = ?1
             ORDER BY document, sentences.ordinal, claims.ordinal",
        )?
        .query_map([event], |row| row.get(0))?
        .collect()
}

/// Documents after `after`, by row.
pub fn documents(
    connection: &Connection,
    words: Option<&str>,
    after: i64,
    limit: usize,
) -> Result<Vec<Head>, rusqlite::Error> {
    let pattern = words.map(|words| format!("%{}%", escaped(words)));
    connection
        .prepare_cached(&format!(
            "{HEAD} WHERE documents.id > ?1
                 AND (?2 IS NULL OR name LIKE ?2 ESCAPE '\\' OR title LIKE ?2 ESCAPE '\\')
             ORDER BY documents.id LIMIT ?3"
        ))?
        .query_map(params![after, pattern, limit as i64], head)?
        .collect()
}

/// The words as they are inside of a LIKE pattern.
fn escaped(words: &str) -> String {
    words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

const HEAD: &str = "
    SELECT documents.id, name, title, url, publisher, published, coder, length(text),
        (SELECT count(*) FROM sentences WHERE document = documents.id),
        (SELECT count(*) FROM sentences JOIN claims ON claims.sentence = sentences.id
            WHERE document = documents.id)
    FROM documents";

fn head(row: &rusqlite::Row<'_>) -> Result<Head, rusqlite::Error> {
    Ok(Head {
        id: row.get(0)?,
        name: row.get(1)?,
        title: row.get(2)?,
        url: row.get(3)?,
        publisher: row.get(4)?,
        published: row.get(5)?,
        coder: row.get(6)?,
        characters: row.get(7)?,
        sentences: row.get(8)?,
        claims: row.get(9)?,
    })
}

/// One document's head.
pub fn document(connection: &Connection, id: i64) -> Result<Option<Head>, rusqlite::Error> {
    connection.prepare_cached(&format!("{HEAD} WHERE documents.id = ?1"))?.query_row([id], head).optional()
}

/// Its name.
pub fn name(connection: &Connection, id: i64) -> Result<Option<String>, rusqlite::Error> {
    connection
        .prepare_cached("SELECT name FROM documents WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

/// Its text.
pub fn text(connection: &Connection, id: i64) -> Result<Option<String>, rusqlite::Error> {
    connection
        .prepare_cached("SELECT text FROM documents WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

/// Its sentences.
pub fn sentences(connection: &Connection, document: i64) -> Result<Vec<Sentence>, rusqlite::Error> {
    connection
        .prepare_cached(
            "SELECT ordinal, paragraph, line, start_char, end_char FROM sentences WHERE document = ?1
             ORDER BY ordinal",
        )?
        .query_map([document], |row| {
            Ok(Sentence {
                ordinal: row.get(0)?,
                paragraph: row.get(1)?,
                line: row.get(2)?,
                start: row.get(3)?,
                end: row.get(4)?,
            })
        })?
        .collect()
}

/// Rows of the claims of a document, in the order of the text.
pub fn claims_in(connection: &Connection, document: i64) -> Result<Vec<i64>, rusqlite::Error> {
    connection
        .prepare_cached(
            "SELECT claims.id FROM sentences JOIN claims ON claims.sentence = sentences.id WHERE document = ?1
             ORDER BY sentences.ordinal, claims.ordinal",
        )?
        .query_map([document], |row| row.get(0))?
        .collect()
}

/// A sentence that was found.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Found {
    /// The document's row.
    pub document: i64,
    /// The document's name.
    pub document_name: String,
    /// Line, from 1.
    pub line: i64,
    /// First character.
    pub start: i64,
    /// The sentence's words.
    pub sentence: String,
    /// Events that it tells.
    pub events: Vec<i64>,
}

/// At most this many matches are put in order of how well they match; of more, the first in the record are shown.
const RANKED: i64 = 2_000;

/// Sentences with all of `words`, and whether there are more than `limit`. Words in quotation marks stand
/// together, the last word may go on.
pub fn search(
    connection: &Connection,
    words: &str,
    limit: usize,
) -> Result<(Vec<Found>, i64, bool), rusqlite::Error> {
    let Some(query) = query_of(words) else { return Ok((Vec::new(), 0, false)) };
    let count: i64 = connection
        .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ?1 LIMIT ?2)")?
        .query_row(params![query, RANKED + 1], |row| row.get(0))?;
    let order = if count > RANKED { "rowid" } else { "rank" };
    let rows: Vec<i64> = connection
        .prepare_cached(&format!("SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY {order} LIMIT ?2"))?
        .query_map(params![query, limit as i64], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut sentence = connection.prepare_cached(
        "SELECT documents.id, documents.name, line, start_char, sentences.text
         FROM sentences JOIN documents ON documents.id = document WHERE sentences.id = ?1",
    )?;
    let mut events = connection
        .prepare_cached("SELECT DISTINCT event FROM claims WHERE sentence = ?1 ORDER BY ordinal")?;
    let mut found = Vec::with_capacity(rows.len());
    for id in rows {
        let events = events.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
        found.push(sentence.query_row([id], |row| {
            Ok(Found {
                document: row.get(0)?,
                document_name: row.get(1)?,
                line: row.get(2)?,
                start: row.get(3)?,
                sentence: row.get(4)?,
                events,
            })
        })?);
    }
    Ok((found, count.min(RANKED), count > RANKED))
}

/// What was typed as a query of FTS5: every word in quotation marks, so that none is an operator.
fn query_of(words: &str) -> Option<String> {
    let mut terms = Vec::new();
    for (i, part) in words.split('"').enumerate() {
        let phrase = i % 2 == 1;
        let one = |text: &str| format!("\"{}\"", text.replace('\0', " "));
        let has_word = |text: &str| text.chars().any(char::is_alphanumeric);
        match phrase {
            true if has_word(part) => terms.push(one(part)),
            true => {}
            false => terms.extend(part.split_whitespace().filter(|word| has_word(word)).map(one)),
        }
    }
    let open = words.chars().next_back().is_some_and(char::is_alphanumeric);
    if let Some(last) = terms.last_mut()
        && open
    {
        last.push('*');
    }
    (!terms.is_empty()).then(|| terms.join(" "))
}

/// Events that rest on a footnote of this label, and in which document.
pub fn footnotes(
    connection: &Connection,
    label: &str,
    limit: usize,
) -> Result<Vec<(i64, String, i64)>, rusqlite::Error> {
    connection
        .prepare_cached(
            "SELECT documents.id, documents.name, count(*) FROM citations JOIN claims ON claims.id = claim
             JOIN sentences ON sentences.id = sentence JOIN documents ON documents.id = document
             WHERE label = ?1 GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT ?2",
        )?
        .query_map(params![label, limit as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_never_an_operator() {
        for (typed, query) in [
            ("ferries", Some("\"ferries\"*")),
            ("two ferries ", Some("\"two\" \"ferries\"")),
            ("\"two ferries\" Lima", Some("\"two ferries\" \"Lima\"*")),
            ("NEAR(a b) OR *", Some("\"NEAR(a\" \"b)\" \"OR\"")),
            ("text:x ^y", Some("\"text:x\" \"^y\"*")),
            ("\" - \"", None),
            ("", None),
        ] {
            assert_eq!(query_of(typed).as_deref(), query, "{typed}");
        }
    }
}
