//! One sentence through every stage, drawn: words and tree, whom they stand for, what the model saw, what was
//! coded and why.

use std::io::Write;

use anyhow::Result;
use chancery::coding::Explanation;
use chancery::explain::{ActorView, CandidateView, EventView, RunView, SentenceView};
use unicode_width::UnicodeWidthStr;

use super::flow::flow;
use super::{arcs, style};

/// Draws the sentence; what can go on below keeps to `width` columns.
pub fn draw(sentence: &SentenceView, width: usize, out: &mut impl Write) -> Result<()> {
    writeln!(out, "\n{}{}{:#}", style::TITLE, one_line(&sentence.text), style::TITLE)?;
    if !sentence.marks.is_empty() {
        let marks: String = sentence.marks.iter().map(|mark| format!("[{mark}]")).collect();
        writeln!(out, "{}supported by {marks}{:#}", style::FAINT, style::FAINT)?;
    }
    words(sentence, out)?;
    people(sentence, width, out)?;
    heading("seen by the model", out)?;
    if sentence.candidates.is_empty() {
        nothing(out)?;
    }
    for seen in &sentence.candidates {
        candidate(seen, out)?;
    }
    heading("coded", out)?;
    if sentence.events.is_empty() {
        nothing(out)?;
    }
    for coded in &sentence.events {
        event(coded, width, out)?;
    }
    Ok(())
}

fn heading(what: &str, out: &mut impl Write) -> Result<()> {
    writeln!(out, "\n{}{what}{:#}", style::FAINT, style::FAINT)?;
    Ok(())
}

fn nothing(out: &mut impl Write) -> Result<()> {
    writeln!(out, "  no event")?;
    Ok(())
}

/// A line a word: arcs, word, part of speech, lemma, relation, and what begins with it.
fn words(sentence: &SentenceView, out: &mut impl Write) -> Result<()> {
    heading("words", out)?;
    let tokens = &sentence.tokens;
    let heads: Vec<Option<usize>> = tokens.iter().map(|token| token.head).collect();
    let widest = |of: fn(&chancery::explain::TokenView) -> &str| {
        tokens.iter().map(|token| of(token).width()).max().unwrap_or(0)
    };
    let widths = [widest(|t| &t.word), widest(|t| &t.upos), widest(|t| &t.lemma), widest(|t| &t.deprel)];
    for (i, (token, arcs)) in tokens.iter().zip(arcs::draw(&heads)).enumerate() {
        let trigger = sentence.candidates.iter().find(|candidate| candidate.tokens.contains(&i));
        let word = pad(&token.word, widths[0]);
        let word = match trigger.map(|candidate| style::of_type(&candidate.event_type).bold()) {
            Some(shown) => format!("{shown}{word}{shown:#}"),
            None => word,
        };
        let faint = style::FAINT;
        let tags = [pad(&token.upos, widths[1]), pad(&token.lemma, widths[2]), pad(&token.deprel, widths[3])]
            .join("  ");
        let notes = notes(sentence, i).join(" · ");
        let tags = if notes.is_empty() { tags.trim_end().to_owned() } else { tags + "  " };
        writeln!(out, "  {faint}{arcs}{faint:#} {word}  {faint}{tags}{faint:#}{notes}")?;
    }
    Ok(())
}

/// What begins at the token.
fn notes(sentence: &SentenceView, token: usize) -> Vec<String> {
    let begins = |run: &&RunView| run.tokens.start == token;
    let size = |run: &RunView| match run.tokens.len() {
        0 | 1 => String::new(),
        more => format!(" ({more} words)"),
    };
    let mentions = sentence.mentions.iter().filter(begins).map(|run| format!("{}{}", run.label, size(run)));
    let attribution = sentence.attribution.iter().filter(begins);
    let attribution = attribution.map(|run| format!("attribution {}{}", run.label, size(run)));
    let triggers = sentence.candidates.iter().filter(|candidate| candidate.tokens.start == token);
    let triggers = triggers.map(|candidate| candidate.event_type.clone());
    mentions.chain(attribution).chain(triggers).collect()
}

