//! How well the resolve stage links pronouns, definite descriptions and names to what was named before.
//!
//! `cargo run --example coreference -- [--wrong] [--keep FOLDER] GOLD.conllu…` reads the `Entity=` marks of GUM (the
//! link and the head of each mention stand in them) and asks, for each later mention of a person, an organisation or
//! a place, whom the stage takes it for. Right is an answer that is an earlier mention of the same entity; for a name,
//! one that gives it the same actor as an earlier mention. `--antecedents` prints what was weighed, in the form that
//! `training/antecedents.py` learns from; `--keep` is that of the example `actors`.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use chancery::analysis::Analyser;
use chancery::document::Document;
use chancery::resolve::{Resolver, Scene};
use chancery::sentence::segment;
use serde_json::json;

mod kept;

/// A mention of the gold.
struct Mention {
    entity: String,
    kind: String,
    /// Bytes of the document.
    span: Range<usize>,
    /// Bytes of its head's words.
    head: Vec<Range<usize>>,
    /// Part of speech of its head.
    name: bool,
}

/// A document with its mentions, in text order.
#[derive(Default)]
struct Gold {
    id: String,
    text: String,
    mentions: Vec<Mention>,
}

/// How a later mention takes an earlier one up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    Pronoun,
    Description,
    Name,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let analyser = Analyser::builtin(2)?;
    let (mut wrong, mut weighed, mut keep, mut files) = (false, false, None, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--wrong" => wrong = true,
            "--antecedents" => weighed = true,
            "--keep" => keep = arguments.next().map(PathBuf::from),
            _ => files.push(argument),
        }
    }
    for file in files {
        let mut counts: BTreeMap<Link, [usize; 2]> = BTreeMap::new();
        let mut kept = kept::Kept::open(keep.as_deref(), Path::new(&file));
        for gold in read(&std::fs::read_to_string(&file)?) {
            let document = Document::from_text(gold.id.clone(), gold.text.clone());
            let sentences = segment(&document);
            let analyses = match kept.next() {
                Some(before) => before,
                None => analyser.analyse(&document.text, &sentences)?,
            };
            kept.note(&analyses);
            let mut scene = Resolver::default().resolve(document, sentences, analyses);
            for (n, link) in later(&gold) {
                let mention = &gold.mentions[n];
                let Some((sentence, tokens)) = locate(&scene, &mention.span) else { continue };
                let Some(right) = judge(&mut scene, &gold, n, link, sentence, &tokens) else { continue };
                if weighed {
                    print_weighed(&scene, &gold, n, sentence, tokens);
                    continue;
                }
                let count = counts.entry(link).or_default();
                count[0] += 1;
                count[1] += usize::from(right);
                if wrong && !right {
                    let resolved = scene.actors_in(sentence, tokens);
                    let reasons: Vec<&str> = resolved.iter().map(|r| r.reason.as_str()).collect();
                    println!("{} {:?}: {}", gold.id, &gold.text[mention.span.clone()], reasons.join("; "));
                }
            }
        }
        kept.close()?;
        for (link, [asked, right]) in counts {
            let name = match link {
                Link::Pronoun => "pronouns",
                Link::Description => "descriptions",
                Link::Name => "names",
            };
            println!("{file}: {name} {asked}, right {:.3}", right as f64 / asked.max(1) as f64);
        }
    }
    Ok(())
}

/// Mentions that take up an earlier one of the same person, organisation or place.
fn later(gold: &Gold) -> Vec<(usize, Link)> {
    let mut found = Vec::new();
    for (n, mention) in gold.mentions.iter().enumerate() {
        let actor = matches!(mention.kind.as_str(), "person" | "organization" | "place");
        let earlier = gold.mentions[..n].iter().any(|m| m.entity == mention.entity);
        let words = gold.text[mention.span.clone()].to_lowercase();
        let pronoun = matches!(
            words.as_str(),
            "he" | "she"
                | "it"
                | "they"
                | "him"
                | "her"
                | "them"
                | "his"
                | "its"
                | "their"
                | "himself"
                | "herself"
                | "itself"
                | "themselves"
        );
        let definite = ["the ", "this ", "that ", "these ", "those "].iter().any(|d| words.starts_with(d));
        let link = match (pronoun, mention.name, definite) {
            (true, ..) => Link::Pronoun,
            (_, true, _) => Link::Name,
            (_, _, true) => Link::Description,
            _ => continue,
        };
        if actor && earlier {
            found.push((n, link));
        }
    }
    found
}

/// Whether the stage's answer for mention `n` is an earlier mention of its entity; `None` where nobody who can act
/// was asked for.
fn judge(
    scene: &mut Scene,
    gold: &Gold,
    n: usize,
    link: Link,
    sentence: usize,
    tokens: &Range<usize>,
) -> Option<bool> {
    let entity = &gold.mentions[n].entity;
    let earlier: Vec<&Mention> = gold.mentions[..n].iter().filter(|m| m.entity == *entity).collect();
    let tried = scene.antecedents(sentence, tokens.clone());
    if link != Link::Name
        && let Some(first) = tried.first()
    {
        let place = first.place.clone();
        return Some(place.is_some_and(|(s, t)| is_one_of(scene, &earlier, s, &t)));
    }
    let own = scene.actors_in(sentence, tokens.clone()).first().map(|r| r.actor);
    if own.is_none() && link != Link::Name {
        return Some(false);
    }
    let own = own?;
    let same = earlier.iter().any(|m| {
        let Some((s, t)) = locate(scene, &m.span) else { return false };
        scene.actors_in(s, t).first().is_some_and(|r| r.actor == own)
    });
    Some(same)
}

