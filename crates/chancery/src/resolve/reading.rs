//! How the resolve stage sees a sentence: words with a coarse class, from the tree where there is one,
//! from closed lists and the shape of the words where there is none.

use std::ops::Range;

use crate::analysis::{Analysis, Upos};
use crate::sentence::Sentence;

/// What a word can do in a noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// "the", "a", "some", "both".
    Determiner,
    /// "its", "their", "his".
    Possessive,
    /// "'s", "'".
    Genitive,
    /// "of", "in", "to".
    Preposition,
    /// "and", "or", "as well as".
    Conjunction,
    /// "it", "they", "him".
    Pronoun,
    /// "who", "which", "that".
    Relative,
    /// Verbs and auxiliaries.
    Verb,
    /// Common nouns.
    Noun,
    /// Names, and demonyms used as adjectives.
    Proper,
    /// Adjectives, and participles before a noun.
    Adjective,
    /// "two", "14,000".
    Number,
    /// "there", "allegedly", "not".
    Adverb,
    /// Commas, brackets, quotation marks.
    Punctuation,
    /// The rest.
    Other,
}

/// One sentence's words, ready for the questions of this stage.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    /// As written.
    pub words: Vec<String>,
    /// In lower case.
    pub lower: Vec<String>,
    /// Lemma of the model, or a guess that takes the plural off.
    pub lemmas: Vec<String>,
    /// What each can do.
    pub classes: Vec<Class>,
    /// Dependency relation to the head, empty without a tree.
    pub relations: Vec<String>,
    /// Governing word.
    pub heads: Vec<Option<usize>>,
    /// Whether a tree was there.
    pub parsed: bool,
}

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "some", "any", "no", "each", "every", "all", "both",
    "several", "many", "few", "another", "other", "most", "more", "various", "certain", "such", "either",
    "neither", "half", "than", "least",
];
const POSSESSIVES: &[&str] = &["its", "their", "his", "her", "our", "my", "your", "whose"];
const PRONOUNS: &[&str] = &[
    "it",
    "they",
    "them",
    "he",
    "him",
    "she",
    "i",
    "we",
    "us",
    "you",
    "me",
    "himself",
    "herself",
    "itself",
    "themselves",
    "one",
    "none",
    "others",
    "everyone",
    "somebody",
    "someone",
];
const PREPOSITIONS: &[&str] = &[
    "of",
    "in",
    "to",
    "from",
    "for",
    "by",
    "with",
    "on",
    "at",
    "against",
    "between",
    "among",
    "into",
    "over",
    "under",
    "near",
    "across",
    "inside",
    "outside",
    "within",
    "without",
    "through",
    "during",
    "after",
    "before",
    "since",
    "until",
    "about",
    "around",
    "toward",
    "towards",
    "upon",
    "off",
    "via",
    "per",
    "despite",
    "behind",
    "beyond",
    "along",
    "amid",
    "amidst",
    "above",
    "below",
    "beside",
    "including",
    "like",
    "regarding",
    "concerning",
    "following",
    "throughout",
    "aboard",
    "versus",
];
const CONJUNCTIONS: &[&str] = &["and", "or", "but", "nor", "&"];
const RELATIVES: &[&str] = &["who", "which", "whom", "that", "where", "when"];
const SUBORDINATORS: &[&str] =
    &["as", "if", "because", "while", "although", "though", "whether", "unless", "so"];
const AUXILIARIES: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "having",
    "do",
    "does",
    "did",
    "will",
    "would",
    "shall",
    "should",
    "can",
    "could",
    "may",
    "might",
    "must",
    "flew",
    "fled",
    "spoke",
    "came",
    "wrote",
    "bought",
    "sold",
    "paid",
    "ran",
    "saw",
    "drove",
    "rose",
    "threw",
    "stood",
    "withdrew",
    "overthrew",
    "swore",
    "broke",
    "buys",
    "sells",
    "recalls",
    "rejects",
    "said",
    "says",
    "say",
    "told",
    "tells",
    "met",
    "went",
    "goes",
    "made",
    "makes",
    "took",
    "takes",
    "gave",
    "gives",
    "sent",
    "sends",
    "held",
    "holds",
    "kept",
    "left",
    "won",
    "lost",
    "led",
    "fought",
    "fired",
    "shot",
    "put",
    "set",
    "cut",
    "hit",
    "struck",
    "began",
    "begins",
    "became",
    "becomes",
    "called",
    "calls",
    "asked",
    "asks",
    "urged",
    "urges",
    "warned",
    "warns",
    "accused",
    "accuses",
    "signed",
    "signs",
    "agreed",
    "agrees",
    "killed",
    "kills",
    "attacked",
    "arrested",
    "wants",
    "want",
];
const ADVERBS: &[&str] = &[
    "there", "here", "not", "also", "then", "now", "later", "again", "still", "already", "just", "even",
    "only", "never", "ever", "too", "yet", "soon", "once", "twice", "back", "away", "nearly", "almost",
    "abroad",
];
const NUMBERS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "dozen",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "scores",
];
const ADJECTIVE_ENDINGS: &[&str] =
    &["al", "ic", "ive", "ous", "ary", "ful", "less", "able", "ible", "ian", "ern"];

