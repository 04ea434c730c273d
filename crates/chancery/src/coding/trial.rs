//! The frames' own examples put to the test: what each frame makes of its sentence.

use super::codebook::{Codebook, Frame};
use super::{Coder, Event, Explanation, Options, RecordLine, Voices};
use crate::analysis::{Analyser, Error};
use crate::document::Document;
use crate::resolve::{Resolver, Scene};
use crate::sentence::segment;

/// What became of a frame's example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Index of the frame.
    pub frame: usize,
    /// What the frame made of it (`OMN > ITA`); `None` where another frame, or none, spoke.
    pub by_frame: Option<String>,
    /// What all frames made of it, each with the place of its frame.
    pub all: Vec<String>,
    /// Whether the frame made of it what it should.
    pub passed: bool,
}

/// Codes every frame's example by the codebook alone.
///
/// # Errors
/// When the model cannot be run.
pub fn try_examples(codebook: &Codebook, analyser: &Analyser) -> Result<Vec<Trial>, Error> {
    let options = Options { voices: Voices::Codebook, ..Options::default() };
    let coder = Coder::new(codebook, options);
    let resolver = Resolver::default();
    let mut trials = Vec::with_capacity(codebook.frames.len());
    let mut texts = Vec::new();
    let mut sentences = Vec::new();
    for frame in &codebook.frames {
        let document = Document::from_text("example", frame.example.clone());
        let cut = segment(&document);
        texts.push((document, cut.len()));
        sentences.extend(cut);
    }
    // All at once: the model is fastest in batches.
    let words: Vec<Vec<&str>> = texts
        .iter()
        .scan(0, |from, (document, count)| {
            let own = sentences.get(*from..*from + count).unwrap_or_default();
            *from += count;
            Some(own.iter().map(|s| s.tokens.iter().map(|t| t.span.of(&document.text)).collect()))
        })
        .flatten()
        .collect();
    let mut analyses = analyser.analyse_words(&words)?.into_iter();
    drop(words);
    let mut sentences = sentences.into_iter();
    for ((number, frame), (document, count)) in codebook.frames.iter().enumerate().zip(texts) {
        let own = (sentences.by_ref().take(count).collect(), analyses.by_ref().take(count).collect());
        let mut scene = resolver.resolve(document, own.0, own.1);
        let events = coder.code(&mut scene);
        trials.push(judge(number, frame, &events, &scene));
    }
    Ok(trials)
}

fn judge(number: usize, frame: &Frame, events: &[Event], scene: &Scene) -> Trial {
    let origin = frame.origin.to_string();
    let cited =
        |event: &Event| event.explanation.details.iter().find_map(|Explanation { cites, .. }| cites.clone());
    let sides = |event: &Event| {
        let line = RecordLine::of(event, scene);
        let known = |codes: Vec<String>| -> Vec<String> {
            let mut codes: Vec<String> =
                codes.into_iter().filter(|code| code != super::UNKNOWN_COUNTRY).collect();
            codes.sort();
            codes
        };
        let (source, mut target) = (known(line.source), known(line.target));
        // A symmetric act has both sides on both ends; the examples write it with one.
        if source.len() > 1 && source == target {
            target.clear();
        }
        super::codebook::Expectation { source, target }
    };
    let own: Vec<_> =
        events.iter().filter(|event| cited(event).as_deref() == Some(&origin)).map(sides).collect();
    let expected = frame.expect.clone();
    Trial {
        frame: number,
        passed: own.contains(&expected),
        by_frame: own.first().map(ToString::to_string),
        all: events
            .iter()
            .map(|event| {
                format!("{} {} by {}", event.event_type, sides(event), cited(event).unwrap_or_default())
            })
            .collect(),
    }
}
