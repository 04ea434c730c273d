//! What people say of a claim: it is right, it is to be corrected, it is no event.
//!
//! The record's tables hold what holds: a correction changes the claim, a rejection takes it out. What was before,
//! who said so and when is kept in `reviews`. A reviewed claim is known by the words that tell it (document,
//! sentence, trigger), so that coding the document again applies the last verdict to it again.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, ToSql, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use strum::{AsRefStr, Display, EnumString};

use super::form::{self, ClaimForm, ClaimParty, Place};
use super::{Agreement, Error, Record, interval};
use crate::analysis::{EventType, Status};
use crate::coding::codebook::Codebook;
use crate::coding::{Explanation, UNKNOWN_COUNTRY};
use crate::resolve::gazetteer::Gazetteer;

/// Which claim is reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A claim that stands in the record.
    Claim(i64),
    /// A claim that was reviewed before, and may since have been rejected: a row of `reviewed`.
    Reviewed(i64),
}

/// What a reviewer says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, AsRefStr, Display, EnumString)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Verdict {
    /// It is right as it stands. On a rejected claim: it was right as it was coded.
    Accepted,
    /// It is right with other values.
    Corrected,
    /// The text tells no such event.
    Rejected,
}

/// The values that a correction gives; what is `None` stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Correction {
    /// PLOVER type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// PLOVER mode of the type; empty for none. A new type without a mode has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// `actual`, `planned`, ….
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// In record form; empty for undated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Vec<ClaimParty>>,
    /// To whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Vec<ClaimParty>>,
}

/// A verdict to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// On which claim.
    pub subject: Subject,
    /// Who says so.
    pub reviewer: String,
    /// What.
    pub verdict: Verdict,
    /// The values of [`Verdict::Corrected`].
    pub correction: Correction,
    /// Why, in the reviewer's words.
    pub note: Option<String>,
}

/// A verdict that was kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reviewed {
    /// The row in `reviews`.
    pub id: i64,
    /// The row in `reviewed`: verdicts on one claim share it.
    pub reviewed: i64,
    /// The claim as it stands; `None` where it does not.
    pub claim: Option<i64>,
    /// The document's name.
    pub document: String,
    /// The sentence's words.
    pub sentence: String,
    /// Who said so.
    pub reviewer: String,
    /// When, in UTC (`2024-05-01T12:00:00Z`).
    pub at: String,
    /// What.
    pub verdict: Verdict,
    /// Why.
    pub note: Option<String>,
    /// The claim before; `None` where it had been rejected.
    pub before: Option<ClaimForm>,
    /// The claim after; `None` where it was rejected.
    pub after: Option<ClaimForm>,
}

/// What holds of a reviewed claim.
struct Standing {
    id: i64,
    occurrence: i64,
    ordinal: i64,
    sentence: String,
    coded: ClaimForm,
    claim: Option<i64>,
}

impl Record {
    /// Keeps a verdict and lets the record follow it, in one transaction.
    ///
    /// # Errors
    /// [`Error::NoClaim`], [`Error::Review`] where a value is none that the record can hold, else SQLite's own.
    pub fn review(&mut self, review: &Review) -> Result<Reviewed, Error> {
        let reviewer = review.reviewer.trim();
        if reviewer.is_empty() || reviewer.chars().count() > 100 {
            return Err(Error::Review(
                "a review needs the reviewer's name, of 100 characters at most".into(),
            ));
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let standing = match review.subject {
            Subject::Claim(claim) => of_claim(&transaction, claim)?,
            Subject::Reviewed(id) => standing(&transaction, id)?.ok_or(Error::NoClaim(id))?,
        };
        let present = match standing.claim {
            Some(claim) => form::read(&transaction, claim)?,
            None => None,
        };
        let before = present.as_ref().map(|(_, form)| form.clone());
        let after = match review.verdict {
            Verdict::Rejected => None,
            Verdict::Accepted => Some(before.clone().unwrap_or_else(|| standing.coded.clone())),
            Verdict::Corrected => {
                let base = before.clone().unwrap_or_else(|| standing.coded.clone());
                Some(corrected(base, &review.correction)?)
            }
        };
        let at = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let after = after.map(|form| vouched(form, review.verdict, reviewer, &at));
        let claim = match (&present, &after) {
            (Some((place, _)), Some(form)) => Some(form::write(&transaction, *place, form)?),
            (Some((place, _)), None) => {
                if let Some(claim) = place.claim {
                    form::remove(&transaction, claim, true)?;
                }
                None
            }
            (None, Some(form)) => match place_of(&transaction, &standing, review)? {
                Some(place) => Some(form::write(&transaction, place, form)?),
                None => None,
            },
            (None, None) => None,
        };
        transaction.execute("UPDATE reviewed SET claim = ?2 WHERE id = ?1", params![standing.id, claim])?;
        transaction.execute(
            "INSERT INTO reviews (reviewed, reviewer, at, verdict, note, before, after)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                standing.id,
                reviewer,
                at,
                review.verdict.as_ref(),
                review.note.as_deref().map(str::trim).filter(|note| !note.is_empty()),
                before.as_ref().map(json_of).transpose()?,
                after.as_ref().map(json_of).transpose()?
            ],
        )?;
        let id = transaction.last_insert_rowid();
        let kept =
            reviews(&transaction, "WHERE reviews.id = ?1", params![id])?.pop().ok_or(Error::NoClaim(id))?;
        transaction.commit()?;
        Ok(kept)
    }

