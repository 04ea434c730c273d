//! Pronouns and possessives: "it", "they", "him", "its".

use super::antecedent::{Need, Query};
use super::discourse::{Gender, Referent};
use super::phrase::Context;

/// What a pronoun asks for; `None` for one that stands for no third party ("we", "none").
pub(super) fn need(lower: &str) -> Option<(Need, Gender, bool)> {
    Some(match lower {
        "it" | "itself" => (Need::It, Gender::Neuter, false),
        "he" | "him" | "himself" => (Need::Person, Gender::Masculine, false),
        "she" | "herself" => (Need::Person, Gender::Feminine, false),
        "they" | "them" | "themselves" | "others" => (Need::They, Gender::Unknown, true),
        "its" => (Need::Its, Gender::Neuter, false),
        "their" => (Need::Their, Gender::Unknown, true),
        "his" => (Need::His, Gender::Masculine, false),
        "whose" => (Need::Their, Gender::Unknown, false),
        _ => return None,
    })
}

/// Whom the pronoun or possessive at `token` stands for.
pub(super) fn antecedent(context: &Context, token: usize) -> Option<Referent> {
    let reading = context.reading();
    let low = reading.low(token);
    if matches!(low, "we" | "us" | "our" | "i" | "me" | "my") {
        return speaker(context, token);
    }
    let (need, gender, plural) = if low == "her" {
        let possessive = reading.class(token) == super::reading::Class::Possessive;
        (if possessive { Need::His } else { Need::Person }, Gender::Feminine, false)
    } else {
        need(low)?
    };
    if low == "whose" {
        return relative(context, token);
    }
    let subject = if reading.parsed {
        reading.relations[token].starts_with("nsubj")
    } else {
        !matches!(low, "him" | "them" | "her" | "itself" | "himself" | "herself" | "themselves")
            && (reading.class(token + 1) == super::reading::Class::Verb || token == 0)
    };
    let query = Query {
        need,
        sentence: context.sentence,
        token,
        head: "",
        sector: None,
        plural,
        gender,
        subject,
        not: None,
    };
    let (mut referent, reason) = context.antecedent(&query)?;
    referent.reason = format!("pronoun \"{}\": {reason}", reading.words[token]);
    Some(referent)
}

/// "who", "which", "whose": the mention that ends right before.
pub(super) fn relative(context: &Context, token: usize) -> Option<Referent> {
    let reference =
        context.discourse.before(context.sentence, token).find(|r| r.sentence == context.sentence)?;
    // The outermost phrase that ends there: "the envoy of Qatar, whose ..." is the envoy.
    let outer = context
        .discourse
        .before(context.sentence, token)
        .filter(|r| r.sentence == context.sentence && r.tokens.end == reference.tokens.end)
        .min_by_key(|r| r.tokens.start)
        .unwrap_or(reference);
    let mut referent = outer.referent.clone();
    referent.reason = format!("relative pronoun after \"{}\"", outer.referent.name);
    Some(referent)
}

/// "we" in a quotation: who speaks. The nearest subject of the same sentence, else the last one.
fn speaker(context: &Context, token: usize) -> Option<Referent> {
    let discourse = context.discourse;
    let here = discourse.within(context.sentence).iter().filter(|r| r.subject && !r.anaphoric);
    let nearest = here.min_by_key(|r| r.tokens.start.abs_diff(token));
    let mut referent = match nearest {
        Some(reference) => reference.referent.clone(),
        None => discourse.last_subject(context.sentence)?.clone(),
    };
    referent.reason = format!("the speaker of \"{}\"", context.reading().words[token]);
    Some(referent)
}
