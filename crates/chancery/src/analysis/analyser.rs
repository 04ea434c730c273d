//! The engine: the network run over batches of sentences, its scores decoded.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use rten::{Model, NodeId, RunOptions, ThreadPool, Value};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use super::decode::{best, entities, events, lemma, runs, sigmoid, tree};
use super::labels::Labels;
use super::relation::{Dialect, Related, mark, marked, related};
use super::shape::shape;
use super::subwords::Subwords;
use super::{Analysis, Error, Upos, Word};
use crate::sentence::Sentence;

const INPUTS: [&str; 5] = ["ids", "mask", "first", "last", "shape"];
const OUTPUTS: [&str; 10] =
    ["upos", "lemma", "arc", "relation", "entity", "attribution", "trigger", "mode", "status", "role"];
/// Subwords that a batch may hold, padding included.
const BATCH: usize = 1024;
/// Subwords that the encoder sees at once; a longer sentence is analysed in pieces.
const WINDOW: usize = 400;

/// The trained model, immutable once loaded; share it between threads.
pub struct Analyser {
    model: Model,
    inputs: [NodeId; 5],
    outputs: Vec<NodeId>,
    /// The relation head, which is run only where it is asked.
    pair: NodeId,
    labels: Labels,
    subwords: Subwords,
    /// Workers within one call.
    threads: usize,
    /// Pools that no worker holds, each of a single thread: a batch a core is faster than a batch on all cores. A
    /// worker takes one or makes one, so that calls from several threads do not wait for each other.
    idle: Mutex<Vec<Arc<ThreadPool>>>,
}

/// A sentence, or a piece of a long one, ready for the encoder.
struct Piece<'t> {
    sentence: usize,
    /// How many words of its sentence come before it.
    from: usize,
    words: Vec<&'t str>,
    ids: Vec<i32>,
    first: Vec<i32>,
    last: Vec<i32>,
}

impl Analyser {
    /// The model that the binary carries, run on `threads` threads.
    ///
    /// # Errors
    /// When the embedded files do not fit this version of the program.
    pub fn builtin(threads: usize) -> Result<Self, Error> {
        let model =
            Model::load_static_slice(chancery_model::ANALYSER).map_err(|e| Error::Weights(e.to_string()))?;
        let node = |name: &str| model.node_id(name).map_err(|e| Error::Weights(e.to_string()));
        let mut inputs = Vec::new();
        for name in INPUTS {
            inputs.push(node(name)?);
        }
        let outputs = OUTPUTS.iter().map(|n| node(n)).collect::<Result<Vec<_>, _>>()?;
        let inputs = inputs.try_into().map_err(|_| Error::Weights("inputs".into()))?;
        let pair = node("pair")?;
        Ok(Analyser {
            model,
            inputs,
            outputs,
            pair,
            labels: Labels::from_json(chancery_model::LABELS)?,
            subwords: Subwords::new(chancery_model::VOCABULARY)?,
            threads: threads.max(1),
            idle: Mutex::new(Vec::new()),
        })
    }

    /// One analysis a sentence, in order; `text` is the document's.
    ///
    /// # Errors
    /// When the inference engine fails on a batch.
    pub fn analyse(&self, text: &str, sentences: &[Sentence]) -> Result<Vec<Analysis>, Error> {
        let words: Vec<Vec<&str>> = sentences.iter().map(|s| s.words(text)).collect();
        self.analyse_words(&words)
    }

