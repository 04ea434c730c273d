//! Tokens, sentences and trees on raw text, by the measure of the CoNLL 2018 shared task.
//!
//! Words and sentences agree where they cover the same characters, white space aside. Attachment counts for words
//! that agree; labels are compared without their subtypes. The words of a multiword token are words of their own.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::measure::{Counts, spans};
use super::{Coder, EvaluationError, Kind, Report, error};
use crate::document::Document;
use crate::pipeline::Coded;

/// Characters from..to of a text, white space not counted.
type Chars = (usize, usize);

/// A word of the gold or of the parser.
#[derive(Debug, Clone, PartialEq)]
struct Word {
    chars: Chars,
    upos: String,
    lemma: String,
    /// The governing word's index in its text; `None` for a root.
    head: Option<usize>,
    deprel: String,
}

/// A text with its words and sentences.
#[derive(Debug, Clone, PartialEq, Default)]
struct Parsed {
    text: String,
    words: Vec<Word>,
    sentences: BTreeSet<Chars>,
}

/// A sentence of the gold as it is read.
#[derive(Default)]
struct Reading<'t> {
    text: Option<&'t str>,
    /// Number in the file, form, lemma, UPOS, head, deprel.
    words: Vec<[&'t str; 5]>,
    /// Words that a multiword token still has to give, and its form.
    multiword: Vec<(usize, usize, &'t str)>,
    opens_document: bool,
    opens_paragraph: bool,
    space_after: bool,
}

fn read(file: &Path, text: &str) -> Result<Vec<Parsed>, EvaluationError> {
    let mut documents: Vec<Parsed> = Vec::new();
    let mut reading = Reading { space_after: true, ..Reading::default() };
    let mut space = true;
    let total = text.lines().count();
    for (n, line) in text.lines().map(Some).chain([None]).enumerate() {
        let bad = |what: String| EvaluationError::malformed(file, (n + 1).min(total.max(1)), what);
        let line = line.unwrap_or("").trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            if !reading.words.is_empty() {
                let next_space = reading.space_after;
                add(&mut documents, &reading, space).map_err(bad)?;
                space = next_space;
                reading = Reading { space_after: true, ..Reading::default() };
            }
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            reading.text = comment.strip_prefix("text = ").or(reading.text);
            reading.opens_document |= comment.starts_with("newdoc");
            reading.opens_paragraph |= comment.starts_with("newpar");
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, _, _, head, deprel, _, misc] = cells[..] else {
            return Err(bad(format!("has {} columns, not 10", cells.len())));
        };
        if id.contains('.') {
            continue;
        }
        let no_space = misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((from, to)) = id.split_once('-') {
            let range = from.parse::<usize>().ok().zip(to.parse::<usize>().ok());
            let (from, to) =
                range.filter(|(f, t)| f <= t && *f > 0).ok_or_else(|| bad(format!("`{id}` is no range")))?;
            reading.multiword.push((from - 1, to, form));
            reading.space_after = !no_space;
            continue;
        }
        if id.parse() != Ok(reading.words.len() + 1) {
            return Err(bad(format!("`{id}` is not the next word's number")));
        }
        // Within a multiword token only the token says whether a space follows.
        if reading.multiword.last().is_none_or(|m| m.1 <= reading.words.len()) {
            reading.space_after = !no_space;
        }
        reading.words.push([form, lemma, upos, head, deprel]);
    }
    Ok(documents)
}

