//! The coding stage: from a scene to its events.

use std::ops::Range;

use super::cast::{Cast, Player, Players};
use super::codebook::Codebook;
use super::confidence::Signals;
use super::dating::{Calendar, Dated};
use super::draft::Draft;
use super::event::{Claim, Event, Evidence};
use super::frames::{Matcher, Tree};
use super::merge::{MergeRule, merge};
use super::{amounts, attribution, contexts, explain, places, planned};
use crate::analysis::{Analysis, EventType, Role, Upos};
use crate::document::Span;
use crate::resolve::{Gazetteer, Scene};
use crate::sentence::Sentence;

/// Another act of the sentence draws sums to itself where the model gives it even odds.
const EVEN: f32 = 0.5;

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Voices {
    /// The model, refined by the codebook.
    #[default]
    Both,
    /// The model alone.
    Model,
    /// The codebook alone.
    Codebook,
}

/// The confidence from which an event that the model sees is coded unless asked otherwise: where directed F1 is
/// highest on the texts that the confidence was fitted on.
pub const LIKELY: f32 = 0.25;

/// How to code.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Options {
    /// Who speaks.
    pub voices: Voices,
    /// Events less sure than this are left out, 0 to 1. `None` leaves out what the model sees and holds for less than
    /// [`LIKELY`], and nothing that frames alone see.
    pub min_confidence: Option<f32>,
    /// How the voices are put together.
    pub rule: MergeRule,
}

/// Codes scenes by a codebook.
#[derive(Debug, Clone, Copy)]
pub struct Coder<'c> {
    codebook: &'c Codebook,
    options: Options,
}

/// One sentence with what coding needs of it.
pub(super) struct View<'v> {
    pub number: usize,
    pub text: &'v str,
    pub sentence: &'v Sentence,
    pub analysis: &'v Analysis,
    pub tree: &'v Tree<'v>,
    pub words: &'v [&'v str],
}

impl<'c> Coder<'c> {
    /// A coder with a codebook.
    pub fn new(codebook: &'c Codebook, options: Options) -> Self {
        Coder { codebook, options }
    }

    /// The events of a scene, in text order. The scene takes in the actors that it had not met yet.
    pub fn code(&self, scene: &mut Scene) -> Vec<Event> {
        let calendar = Calendar::of(scene);
        let text = scene.document.text.clone();
        let mut events = Vec::new();
        for number in 0..scene.sentences.len().min(scene.analyses.len()) {
            // The scene is asked for actors while its sentence is read.
            let (sentence, analysis) = (scene.sentences[number].clone(), scene.analyses[number].clone());
            let words: Vec<&str> = (0..analysis.words.len()).map(|t| sentence.word(&text, t)).collect();
            let tree = Tree::new(&text, &sentence, &analysis);
            let view = View {
                number,
                text: &text,
                sentence: &sentence,
                analysis: &analysis,
                tree: &tree,
                words: &words,
            };
            let cast = Cast::new(scene, number);
            let drafts = self.drafts(&view, &cast);
            events.extend(
                drafts
                    .iter()
                    .map(|draft| (draft, self.event(&view, &cast, &calendar, draft)))
                    .filter(|(draft, event)| event.confidence >= self.least(draft))
                    .map(|(_, event)| event),
            );
        }
        events
    }

    fn least(&self, draft: &Draft) -> f32 {
        let usual = if draft.model.is_some() { LIKELY } else { 0.0 };
        self.options.min_confidence.unwrap_or(usual)
    }

    fn drafts(&self, view: &View<'_>, cast: &Cast<'_>) -> Vec<Draft> {
        let model = || -> Vec<Draft> {
            view.analysis
                .candidates
                .iter()
                .map(|candidate| Draft::from_candidate(candidate, view.tree, self.options.rule.role_from))
                .collect()
        };
        let mut drafts = match self.options.voices {
            Voices::Model => model(),
            Voices::Codebook => self.by_frames(view, cast),
            Voices::Both => merge(model(), self.by_frames(view, cast), &self.options.rule),
        };
        drafts.retain(|draft| draft.model.is_none() || draft.confidence >= self.options.rule.model_from);
        drafts
    }

    fn by_frames(&self, view: &View<'_>, cast: &Cast<'_>) -> Vec<Draft> {
        let names_actor =
            |tokens: Range<usize>| can_act(view.tree, tokens.clone()) && cast.names_actor(tokens);
        let matches = Matcher::new(self.codebook, view.tree, &names_actor).matches();
        let mut drafts: Vec<Draft> =
            matches.iter().filter_map(|found| Draft::from_match(found, self.codebook, view.tree)).collect();
        for draft in &mut drafts {
            draft.roles.retain(|argument| {
                !matches!(argument.role, Role::Source | Role::Target)
                    || can_act(view.tree, argument.tokens.clone())
            });
        }
        // A promise, a refusal, a threat carries its content; each is one event.
        let carriers: Vec<Vec<Range<usize>>> = drafts
            .iter()
            .filter(|draft| carries_content(draft.event_type))
            .map(|draft| draft.trigger.clone())
            .collect();
        drafts.retain(|draft| {
            let Some((token, _)) = draft.reading.reason else { return true };
            draft.holds(token) || !carriers.iter().flatten().any(|run| run.contains(&token))
        });
        drafts
    }

