//! A made record of so many events, to measure on: `made_record PATH [EVENTS]`. Every figure follows from the number
//! of the event, so that two records of one size are the same.
//!
//! Countries, types and dates are spread as in records of real texts: a few countries do most of it, most events are
//! dated to a day, some to a month or a year, each sentence tells one event, a document has fifty.

use std::path::Path;

use chancery::record::Record;
use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::{Connection, params};

const TYPES: [(&str, &str, f64); 16] = [
    ("CONSULT", "met", 1.0),
    ("SUPPORT", "praised", 3.4),
    ("ACCUSE", "accused", -2.0),
    ("COOPERATE", "traded with", 6.0),
    ("ASSAULT", "attacked", -9.5),
    ("REQUEST", "asked", -0.1),
    ("AGREE", "agreed with", 3.0),
    ("COERCE", "detained envoys of", -7.0),
    ("AID", "aided", 7.4),
    ("REJECT", "rebuffed", -4.0),
    ("THREATEN", "threatened", -5.8),
    ("SANCTION", "imposed sanctions on", -6.5),
    ("CONCEDE", "yielded to", 5.0),
    ("PROTEST", "protested against", -6.5),
    ("MOBILIZE", "massed troops against", -7.2),
    ("RETREAT", "withdrew before", 6.5),
];
const CONTEXTS: [&str; 8] =
    ["diplomatic", "military", "economic", "legal", "human_rights", "maritime", "environment", "election"];
const STATUSES: [&str; 5] = ["actual", "actual", "planned", "alleged", "denied"];
const OBJECTS: [&str; 12] = [
    "ferries",
    "grain",
    "a fishing treaty",
    "drones",
    "prisoners",
    "a border post",
    "oil",
    "satellites",
    "a loan",
    "refugees",
    "visas",
    "a bridge",
];
const PLACES: [&str; 8] = ["Geneva", "Vienna", "Baku", "Lima", "Tripoli", "Bangkok", "Moscow", "Washington"];
const SENTENCES: i64 = 50;