fn add(documents: &mut Vec<Parsed>, reading: &Reading<'_>, space: bool) -> Result<(), String> {
    let raw = reading.text.ok_or("the sentence has no `# text`")?;
    if reading.opens_document || documents.is_empty() {
        documents.push(Parsed::default());
    }
    let Some(document) = documents.last_mut() else { return Ok(()) };
    if !document.text.is_empty() {
        document.text.push_str(if reading.opens_paragraph {
            "\n"
        } else if space {
            " "
        } else {
            ""
        });
    }
    let start = solid(&document.text).count();
    document.text.push_str(raw);
    let base = document.words.len();
    let mut at = start;
    let mut written = String::new();
    let mut index = 0;
    while index < reading.words.len() {
        let (end, form) = match reading.multiword.iter().find(|m| m.0 == index) {
            Some(&(_, end, form)) => (end.min(reading.words.len()), form),
            None => (index + 1, reading.words[index][0]),
        };
        let length = solid(form).count();
        let words = &reading.words[index..end];
        let parts: Vec<usize> = words.iter().map(|w| solid(w[0]).count()).collect();
        // "don't" is "do" and "n't" letter by letter; a token that is not its words' letters gives each its whole.
        let letters = parts.iter().sum::<usize>() == length;
        let mut from = at;
        for ([_, lemma, upos, head, deprel], part) in words.iter().zip(parts) {
            let chars = if letters { (from, from + part) } else { (at, at + length) };
            from += part;
            let head: usize = head.parse().map_err(|_| format!("`{head}` is no head"))?;
            if head > reading.words.len() {
                return Err(format!("the head {head} is no word of the sentence"));
            }
            document.words.push(Word {
                chars,
                upos: (*upos).to_owned(),
                lemma: (*lemma).to_owned(),
                head: head.checked_sub(1).map(|h| base + h),
                deprel: (*deprel).to_owned(),
            });
        }
        written.extend(solid(form));
        at += length;
        index = end;
    }
    if !solid(raw).eq(written.chars()) {
        return Err("`# text` is not what its words spell".to_owned());
    }
    document.sentences.insert((start, at));
    Ok(())
}

/// The characters that are no white space.
fn solid(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}

/// What the parser made of the text.
fn said(coded: &Coded) -> Parsed {
    let scene = &coded.scene;
    let text = scene.document.text.as_str();
    // How many solid characters stand before each byte.
    let mut before = Vec::with_capacity(text.len() + 1);
    let mut count = 0;
    for c in text.chars() {
        before.extend(std::iter::repeat_n(count, c.len_utf8()));
        count += usize::from(!c.is_whitespace());
    }
    before.push(count);
    let chars = |span: crate::document::Span| -> Chars {
        let at = |byte: usize| before.get(byte).copied().unwrap_or(count);
        (at(span.start()), at(span.end()))
    };
    let mut parsed = Parsed { text: text.to_owned(), ..Parsed::default() };
    for (i, sentence) in scene.sentences.iter().enumerate() {
        let base = parsed.words.len();
        let words = scene.analyses.get(i).map_or(&[][..], |a| &a.words);
        for (n, token) in sentence.tokens.iter().enumerate() {
            let word = words.get(n);
            parsed.words.push(Word {
                chars: chars(token.span),
                upos: word.map_or(String::new(), |w| w.upos.to_string()),
                lemma: word.map_or(String::new(), |w| w.lemma.clone()),
                head: word.and_then(|w| w.head).map(|h| base + h),
                deprel: word.map_or(String::new(), |w| w.deprel.clone()),
            });
        }
        if let (Some(first), Some(last)) = (sentence.tokens.first(), sentence.tokens.last()) {
            parsed.sentences.insert((chars(first.span).0, chars(last.span).1));
        }
    }
    parsed
}

/// Counts of one text.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Scores {
    sentences: Counts,
    words: Counts,
    upos: Counts,
    lemmas: Counts,
    uas: Counts,
    las: Counts,
}

fn compare(gold: &Parsed, said: &Parsed) -> Scores {
    let index: HashMap<Chars, usize> = said.words.iter().enumerate().map(|(i, w)| (w.chars, i)).collect();
    let aligned: Vec<Option<usize>> = gold.words.iter().map(|w| index.get(&w.chars).copied()).collect();
    let total = Counts { matched: 0, predicted: said.words.len(), gold: gold.words.len() };
    let mut scores = Scores {
        sentences: spans(&gold.sentences, &said.sentences),
        words: total,
        upos: total,
        lemmas: total,
        uas: total,
        las: total,
    };
    let root = |deprel: &str| deprel.split(':').next().unwrap_or("").to_owned();
    for (word, found) in gold.words.iter().zip(&aligned) {
        let Some(other) = found.map(|i| &said.words[i]) else { continue };
        scores.words.matched += 1;
        scores.upos.matched += usize::from(word.upos == other.upos);
        scores.lemmas.matched += usize::from(word.lemma == "_" || word.lemma == other.lemma);
        let head = match (word.head, other.head) {
            (None, None) => true,
            (Some(mine), Some(theirs)) => aligned[mine] == Some(theirs),
            _ => false,
        };
        scores.uas.matched += usize::from(head);
        scores.las.matched += usize::from(head && root(&word.deprel) == root(&other.deprel));
    }
    scores
}

