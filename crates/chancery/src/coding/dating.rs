//! When an act took place: the date that its words give it, or that opens its line.

use std::ops::Range;

use super::draft::{Argument, Draft, head_of};
use super::frames::Tree;
use crate::analysis::{Role, Status};
use crate::resolve::Scene;
use crate::resolve::time::{self, Context, Relation, TimeMention};

/// The dates of a document's sentences.
#[derive(Debug, Clone, Default)]
pub(super) struct Calendar {
    sentences: Vec<Dates>,
}

/// The dates of one sentence.
#[derive(Debug, Clone, Default)]
struct Dates {
    mentions: Vec<TimeMention>,
    context: Context,
    /// The date that opens the line, also of the sentences after the first.
    opening: Option<(usize, TimeMention)>,
}

/// The date of an act.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dated {
    /// In the record form.
    pub date: String,
    /// The sentence where the words stand.
    pub sentence: usize,
    /// The words.
    pub tokens: Range<usize>,
    /// Which rule gave it.
    pub rule: &'static str,
}

impl Calendar {
    /// Reads the dates of every sentence, each counting from those before it in its paragraph.
    pub fn of(scene: &Scene) -> Calendar {
        let mut calendar = Calendar::default();
        let mut paragraph = None;
        let mut context = Context::default();
        let mut opening = None;
        for (number, sentence) in scene.sentences.iter().enumerate() {
            let words = sentence.words(&scene.document.text);
            if paragraph != Some(sentence.paragraph) {
                paragraph = Some(sentence.paragraph);
                context = Context { published: scene.document.published, anchor: None };
                opening = time::opening(&words, &context).map(|mention| (number, mention));
            }
            let mentions = time::find(&words, &context);
            let next = context.after(&mentions);
            calendar.sentences.push(Dates { mentions, context, opening: opening.clone() });
            context = next;
        }
        calendar
    }

    /// The date of an act in a sentence with these words.
    pub fn date(&self, sentence: usize, words: &[&str], tree: &Tree<'_>, draft: &Draft) -> Option<Dated> {
        let dates = self.sentences.get(sentence)?;
        dates
            .of_filler(sentence, words, tree, draft)
            .or_else(|| dates.of_clause(sentence, tree, draft))
            .or_else(|| dates.of_line())
            .or_else(|| dates.of_sentence(sentence, draft))
    }
}

impl Dates {
    /// The date that the model gives the act. Of several, the surest; one that hangs on the trigger itself is preferred.
    fn of_filler(&self, sentence: usize, words: &[&str], tree: &Tree<'_>, draft: &Draft) -> Option<Dated> {
        /// So much less sure may a date be that hangs on the trigger.
        const OWN: f32 = 0.25;
        let dated = |argument: &Argument| {
            let run = argument.tokens.clone();
            let mut touching =
                self.mentions.iter().filter(|m| m.tokens.start < run.end && run.start < m.tokens.end);
            let known = touching.clone().find_map(|mention| mention.interval);
            let interval = known.or_else(|| time::parse(words.get(run.clone())?, &self.context))?;
            let own = touching.any(|mention| distance(tree, draft, mention) == Some(0));
            let weight = argument.score.unwrap_or(1.0) + if own { OWN } else { 0.0 };
            let date = interval.to_string();
            Some((weight, Dated { date, sentence, tokens: run, rule: "date of the act" }))
        };
        // `max_by` keeps the last of equals; the first in the text is wanted.
        let found: Vec<(f32, Dated)> = draft.in_role(Role::Date).filter_map(dated).collect();
        found.into_iter().rev().max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, dated)| dated)
    }

    /// The date that hangs closest on the trigger: on it, on what it hangs on, or on an argument of it.
    fn of_clause(&self, sentence: usize, tree: &Tree<'_>, draft: &Draft) -> Option<Dated> {
        let nearest = self
            .mentions
            .iter()
            .filter(|mention| {
                !mention.weak && mention.interval.is_some() && mention.relation != Relation::Before
            })
            .filter_map(|mention| Some((distance(tree, draft, mention)?, mention)))
            .min_by_key(|(distance, mention)| (*distance, mention.tokens.start.abs_diff(draft.head)))?;
        let (_, mention) = nearest;
        let date = mention.interval?.to_string();
        Some(Dated { date, sentence, tokens: mention.tokens.clone(), rule: "date in its clause" })
    }

    /// The only date of the sentence, where the sentence opens with it: it dates all that the sentence itself tells.
    fn of_sentence(&self, sentence: usize, draft: &Draft) -> Option<Dated> {
        let mut dated = self.mentions.iter().filter(|mention| !mention.weak && mention.interval.is_some());
        let (only, further) = (dated.next()?, dated.next());
        let opens = only.tokens.start <= 2 && only.relation == Relation::At;
        if !opens || further.is_some() || draft.status != Status::Actual {
            return None;
        }
        let date = only.interval?.to_string();
        Some(Dated { date, sentence, tokens: only.tokens.clone(), rule: "date that opens the sentence" })
    }

    fn of_line(&self) -> Option<Dated> {
        let (sentence, mention) = self.opening.as_ref()?;
        let date = mention.interval?.to_string();
        Some(Dated {
            date,
            sentence: *sentence,
            tokens: mention.tokens.clone(),
            rule: "date that opens the line",
        })
    }
}

/// Steps between a date and an act in the tree; `None` where another clause has the date.
fn distance(tree: &Tree<'_>, draft: &Draft, mention: &TimeMention) -> Option<usize> {
    let date = head_of(tree, mention.tokens.clone());
    let governor = tree.head(date)?;
    if draft.holds(governor) {
        return Some(0);
    }
    // Above the trigger: the clause that it stands in, as long as no relative or adverbial clause lies between.
    let mut below = draft.head;
    for (step, above) in tree.ancestors(draft.head).take(5).enumerate() {
        let own_clause = matches!(tree.relation(below), "acl:relcl" | "advcl" | "parataxis" | "ccomp")
            || (tree.base(below) == "conj" && tree.has(below, &["nsubj"]));
        if own_clause {
            break;
        }
        if above == governor {
            return Some(step + 1);
        }
        below = above;
    }
    // Below the trigger: on one of its arguments, with no other verb between.
    let mut at = governor;
    for step in 1..4 {
        if tree.is_verb(at) {
            return None;
        }
        at = tree.head(at)?;
        if draft.holds(at) {
            return Some(step + 2);
        }
    }
    None
}