impl Reading {
    /// Reads a sentence of `text`; `analysis` may be empty.
    pub(super) fn new(text: &str, sentence: &Sentence, analysis: &Analysis) -> Self {
        let words: Vec<String> =
            (0..sentence.tokens.len()).map(|i| sentence.word(text, i).to_owned()).collect();
        let lower: Vec<String> = words.iter().map(|w| w.to_lowercase().replace('’', "'")).collect();
        let parsed = analysis.words.len() == words.len() && !words.is_empty();
        let mut reading = Reading { words, lower, parsed, ..Reading::default() };
        for i in 0..reading.words.len() {
            let word = parsed.then(|| &analysis.words[i]);
            let lemma = word.map(|w| w.lemma.to_lowercase()).filter(|l| !l.is_empty());
            let class = reading.class_at(i, word.map(|w| w.upos));
            let lemma = match lemma {
                Some(lemma) => lemma,
                None if matches!(class, Class::Noun | Class::Proper) => singular(&reading.lower[i]),
                None => reading.lower[i].clone(),
            };
            reading.lemmas.push(lemma);
            reading.classes.push(class);
            reading.relations.push(word.map_or_else(String::new, |w| w.deprel.clone()));
            reading.heads.push(word.and_then(|w| w.head));
        }
        reading
    }

    fn class_at(&self, i: usize, upos: Option<Upos>) -> Class {
        let lower = self.lower[i].as_str();
        let word = self.words[i].as_str();
        if !word.chars().any(char::is_alphanumeric) {
            return if matches!(lower, "'" | "’") && i > 0 && self.lower[i - 1].ends_with('s') {
                Class::Genitive
            } else if lower == "&" {
                Class::Conjunction
            } else {
                Class::Punctuation
            };
        }
        if matches!(lower, "'s" | "'" | "’s") {
            return if upos == Some(Upos::Aux) { Class::Verb } else { Class::Genitive };
        }
        if POSSESSIVES.contains(&lower) && word != "US" {
            return if lower == "her" && upos == Some(Upos::Pron) && self.her_is_object(i) {
                Class::Pronoun
            } else {
                Class::Possessive
            };
        }
        if word == "US" || word == "IT" {
            return Class::Proper;
        }
        if lower == "that" {
            let opens = i == 0 || !self.words[i - 1].chars().any(char::is_alphanumeric);
            return if upos == Some(Upos::Det) || (opens && word == "That") {
                Class::Determiner
            } else {
                Class::Relative
            };
        }
        if lower == "one" && upos == Some(Upos::Pron) {
            return Class::Pronoun;
        }
        if NUMBERS.contains(&lower) || (word.starts_with(|c: char| c.is_ascii_digit()) && !word.contains('-'))
        {
            return Class::Number;
        }
        if PRONOUNS.contains(&lower) {
            return Class::Pronoun;
        }
        if RELATIVES.contains(&lower) {
            return Class::Relative;
        }
        if DETERMINERS.contains(&lower) {
            return Class::Determiner;
        }
        if PREPOSITIONS.contains(&lower) && upos != Some(Upos::Verb) {
            return Class::Preposition;
        }
        if CONJUNCTIONS.contains(&lower) {
            return Class::Conjunction;
        }
        if SUBORDINATORS.contains(&lower) {
            return Class::Other;
        }
        match upos {
            Some(Upos::Noun) => Class::Noun,
            Some(Upos::Propn) => Class::Proper,
            Some(Upos::Adj) => {
                if word.starts_with(char::is_uppercase) && i > 0 {
                    Class::Proper
                } else {
                    Class::Adjective
                }
            }
            Some(Upos::Verb | Upos::Aux) => Class::Verb,
            Some(Upos::Num) => Class::Number,
            Some(Upos::Adv) => Class::Adverb,
            Some(Upos::Adp) => Class::Preposition,
            Some(Upos::Det) => Class::Determiner,
            Some(Upos::Pron) => Class::Pronoun,
            Some(Upos::Part | Upos::Sconj | Upos::Intj | Upos::Sym) => Class::Other,
            Some(Upos::Cconj) => Class::Conjunction,
            Some(Upos::Punct) => Class::Punctuation,
            Some(Upos::X) | None => self.class_by_shape(i),
        }
    }

