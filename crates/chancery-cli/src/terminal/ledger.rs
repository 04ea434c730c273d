//! A timeline for people: a line of facts an event, and below it the words that tell it.
//!
//! ```text
//! 2019-01     AZE → ISR  COOPERATE  SkyStriker drones  [39]
//!             In January 2019, the State Border Service of Azerbaijan purchased SkyStriker drones from …
//! ```

use std::collections::HashMap;
use std::io::Write;

use anyhow::Result;
use chancery::record::Telling;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::flow::flow;
use super::style;

/// Space between columns.
const GAP: usize = 2;

/// Draws `tellings`, which are in time; those of one event stand together below its first.
pub fn draw(title: &str, tellings: &[Telling], width: usize, out: &mut impl Write) -> Result<()> {
    let events = by_event(tellings);
    writeln!(out, "\n{}{title}{:#}", style::TITLE, style::TITLE)?;
    writeln!(out, "{}{}{:#}\n", style::FAINT, subtitle(tellings, events.len()), style::FAINT)?;
    let firsts = || events.iter().map(|event| event[0]);
    // A few long entries do not push the others aside: they alone go over their column.
    let widest = |text: fn(&Telling) -> String, most: usize| {
        firsts().map(|telling| text(telling).width()).filter(|width| *width <= most).max().unwrap_or(0)
    };
    let columns = [widest(date, 21).max(10), widest(who, 15), widest(what, 20)];
    let indent = columns[0] + GAP;
    for event in events {
        facts(event[0], columns, width, out)?;
        for (i, telling) in event.iter().enumerate() {
            words(telling, i > 0, indent, width, out)?;
        }
    }
    Ok(())
}

/// The tellings of each event, in the order of the first telling of each.
fn by_event(tellings: &[Telling]) -> Vec<Vec<&Telling>> {
    let mut events: Vec<Vec<&Telling>> = Vec::new();
    let mut place = HashMap::new();
    for telling in tellings {
        let at = *place.entry(telling.event).or_insert(events.len());
        match events.get_mut(at) {
            Some(event) => event.push(telling),
            None => events.push(vec![telling]),
        }
    }
    events
}

fn subtitle(tellings: &[Telling], events: usize) -> String {
    let plural = if events == 1 { "" } else { "s" };
    let mut years = tellings.iter().filter_map(|telling| telling.date.as_deref()?.get(..4));
    let first = years.next();
    match (first, years.next_back().or(first)) {
        (Some(a), Some(b)) if a != b => format!("{events} event{plural}, {a} to {b}"),
        (Some(a), _) => format!("{events} event{plural}, {a}"),
        _ => format!("{events} event{plural}"),
    }
}

