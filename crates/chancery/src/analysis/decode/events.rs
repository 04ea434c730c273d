//! Event candidates: triggers from their tags, and for each its mode, status and role fillers.

use std::ops::Range;

use super::{best, runs::runs, sigmoid, softmax};
use crate::analysis::labels::Labels;
use crate::analysis::{Candidate, EntityKind, EventType, Filler, Mention, Role, Upos, Word};

/// A word begins to be a trigger where the model gives "an event" this much; the coding stage asks for more.
const TRIGGER_FLOOR: f32 = 0.2;
/// A filler's words have at least this probability.
const ROLE_FLOOR: f32 = 0.5;

/// Raw scores of the event heads of one sentence; rows by word.
pub struct Scores<'a> {
    /// words × tags
    pub trigger: &'a [f32],
    /// words × modes
    pub mode: &'a [f32],
    /// words × statuses
    pub status: &'a [f32],
    /// trigger word, class, filler word
    pub role: &'a dyn Fn(usize, usize, usize) -> f32,
}

/// Candidates in text order, given each word's part of speech.
pub fn events(upos: &[Upos], scores: &Scores<'_>, labels: &Labels) -> Vec<Candidate> {
    triggers(upos.len(), scores.trigger, labels)
        .into_iter()
        .map(|(trigger, event_type, score)| {
            let mean = |rows: &[f32], width: usize| -> Vec<f32> {
                let mut row: Vec<f32> = (0..width)
                    .map(|k| trigger.clone().map(|t| rows[t * width + k]).sum::<f32>() / trigger.len() as f32)
                    .collect();
                softmax(&mut row);
                row
            };
            let modes = mean(scores.mode, labels.mode.len());
            let statuses = mean(scores.status, labels.status.len());
            let mode = best(&modes);
            let status = best(&statuses);
            Candidate {
                roles: roles(upos, &trigger, scores.role, labels),
                trigger,
                event_type,
                score,
                // class 0 is "no mode"
                mode: (mode > 0).then(|| (labels.mode[mode].clone(), modes[mode])),
                status: (labels.status[status], statuses[status]),
            }
        })
        .collect()
}

fn triggers(words: usize, scores: &[f32], labels: &Labels) -> Vec<(Range<usize>, EventType, f32)> {
    let width = labels.trigger.len();
    let mut found: Vec<(Range<usize>, EventType, f32)> = Vec::new();
    for i in 0..words {
        let mut row = scores[i * width..(i + 1) * width].to_vec();
        softmax(&mut row);
        // a type's probability is that of beginning and of going on together
        let mut types: Vec<(EventType, f32, f32)> = Vec::new();
        for (tag, p) in labels.trigger.iter().zip(&row) {
            let Some((kind, begins)) = tag else { continue };
            let slot = match types.iter_mut().find(|t| t.0 == *kind) {
                Some(slot) => slot,
                None => {
                    types.push((*kind, 0.0, 0.0));
                    let last = types.len() - 1;
                    &mut types[last]
                }
            };
            if *begins { slot.1 += p } else { slot.2 += p }
        }
        let total: f32 = types.iter().map(|t| t.1 + t.2).sum();
        if total < TRIGGER_FLOOR {
            continue;
        }
        let Some(&(kind, begin, inner)) = types.iter().max_by(|a, b| (a.1 + a.2).total_cmp(&(b.1 + b.2)))
        else {
            continue;
        };
        let score = begin + inner;
        match found.last_mut() {
            Some((range, last, s)) if range.end == i && *last == kind && inner > begin => {
                range.end = i + 1;
                *s = s.max(score);
            }
            _ => found.push((i..i + 1, kind, score)),
        }
    }
    found
}

fn roles(
    upos: &[Upos],
    trigger: &Range<usize>,
    role: &dyn Fn(usize, usize, usize) -> f32,
    labels: &Labels,
) -> Vec<Filler> {
    // the first four classes (none, source, target, object) exclude each other, the others stand beside them
    const EXCLUSIVE: usize = 4;
    let (words, classes) = (upos.len(), labels.role.len());
    // "and" or a comma parts two fillers
    let separates = |i: usize| matches!(upos[i], Upos::Cconj | Upos::Punct);
    let mut probability = vec![0.0f32; classes * words];
    for word in 0..words {
        let score = |k: usize| trigger.clone().map(|t| role(t, k, word)).sum::<f32>() / trigger.len() as f32;
        let mut exclusive: Vec<f32> = (0..EXCLUSIVE.min(classes)).map(score).collect();
        softmax(&mut exclusive);
        for (k, p) in exclusive.iter().enumerate() {
            probability[k * words + word] = *p;
        }
        for k in EXCLUSIVE..classes {
            probability[k * words + word] = sigmoid(score(k));
        }
    }
    let mut fillers = Vec::new();
    for (k, name) in labels.role.iter().enumerate() {
        let Some(name) = name else { continue };
        let p = &probability[k * words..(k + 1) * words];
        let chosen = |i: usize| {
            if k < EXCLUSIVE {
                (0..EXCLUSIVE).all(|other| p[i] >= probability[other * words + i])
            } else {
                p[i] >= ROLE_FLOOR
            }
        };
        // a single word left out inside a filler is a slip, unless it parts a coordination
        let bridged = |i: usize| {
            chosen(i)
                || (i > 0
                    && i + 1 < words
                    && chosen(i - 1)
                    && chosen(i + 1)
                    && !separates(i)
                    && !trigger.contains(&i))
        };
        for run in runs(words, bridged) {
            let Some(tokens) = trimmed(run, upos, *name) else { continue };
            let score = tokens.clone().map(|i| p[i]).sum::<f32>() / tokens.len() as f32;
            fillers.push(Filler { role: *name, tokens, score });
        }
    }
    fillers.sort_by_key(|f| (f.role != Role::Source, f.role != Role::Target, f.tokens.start));
    fillers
}