/// Whether the run's last word is the head of one of the mentions.
fn is_one_of(scene: &Scene, mentions: &[&Mention], sentence: usize, tokens: &Range<usize>) -> bool {
    let Some(last) = tokens.clone().next_back().and_then(|t| scene.sentences[sentence].tokens.get(t)) else {
        return false;
    };
    mentions.iter().any(|m| m.head.iter().any(|h| h.start < last.span.end() && last.span.start() < h.end))
}

/// The candidates for mention `n`, each marked right or wrong.
fn print_weighed(scene: &Scene, gold: &Gold, n: usize, sentence: usize, tokens: Range<usize>) {
    let entity = &gold.mentions[n].entity;
    let earlier: Vec<&Mention> = gold.mentions[..n].iter().filter(|m| m.entity == *entity).collect();
    let tried = scene.antecedents(sentence, tokens);
    let Some(first) = tried.first() else { return };
    let candidates: Vec<_> = tried
        .iter()
        .map(|a| {
            let right = a.place.as_ref().is_some_and(|(s, t)| is_one_of(scene, &earlier, *s, t));
            json!([if right { "right" } else { "wrong" }, a.features])
        })
        .collect();
    let row = json!({"id": format!("{}.{n}", gold.id), "need": first.need, "gold": "right", "candidates": candidates});
    println!("{row}");
}

/// The tokens of a span of the text.
fn locate(scene: &Scene, span: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let sentence = scene.sentences.iter().rposition(|s| s.span.start() <= span.start)?;
    let tokens = &scene.sentences[sentence].tokens;
    let from = tokens.iter().position(|t| t.span.end() > span.start)?;
    let to = tokens.iter().rposition(|t| t.span.start() < span.end)? + 1;
    (from < to).then_some((sentence, from..to))
}

/// Reads CoNLL-U with GUM's marks.
fn read(content: &str) -> Vec<Gold> {
    let mut documents: Vec<Gold> = Vec::new();
    let mut open: Vec<(String, Mention, usize, Vec<usize>)> = Vec::new();
    let mut at = 0;
    let mut word = 0;
    let mut range: Option<(usize, Range<usize>)> = None;
    let mut break_before = false;
    for line in content.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            documents.push(Gold { id: id.to_owned(), ..Gold::default() });
            open.clear();
            continue;
        }
        let Some(document) = documents.last_mut() else { continue };
        if line.starts_with("# newpar") {
            break_before = true;
        } else if let Some(text) = line.strip_prefix("# text = ") {
            if !document.text.is_empty() {
                document.text.push_str(if break_before { "\n\n" } else { " " });
            }
            break_before = false;
            range = None;
            at = document.text.len();
            document.text.push_str(text);
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, .., misc] = fields.as_slice() else { continue };
        let place = match (&range, id.split_once('-')) {
            (_, Some((_, last))) => {
                let place = find(&document.text, form, &mut at);
                range = last.parse().ok().map(|last| (last, place));
                continue;
            }
            (Some((last, place)), None) if id.parse::<usize>().is_ok_and(|n| n <= *last) => place.clone(),
            _ => find(&document.text, form, &mut at),
        };
        if id.contains('.') {
            continue;
        }
        word += 1;
        let entity = misc.split('|').find_map(|m| m.strip_prefix("Entity=")).unwrap_or_default();
        let mut closed: Vec<usize> = Vec::new();
        for mark in marks(entity) {
            match mark {
                Mark::Opens(fields, single) => {
                    let part = |i: usize| fields.get(i).copied().unwrap_or_default();
                    let head = part(5).split(',').filter_map(|n| n.parse().ok()).collect();
                    let mention = Mention {
                        entity: part(0).to_owned(),
                        kind: part(1).to_owned(),
                        span: place.clone(),
                        head: Vec::new(),
                        name: false,
                    };
                    open.push((part(0).to_owned(), mention, word, head));
                    if single {
                        closed.push(open.len() - 1);
                    }
                }
                Mark::Closes(id) => closed.extend(open.iter().rposition(|(entity, ..)| entity == id)),
            }
        }
        for (_, mention, first, head) in &mut open {
            if head.contains(&(word - *first + 1)) {
                mention.head.push(place.clone());
                mention.name |= *upos == "PROPN";
            }
            mention.span.end = place.end;
        }
        closed.sort_unstable();
        closed.dedup();
        for n in closed.into_iter().rev() {
            document.mentions.push(open.remove(n).1);
        }
    }
    for document in &mut documents {
        document.mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    }
    documents
}

/// The next place of a form in the text.
fn find(text: &str, form: &str, at: &mut usize) -> Range<usize> {
    let start = text.get(*at..).and_then(|rest| rest.find(form)).map_or(*at, |n| *at + n);
    let end = (start + form.len()).min(text.len());
    *at = end;
    start..end
}

/// One mark of an `Entity=` value.
enum Mark<'m> {
    /// Fields of a mention that opens here, and whether it closes here too.
    Opens(Vec<&'m str>, bool),
    /// The entity of the mention that closes here.
    Closes(&'m str),
}

fn marks(value: &str) -> Vec<Mark<'_>> {
    let mut found = Vec::new();
    let mut rest = value;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('(') {
            let end = inner.find(['(', ')']).unwrap_or(inner.len());
            let single = inner[end..].starts_with(')');
            found.push(Mark::Opens(inner[..end].splitn(8, '-').collect(), single));
            rest = &inner[end + usize::from(single)..];
        } else {
            let end = rest.find(')').unwrap_or(rest.len());
            found.push(Mark::Closes(&rest[..end]));
            rest = rest.get(end + 1..).unwrap_or_default();
        }
    }
    found
}