/// Whom mentions and roles stand for, and why: each run of words once.
fn people(sentence: &SentenceView, width: usize, out: &mut impl Write) -> Result<()> {
    let roles = sentence.candidates.iter().flat_map(|candidate| &candidate.roles);
    let mut runs: Vec<&RunView> = sentence.mentions.iter().chain(roles).collect();
    runs.retain(|run| !run.actors.is_empty());
    runs.sort_by_key(|run| (run.tokens.start, run.tokens.end));
    runs.dedup_by_key(|run| (run.tokens.start, run.tokens.end));
    if runs.is_empty() {
        return Ok(());
    }
    heading("who", out)?;
    let widest = runs.iter().map(|run| run.words.width()).max().unwrap_or(0).min(40);
    for run in runs {
        for (i, actor) in run.actors.iter().enumerate() {
            let words = if i == 0 { run.words.as_str() } else { "" };
            let (who, why) = (known(actor), &actor.reason);
            let faint = style::FAINT;
            let words = pad(words, widest);
            // The reason goes below where it does not fit.
            let fits = words.width() + who.width() + why.width() + 6 <= width;
            let gap = if fits { "  ".to_owned() } else { format!("\n{}", " ".repeat(widest + 6)) };
            writeln!(out, "  {words}  {who}{gap}{faint}{why}{faint:#}")?;
        }
    }
    Ok(())
}

/// `PER GOV Peru`.
fn known(actor: &ActorView) -> String {
    let country = actor.country.as_deref().unwrap_or("---");
    let sectors = actor.sectors.join("/");
    [country, sectors.as_str(), actor.name.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn candidate(seen: &CandidateView, out: &mut impl Write) -> Result<()> {
    let kind = style::of_type(&seen.event_type);
    let mode = seen.mode.as_ref().map(|(mode, score)| format!("/{mode} {score:.2}")).unwrap_or_default();
    let (status, sure) = &seen.status;
    let left_out = if seen.coded { "" } else { "  not coded" };
    writeln!(
        out,
        "  {}  {kind}{}{kind:#} {:.2}{mode}  {status} {sure:.2}{}{left_out}{:#}",
        seen.words,
        seen.event_type,
        seen.score,
        style::FAINT,
        style::FAINT
    )?;
    for role in &seen.roles {
        let score = role.score.map(|score| format!(" {score:.2}")).unwrap_or_default();
        let mut countries: Vec<&str> = role.actors.iter().filter_map(|a| a.country.as_deref()).collect();
        countries.dedup();
        let countries =
            if countries.is_empty() { String::new() } else { format!("  {}", countries.join("+")) };
        writeln!(
            out,
            "    {:7} {}{countries}{}{score}{:#}",
            role.label,
            role.words,
            style::FAINT,
            style::FAINT
        )?;
    }
    Ok(())
}

fn event(coded: &EventView, width: usize, out: &mut impl Write) -> Result<()> {
    let record = &coded.record;
    let kind = style::of_type(&record.event_type);
    let side = |codes: &[String]| if codes.is_empty() { "?".to_owned() } else { codes.join("+") };
    let who = match record.target.is_empty() {
        true => side(&record.source),
        false => format!("{} → {}", side(&record.source), side(&record.target)),
    };
    let mode = record.mode.as_ref().map(|mode| format!("/{mode}")).unwrap_or_default();
    let text = |label: &str, value: &Option<String>| value.as_ref().map(|value| format!("{label}{value}"));
    let facts: Vec<String> = [
        text("", &record.date),
        Some(record.status.clone()),
        text("", &record.object),
        (!record.amount.is_empty()).then(|| record.amount.join(", ")),
        text("in ", &record.place),
        text("says ", &record.sayer),
        (!record.contexts.is_empty()).then(|| record.contexts.join(", ")),
        text("CAMEO ", &record.cameo),
        record.goldstein.map(|score| format!("Goldstein {score:+.1}")),
        (!record.citations.is_empty()).then(|| record.citations.iter().map(|c| format!("[{c}]")).collect()),
        Some(format!("confidence {:.2}", record.confidence)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let what = format!("{}{mode}", record.event_type);
    let used = who.width() + what.width() + 6;
    for line in flow(format!("  {who}  {kind}{what}{kind:#}  "), used, 4, &facts, width) {
        writeln!(out, "{line}")?;
    }
    steps(std::slice::from_ref(&coded.explanation), "  ", out)
}

/// The steps of an explanation as a tree.
fn steps(explanations: &[Explanation], indent: &str, out: &mut impl Write) -> Result<()> {
    let shown: Vec<&Explanation> = explanations.iter().filter(|step| !step.what.is_empty()).collect();
    for (i, step) in shown.iter().enumerate() {
        let last = i + 1 == shown.len();
        let (branch, below) = if last { ("└ ", "  ") } else { ("├ ", "│ ") };
        let (faint, what, value) = (style::FAINT, &step.what, one_line(&step.value));
        let cites = step.cites.as_ref().map(|cites| format!("  {faint}{cites}{faint:#}")).unwrap_or_default();
        let line = format!("{indent}{branch}{faint}{what}{faint:#}  {value}{cites}");
        writeln!(out, "{}", line.trim_end())?;
        steps(&step.details, &format!("{indent}{below}"), out)?;
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pad(text: &str, width: usize) -> String {
    text.to_owned() + &" ".repeat(width.saturating_sub(text.width()))
}