/// An act told by a verb and its noun ("launched an attack", "the attack killed") is one: of two candidates of one type
/// whose triggers touch, or of which one governs the other as its subject, object or participle, the surer is kept
/// and takes the other's fillers for the roles that it lacks.
pub fn joined(mut candidates: Vec<Candidate>, words: &[Word]) -> Vec<Candidate> {
    const ONE_ACT: [&str; 6] = ["obj", "nsubj", "nsubj:pass", "acl", "amod", "compound"];
    let governs = |a: &Range<usize>, b: &Range<usize>| {
        b.clone().any(|t| {
            words[t].head.is_some_and(|h| a.contains(&h)) && ONE_ACT.contains(&words[t].deprel.as_str())
        })
    };
    let mut i = 0;
    while i < candidates.len() {
        let (head, tail) = candidates.split_at(i + 1);
        let one = &head[i];
        let twin = tail.iter().position(|other| {
            other.event_type == one.event_type
                && other.status.0 == one.status.0
                && (other.trigger.start == one.trigger.end
                    || governs(&one.trigger, &other.trigger)
                    || governs(&other.trigger, &one.trigger))
        });
        let Some(j) = twin.map(|t| t + i + 1) else {
            i += 1;
            continue;
        };
        let other = candidates.remove(j);
        let (mut kept, lost) = if other.score > candidates[i].score {
            (other, candidates[i].clone())
        } else {
            (candidates[i].clone(), other)
        };
        if lost.trigger.start == kept.trigger.end || kept.trigger.start == lost.trigger.end {
            kept.trigger = kept.trigger.start.min(lost.trigger.start)..kept.trigger.end.max(lost.trigger.end);
        }
        let missing: Vec<Filler> =
            lost.roles.into_iter().filter(|f| !kept.roles.iter().any(|own| own.role == f.role)).collect();
        kept.roles.extend(missing);
        candidates[i] = kept;
    }
    candidates
}

/// A sayer is told by its whole name: a run inside a mention of a person or body grows to it.
pub fn whole_sayers(candidates: &mut [Candidate], mentions: &[Mention]) {
    let named = |m: &&Mention| matches!(m.kind, EntityKind::Person | EntityKind::Organisation);
    for filler in candidates.iter_mut().flat_map(|c| &mut c.roles).filter(|f| f.role == Role::Sayer) {
        let around =
            |m: &&Mention| m.tokens.start <= filler.tokens.start && filler.tokens.end <= m.tokens.end;
        if let Some(mention) = mentions.iter().filter(named).find(around) {
            filler.tokens = mention.tokens.clone();
        }
    }
}

/// The run without what cannot stand at its edges; `None` where no word is left that could name anybody or anything.
fn trimmed(run: Range<usize>, upos: &[Upos], role: Role) -> Option<Range<usize>> {
    let (mut start, mut end) = (run.start, run.end);
    // an object is named without the word that joins it on ("of", "'s")
    let joins = |u: Upos| role == Role::Object && matches!(u, Upos::Adp | Upos::Part);
    while start < end && (matches!(upos[start], Upos::Punct | Upos::Cconj) || joins(upos[start])) {
        start += 1;
    }
    while start < end
        && (matches!(upos[end - 1], Upos::Punct | Upos::Cconj | Upos::Det) || joins(upos[end - 1]))
    {
        end -= 1;
    }
    let names = |u: &Upos| {
        matches!(u, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num | Upos::X | Upos::Sym)
    };
    let party = matches!(role, Role::Source | Role::Target);
    (start < end && (!party || upos[start..end].iter().any(names))).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fillers_lose_their_loose_edges() {
        use Upos::{Cconj, Det, Noun, Punct, Verb};
        let upos = [Punct, Det, Noun, Cconj, Det, Verb];
        assert_eq!(trimmed(0..4, &upos, Role::Source), Some(1..3));
        assert_eq!(trimmed(4..5, &upos, Role::Target), None);
        assert_eq!(trimmed(5..6, &upos, Role::Target), None);
        assert_eq!(trimmed(5..6, &upos, Role::Object), Some(5..6));
        assert_eq!(trimmed(0..3, &[Upos::Part, Noun, Upos::Adp], Role::Object), Some(1..2));
    }
}