/// Numbers that look like chance and always come out the same (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// Small numbers far more often than large ones.
    fn skewed(&mut self, n: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((n as f64).powf(share) - 1.0) as usize % n
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("made_record PATH [EVENTS]")?;
    let events: i64 = arguments.next().map_or(Ok(1_000_000), |n| n.parse())?;
    if Path::new(&path).exists() {
        return Err(format!("{path} is there already").into());
    }
    drop(Record::create_or_open(&path)?);
    let mut connection = Connection::open(&path)?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    let transaction = connection.transaction()?;
    write(&transaction, events)?;
    transaction.commit()?;
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

fn write(connection: &Connection, events: i64) -> Result<(), Box<dyn std::error::Error>> {
    let mut states: Vec<&chancery::resolve::gazetteer::State> =
        chancery::resolve::gazetteer::Gazetteer::builtin()
            .states()
            .filter(|s| s.successor.is_none())
            .collect();
    states.sort_by_key(|state| &state.code);
    let mut chance = Chance(1);
    // Which are busy is not by the alphabet.
    for i in (1..states.len()).rev() {
        states.swap(i, chance.below(i + 1));
    }
    // Each country acts by itself, its ministry, its army and a firm.
    for (i, state) in states.iter().enumerate() {
        for (j, what) in ["", " foreign ministry", " armed forces", " oil company"].iter().enumerate() {
            connection.execute(
                "INSERT INTO actors (id, name, country) VALUES (?1, ?2, ?3)",
                params![(i * 4 + j + 1) as i64, format!("{}{what}", state.name), state.code],
            )?;
        }
    }
    let mut document = connection.prepare(
        "INSERT INTO documents (id, name, title, text, digest, coder) VALUES (?1, ?2, ?3, ?4, ?2, 'made')",
    )?;
    let mut sentence = connection.prepare(
        "INSERT INTO sentences (document, ordinal, paragraph, line, start_char, end_char, text)
         VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut event = connection
        .prepare("INSERT INTO events (type, mode, date, from_day, to_day) VALUES (?1, NULL, ?2, ?3, ?4)")?;
    let mut side =
        connection.prepare("INSERT OR IGNORE INTO sides (event, role, country) VALUES (?1, ?2, ?3)")?;
    let mut claim = connection.prepare(
        "INSERT INTO claims (event, sentence, ordinal, status, sayer, cameo, goldstein, object, place, confidence,
             explanation)
         VALUES (?1, ?2, ?3, ?4, ?5, '010', ?6, ?7, ?8, ?9, ?10)",
    )?;
    let mut participant =
        connection.prepare("INSERT INTO participants (claim, role, rank, actor) VALUES (?1, ?2, 0, ?3)")?;
    let mut context = connection.prepare("INSERT INTO contexts (claim, rank, context) VALUES (?1, 0, ?2)")?;
    let mut citation = connection.prepare("INSERT INTO citations (claim, rank, label) VALUES (?1, 0, ?2)")?;
    let mut evidence = connection.prepare(
        "INSERT INTO evidence (claim, rank, role, start_char, end_char) VALUES (?1, 0, 'trigger', ?2, ?3)",
    )?;
    let first = Date::constant(1946, 1, 1);
    let mut told = 0;
    let mut number = 0;
    while told < events {
        number += 1;
        let mut text = String::new();
        let mut parts = Vec::new();
        for ordinal in 0..SENTENCES.min(events - told) {
            let source = chance.skewed(states.len());
            let target = (source + 1 + chance.skewed(states.len() - 1)) % states.len();
            let (event_type, verb, score) = TYPES[chance.skewed(TYPES.len())];
            let object = OBJECTS[chance.skewed(OBJECTS.len())];
            let place = PLACES[chance.skewed(PLACES.len())];
            let day = first.checked_add((chance.below(78 * 365) as i64).days())?;
            let words = format!(
                "{} {verb} {} over {object} in {place} on {day}, dispatch {} said.",
                states[source].name,
                states[target].name,
                chance.below(5000)
            );
            let start = text.chars().count() as i64;
            let at = start + states[source].name.chars().count() as i64 + 1;
            text.push_str(&words);
            text.push('\n');
            parts.push((
                ordinal, source, target, event_type, verb, score, object, place, day, words, start, at,
            ));
        }
        document.execute(params![
            number,
            format!("made/{number:06}.txt"),
            format!("Dispatches {number}"),
            text
        ])?;
        for (ordinal, source, target, event_type, verb, score, object, place, day, words, start, at) in parts
        {
            let end = start + words.chars().count() as i64;
            sentence.execute(params![number, ordinal, ordinal + 1, start, end, words])?;
            let sentence = connection.last_insert_rowid();
            let (date, from, to) = match chance.below(10) {
                0 => (Some(day.year().to_string()), Some(day.first_of_year()), Some(day.last_of_year())),
                1 => (
                    Some(day.strftime("%Y-%m").to_string()),
                    Some(day.first_of_month()),
                    Some(day.last_of_month()),
                ),
                2 => (None, None, None),
                _ => (Some(day.to_string()), Some(day), Some(day)),
            };
            event.execute(params![
                event_type,
                date,
                from.map(|d| d.to_string()),
                to.map(|d| d.to_string())
            ])?;
            let id = connection.last_insert_rowid();
            side.execute(params![id, "source", states[source].code])?;
            side.execute(params![id, "target", states[target].code])?;
            let sayer = (chance.below(5) == 0).then(|| format!("the {} radio", states[source].name));
            let explanation = format!(
                "{{\"what\":\"type\",\"value\":\"{event_type}\",\"evidence\":[{{\"start\":{at},\"end\":{}}}],\
                 \"cites\":null,\"details\":[]}}",
                at + verb.len() as i64
            );
            claim.execute(params![
                id,
                sentence,
                ordinal,
                STATUSES[chance.below(STATUSES.len())],
                sayer,
                score,
                object,
                place,
                0.5 + chance.below(50) as f64 / 100.0,
                explanation
            ])?;
            let claim = connection.last_insert_rowid();
            participant.execute(params![claim, "source", (source * 4 + chance.below(4) + 1) as i64])?;
            participant.execute(params![claim, "target", (target * 4 + chance.below(4) + 1) as i64])?;
            context.execute(params![claim, CONTEXTS[chance.skewed(CONTEXTS.len())]])?;
            if chance.below(3) == 0 {
                citation.execute(params![claim, (chance.below(90) + 1).to_string()])?;
            }
            evidence.execute(params![claim, at, at + verb.len() as i64])?;
            told += 1;
        }
    }
    Ok(())
}
