//! Needs a coded document, gives a [`View`] of it: what every stage made of each sentence, as plain data. The
//! terminal, JSON and the explorer draw the same view.
//!
//! Token ranges are half-open and count the sentence's tokens; spans are half-open and count characters (Unicode
//! scalar values) of the document's text.

use std::ops::Range;

use serde::Serialize;

use crate::analysis::{Analysis, Candidate, EntityKind, Role};
use crate::coding::{Event, Explanation, RecordLine};
use crate::pipeline::Coded;
use crate::resolve::Scene;
use crate::sentence::Sentence;

/// A document through every stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// The document's name.
    pub document: String,
    /// Its sentences, in order.
    pub sentences: Vec<SentenceView>,
}

/// One sentence through every stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentenceView {
    /// Its words, as they stand.
    pub text: String,
    /// Line of the document, counted from 1.
    pub line: u32,
    /// Where it stands.
    pub span: (usize, usize),
    /// Labels of the footnotes that support it or a part of it.
    pub marks: Vec<String>,
    /// Its words with their tags and tree.
    pub tokens: Vec<TokenView>,
    /// Entities that the model sees, and whom they stand for.
    pub mentions: Vec<RunView>,
    /// Words that attribute a statement: `source`, `cue`, `content`.
    pub attribution: Vec<RunView>,
    /// Events that the model sees.
    pub candidates: Vec<CandidateView>,
    /// Events that were coded.
    pub events: Vec<EventView>,
}

/// A token.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TokenView {
    /// The word.
    pub word: String,
    /// Where it stands.
    pub span: (usize, usize),
    /// Universal part of speech.
    pub upos: String,
    /// Lemma.
    pub lemma: String,
    /// Its governor; `None` for the root, and where there is no analysis.
    pub head: Option<usize>,
    /// Relation to its governor.
    pub deprel: String,
}

/// A run of tokens with a label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunView {
    /// What it is: the entity's kind, or its role.
    pub label: String,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its words.
    pub words: String,
    /// The model's probability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f32>,
    /// Whom it stands for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<ActorView>,
}

/// An actor that a run of tokens stands for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActorView {
    /// Its name.
    pub name: String,
    /// Its country's code.
    pub country: Option<String>,
    /// Its sectors, the closest first.
    pub sectors: Vec<String>,
    /// Why we think so.
    pub reason: String,
}

/// An event that the model sees.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CandidateView {
    /// The trigger's tokens.
    pub tokens: Range<usize>,
    /// The trigger's words.
    pub words: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Probability of trigger and type.
    pub score: f32,
    /// The likeliest mode, with its probability.
    pub mode: Option<(String, f32)>,
    /// The likeliest status, with its probability.
    pub status: (String, f32),
    /// What stands in which role.
    pub roles: Vec<RunView>,
    /// Whether an event of this trigger and type was coded.
    pub coded: bool,
}

/// An event that was coded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventView {
    /// The event in the record form.
    #[serde(flatten)]
    pub record: RecordLine,
    /// How it came about.
    pub explanation: Explanation,
}

impl View {
    /// The view of a whole document.
    pub fn of(coded: &Coded) -> View {
        // Asking whom words stand for may add actors to a scene: the coded one stays as it is.
        let mut scene = coded.scene.clone();
        let sentences = (0..scene.sentences.len()).map(|i| sentence(i, &mut scene, &coded.events));
        View { sentences: sentences.collect(), document: coded.scene.document.name.clone() }
    }
}

