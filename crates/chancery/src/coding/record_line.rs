use serde::{Deserialize, Serialize};

use crate::document::Span;
use crate::resolve::{ActorId, Scene};

use super::Event;

/// What stands for an actor whose country the text does not give.
pub const UNKNOWN_COUNTRY: &str = "---";

/// An event in the record form: what `code --json` prints, one a line, and what `eval record` compares with gold.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RecordLine {
    /// Line of the text file on which the trigger stands, counted from 1.
    pub line: u32,
    /// PLOVER type, in capitals.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Country codes of those who do it, without doubles; `---` where the text does not say.
    pub source: Vec<String>,
    /// Country codes of those to whom it is done.
    pub target: Vec<String>,
    /// `1991-12-25`, `1991-11`, `1991` or an interval `1963/1967`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// `actual`, `planned`, ….
    pub status: String,
    /// PLOVER mode of the type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// PLOVER contexts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<String>,
    /// CAMEO code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
    /// Goldstein score, −10 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goldstein: Option<f32>,
    /// What it was about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// Sums and counts, each `120000000 USD` or `67`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub amount: Vec<String>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who says so, if not the text itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sayer: Option<String>,
    /// The trigger's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger: Option<String>,
    /// Footnote labels that support it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<String>,
    /// Names of the sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source_actors: Vec<String>,
    /// Names of the targets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub target_actors: Vec<String>,
    /// Probability that the event is right, 0 to 1.
    pub confidence: f32,
    /// Where in the text it all stands.
    pub spans: RecordSpans,
}

/// Half-open ranges of the original text, counted in characters (Unicode scalar values).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RecordSpans {
    /// The trigger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger: Option<(usize, usize)>,
    /// Source mentions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<(usize, usize)>,
    /// Target mentions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<(usize, usize)>,
    /// Date words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<(usize, usize)>,
    /// Place words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<(usize, usize)>,
    /// Amounts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub amount: Vec<(usize, usize)>,
    /// Object words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<(usize, usize)>,
    /// Sayer and cue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sayer: Option<(usize, usize)>,
}

impl RecordLine {
    /// The record form of `event`, an event of `scene`. An actor that the scene lacks is left out.
    pub fn of(event: &Event, scene: &Scene) -> RecordLine {
        let text = scene.document.text.as_str();
        let evidence = &event.evidence;
        let one = |span: Option<Span>| span.map(|s| s.chars(text));
        let many = |spans: &[Span]| spans.iter().map(|s| s.chars(text)).collect();
        RecordLine {
            line: line_of(event, scene),
            event_type: event.event_type.to_string(),
            source: countries(&event.source, scene),
            target: countries(&event.target, scene),
            date: event.date.clone(),
            status: event.status.to_string(),
            mode: event.mode.clone(),
            contexts: event.contexts.clone(),
            cameo: event.cameo.clone(),
            goldstein: event.goldstein,
            object: event.object.clone(),
            amount: event.amount.iter().map(ToString::to_string).collect(),
            place: event.place.clone(),
            sayer: event.claim.sayer.clone(),
            trigger: evidence.trigger.map(|s| s.of(text).to_owned()),
            citations: event.claim.citations.clone(),
            source_actors: names(&event.source, scene),
            target_actors: names(&event.target, scene),
            confidence: event.confidence,
            spans: RecordSpans {
                trigger: one(evidence.trigger),
                source: many(&evidence.source),
                target: many(&evidence.target),
                date: one(evidence.date),
                place: one(evidence.place),
                amount: many(&evidence.amount),
                object: one(evidence.object),
                sayer: one(evidence.sayer),
            },
        }
    }
}

/// A sentence may run over a line break, so the line is counted on from the sentence's first to the trigger's.
fn line_of(event: &Event, scene: &Scene) -> u32 {
    let Some(sentence) = scene.sentences.get(event.sentence) else { return 0 };
    let start = sentence.span.start();
    let trigger = event.evidence.trigger.map_or(start, Span::start).max(start);
    let between = scene.document.text.as_bytes().get(start..trigger).unwrap_or_default();
    sentence.line + between.iter().filter(|&&b| b == b'\n').count() as u32
}

fn countries(actors: &[ActorId], scene: &Scene) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for actor in actors.iter().filter_map(|id| scene.actors.get(id.0)) {
        let code = actor.country.as_deref().unwrap_or(UNKNOWN_COUNTRY);
        if !codes.iter().any(|c| c == code) {
            codes.push(code.to_owned());
        }
    }
    codes
}

fn names(actors: &[ActorId], scene: &Scene) -> Vec<String> {
    actors.iter().filter_map(|id| scene.actors.get(id.0)).map(|a| a.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{EventType, Status};
    use crate::coding::{Amount, Claim, Evidence, Explanation};
    use crate::document::Document;
    use crate::resolve::Actor;
    use crate::sentence::Sentence;

    fn scene(text: &str) -> Scene {
        let whole = Span::new(text.find("Peru").unwrap(), text.len());
        Scene::new(
            Document {
                name: "-".into(),
                text: text.into(),
                title: None,
                url: None,
                publisher: None,
                published: None,
                paragraphs: vec![whole],
                markup: vec![],
                notes: vec![],
                faults: vec![],
            },
            vec![Sentence { span: whole, paragraph: 0, line: 4, tokens: vec![], marks: vec![] }],
            vec![],
            vec![
                Actor { name: "Peru".into(), country: Some("PER".into()), sectors: vec![] },
                Actor { name: "Lima".into(), country: Some("PER".into()), sectors: vec![] },
                Actor { name: "raiders".into(), country: None, sectors: vec![] },
            ],
        )
    }

    fn event(trigger: Span) -> Event {
        Event {
            sentence: 0,
            event_type: EventType::Aid,
            mode: None,
            contexts: vec![],
            cameo: None,
            goldstein: None,
            status: Status::Planned,
            source: vec![ActorId(0), ActorId(1), ActorId(9)],
            target: vec![ActorId(2)],
            date: None,
            amount: vec![
                Amount { value: 2.5e6, unit: Some("PEN".into()) },
                Amount { value: 67.0, unit: None },
                Amount { value: 1.5, unit: None },
            ],
            place: None,
            object: None,
            claim: Claim::default(),
            evidence: Evidence { trigger: Some(trigger), ..Evidence::default() },
            confidence: 0.5,
            signals: crate::coding::Signals::default(),
            explanation: Explanation::default(),
        }
    }

    #[test]
    fn counts_characters_lines_and_codes() {
        let text = "…\n\n–\nPeru\nwill pay";
        let at = text.find("pay").unwrap();
        let line = RecordLine::of(&event(Span::new(at, at + 3)), &scene(text));
        assert_eq!(line.spans.trigger, Some((15, 18)));
        assert_eq!(line.trigger.as_deref(), Some("pay"));
        assert_eq!(line.source, ["PER"]);
        assert_eq!(line.target, [UNKNOWN_COUNTRY]);
        assert_eq!(line.source_actors, ["Peru", "Lima"]);
        assert_eq!(line.amount, ["2500000 PEN", "67", "1.5"]);
        assert_eq!((line.event_type.as_str(), line.status.as_str()), ("AID", "planned"));
        // The sentence opens on line 4, its trigger stands on the next.
        assert_eq!(line.line, 5);
    }

    #[test]
    fn a_bad_index_leaves_out_and_does_not_panic() {
        let mut bad = event(Span::new(900, 1000));
        bad.sentence = 4;
        let line = RecordLine::of(&bad, &scene("…\n\n–\nPeru"));
        assert_eq!((line.line, line.trigger.as_deref()), (0, Some("")));
    }
}
