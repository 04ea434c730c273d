//! The parts of a run of words that names an actor: who owns it, what its head is, what follows the head.

use std::ops::Range;

use super::reading::{Class, Reading};

/// A run of words taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NounPhrase {
    /// What was left after punctuation and prepositions at its ends were taken off.
    pub tokens: Range<usize>,
    /// "Israel" in "Israel's Elbit Systems", "its" in "its men".
    pub possessor: Option<Range<usize>>,
    /// Modifiers and head, without determiner and possessor.
    pub core: Range<usize>,
    /// The head noun.
    pub head: usize,
    /// "of Azerbaijan", "in Hungary", in order, each up to the next break.
    pub complements: Vec<Complement>,
    /// "Premier" in "a Kenyan bank, Premier"; "Israel" in "GTIB (Israel)".
    pub apposition: Option<Range<usize>>,
}

/// A preposition and what it governs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Complement {
    /// In lower case.
    pub preposition: String,
    /// Without the preposition.
    pub tokens: Range<usize>,
}

/// Nouns that count or gather: the noun after their "of" is what acts ("scores of militants").
const TRANSPARENT: &[&str] = &[
    "member",
    "number",
    "score",
    "dozen",
    "hundred",
    "thousand",
    "ten",
    "million",
    "majority",
    "handful",
    "group",
    "part",
    "rest",
    "couple",
    "pair",
    "series",
    "team",
    "lot",
    "wave",
    "crowd",
    "coalition",
    "alliance",
    "bulk",
    "remnant",
    "element",
    "faction",
    "total",
    "all",
    "most",
    "some",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "many",
    "several",
    "few",
    "none",
    "each",
    "both",
    "either",
    "half",
    "percent",
    "third",
    "quarter",
    "column",
    "convoy",
    "bloc",
    "government",
    "type",
    "kind",
    "estimate",
    "remainder",
    "leadership",
];

/// Quantities keep their complement as the head in every case; gatherings only where the complement is plural.
const QUANTITIES: &[&str] = &[
    "member", "number", "score", "dozen", "hundred", "thousand", "ten", "million", "majority", "handful",
    "rest", "couple", "pair", "lot", "bulk", "all", "most", "some", "one", "two", "three", "four", "five",
    "six", "many", "several", "few", "none", "each", "both", "either", "half", "percent", "third", "quarter",
    "total", "part", "much",
];

/// Adjectives that stand after a noun, with their own complement.
const POSTPOSED: &[&str] =
    &["loyal", "close", "responsible", "opposed", "sympathetic", "hostile", "friendly", "able"];

impl NounPhrase {
    /// Takes `tokens` apart; `names` are runs that are not to be broken. `None` where no word is left.
    pub(super) fn parse(
        reading: &Reading,
        tokens: Range<usize>,
        names: &[Range<usize>],
    ) -> Option<NounPhrase> {
        let tokens = trim(reading, tokens, names)?;
        let inside = |i: usize| names.iter().find(|n| n.start <= i && i < n.end).filter(|n| n.start < i);
        let mut end = tokens.end;
        let mut noun_seen = false;
        let mut i = tokens.start;
        while i < tokens.end {
            if let Some(name) = names.iter().find(|n| n.start == i && n.end <= tokens.end) {
                noun_seen = true;
                i = name.end;
                continue;
            }
            if inside(i).is_none() && i > tokens.start && breaks(reading, i, tokens.end, noun_seen) {
                end = i;
                break;
            }
            noun_seen |= matches!(reading.class(i), Class::Noun | Class::Proper | Class::Number);
            i += 1;
        }
        let mut possessor = None;
        let mut start = tokens.start;
        let within_name = |i: usize| names.iter().any(|n| n.start < i && i + 1 < n.end);
        let last_genitive = (tokens.start + 1..end.saturating_sub(1))
            .rev()
            .find(|&i| reading.class(i) == Class::Genitive && !within_name(i));
        if let Some(genitive) = last_genitive {
            possessor = Some(tokens.start..genitive);
            start = genitive + 1;
        } else if reading.class(start) == Class::Possessive && end > start + 1 {
            possessor = Some(start..start + 1);
            start += 1;
        }
        while start + 1 < end
            && matches!(reading.class(start), Class::Determiner | Class::Adverb)
            && !names.iter().any(|n| n.start == start)
        {
            start += 1;
        }
        if possessor.is_none() && reading.class(start) == Class::Possessive && end > start + 1 {
            possessor = Some(start..start + 1);
            start += 1;
        }
        let core = start..end;
        // Adjectives that are nouns where they stand last.
        let last = core.end.checked_sub(1)?;
        let last_noun =
            matches!(reading.low(last), "military" | "opposition" | "public" | "wounded" | "injured");
        let head = last_noun
            .then_some(last)
            .or_else(|| {
                core.clone().rev().find(|&i| {
                    names.iter().any(|n| n.contains(&i))
                        || matches!(
                            reading.class(i),
                            Class::Noun | Class::Proper | Class::Number | Class::Pronoun
                        )
                })
            })
            .or_else(|| core.clone().rev().find(|&i| reading.class(i) == Class::Adjective))
            .unwrap_or(last);
        let (complements, apposition) = after_head(reading, end..tokens.end, names);
        Some(NounPhrase { tokens, possessor, core, head, complements, apposition })
    }