fn sentence(index: usize, scene: &mut Scene, events: &[Event]) -> SentenceView {
    let nothing = Analysis::default();
    let sentence = scene.sentences[index].clone();
    let analysis = scene.analyses.get(index).cloned().unwrap_or(nothing);
    let here: Vec<&Event> = events.iter().filter(|event| event.sentence == index).collect();
    let mut run = |label: &str, tokens: &Range<usize>, score: Option<f32>, whom: bool| RunView {
        label: label.to_owned(),
        words: words(scene, &sentence, tokens),
        actors: if whom { actors(scene, index, tokens) } else { Vec::new() },
        tokens: tokens.clone(),
        score,
    };
    let mentions = analysis.mentions.iter();
    let mentions = mentions.map(|m| run(m.kind.as_ref(), &m.tokens, Some(m.score), acts(m.kind))).collect();
    let attribution = [
        ("source", &analysis.attribution_sources),
        ("cue", &analysis.attribution_cues),
        ("content", &analysis.attribution_contents),
    ];
    let attribution = attribution
        .into_iter()
        .flat_map(|(label, runs)| runs.iter().map(move |tokens| (label, tokens)))
        .map(|(label, tokens)| run(label, tokens, None, false))
        .collect();
    let roles: Vec<Vec<RunView>> = analysis
        .candidates
        .iter()
        .map(|candidate| {
            let fillers = candidate.roles.iter();
            fillers.map(|f| run(f.role.as_ref(), &f.tokens, Some(f.score), names_actor(f.role))).collect()
        })
        .collect();
    let candidates = analysis
        .candidates
        .iter()
        .zip(roles)
        .map(|(candidate, roles)| CandidateView {
            tokens: candidate.trigger.clone(),
            words: words(scene, &sentence, &candidate.trigger),
            event_type: candidate.event_type.to_string(),
            score: candidate.score,
            mode: candidate.mode.clone(),
            status: (candidate.status.0.to_string(), candidate.status.1),
            coded: here.iter().any(|event| is_coded(candidate, event, &sentence)),
            roles,
        })
        .collect();
    let text = &scene.document.text;
    SentenceView {
        text: sentence.span.of(text).to_owned(),
        line: sentence.line,
        span: sentence.span.chars(text),
        marks: sentence.marks.iter().map(|mark| mark.label.clone()).collect(),
        tokens: tokens(text, &sentence, &analysis),
        mentions,
        attribution,
        candidates,
        events: here.into_iter().map(|event| in_record_form(event, scene)).collect(),
    }
}

/// Whether a mention of this kind may stand for an actor.
fn acts(kind: EntityKind) -> bool {
    use EntityKind::{Facility, Group, Location, Organisation, Person};
    matches!(kind, Person | Organisation | Location | Group | Facility)
}

/// Whether an actor fills this role.
fn names_actor(role: Role) -> bool {
    matches!(role, Role::Source | Role::Target | Role::Sayer)
}

fn tokens(text: &str, sentence: &Sentence, analysis: &Analysis) -> Vec<TokenView> {
    let token = |(i, token): (usize, &crate::sentence::Token)| {
        let word = analysis.words.get(i);
        TokenView {
            word: token.span.of(text).to_owned(),
            span: token.span.chars(text),
            upos: word.map(|word| word.upos.to_string()).unwrap_or_default(),
            lemma: word.map(|word| word.lemma.clone()).unwrap_or_default(),
            head: word.and_then(|word| word.head),
            deprel: word.map(|word| word.deprel.clone()).unwrap_or_default(),
        }
    };
    sentence.tokens.iter().enumerate().map(token).collect()
}

fn words(scene: &Scene, sentence: &Sentence, tokens: &Range<usize>) -> String {
    let span = sentence.span_of(tokens.clone());
    span.of(&scene.document.text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn actors(scene: &mut Scene, sentence: usize, tokens: &Range<usize>) -> Vec<ActorView> {
    let resolved = scene.actors_in(sentence, tokens.clone());
    let view = |resolved: crate::resolve::Resolved| {
        let actor = scene.actors.get(resolved.actor.0)?;
        Some(ActorView {
            name: actor.name.clone(),
            country: actor.country.clone(),
            sectors: actor.sectors.iter().map(ToString::to_string).collect(),
            reason: resolved.reason,
        })
    };
    resolved.into_iter().filter_map(view).collect()
}

fn is_coded(candidate: &Candidate, event: &Event, sentence: &Sentence) -> bool {
    let trigger = sentence.span_of(candidate.trigger.clone());
    event.event_type == candidate.event_type && event.evidence.trigger.is_some_and(|t| t.overlaps(trigger))
}

/// The event, its explanation's spans counted in characters.
fn in_record_form(event: &Event, scene: &Scene) -> EventView {
    fn outside(explanation: &Explanation, text: &str) -> Explanation {
        let span = |span: &crate::document::Span| {
            let (start, end) = span.chars(text);
            crate::document::Span::new(start, end)
        };
        Explanation {
            evidence: explanation.evidence.iter().map(span).collect(),
            details: explanation.details.iter().map(|step| outside(step, text)).collect(),
            ..explanation.clone()
        }
    }
    EventView {
        record: RecordLine::of(event, scene),
        explanation: outside(&event.explanation, &scene.document.text),
    }
}
