//! A sentence's dependency tree with what the matcher asks of it again and again.

use super::inflection;
use crate::analysis::{Analysis, EntityKind, Upos, Word};
use crate::sentence::Sentence;

/// The tree of one sentence. Tokens are named by index.
#[derive(Debug, Clone)]
pub struct Tree<'a> {
    words: &'a [Word],
    forms: Vec<String>,
    lemmas: Vec<String>,
    variants: Vec<Vec<String>>,
    capital: Vec<bool>,
    dates: Vec<bool>,
    children: Vec<Vec<usize>>,
}

impl<'a> Tree<'a> {
    /// The tree of an analysed sentence of `text`.
    pub fn new(text: &str, sentence: &Sentence, analysis: &'a Analysis) -> Self {
        let forms = (0..analysis.words.len()).map(|token| sentence.word(text, token).to_owned()).collect();
        Tree::from_forms(forms, analysis)
    }

    /// The tree of an analysis whose words are `forms`.
    pub(super) fn from_forms(forms: Vec<String>, analysis: &'a Analysis) -> Self {
        let words = analysis.words.as_slice();
        let mut children = vec![Vec::new(); words.len()];
        for (token, word) in words.iter().enumerate() {
            if let Some(list) =
                word.head.filter(|&head| head != token).and_then(|head| children.get_mut(head))
            {
                list.push(token);
            }
        }
        let mut dates = vec![false; words.len()];
        for mention in analysis.mentions.iter().filter(|mention| mention.kind == EntityKind::Date) {
            for date in dates.get_mut(mention.tokens.clone()).unwrap_or_default() {
                *date = true;
            }
        }
        let lemmas: Vec<String> = words.iter().map(|word| word.lemma.to_lowercase()).collect();
        for (token, date) in dates.iter_mut().enumerate() {
            *date |= is_time_word(&lemmas[token], words[token].upos);
        }
        let capital = forms.iter().map(|form| form.starts_with(char::is_uppercase)).collect();
        let forms: Vec<String> = forms.into_iter().map(|form| form.to_lowercase()).collect();
        let variants =
            forms.iter().zip(words).map(|(form, word)| inflection::lemmas(form, word.upos)).collect();
        Tree { words, forms, lemmas, variants, capital, dates, children }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Lemma, lower case.
    pub fn lemma(&self, token: usize) -> &str {
        self.lemmas.get(token).map_or("", String::as_str)
    }

    /// The word itself, lower case.
    pub fn form(&self, token: usize) -> &str {
        self.forms.get(token).map_or("", String::as_str)
    }

    /// Whether lemma or word is one of these.
    pub fn is_one_of(&self, token: usize, lemmas: &[impl AsRef<str>]) -> bool {
        let variants = self.variants.get(token).map_or(&[][..], Vec::as_slice);
        lemmas.iter().map(AsRef::as_ref).any(|lemma| {
            self.lemma(token) == lemma || self.form(token) == lemma || variants.iter().any(|v| v == lemma)
        })
    }

    /// Every lemma that the word may have: the model's, the word itself, those that its form allows.
    pub fn readings(&self, token: usize) -> Vec<&str> {
        let mut readings = vec![self.lemma(token)];
        let variants = self.variants.get(token).map_or(&[][..], Vec::as_slice);
        for reading in std::iter::once(self.form(token)).chain(variants.iter().map(String::as_str)) {
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
        readings
    }

    /// Part of speech.
    pub fn upos(&self, token: usize) -> Upos {
        self.words.get(token).map_or(Upos::X, |word| word.upos)
    }

    /// The governing token.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.words.get(token)?.head.filter(|&head| head < self.words.len() && head != token)
    }

    /// Relation to the head, with its subtype.
    pub fn relation(&self, token: usize) -> &str {
        self.words.get(token).map_or("", |word| word.deprel.as_str())
    }

    /// Relation to the head, without subtype.
    pub fn base(&self, token: usize) -> &str {
        self.relation(token).split(':').next().unwrap_or("")
    }

    /// Dependents, in text order.
    pub fn children(&self, token: usize) -> &[usize] {
        self.children.get(token).map_or(&[], Vec::as_slice)
    }

    /// Dependents whose relation, with or without subtype, is one of these.
    pub fn children_by<'s>(
        &'s self,
        token: usize,
        relations: &'s [&'s str],
    ) -> impl Iterator<Item = usize> + 's {
        self.children(token).iter().copied().filter(|&child| {
            relations.contains(&self.relation(child)) || relations.contains(&self.base(child))
        })
    }

    /// Whether a dependent has one of these relations.
    pub fn has(&self, token: usize, relations: &[&str]) -> bool {
        self.children_by(token, relations).next().is_some()
    }

    /// The tokens above, nearest first; ends where the tree is broken.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(token), |&at| self.head(at)).take(self.words.len())
    }

    /// Whether a date stands there.
    pub fn is_date(&self, token: usize) -> bool {
        self.dates.get(token).copied().unwrap_or(false)
    }

    /// Whether the word begins with a capital.
    pub fn is_capital(&self, token: usize) -> bool {
        self.capital.get(token).copied().unwrap_or(false)
    }

    /// Noun, name, pronoun or number.
    pub fn is_nominal(&self, token: usize) -> bool {
        matches!(
            self.upos(token),
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym | Upos::X | Upos::Det
        )
    }

    /// Verb or auxiliary.
    pub fn is_verb(&self, token: usize) -> bool {
        matches!(self.upos(token), Upos::Verb | Upos::Aux)
    }

    /// Whether the form is that of a present participle or gerund.
    pub fn is_ing(&self, token: usize) -> bool {
        self.form(token).ends_with("ing") && self.form(token).len() > 5
    }

    /// Whether "to" marks it as an infinitive.
    pub fn is_infinitive(&self, token: usize) -> bool {
        self.children_by(token, &["mark"]).any(|mark| self.form(mark) == "to")
    }

    /// The prepositions of a word, as they stand.
    pub fn cases(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        self.children_by(token, &["case", "mark"])
    }

    /// Whether one of its prepositions is this.
    pub fn has_case(&self, token: usize, preposition: &str) -> bool {
        self.cases(token).any(|case| self.form(case) == preposition || self.lemma(case) == preposition)
    }

    /// Whether a verb is in the passive, or a participle with a passive sense.
    pub fn is_passive(&self, token: usize) -> bool {
        self.passive_within(token, 4)
    }

    fn passive_within(&self, token: usize, depth: usize) -> bool {
        let passive_child =
            |&child: &usize| matches!(self.relation(child), "nsubj:pass" | "aux:pass" | "csubj:pass");
        if self.upos(token) != Upos::Verb {
            return false;
        }
        if self.children(token).iter().any(passive_child) {
            return true;
        }
        if self.is_ing(token) || self.is_infinitive(token) || self.has(token, &["nsubj", "obj", "aux"]) {
            return false;
        }
        match self.relation(token) {
            "acl" | "amod" => true,
            // "Asked by reporters, …": a participle, not a finite verb with its own subject.
            "advcl" => self.form(token) != self.lemma(token) && !self.has(token, &["mark"]),
            "conj" => depth > 0 && self.head(token).is_some_and(|head| self.passive_within(head, depth - 1)),
            _ => false,
        }
    }

    /// For a relative pronoun, the noun that it stands for; any other token stands for itself.
    pub fn antecedent(&self, token: usize) -> usize {
        let relative = matches!(self.form(token), "who" | "which" | "that" | "whom" | "whose");
        if !relative || !matches!(self.upos(token), Upos::Pron | Upos::Det | Upos::Sconj) {
            return token;
        }
        let clause = self.ancestors(token).take(4).find(|&above| self.relation(above) == "acl:relcl");
        clause.and_then(|clause| self.head(clause)).unwrap_or(token)
    }
}

/// Words that date an act and are no party to it, also where no mention covers them.
fn is_time_word(lemma: &str, upos: Upos) -> bool {
    const WORDS: &[&str] = &[
        "january",
        "february",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "tomorrow",
        "week",
        "month",
        "year",
        "day",
        "decade",
        "century",
        "night",
        "morning",
        "evening",
        "afternoon",
        "weekend",
        "hour",
        "minute",
        "spring",
        "summer",
        "autumn",
        "winter",
    ];
    let year = || {
        lemma.len() == 4
            && lemma.chars().all(|c| c.is_ascii_digit())
            && (lemma.starts_with('1') || lemma.starts_with('2'))
    };
    WORDS.contains(&lemma) || (upos == Upos::Propn && lemma == "march") || (upos == Upos::Num && year())
}