    /// Verdicts, the latest first: those on claims of one document, or on all; those before the row `before`, and so
    /// many at most.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn reviews(&self, document: Option<&str>, before: i64, limit: usize) -> Result<Vec<Reviewed>, Error> {
        let which = "WHERE (?1 IS NULL OR reviewed.document = ?1) AND reviews.id < ?2
             ORDER BY reviews.id DESC LIMIT ?3";
        reviews(&self.connection, which, params![document, before, limit as i64])
    }

    /// How far reviewers agree, over the claims that more than one of them reviewed. Of several verdicts of one
    /// reviewer on one claim the last counts.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn agreement(&self) -> Result<Agreement, Error> {
        let mut verdicts: BTreeMap<i64, BTreeMap<String, (String, String)>> = BTreeMap::new();
        for review in reviews(&self.connection, "ORDER BY reviews.id", params![])? {
            let event_type = review.after.map_or_else(|| "none".to_owned(), |form| form.event_type);
            verdicts
                .entry(review.reviewed)
                .or_default()
                .insert(review.reviewer, (review.verdict.to_string(), event_type));
        }
        let of = |pick: fn(&(String, String)) -> &str| -> Vec<Vec<&str>> {
            verdicts.values().map(|one| one.values().map(pick).collect()).collect()
        };
        Ok(Agreement::of(&of(|pair| &pair.0), &of(|pair| &pair.1)))
    }

    /// A document's events as gold that `eval record` reads, one JSON object a line. Reviewed events are wanted;
    /// those that nobody reviewed are `optional` and count for nothing either way; rejected ones are left out.
    ///
    /// `None` where no document has that name.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn gold(&self, document: &str) -> Result<Option<Vec<Value>>, Error> {
        let text: Option<String> = self
            .connection
            .query_row("SELECT text FROM documents WHERE name = ?1", [document], |row| row.get(0))
            .optional()?;
        let Some(text) = text else { return Ok(None) };
        let text: Vec<char> = text.chars().collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT claims.id, sentences.line,
                 EXISTS (SELECT 1 FROM reviewed JOIN reviews ON reviews.reviewed = reviewed.id
                         WHERE reviewed.claim = claims.id)
             FROM claims JOIN sentences ON sentences.id = claims.sentence
             JOIN documents ON documents.id = sentences.document
             WHERE documents.name = ?1 ORDER BY sentences.ordinal, claims.ordinal",
        )?;
        let claims: Vec<(i64, i64, bool)> = statement
            .query_map([document], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        let mut lines = Vec::with_capacity(claims.len());
        for (claim, line, reviewed) in claims {
            if let Some((place, form)) = form::read(&self.connection, claim)? {
                lines.push(gold_line(&text, line, place.start, &form, reviewed));
            }
        }
        Ok(Some(lines))
    }
}

