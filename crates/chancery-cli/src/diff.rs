//! `chancery diff`: what changed between two records.

use std::io::Write;

use anyhow::Result;
use chancery::record::{Change, Difference, Entry, Party, Record};

use crate::terminal::{self, style};
use crate::{Outcome, arguments};

pub fn run(arguments: &arguments::Diff, out: &mut impl Write) -> Result<Outcome> {
    let difference = Difference::between(&Record::open(&arguments.old)?, &Record::open(&arguments.new)?)?;
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string(&difference)?)?;
    } else {
        draw(&difference, out)?;
    }
    Ok(if difference.is_empty() { Outcome::Nothing } else { Outcome::Found })
}

fn draw(difference: &Difference, out: &mut impl Write) -> Result<()> {
    let lists = [
        ("+", &difference.documents_added),
        ("-", &difference.documents_removed),
        ("~", &difference.documents_changed),
    ];
    for (sign, names) in lists {
        for name in names {
            writeln!(out, "{sign} document {name}")?;
        }
    }
    for change in &difference.changes {
        let claim = change.claim();
        let sign = match change {
            Change::Added { .. } => "+",
            Change::Removed { .. } => "-",
            Change::Changed { .. } => "~",
        };
        writeln!(out, "{sign} {}", line(claim))?;
        if let Change::Changed { fields, .. } = change {
            let shown =
                |value: &str| if value.is_empty() { "nothing".to_owned() } else { format!("“{value}”") };
            for (field, before, after) in fields {
                writeln!(out, "    {field}: {} → {}", shown(before), shown(after))?;
            }
        }
        let faint = style::FAINT;
        writeln!(
            out,
            "    {faint}{}{faint:#}",
            claim.sentence.split_whitespace().collect::<Vec<_>>().join(" ")
        )?;
    }
    let count = |is: fn(&Change) -> bool| difference.changes.iter().filter(|change| is(change)).count();
    terminal::hint(format_args!(
        "{} claims added, {} removed, {} changed, {} the same",
        count(|c| matches!(c, Change::Added { .. })),
        count(|c| matches!(c, Change::Removed { .. })),
        count(|c| matches!(c, Change::Changed { .. })),
        difference.same
    ));
    Ok(())
}

/// "1995-05-03  PER → ECU  AID/loan  planned"
fn line(claim: &Entry) -> String {
    let codes = |parties: &[Party]| {
        let mut codes: Vec<&str> = parties.iter().map(|p| p.country.as_deref().unwrap_or("---")).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.join(" ")
    };
    let mode = claim.mode.as_ref().map(|mode| format!("/{mode}")).unwrap_or_default();
    let status = if claim.status == "actual" { String::new() } else { format!("  {}", claim.status) };
    format!(
        "{}  {} → {}  {}{mode}{status}",
        claim.date.as_deref().unwrap_or("undated"),
        codes(&claim.source),
        codes(&claim.target),
        claim.event_type
    )
}