    /// The complement that is the real head of a quantity ("members of the guard" → "the guard").
    pub(super) fn counted(&self, reading: &Reading) -> Option<Range<usize>> {
        let first = self.complements.first().filter(|c| c.preposition == "of" || c.preposition == "among")?;
        let lemma = super::reading::singular(reading.low(self.head));
        let lemma = lemma.as_str();
        let quantity = QUANTITIES.contains(&lemma) || matches!(reading.class(self.head), Class::Number);
        let plural = first.tokens.clone().any(|i| reading.plural(i));
        (quantity || (TRANSPARENT.contains(&lemma) && plural)).then_some(first.tokens.start..self.tokens.end)
    }

    /// Whether a definite article or a demonstrative opens it.
    pub(super) fn definite(&self, reading: &Reading) -> bool {
        matches!(reading.low(self.tokens.start), "the" | "this" | "that" | "these" | "those")
    }
}

/// Takes off what cannot belong to a name at either end.
fn trim(reading: &Reading, tokens: Range<usize>, names: &[Range<usize>]) -> Option<Range<usize>> {
    let (mut start, mut end) = (tokens.start.min(reading.len()), tokens.end.min(reading.len()));
    let named = |i: usize| names.iter().any(|n| n.contains(&i));
    while start < end
        && !named(start)
        && matches!(
            reading.class(start),
            Class::Punctuation | Class::Preposition | Class::Conjunction | Class::Genitive | Class::Other
        )
    {
        start += 1;
    }
    while start < end
        && !named(end - 1)
        && match reading.class(end - 1) {
            Class::Punctuation => reading.low(end - 1) != ")",
            Class::Preposition | Class::Conjunction | Class::Genitive => true,
            Class::Relative => end - start > 1,
            _ => false,
        }
    {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// Whether the noun phrase's core ends before word `i`.
fn breaks(reading: &Reading, i: usize, end: usize, noun_seen: bool) -> bool {
    match reading.class(i) {
        Class::Preposition | Class::Relative => true,
        Class::Punctuation => {
            // Quotation marks and stops of initials stay inside.
            !matches!(reading.low(i), "\"" | "“" | "”" | "'" | "‘" | "’" | "." | "-" | "/" | "``" | "''")
        }
        Class::Verb => {
            let next = reading.class(i + 1);
            let before_noun = i + 1 < end && matches!(next, Class::Noun | Class::Proper | Class::Adjective);
            noun_seen && (!before_noun || reading.low(i).ends_with("ing"))
        }
        Class::Adjective => noun_seen && (POSTPOSED.contains(&reading.low(i))),
        Class::Adverb => noun_seen,
        Class::Other => noun_seen,
        Class::Determiner => noun_seen && reading.class(i.wrapping_sub(1)) != Class::Genitive,
        _ => false,
    }
}

fn after_head(
    reading: &Reading,
    rest: Range<usize>,
    names: &[Range<usize>],
) -> (Vec<Complement>, Option<Range<usize>>) {
    let mut complements = Vec::new();
    let mut apposition = None;
    let mut i = rest.start;
    while i < rest.end {
        let low = reading.low(i);
        let next_break = |from: usize| {
            let mut j = from;
            while j < rest.end {
                if let Some(name) = names.iter().find(|n| n.start == j) {
                    j = name.end.min(rest.end);
                    continue;
                }
                let stop = match reading.class(j) {
                    Class::Preposition | Class::Relative | Class::Verb => true,
                    Class::Punctuation => {
                        matches!(reading.low(j), "," | "(" | ")" | ";" | ":" | "--" | "–" | "—")
                    }
                    _ => false,
                };
                if stop && j > from {
                    break;
                }
                j += 1;
            }
            j
        };
        if reading.class(i) == Class::Preposition {
            let end = next_break(i + 1);
            if end > i + 1 {
                complements.push(Complement { preposition: low.to_owned(), tokens: i + 1..end });
            }
            i = end.max(i + 1);
        } else if matches!(low, "," | "(" | "--" | "–" | "—") && i + 1 < rest.end {
            let end = if low == "(" {
                (i + 1..rest.end).find(|&j| reading.low(j) == ")").unwrap_or(rest.end)
            } else {
                (i + 1..rest.end)
                    .find(|&j| matches!(reading.low(j), "," | "--" | "–" | "—"))
                    .unwrap_or(rest.end)
            };
            let relative = reading.class(i + 1) == Class::Relative;
            if apposition.is_none() && !relative && end > i + 1 && reading.class(i + 1) != Class::Preposition
            {
                apposition = Some(i + 1..end);
                i = end;
            } else {
                i += 1;
            }
        } else if reading.class(i) == Class::Relative || (reading.class(i) == Class::Verb && reading.parsed) {
            // What a relative clause says of others is not evidence on the head, but "hired by Exxon" is.
            i += 1;
        } else {
            i += 1;
        }
    }
    (complements, apposition)
}

/// The members of a coordination at the top of `tokens` ("Iran and Russia"), or `tokens` alone.
pub(super) fn coordinated(
    reading: &Reading,
    tokens: Range<usize>,
    names: &[Range<usize>],
) -> Vec<Range<usize>> {
    let Some(tokens) = trim(reading, tokens, names) else { return Vec::new() };
    let inside_name =
        |i: usize| names.iter().any(|n| n.start < i && i < n.end) || names.iter().any(|n| n.start == i);
    let opens_phrase = |i: usize| {
        i < tokens.end
            && (matches!(
                reading.class(i),
                Class::Determiner | Class::Possessive | Class::Proper | Class::Number
            ) || names.iter().any(|n| n.start == i)
                || (reading.class(i) == Class::Noun && reading.plural(i)))
    };
    let mut cuts: Vec<usize> = Vec::new();
    let mut conjunction = false;
    let mut depth = 0i32;
    for i in tokens.clone() {
        match reading.low(i) {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth > 0 || inside_name(i) || i == tokens.start {
            continue;
        }
        // A conjunction behind a preposition joins what the preposition governs.
        if matches!(reading.class(i), Class::Preposition | Class::Relative | Class::Verb) {
            break;
        }
        let ends_phrase =
            matches!(reading.class(i - 1), Class::Noun | Class::Proper | Class::Number | Class::Punctuation)
                || names.iter().any(|n| n.end == i);
        if reading.class(i) == Class::Conjunction
            && reading.low(i) != "but"
            && ends_phrase
            && opens_phrase(i + 1)
        {
            conjunction = true;
            cuts.push(i);
        } else if reading.low(i) == "," && ends_phrase && (opens_phrase(i + 1) || reading.low(i + 1) == "and")
        {
            cuts.push(i);
        }
    }
    if !conjunction {
        return vec![tokens];
    }
    let mut members = Vec::new();
    let mut from = tokens.start;
    for cut in cuts.into_iter().chain([tokens.end]) {
        if cut > from
            && let Some(member) = trim(reading, from..cut, names)
        {
            members.push(member);
        }
        from = cut + 1;
    }
    // "Syrian and Russian warplanes": one head shared, not two actors of their own.
    let headless = |member: &Range<usize>| {
        member
            .clone()
            .all(|i| matches!(reading.class(i), Class::Adjective | Class::Adverb | Class::Determiner))
    };
    if members.iter().any(headless) { vec![tokens] } else { members }
}