    /// "met her" against "her minister", where a tagger says pronoun for both.
    fn her_is_object(&self, i: usize) -> bool {
        self.lower.get(i + 1).is_none_or(|next| {
            !next.chars().any(char::is_alphanumeric)
                || PREPOSITIONS.contains(&next.as_str())
                || CONJUNCTIONS.contains(&next.as_str())
                || RELATIVES.contains(&next.as_str())
                || ADVERBS.contains(&next.as_str())
        })
    }

    fn class_by_shape(&self, i: usize) -> Class {
        let word = self.words[i].as_str();
        let lower = self.lower[i].as_str();
        if AUXILIARIES.contains(&lower) {
            return Class::Verb;
        }
        if ADVERBS.contains(&lower) {
            return Class::Adverb;
        }
        if word.starts_with(char::is_uppercase) {
            return Class::Proper;
        }
        if lower.ends_with("ly") && lower.len() > 4 {
            return Class::Adverb;
        }
        let after_determiner = i > 0
            && (DETERMINERS.contains(&self.lower[i - 1].as_str())
                || POSSESSIVES.contains(&self.lower[i - 1].as_str()));
        if lower.len() > 4 && (lower.ends_with("ed") || lower.ends_with("ing")) {
            return if after_determiner { Class::Adjective } else { Class::Verb };
        }
        if lower.contains('-') && (lower.ends_with("ed") || lower.ends_with("led")) {
            return Class::Adjective;
        }
        if lower.len() > 4 && ADJECTIVE_ENDINGS.iter().any(|e| lower.ends_with(e)) {
            return Class::Adjective;
        }
        Class::Noun
    }

    /// Number of words.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Class of a word; `Other` outside the sentence.
    pub(super) fn class(&self, i: usize) -> Class {
        self.classes.get(i).copied().unwrap_or(Class::Other)
    }

    /// Lower-case word; empty outside the sentence.
    pub(super) fn low(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    /// Lemma; empty outside the sentence.
    pub(super) fn lemma(&self, i: usize) -> &str {
        self.lemmas.get(i).map_or("", String::as_str)
    }

    /// Whether the word starts with a capital.
    pub(super) fn capital(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.starts_with(char::is_uppercase))
    }

    /// Whether the noun at `i` is plural by its form.
    pub(super) fn plural(&self, i: usize) -> bool {
        let lower = self.low(i);
        matches!(
            lower,
            "people" | "police" | "men" | "women" | "children" | "troops" | "personnel" | "public"
        ) || (lower.ends_with('s') && !lower.ends_with("ss") && self.lemma(i) != lower)
            || (!self.parsed && lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us"))
    }

    /// Whether the run's head stands as a subject; without a tree, whether a verb follows it closely.
    pub(super) fn subject(&self, tokens: &Range<usize>, head: usize) -> bool {
        if self.parsed {
            return self.relations[head].starts_with("nsubj");
        }
        let next = tokens.end;
        let opens = tokens.start == 0 || self.class(tokens.start - 1) != Class::Preposition;
        opens
            && (self.class(next) == Class::Verb
                || (self.class(next) == Class::Adverb && self.class(next + 1) == Class::Verb))
    }

    /// The words of a run as the text has them, joined by spaces.
    pub(super) fn joined(&self, tokens: Range<usize>) -> String {
        let mut out = String::new();
        for i in tokens {
            let word = self.words.get(i).map_or("", String::as_str);
            let glued = matches!(self.class(i), Class::Genitive) || matches!(word, "," | "." | ")");
            if !out.is_empty() && !glued && !out.ends_with('(') {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }
}

/// Takes a regular plural off; a guess for when no lemma is known.
pub(super) fn singular(word: &str) -> String {
    match word {
        "men" => return "man".into(),
        "women" => return "woman".into(),
        "children" => return "child".into(),
        "people" | "police" | "series" | "forces" | "troops" => return word.into(),
        _ => {}
    }
    if let Some(stem) = word.strip_suffix("men").filter(|s| s.len() > 2) {
        return format!("{stem}man");
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.len() > 2) {
        return format!("{stem}y");
    }
    for ending in ["ches", "shes", "sses", "xes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].into();
        }
    }
    match word.strip_suffix('s') {
        Some(stem)
            if word.len() > 3 && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") =>
        {
            stem.into()
        }
        _ => word.into(),
    }
}