/// The record form of a claim, as gold.
fn gold_line(text: &[char], line: i64, start: i64, form: &ClaimForm, reviewed: bool) -> Value {
    let words = |from: i64, to: i64| -> String {
        let at = |n: i64| usize::try_from(n).unwrap_or(0).min(text.len());
        text[at(from)..at(to).max(at(from))].iter().collect()
    };
    let trigger = form.trigger().map(|(a, b)| (a + start, b + start));
    let line = line + trigger.map_or(0, |(from, _)| words(start, from).matches('\n').count() as i64);
    let codes = |parties: &[ClaimParty]| -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for party in parties {
            let code = party.country.as_deref().unwrap_or(UNKNOWN_COUNTRY);
            if !codes.iter().any(|c| c == code) {
                codes.push(code.to_owned());
            }
        }
        codes
    };
    let mut gold = json!({
        "line": line, "type": form.event_type, "source": codes(&form.source), "target": codes(&form.target),
        "status": form.status,
    });
    let fields = [
        ("date", json!(form.date)),
        ("mode", json!(form.mode)),
        ("object", json!(form.object)),
        ("place", json!(form.place)),
        ("sayer", json!(form.sayer)),
        ("trigger", json!(trigger.map(|(a, b)| words(a, b)))),
        ("amount", json!(form.amount.iter().map(ToString::to_string).collect::<Vec<_>>())),
        ("citations", json!(form.citations)),
        ("optional", if reviewed { Value::Null } else { Value::Bool(true) }),
    ];
    for (name, value) in fields {
        if !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()) {
            gold[name] = value;
        }
    }
    gold
}

/// Applies the last verdict on each reviewed claim of a document that has just been coded.
pub(super) fn apply_again(connection: &Connection, document: i64, name: &str) -> Result<(), Error> {
    let ids: Vec<i64> = connection
        .prepare_cached("SELECT id FROM reviewed WHERE document = ?1 ORDER BY id")?
        .query_map([name], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut taken = Vec::new();
    for id in ids {
        let Some(standing) = standing(connection, id)? else { continue };
        let last: Option<(String, Option<String>)> = connection
            .prepare_cached(
                "SELECT verdict, after FROM reviews WHERE reviewed = ?1 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((_, after)) = last else { continue };
        let Some((sentence, start)) = sentence_of(connection, document, &standing)? else { continue };
        let found = nearest(connection, sentence, &standing.coded, &taken)?;
        let claim = match after.map(|after| form_of(&after)).transpose()? {
            None => {
                if let Some(claim) = found {
                    form::remove(connection, claim, true)?;
                }
                None
            }
            Some(form) => {
                let ordinal = match found {
                    Some(claim) => {
                        connection
                            .query_row("SELECT ordinal FROM claims WHERE id = ?1", [claim], |r| r.get(0))?
                    }
                    None => standing.ordinal,
                };
                let place = Place { claim: found, sentence, start, ordinal };
                Some(form::write(connection, place, &form)?)
            }
        };
        taken.extend(claim);
        connection.execute("UPDATE reviewed SET claim = ?2 WHERE id = ?1", params![id, claim])?;
    }
    Ok(())
}

/// The claim of a sentence that is the one which was reviewed: the same trigger, or one that overlaps it if the
/// type is the same. Type and countries decide between several.
fn nearest(
    connection: &Connection,
    sentence: i64,
    coded: &ClaimForm,
    taken: &[i64],
) -> Result<Option<i64>, Error> {
    let claims: Vec<i64> = connection
        .prepare_cached("SELECT id FROM claims WHERE sentence = ?1 ORDER BY ordinal")?
        .query_map([sentence], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut best: Option<(u32, i64)> = None;
    for claim in claims.into_iter().filter(|claim| !taken.contains(claim)) {
        let Some((_, form)) = form::read(connection, claim)? else { continue };
        let same_type = form.event_type == coded.event_type;
        let score = match (form.trigger(), coded.trigger()) {
            (a, b) if a == b => 4,
            (Some(a), Some(b)) if same_type && a.0 < b.1 && b.0 < a.1 => 1,
            _ => continue,
        };
        let score = score + 2 * u32::from(same_type) + u32::from(form.sides() == coded.sides());
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, claim));
        }
    }
    Ok(best.map(|(_, claim)| claim))
}