pub(super) fn evaluate(files: &[PathBuf], code: &Coder<'_>) -> Result<Report, EvaluationError> {
    let mut gold = Vec::new();
    for file in files {
        gold.extend(read(file, &error::read(file)?)?);
    }
    let documents = gold.iter().enumerate();
    let coded = code(documents.map(|(n, g)| Document::from_text((n + 1).to_string(), &g.text)).collect());
    let (mut all, mut rows) = (Scores::default(), Vec::new());
    for (gold, coded) in gold.iter().zip(&coded) {
        let scores = compare(gold, &said(coded));
        all.sentences += scores.sentences;
        all.words += scores.words;
        all.upos += scores.upos;
        all.lemmas += scores.lemmas;
        all.uas += scores.uas;
        all.las += scores.las;
        rows.push(json!({"text": gold.text, "las": scores.las, "sentences": scores.sentences}));
    }
    let report = Report::new(Kind::Parse, all.las.f1())
        .counts("words", all.words)
        .counts("sentences", all.sentences)
        .counts("upos", all.upos)
        .counts("lemmas", all.lemmas)
        .counts("uas", all.uas)
        .counts("las", all.las);
    Ok(Report { rows, ..report })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = "# newdoc id = a\n# text = Don't go!\n\
        1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        1\tDo\tdo\tAUX\t_\t_\t3\taux\t_\t_\n\
        2\tn't\tnot\tPART\t_\t_\t3\tadvmod\t_\t_\n\
        3\tgo\tgo\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n\
        4\t!\t!\tPUNCT\t_\t_\t3\tpunct\t_\t_\n\n\
        # newpar\n# text = Stay.\n\
        1\tStay\tstay\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n\
        2\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_\n";

    #[test]
    fn raw_text_and_characters() {
        let gold = read(Path::new("g.conllu"), GOLD).unwrap();
        assert_eq!(gold.len(), 1);
        assert_eq!(gold[0].text, "Don't go!\nStay.");
        let chars: Vec<Chars> = gold[0].words.iter().map(|w| w.chars).collect();
        assert_eq!(chars, [(0, 2), (2, 5), (5, 7), (7, 8), (8, 12), (12, 13)]);
        assert_eq!(gold[0].words[5].head, Some(4));
        assert_eq!(gold[0].sentences, BTreeSet::from([(0, 8), (8, 13)]));
    }

    #[test]
    fn what_is_cut_otherwise_is_lost_and_subtypes_do_not_count() {
        let gold = &read(Path::new("g.conllu"), GOLD).unwrap()[0];
        assert_eq!(compare(gold, gold).las, Counts { matched: 6, predicted: 6, gold: 6 });
        let mut said = gold.clone();
        // "Don't" whole, "go" with another head, "!" with a subtype.
        said.words.remove(1);
        said.words[0].chars = (0, 5);
        for word in &mut said.words {
            word.head = word.head.map(|h| h - 1);
        }
        said.words[1].head = Some(0);
        said.words[2].deprel = "punct:x".to_owned();
        let scores = compare(gold, &said);
        assert_eq!(scores.words, Counts { matched: 4, predicted: 5, gold: 6 });
        assert_eq!(scores.uas.matched, 3);
        assert_eq!(scores.las.matched, 3);
        assert_eq!(scores.upos.matched, 4);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = |text: &str| read(Path::new("g.conllu"), text).unwrap_err().to_string();
        assert_eq!(error("# text = A\n1\tA\n"), "g.conllu:2: has 2 columns, not 10");
        assert_eq!(
            error(&GOLD.replace("Stay.\n", "Go.\n")),
            "g.conllu:12: `# text` is not what its words spell"
        );
        assert_eq!(
            error(&GOLD.replace("4\t!\t!\tPUNCT\t_\t_\t3", "4\t!\t!\tPUNCT\t_\t_\t9")),
            "g.conllu:8: the head 9 is no word of the sentence"
        );
    }
}
