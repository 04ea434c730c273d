//! `chancery timeline`: what two states did to each other.

use std::io::Write;

use anyhow::Result;
use chancery::record::{Cell, Direction, Record, Table, Telling};

use crate::format::{self, Format};
use crate::terminal::{self, ledger};
use crate::{Outcome, arguments, country};

pub fn run(arguments: &arguments::Timeline, out: &mut impl Write) -> Result<Outcome> {
    let (a, b) = (country::code(&arguments.a)?, country::code(&arguments.b)?);
    let direction = if arguments.directed { Direction::Forth } else { Direction::Either };
    let tellings = Record::open(&arguments.record)?.timeline(&a, &b, direction)?;
    match arguments.format {
        Format::Json => format::json(&tellings, out)?,
        Format::Table if tellings.is_empty() => {}
        Format::Table => ledger::draw(&title(&a, &b, direction), &tellings, terminal::width(), out)?,
        other => format::write(&table(&tellings), other, out)?,
    }
    if tellings.is_empty() {
        terminal::hint(format_args!(
            "{} tells nothing of {} and {}",
            arguments.record.display(),
            country::name(&a),
            country::name(&b)
        ));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Found)
}

/// What stands above a timeline.
pub fn title(a: &str, b: &str, direction: Direction) -> String {
    let between = match direction {
        Direction::Either => "and",
        Direction::Forth => "to",
    };
    format!("{} {between} {}", country::name(a), country::name(b))
}

/// The timeline flat, for CSV and Markdown.
fn table(tellings: &[Telling]) -> Table {
    let columns = [
        "date",
        "source",
        "target",
        "type",
        "mode",
        "status",
        "object",
        "amount",
        "place",
        "sayer",
        "citations",
        "confidence",
        "document",
        "line",
        "sentence",
    ];
    let text = |value: &Option<String>| value.clone().map_or(Cell::Null, Cell::Text);
    let rows = tellings.iter().map(|telling| {
        vec![
            text(&telling.date),
            Cell::Text(telling.source.join(" ")),
            Cell::Text(telling.target.join(" ")),
            Cell::Text(telling.event_type.clone()),
            text(&telling.mode),
            Cell::Text(telling.status.clone()),
            text(&telling.object),
            Cell::Text(telling.amount.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
            text(&telling.place),
            text(&telling.sayer),
            Cell::Text(telling.citations.join("; ")),
            Cell::Real(telling.confidence),
            Cell::Text(telling.document.clone()),
            Cell::Integer(i64::from(telling.line)),
            Cell::Text(telling.sentence.clone()),
        ]
    });
    Table { columns: columns.map(str::to_owned).to_vec(), rows: rows.collect() }
}