/// The row in `reviewed` of a claim that stands; made where nobody has reviewed it yet.
fn of_claim(connection: &Connection, claim: i64) -> Result<Standing, Error> {
    let known: Option<i64> = connection
        .query_row("SELECT id FROM reviewed WHERE claim = ?1 ORDER BY id LIMIT 1", [claim], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return standing(connection, known)?.ok_or(Error::NoClaim(claim));
    }
    let (place, form) = form::read(connection, claim)?.ok_or(Error::NoClaim(claim))?;
    let (document, name, text, ordinal): (i64, String, String, i64) = connection.query_row(
        "SELECT documents.id, documents.name, sentences.text, sentences.ordinal
         FROM sentences JOIN documents ON documents.id = document WHERE sentences.id = ?1",
        [place.sentence],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let occurrence: i64 = connection.query_row(
        "SELECT count(*) FROM sentences WHERE document = ?1 AND text = ?2 AND ordinal < ?3",
        params![document, text, ordinal],
        |row| row.get(0),
    )?;
    connection.execute(
        "INSERT INTO reviewed (document, sentence, occurrence, ordinal, coded, claim)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![name, text, occurrence, place.ordinal, json_of(&form)?, claim],
    )?;
    standing(connection, connection.last_insert_rowid())?.ok_or(Error::NoClaim(claim))
}

fn standing(connection: &Connection, id: i64) -> Result<Option<Standing>, Error> {
    let row = connection
        .prepare_cached("SELECT occurrence, ordinal, sentence, coded, claim FROM reviewed WHERE id = ?1")?
        .query_row([id], |row| {
            let coded: String = row.get(3)?;
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, coded, row.get(4)?))
        })
        .optional()?;
    let Some((occurrence, ordinal, sentence, coded, claim)) = row else { return Ok(None) };
    Ok(Some(Standing { id, occurrence, ordinal, sentence, coded: form_of(&coded)?, claim }))
}

/// The sentence's row and first character in a document; `None` where the text no longer has it.
fn sentence_of(
    connection: &Connection,
    document: i64,
    standing: &Standing,
) -> Result<Option<(i64, i64)>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT id, start_char FROM sentences WHERE document = ?1 AND text = ?2
             ORDER BY ordinal LIMIT 1 OFFSET ?3",
        )?
        .query_row(params![document, standing.sentence, standing.occurrence], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?)
}

/// Where a claim that does not stand is to stand again.
fn place_of(connection: &Connection, standing: &Standing, review: &Review) -> Result<Option<Place>, Error> {
    let document: Option<i64> = connection
        .query_row(
            "SELECT documents.id FROM documents JOIN reviewed ON documents.name = reviewed.document
             WHERE reviewed.id = ?1",
            [standing.id],
            |row| row.get(0),
        )
        .optional()?;
    let place = match document {
        Some(document) => sentence_of(connection, document, standing)?,
        None => None,
    };
    let Some((sentence, start)) = place else {
        return Err(Error::Review(format!(
            "the text no longer has the sentence of this claim: it cannot be {}",
            review.verdict
        )));
    };
    Ok(Some(Place { claim: None, sentence, start, ordinal: standing.ordinal }))
}