    fn event(&self, view: &View<'_>, cast: &Cast<'_>, calendar: &Calendar, draft: &Draft) -> Event {
        let players = cast.players(draft, subject_left_out(view.tree, draft));
        let frame = draft.frame.and_then(|number| self.codebook.frames.get(number));
        let contexts = contexts::contexts(self.codebook, view.tree, draft);
        let class = self.codebook.class(draft.event_type.as_ref());
        let mode_code = draft.mode.as_deref().and_then(|mode| class?.mode(mode)?.cameo.as_deref());
        let cameo = planned::cameo_code(
            &self.codebook.cameo,
            frame.and_then(|frame| frame.cameo.as_deref()),
            (draft.event_type, draft.mode.as_deref(), draft.status),
            &contexts,
            mode_code,
            class.and_then(|class| class.cameo.as_deref()),
        );
        let dated = calendar.date(view.number, view.words, view.tree, draft);
        let triggers: Vec<usize> = view
            .analysis
            .candidates
            .iter()
            .filter(|candidate| candidate.score >= EVEN)
            .map(|candidate| candidate.trigger.start)
            .collect();
        let amounts = amounts::amounts(draft, view.words, &triggers);
        let place = places::place(draft, view.tree, view.analysis);
        let object = draft.in_role(Role::Object).next().map(|argument| argument.tokens.clone());
        let sayer = attribution::sayer(draft, view.analysis);
        let span = |tokens: &Range<usize>| view.sentence.span_of(tokens.clone());
        let words = |tokens: &Range<usize>| span(tokens).of(view.text).to_owned();
        let signals = Signals::of(draft, &players);
        let explanation =
            explain::event(self.codebook, view, draft, &players, dated.as_ref(), sayer.as_ref());
        Event {
            sentence: view.number,
            event_type: draft.event_type,
            mode: draft.mode.clone(),
            goldstein: cameo.as_deref().and_then(|code| self.codebook.cameo.goldstein(code)),
            cameo,
            contexts,
            status: draft.status,
            source: players.source.iter().map(|player| player.actor).collect(),
            target: players.target.iter().map(|player| player.actor).collect(),
            date: dated.as_ref().map(|dated| dated.date.clone()),
            place: place.as_ref().map(words),
            object: object.as_ref().map(words),
            claim: Claim {
                sayer: sayer.as_ref().map(|(tokens, _)| words(tokens)),
                citations: attribution::citations(draft, view.sentence),
            },
            evidence: Evidence {
                trigger: Some(trigger_span(view.sentence, draft)),
                source: spans(view.sentence, &players, Role::Source),
                target: spans(view.sentence, &players, Role::Target),
                // A date that opens the line may stand in an earlier sentence.
                date: dated
                    .as_ref()
                    .filter(|dated| dated.sentence == view.number)
                    .map(|dated| span(&dated.tokens)),
                place: place.as_ref().map(span),
                amount: amounts.iter().map(|(_, tokens)| span(tokens)).collect(),
                object: object.as_ref().map(span),
                sayer: sayer.as_ref().map(|(tokens, _)| span(tokens)),
            },
            amount: amounts.into_iter().map(|(amount, _)| amount).collect(),
            confidence: signals.confidence(),
            signals,
            explanation,
        }
    }
}

/// Whether the words of a slot can be a party: a name, a pronoun, or a noun for people or bodies. A policy or a
/// referendum that fills the slot of a target is none, whomever it belongs to.
fn can_act(tree: &Tree<'_>, tokens: Range<usize>) -> bool {
    let head = super::draft::head_of(tree, tokens.clone());
    let named =
        tokens.clone().any(|token| tree.is_capital(token) && (token > 0 || tree.upos(token) == Upos::Propn));
    let is_role = || tree.readings(head).iter().any(|lemma| Gazetteer::builtin().role(lemma).is_some());
    named || tree.upos(head) == Upos::Pron || is_role()
}

/// Types whose content is no event of its own.
fn carries_content(event_type: EventType) -> bool {
    use EventType::{Agree, Concede, Reject, Request, Threaten};
    matches!(event_type, Agree | Concede | Reject | Request | Threaten)
}

/// Chronicle style: "Signed a treaty with Oman." A finite verb that heads its sentence and has no subject.
fn subject_left_out(tree: &Tree<'_>, draft: &Draft) -> bool {
    let verb = draft.head;
    draft.lacks(Role::Source)
        && tree.upos(verb) == Upos::Verb
        && matches!(tree.base(verb), "root" | "conj")
        && !tree.is_passive(verb)
        && !tree.is_ing(verb)
        && super::frames::surface_subject(tree, verb).is_empty()
}

/// From the first to the last word of the trigger where they stand close, else the head's own run.
fn trigger_span(sentence: &Sentence, draft: &Draft) -> Span {
    let start = draft.trigger.iter().map(|run| run.start).min().unwrap_or(draft.head);
    let end = draft.trigger.iter().map(|run| run.end).max().unwrap_or(draft.head + 1);
    let covered: usize = draft.trigger.iter().map(ExactSizeIterator::len).sum();
    if end - start <= covered + 4 {
        return sentence.span_of(start..end);
    }
    let own = draft.trigger.iter().find(|run| run.contains(&draft.head));
    sentence.span_of(own.cloned().unwrap_or(draft.head..draft.head + 1))
}

fn spans(sentence: &Sentence, players: &Players, role: Role) -> Vec<Span> {
    let side = if role == Role::Source { &players.source } else { &players.target };
    let mut spans: Vec<Span> = Vec::new();
    for Player { tokens, .. } in side.iter().filter(|player| !player.tokens.is_empty()) {
        let span = sentence.span_of(tokens.clone());
        if !spans.contains(&span) {
            spans.push(span);
        }
    }
    spans
}

/// For the explanation: the date's words, wherever they stand.
pub(super) fn date_span(view: &View<'_>, dated: &Dated) -> Vec<Span> {
    if dated.sentence == view.number { vec![view.sentence.span_of(dated.tokens.clone())] } else { Vec::new() }
}