    /// The same for sentences given as words.
    ///
    /// # Errors
    /// When the inference engine fails on a batch.
    pub fn analyse_words(&self, sentences: &[Vec<&str>]) -> Result<Vec<Analysis>, Error> {
        let mut pieces = self.pieces(sentences);
        pieces.sort_by_key(|p| p.ids.len());
        let mut batches: Vec<&[Piece<'_>]> = Vec::new();
        let mut from = 0;
        for to in 1..=pieces.len() {
            // sorted by length: the next piece would be the longest of the batch, and all others be padded to it
            let full = pieces.get(to).is_none_or(|next| {
                let longest = next.ids.len();
                longest * (to - from + 1) > BATCH || longest > pieces[from].ids.len() * 5 / 4 + 4
            });
            if full {
                batches.push(&pieces[from..to]);
                from = to;
            }
        }
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<(usize, usize, Analysis)>> = Mutex::new(Vec::with_capacity(pieces.len()));
        let failed: Mutex<Option<Error>> = Mutex::new(None);
        let work = || {
            let pool = self.pool();
            // the long batches first, so that the workers end together
            while let Some(batch) = batches.len().checked_sub(1 + next.fetch_add(1, Ordering::Relaxed)) {
                match self.run(batches[batch], &pool) {
                    Ok(found) => {
                        if let Ok(mut done) = done.lock() {
                            done.extend(found);
                        }
                    }
                    Err(e) => {
                        if let Ok(mut failed) = failed.lock() {
                            failed.get_or_insert(e);
                        }
                    }
                }
            }
            if let Ok(mut idle) = self.idle.lock() {
                idle.push(pool);
            }
        };
        if self.threads == 1 || batches.len() < 2 {
            work();
        } else {
            std::thread::scope(|scope| {
                for _ in 0..self.threads {
                    scope.spawn(work);
                }
            });
        }
        if let Some(error) = failed.into_inner().ok().flatten() {
            return Err(error);
        }
        let mut found = done.into_inner().unwrap_or_default();
        found.sort_by_key(|(sentence, begins, _)| (*sentence, *begins));
        let mut analyses = vec![Analysis::default(); sentences.len()];
        for (sentence, _, piece) in found {
            append(&mut analyses[sentence], piece);
        }
        Ok(analyses)
    }

    /// What the first of two mentions of a sentence did to the second, by the relation head. Mentions are word indices.
    /// `None` for a pair that does not lie within one window of the encoder.
    ///
    /// # Errors
    /// When the inference engine fails.
    pub fn relations(
        &self,
        words: &[&str],
        pairs: &[(Vec<usize>, Vec<usize>)],
        dialect: Dialect,
    ) -> Result<Vec<Option<Related>>, Error> {
        if dialect != Dialect::MarkedPairs {
            return self.related_in(self.pieces(&[words.to_vec()]), pairs, dialect);
        }
        let mut found = Vec::with_capacity(pairs.len());
        for (first, second) in pairs {
            if first.is_empty() || second.is_empty() {
                found.push(None);
                continue;
            }
            let (words, [first, second]) = marked(words, first, second);
            let subwords = |word: &str| mark(word).map_or_else(|| self.subwords.of(word), |id| vec![id]);
            let pieces = self.pieces_by(&[words], &subwords);
            found.extend(self.related_in(pieces, &[(vec![first], vec![second])], dialect)?);
        }
        Ok(found)
    }

    /// The same in the pieces of one sentence.
    fn related_in(
        &self,
        pieces: Vec<Piece<'_>>,
        pairs: &[(Vec<usize>, Vec<usize>)],
        dialect: Dialect,
    ) -> Result<Vec<Option<Related>>, Error> {
        let mut found = vec![None; pairs.len()];
        for piece in &pieces {
            let fail = |reason: String| Error::Run { sentences: 1, reason };
            let scores: NdTensor<f32, 4> = self
                .outputs(std::slice::from_ref(piece), &[self.pair], &self.pool())?
                .pop()
                .ok_or_else(|| fail("an output is missing".to_owned()))?
                .try_into()
                .map_err(|e| fail(format!("pair: {e}")))?;
            let within = |mention: &[usize]| -> Option<Vec<usize>> {
                let last = piece.from + piece.words.len();
                mention.iter().map(|w| (piece.from..last).contains(w).then(|| w - piece.from)).collect()
            };
            for (slot, (first, second)) in found.iter_mut().zip(pairs) {
                if let (Some(first), Some(second)) = (within(first), within(second)) {
                    *slot = slot.or(related(&scores.slice(0), &first, &second, dialect, &self.labels));
                }
            }
        }
        Ok(found)
    }

    fn pool(&self) -> Arc<ThreadPool> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        idle.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)))
    }

    fn pieces<'t>(&self, sentences: &[Vec<&'t str>]) -> Vec<Piece<'t>> {
        self.pieces_by(sentences, &|word| self.subwords.of(word))
    }

    /// The same where `subwords` says how a word is cut.
    fn pieces_by<'t>(
        &self,
        sentences: &[Vec<&'t str>],
        subwords: &dyn Fn(&str) -> Vec<i32>,
    ) -> Vec<Piece<'t>> {
        let mut cache: HashMap<&str, Vec<i32>> = HashMap::new();
        let mut pieces: Vec<Piece<'t>> = Vec::new();
        for (sentence, words) in sentences.iter().enumerate() {
            let mut begins = true;
            for (from, &word) in words.iter().enumerate() {
                let ids = cache.entry(word).or_insert_with(|| subwords(word));
                let full = pieces.last().is_some_and(|p| p.ids.len() + ids.len() > WINDOW);
                if begins || full {
                    pieces.push(Piece {
                        sentence,
                        from,
                        words: vec![],
                        ids: vec![self.subwords.begin],
                        first: vec![],
                        last: vec![],
                    });
                    begins = false;
                }
                if let Some(piece) = pieces.last_mut() {
                    piece.words.push(word);
                    piece.first.push(piece.ids.len() as i32);
                    piece.ids.extend_from_slice(ids);
                    piece.last.push(piece.ids.len() as i32 - 1);
                }
            }
        }
        for piece in &mut pieces {
            piece.ids.push(self.subwords.end);
        }
        pieces
    }

    /// Runs one batch; each result with its sentence and its place in it.
    fn run(
        &self,
        batch: &[Piece<'_>],
        pool: &Arc<ThreadPool>,
    ) -> Result<Vec<(usize, usize, Analysis)>, Error> {
        let scores = self.scores(batch, pool)?;
        Ok(batch
            .iter()
            .enumerate()
            .map(|(b, piece)| (piece.sentence, piece.from, self.decode(piece, b, &scores)))
            .collect())
    }

    /// The network's raw scores for one batch.
    fn scores(&self, batch: &[Piece<'_>], pool: &Arc<ThreadPool>) -> Result<Scores, Error> {
        let outputs = self.outputs(batch, &self.outputs, pool)?;
        Scores::new(outputs).map_err(|reason| Error::Run { sentences: batch.len(), reason })
    }

    /// Runs the part of the graph that `wanted` needs.
    fn outputs(
        &self,
        batch: &[Piece<'_>],
        wanted: &[NodeId],
        pool: &Arc<ThreadPool>,
    ) -> Result<Vec<Value>, Error> {
        let width = batch.iter().map(|p| p.ids.len()).max().unwrap_or(0);
        let words = batch.iter().map(|p| p.words.len()).max().unwrap_or(0);
        let rows = |wide: usize, row: &dyn Fn(&Piece<'_>) -> Vec<i32>| {
            let mut flat = Vec::with_capacity(batch.len() * wide);
            for piece in batch {
                let mut one = row(piece);
                one.resize(wide, 0);
                flat.append(&mut one);
            }
            NdTensor::from_data([batch.len(), wide], flat)
        };
        let inputs = [
            rows(width, &|p| p.ids.clone()),
            rows(width, &|p| vec![1; p.ids.len()]),
            rows(words, &|p| p.first.clone()),
            rows(words, &|p| p.last.clone()),
            rows(words, &|p| p.words.iter().map(|w| shape(w)).collect()),
        ];
        let given = self.inputs.iter().copied().zip(inputs.into_iter().map(Into::into)).collect();
        let options = RunOptions::default().with_thread_pool(Some(pool.clone()));
        self.model
            .run(given, wanted, Some(options))
            .map_err(|e| Error::Run { sentences: batch.len(), reason: e.to_string() })
    }

    fn decode(&self, piece: &Piece<'_>, b: usize, scores: &Scores) -> Analysis {
        let (n, labels) = (piece.words.len(), &self.labels);
        let arc = scores.pairs(&scores.arc, b);
        let heads = tree::tree(n, |word, head| arc[[word, head]]);
        let relation = scores.grid(&scores.relation, b);
        let (upos, scripts) = (scores.words("upos", b), scores.words("lemma", b));
        let words: Vec<Word> = (0..n)
            .map(|i| {
                let upos = labels.upos.get(best(row(upos, labels.upos.len(), i))).copied().unwrap_or(Upos::X);
                let script = best(row(scripts, labels.lemma.len(), i));
                let head = heads[i].map_or(0, |h| h + 1);
                // the root's child is "root", and nothing else is
                let deprel = if head == 0 {
                    "root".to_owned()
                } else {
                    let mut at = 0;
                    for k in 0..labels.deprel.len() {
                        let better =
                            relation[[i, k, head]] > relation[[i, at, head]] || labels.deprel[at] == "root";
                        if better && labels.deprel[k] != "root" {
                            at = k;
                        }
                    }
                    labels.deprel[at].clone()
                };
                Word {
                    lemma: lemma::lemma(piece.words[i], &labels.lemma[script], upos),
                    upos,
                    head: heads[i],
                    deprel,
                }
            })
            .collect();
        let attribution = scores.words("attribution", b);
        let flagged = |k: usize| runs::runs(n, |i| sigmoid(attribution[i * 3 + k]) >= 0.5);
        let role = scores.grid(&scores.role, b);
        let event_scores = events::Scores {
            trigger: scores.words("trigger", b),
            mode: scores.words("mode", b),
            status: scores.words("status", b),
            role: &|trigger, class, filler| role[[trigger, class, filler]],
        };
        let upos: Vec<Upos> = words.iter().map(|w| w.upos).collect();
        let mentions = entities::entities(&words, scores.words("entity", b), labels);
        let mut candidates = events::joined(events::events(&upos, &event_scores, labels), &words);
        events::whole_sayers(&mut candidates, &mentions);
        Analysis {
            mentions,
            attribution_sources: flagged(0),
            attribution_cues: flagged(1),
            attribution_contents: flagged(2),
            candidates,
            words,
        }
    }
}

fn row(rows: &[f32], width: usize, i: usize) -> &[f32] {
    rows.get(i * width..(i + 1) * width).unwrap_or(&[])
}

/// Joins the analysis of a further piece of one sentence; its root hangs on the first piece's.
fn append(whole: &mut Analysis, mut piece: Analysis) {
    let shift = whole.words.len();
    let root = whole.words.iter().position(|w| w.head.is_none());
    for word in &mut piece.words {
        match (word.head, root) {
            (Some(head), _) => word.head = Some(head + shift),
            (None, Some(root)) => {
                word.head = Some(root);
                word.deprel = "parataxis".to_owned();
            }
            (None, None) => {}
        }
    }
    let moved = |r: &std::ops::Range<usize>| r.start + shift..r.end + shift;
    for mention in &mut piece.mentions {
        mention.tokens = moved(&mention.tokens);
    }
    for candidate in &mut piece.candidates {
        candidate.trigger = moved(&candidate.trigger);
        for filler in &mut candidate.roles {
            filler.tokens = moved(&filler.tokens);
        }
    }
    whole.words.append(&mut piece.words);
    whole.mentions.append(&mut piece.mentions);
    whole.candidates.append(&mut piece.candidates);
    whole.attribution_sources.extend(piece.attribution_sources.iter().map(moved));
    whole.attribution_cues.extend(piece.attribution_cues.iter().map(moved));
    whole.attribution_contents.extend(piece.attribution_contents.iter().map(moved));
}

/// The outputs of one batch, by name.
struct Scores {
    /// sentence, word, class
    words: HashMap<&'static str, NdTensor<f32, 3>>,
    /// sentence, word, head
    arc: NdTensor<f32, 3>,
    /// sentence, word, class, head
    relation: NdTensor<f32, 4>,
    /// sentence, trigger, class, filler
    role: NdTensor<f32, 4>,
}

impl Scores {
    fn new(outputs: Vec<Value>) -> Result<Self, String> {
        let mut words = HashMap::new();
        let (mut arc, mut relation, mut role) = (None, None, None);
        for (name, value) in OUTPUTS.into_iter().zip(outputs) {
            match name {
                "relation" => relation = Some(value.try_into().map_err(|e| format!("{name}: {e}"))?),
                "role" => role = Some(value.try_into().map_err(|e| format!("{name}: {e}"))?),
                _ => {
                    let tensor: NdTensor<f32, 3> = value.try_into().map_err(|e| format!("{name}: {e}"))?;
                    if name == "arc" {
                        arc = Some(tensor)
                    } else {
                        words.insert(name, NdTensor::from_data(tensor.shape(), tensor.to_vec()));
                    }
                }
            }
        }
        let missing = || "an output is missing".to_owned();
        Ok(Scores {
            words,
            arc: arc.ok_or_else(missing)?,
            relation: relation.ok_or_else(missing)?,
            role: role.ok_or_else(missing)?,
        })
    }

    /// Rows of one sentence, word after word.
    fn words(&self, name: &str, sentence: usize) -> &[f32] {
        let Some(tensor) = self.words.get(name) else { return &[] };
        let size = tensor.size(1) * tensor.size(2);
        tensor.data().and_then(|d| d.get(sentence * size..(sentence + 1) * size)).unwrap_or(&[])
    }

    fn pairs<'a>(&self, tensor: &'a NdTensor<f32, 3>, sentence: usize) -> NdTensorView<'a, f32, 2> {
        tensor.slice(sentence)
    }

    fn grid<'a>(&self, tensor: &'a NdTensor<f32, 4>, sentence: usize) -> NdTensorView<'a, f32, 3> {
        tensor.slice(sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value as Json;

    /// `models/reference.json` holds what the exported graph gave in the training environment: the same subwords must
    /// go in here, and scores within rounding of the same come out.
    #[test]
    fn gives_the_reference_scores() {
        let reference: Json = serde_json::from_str(include_str!("../../../../models/reference.json"))
            .expect("reference.json is JSON");
        let words = |s: &Json| -> Vec<String> {
            s.as_array().into_iter().flatten().filter_map(|w| w.as_str().map(str::to_owned)).collect()
        };
        let sentences: Vec<Vec<String>> =
            reference["sentences"].as_array().unwrap().iter().map(words).collect();
        let borrowed: Vec<Vec<&str>> =
            sentences.iter().map(|s| s.iter().map(String::as_str).collect()).collect();
        let analyser = Analyser::builtin(1).expect("the embedded model loads");
        let pieces = analyser.pieces(&borrowed);
        for (piece, ids) in pieces.iter().zip(reference["inputs"]["ids"].as_array().unwrap()) {
            let expected: Vec<i32> = ids
                .as_array()
                .unwrap()
                .iter()
                .map(|i| i.as_i64().unwrap() as i32)
                .take(piece.ids.len())
                .collect();
            assert_eq!(piece.ids, expected);
        }
        let rows = analyser.run(&pieces, &analyser.pool()).expect("the model runs");
        let upos: Vec<String> = rows[0].2.words.iter().map(|w| w.upos.to_string()).collect();
        assert_eq!(upos.len(), sentences[0].len());
        let scores = analyser.scores(&pieces, &analyser.pool()).expect("the model runs");
        for name in ["upos", "entity", "trigger"] {
            let expected: Vec<f32> = reference["scores"][name]["first"]
                .as_array()
                .unwrap()
                .iter()
                .map(|x| x.as_f64().unwrap() as f32)
                .collect();
            for (i, (have, want)) in scores.words(name, 0).iter().zip(&expected).enumerate() {
                // what two engines round differently adds up over the layers
                assert!((have - want).abs() < 0.15, "{name}[{i}]: {have} here, {want} in training");
            }
        }
    }

    #[test]
    fn a_long_sentence_is_one_tree() {
        let words: Vec<&str> =
            std::iter::repeat_n("Chad met Niger and", 180).flat_map(str::split_whitespace).collect();
        let analyser = Analyser::builtin(2).expect("the embedded model loads");
        let found = analyser
            .analyse_words(&[words.clone(), vec![], vec!["Peru", "rejected", "it"]])
            .expect("the model runs");
        assert_eq!(found[0].words.len(), words.len());
        assert_eq!(found[0].words.iter().filter(|w| w.head.is_none()).count(), 1);
        assert!(found[1].words.is_empty());
        assert_eq!(found[2].words.len(), 3);
    }
}