/// The claim with the values of a correction, checked; CAMEO code and score follow type and mode.
fn corrected(mut form: ClaimForm, correction: &Correction) -> Result<ClaimForm, Error> {
    let refused = |what: String| Err(Error::Review(what));
    let codebook = Codebook::built_in().map_err(|error| Error::Review(error.to_string()))?;
    let (old_type, old_mode) = (form.event_type.clone(), form.mode.clone());
    if let Some(name) = &correction.event_type {
        if name.parse::<EventType>().is_err() {
            return refused(format!("`{name}` is none of PLOVER's types"));
        }
        if *name != form.event_type {
            form.event_type.clone_from(name);
            form.mode = None;
        }
    }
    if let Some(mode) = correction.mode.as_deref() {
        let class = codebook.class(&form.event_type);
        if !mode.is_empty()
            && form.mode.as_deref() != Some(mode)
            && class.is_none_or(|class| class.mode(mode).is_none())
        {
            return refused(format!("{} has no mode `{mode}`", form.event_type));
        }
        form.mode = (!mode.is_empty()).then(|| mode.to_owned());
    }
    if (&old_type, &old_mode) != (&form.event_type, &form.mode)
        && let Ok(event_type) = form.event_type.parse::<EventType>()
    {
        let code = codebook.cameo.code_of(event_type, form.mode.as_deref(), &form.contexts);
        form.cameo = code.map(str::to_owned);
        // Through text: 7.4 as f32 is not 7.4 as f64.
        form.goldstein = code
            .and_then(|code| codebook.cameo.goldstein(code))
            .and_then(|score| score.to_string().parse().ok());
    }
    if let Some(status) = &correction.status {
        if status.parse::<Status>().is_err() {
            return refused(format!("`{status}` is no status"));
        }
        form.status.clone_from(status);
    }
    if let Some(date) = correction.date.as_deref().map(str::trim) {
        if !date.is_empty() && interval::days(date).is_none() {
            return refused(format!("`{date}` is no date: write 1991-12-25, 1991-11, 1991 or 1963/1967"));
        }
        form.date = (!date.is_empty()).then(|| date.to_owned());
    }
    for (wanted, side) in [(&correction.source, &mut form.source), (&correction.target, &mut form.target)] {
        if let Some(parties) = wanted {
            *side = parties.iter().map(party).collect::<Result<_, _>>()?;
        }
    }
    Ok(form)
}

/// Codes that stand for no state.
const BODIES: [&str; 7] = ["EUR", "UNO", "IGO", "NGO", "MNC", "IMG", "REG"];

/// A party with its code checked; one that is named by its code alone gets the country's name.
fn party(party: &ClaimParty) -> Result<ClaimParty, Error> {
    let country = party.country.as_deref().map(|code| code.trim().to_uppercase()).filter(|c| !c.is_empty());
    let state = country.as_deref().and_then(|code| Gazetteer::builtin().state(code));
    if let Some(code) = &country
        && state.is_none()
        && !BODIES.contains(&code.as_str())
    {
        return Err(Error::Review(format!("`{code}` is no country's code")));
    }
    let name = match (party.name.trim(), state) {
        ("", Some(state)) => state.name.clone(),
        ("", None) => country.clone().unwrap_or_default(),
        (name, _) => name.to_owned(),
    };
    if name.is_empty() {
        return Err(Error::Review("an actor needs a name or a country".to_owned()));
    }
    Ok(ClaimParty { name, country })
}

/// The claim with a person's word behind it.
fn vouched(mut form: ClaimForm, verdict: Verdict, reviewer: &str, at: &str) -> ClaimForm {
    form.confidence = 1.0;
    form.explanation.details.push(Explanation {
        what: "review".to_owned(),
        value: format!("{verdict} by {reviewer}, {}", at.get(..10).unwrap_or(at)),
        ..Explanation::default()
    });
    form
}

fn reviews(connection: &Connection, which: &str, parameters: &[&dyn ToSql]) -> Result<Vec<Reviewed>, Error> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT reviews.id, reviewed.id, reviewed.claim, reviewed.document, reviewed.sentence, reviews.reviewer,
             reviews.at, reviews.verdict, reviews.note, reviews.before, reviews.after
         FROM reviews JOIN reviewed ON reviewed.id = reviews.reviewed {which}"
    ))?;
    // A form that cannot be read is one that another program wrote: the verdict is shown without it.
    let form = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok());
    let rows = statement.query_map(parameters, |row| {
        let verdict: String = row.get(7)?;
        Ok(Reviewed {
            id: row.get(0)?,
            reviewed: row.get(1)?,
            claim: row.get(2)?,
            document: row.get(3)?,
            sentence: row.get(4)?,
            reviewer: row.get(5)?,
            at: row.get(6)?,
            verdict: verdict.parse().unwrap_or(Verdict::Accepted),
            note: row.get(8)?,
            before: form(row.get(9)?),
            after: form(row.get(10)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn json_of(form: &ClaimForm) -> Result<String, Error> {
    serde_json::to_string(form).map_err(|error| Error::Review(error.to_string()))
}

fn form_of(text: &str) -> Result<ClaimForm, Error> {
    serde_json::from_str(text)
        .map_err(|error| Error::Review(format!("a review that cannot be read: {error}")))
}

#[cfg(test)]
mod tests;