/// The line of facts; what does not fit goes on below.
fn facts(telling: &Telling, columns: [usize; 3], width: usize, out: &mut impl Write) -> Result<()> {
    let kind = style::of_type(&telling.event_type);
    let [date, who, what] = [date(telling), who(telling), what(telling)];
    let details = details(telling);
    if details.is_empty() {
        writeln!(out, "{}  {}  {kind}{what}{kind:#}", pad(&date, columns[0]), pad(&who, columns[1]))?;
        return Ok(());
    }
    let [date, who, what] = [pad(&date, columns[0]), pad(&who, columns[1]), pad(&what, columns[2])];
    let mut used = [&date, &who, &what].iter().map(|text| text.width() + GAP).sum::<usize>();
    let line = format!("{date}  {who}  {kind}{what}{kind:#}  ");
    let mut indent = columns.iter().map(|column| column + GAP).sum();
    // A narrow terminal gives the details lines of their own.
    if width < indent + 24 {
        indent = columns[0] + GAP;
        used = width;
    }
    for line in flow(line, used, indent, &details, width) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The words of the sentence around the trigger, on one line.
fn words(telling: &Telling, again: bool, indent: usize, width: usize, out: &mut impl Write) -> Result<()> {
    let lead = if again { format!("again, {}:{}: ", telling.document, telling.line) } else { String::new() };
    let room = width.saturating_sub(indent + lead.width()).max(20);
    let [before, trigger, after] = excerpt(&telling.sentence, telling.trigger, room);
    let (faint, bold) = (style::FAINT, style::TRIGGER);
    let indent = " ".repeat(indent);
    writeln!(out, "{indent}{faint}{lead}{before}{faint:#}{bold}{trigger}{bold:#}{faint}{after}{faint:#}")?;
    Ok(())
}

fn date(telling: &Telling) -> String {
    telling.date.clone().unwrap_or_else(|| "undated".to_owned())
}

/// `AZE → ISR`, `AZE ↔ ISR` where both do it to each other, one side alone where there is one.
fn who(telling: &Telling) -> String {
    let side = |countries: &[String]| if countries.is_empty() { "?".to_owned() } else { countries.join("+") };
    match (telling.source.as_slice(), telling.target.as_slice()) {
        (source, target) if source == target && source.len() > 1 => source.join(" ↔ "),
        (source, []) => side(source),
        (source, target) => format!("{} → {}", side(source), side(target)),
    }
}

/// `COERCE/arrest`.
fn what(telling: &Telling) -> String {
    match &telling.mode {
        Some(mode) => format!("{}/{mode}", telling.event_type),
        None => telling.event_type.clone(),
    }
}

/// Status, object, amounts, place, sayer, footnotes: those that there are.
fn details(telling: &Telling) -> Vec<String> {
    let mut facts = Vec::new();
    if telling.status != "actual" {
        facts.push(telling.status.clone());
    }
    facts.extend(telling.object.iter().map(|object| one_line(object)));
    facts.extend(telling.amount.iter().map(|amount| thousands(&amount.to_string())));
    facts.extend(telling.place.iter().map(|place| format!("in {}", one_line(place))));
    facts.extend(telling.sayer.iter().map(|sayer| format!("says {}", one_line(sayer))));
    if !telling.citations.is_empty() {
        facts.push(telling.citations.iter().map(|label| format!("[{label}]")).collect());
    }
    facts
}

/// `120000000 USD` with its digits in groups of three.
fn thousands(amount: &str) -> String {
    let digits = amount.find(|c: char| !c.is_ascii_digit()).unwrap_or(amount.len());
    let mut grouped = String::new();
    for (i, digit) in amount[..digits].chars().enumerate() {
        if i > 0 && (digits - i) % 3 == 0 && digits > 4 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + &amount[digits..]
}

/// The sentence as before, trigger, after; as much of it as fits in `room` columns, the trigger in sight.
fn excerpt(sentence: &str, trigger: Option<[usize; 2]>, room: usize) -> [String; 3] {
    let characters: Vec<char> = sentence.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let [from, to] = trigger.unwrap_or([0, 0]).map(|at| at.min(characters.len()));
    let widths: Vec<usize> = characters.iter().map(|c| c.width().unwrap_or(0)).collect();
    let measure = |from: usize, to: usize| widths[from..to].iter().sum::<usize>();
    // Room for an ellipsis on either end.
    let fits = |from, to| measure(from, to) + 2 <= room;
    let (mut first, mut last) = (0, characters.len());
    if measure(first, last) > room {
        // Whole words only; from the start of the sentence as far as the trigger allows.
        let starts = |at: usize| at == 0 || characters[at - 1] == ' ';
        first =
            (0..=from).find(|&at| starts(at) && fits(at, (to + 12).min(characters.len()))).unwrap_or(from);
        last = (first..=characters.len())
            .rev()
            .find(|&at| (at == characters.len() || characters[at] == ' ') && fits(first, at))
            .unwrap_or(to)
            .max(to.min(first + room));
    }
    let cut = |from: usize, to: usize| characters[from.min(to)..to].iter().collect::<String>();
    let mut parts = [cut(first, from), cut(from, to), cut(to.max(first), last)];
    if first > 0 {
        parts[0].insert(0, '…');
    }
    if last < characters.len() {
        parts[2].push('…');
    }
    parts
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    text.to_owned() + &" ".repeat(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str =
        "In May 1995 Lima, after long talks in Brasília, sold Quito two ferries for $3 million.";

    #[test]
    fn an_excerpt_keeps_the_trigger_and_fits() {
        let from = SENTENCE.chars().position(|c| c == 's').unwrap();
        let trigger = [SENTENCE.chars().count() - 38, SENTENCE.chars().count() - 34];
        assert_eq!(SENTENCE.chars().skip(trigger[0]).take(4).collect::<String>(), "sold", "{from}");
        for room in 20..120 {
            let parts = excerpt(SENTENCE, Some(trigger), room);
            assert_eq!(parts[1], "sold", "{room}");
            assert!(parts.concat().width() <= room, "{room}: {parts:?}");
        }
        assert_eq!(excerpt(SENTENCE, Some(trigger), 200).concat(), SENTENCE);
        assert_eq!(excerpt("short", None, 20), ["", "", "short"]);
    }

    #[test]
    fn sums_are_grouped() {
        for (plain, grouped) in
            [("120000000 USD", "120,000,000 USD"), ("1995", "1995"), ("12000.5", "12,000.5"), ("67", "67")]
        {
            assert_eq!(thousands(plain), grouped);
        }
    }
}
