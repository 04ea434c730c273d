//! Made-up sentences of the lengths that prose has; which words they hold does not change the work.

/// Sentences padded to one length, as `crates/chancery/src/analysis/analyser.rs` builds them: the subword ids and
/// their mask, then of each word its first and last subword and its shape.
pub struct Batch {
    pub sentences: usize,
    /// Subwords of the longest sentence.
    pub width: usize,
    /// Words of the longest sentence.
    pub words: usize,
    pub ids: Vec<i32>,
    pub mask: Vec<i32>,
    pub first: Vec<i32>,
    pub last: Vec<i32>,
    pub shape: Vec<i32>,
}

struct Sentence {
    ids: Vec<i32>,
    first: Vec<i32>,
    last: Vec<i32>,
    shape: Vec<i32>,
}

/// A linear congruential generator: the same sentences in every run, without a dependency.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }
}

/// 1024 sentences of 10 to 40 words (25 in the mean), every fifth word of two subwords, sorted by length into batches
/// of `size`; the batches come in random order, so that a run that stops early has seen all lengths.
pub fn batches(size: usize) -> Vec<Batch> {
    let mut random = Random(7);
    let mut sentences: Vec<Sentence> = (0..1024).map(|_| sentence(&mut random)).collect();
    sentences.sort_by_key(|s| s.ids.len());
    let mut batches: Vec<Batch> = sentences.chunks(size).map(batch).collect();
    for i in (1..batches.len()).rev() {
        batches.swap(i, random.below(i as u64 + 1) as usize);
    }
    batches
}

fn sentence(random: &mut Random) -> Sentence {
    let (begin, end) = (101, 102);
    let mut s = Sentence { ids: vec![begin], first: vec![], last: vec![], shape: vec![] };
    for _ in 0..10 + random.below(31) {
        s.first.push(s.ids.len() as i32);
        for _ in 0..1 + u64::from(random.below(5) == 0) {
            s.ids.push(1000 + random.below(29_000) as i32);
        }
        s.last.push(s.ids.len() as i32 - 1);
        s.shape.push(random.below(8) as i32);
    }
    s.ids.push(end);
    s
}

fn batch(sentences: &[Sentence]) -> Batch {
    let width = sentences.iter().map(|s| s.ids.len()).max().unwrap_or(0);
    let words = sentences.iter().map(|s| s.shape.len()).max().unwrap_or(0);
    let rows = |wide: usize, row: &dyn Fn(&Sentence) -> Vec<i32>| {
        let padded = |s: &Sentence| {
            let mut one = row(s);
            one.resize(wide, 0);
            one
        };
        sentences.iter().flat_map(padded).collect()
    };
    Batch {
        sentences: sentences.len(),
        width,
        words,
        ids: rows(width, &|s| s.ids.clone()),
        mask: rows(width, &|s| vec![1; s.ids.len()]),
        first: rows(words, &|s| s.first.clone()),
        last: rows(words, &|s| s.last.clone()),
        shape: rows(words, &|s| s.shape.clone()),
    }
}
