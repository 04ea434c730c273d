//! Which earlier (or, for roles, later) mention a pronoun, a possessive or a bare role leans on: every candidate
//! is weighed by features of its place and kind, and the heaviest wins. The weights are learnt from gold spans by
//! `training/antecedents.py` and stand in [`antecedent_weights`](super::antecedent_weights).

use strum::{Display, EnumCount, EnumIter, VariantArray};

use super::actor::Sector;
use super::antecedent_weights::WEIGHTS;
use super::description::BODY_NOUNS;
use super::discourse::{Discourse, Gender, Kind, Reference, Referent, is_state};

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumIter, EnumCount, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Need {
    /// "it", "itself".
    It,
    /// "he", "she", "him".
    Person,
    /// "they", "them".
    They,
    /// "its".
    Its,
    /// "their".
    Their,
    /// "his", "her".
    His,
    /// A definite description of a state: "the country", "the kingdom".
    Country,
    /// A role with "the": "the army", "the minister".
    DefiniteRole,
    /// A role without it: "police", "two engineers".
    BareRole,
    /// A person by name whose country the text does not tell.
    NamedPerson,
}

/// What is asked about a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumIter, EnumCount, VariantArray)]
#[strum(serialize_all = "snake_case")]
enum Feature {
    SameSentence,
    PreviousSentence,
    TwoBack,
    Farther,
    SentencesBack,
    Recency,
    Nearest,
    SubjectHere,
    SubjectBefore,
    SubjectFarther,
    FirstInSentence,
    Nested,
    Locative,
    Anaphoric,
    State,
    Body,
    Person,
    People,
    Place,
    Plural,
    NumberAgrees,
    GenderAgrees,
    GenderClashes,
    SameHead,
    SameHeadAndNumber,
    SameSector,
    Main,
    Second,
    OftenNamed,
    NoState,
    CountryUnknown,
    BothSubjects,
    ObjectOfSameClause,
    LastSubjectCountry,
    SameParagraph,
    Later,
    LaterLocative,
    LaterFirst,
    LaterWeak,
    MainAnyway,
    SecondAnyway,
    Dateline,
    Nobody,
    NobodyForPeople,
    CalledSo,
    CivilianAndSubject,
    CivilianAndLocative,
    CivilianAndMain,
    OfficeAndPerson,
    OfficeAndState,
    ArmedAndState,
    ArmedAndSubject,
    ObjectOfCountry,
    BodyNounAndBody,
    BodyNounAndNoState,
    BothArmed,
    RoleAndPerson,
    RoleAndPeople,
    NamedBefore,
    NobodyForRefugees,
    NobodyForPlural,
    NobodyForSubject,
    NobodyOfOneState,
    NobodyOfManyStates,
    OftenMentioned,
    ObjectOfForeigner,
    LaterAndSubject,
}

/// The phrase that needs an antecedent.
#[derive(Debug, Clone)]
pub(super) struct Query<'q> {
    pub need: Need,
    pub sentence: usize,
    /// First word of the phrase.
    pub token: usize,
    /// Lemma of its head.
    pub head: &'q str,
    /// Its sector by its head noun.
    pub sector: Option<Sector>,
    pub plural: bool,
    pub gender: Gender,
    /// It is the subject of its clause.
    pub subject: bool,
    /// A country that it cannot be ("its neighbour").
    pub not: Option<&'q str>,
}

/// Sentence and tokens.
pub(super) type Place = (usize, std::ops::Range<usize>);

/// A candidate with its weight.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// `None` for "nobody that the text names".
    pub referent: Option<Referent>,
    pub weight: f32,
    pub features: Vec<f32>,
    pub reason: String,
    /// Sentence and tokens of the reference, where it is one.
    pub place: Option<Place>,
}

/// How many references back are looked at.
const REACH: usize = 40;

/// How many references back a country counts as named before.
const FAR: usize = 200;

#[derive(Clone)]
struct Marks([f32; Feature::COUNT]);

impl Marks {
    fn new() -> Self {
        Marks([0.0; Feature::COUNT])
    }

    fn set(&mut self, feature: Feature, value: f32) {
        self.0[feature as usize] = value;
    }

    fn when(&mut self, feature: Feature, holds: bool) {
        if holds {
            self.set(feature, 1.0);
        }
    }
}

/// Candidates for `query`, the heaviest first. `called` says whether a state is called by the query's head
/// ("the kingdom").
pub(super) fn candidates(
    discourse: &Discourse,
    query: &Query,
    called: &dyn Fn(&str) -> bool,
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let weights = &WEIGHTS[query.need as usize];
    let mut push = |referent: Option<Referent>, marks: Marks, reason: String, place: Option<Place>| {
        let weight = marks.0.iter().zip(weights).map(|(f, w)| f * w).sum();
        found.push(Candidate { referent, weight, features: marks.0.to_vec(), reason, place });
    };
    // "He" may be the man behind a capital's name where the text speaks of no person.
    let reach = || discourse.before(query.sentence, query.token).take(REACH);
    let nobody = !reach().any(|r| possible(query, &r.referent));
    for (rank, reference) in reach().enumerate() {
        if !(possible(query, &reference.referent)
            || (nobody && matches!(query.need, Need::Person | Need::His)))
        {
            continue;
        }
        let marks = mark(discourse, query, reference, rank, called);
        let how = if reference.subject { "subject" } else { "mention" };
        let reason = format!("\"{}\", an earlier {how}", reference.referent.name);
        let place = Some((reference.sentence, reference.tokens.clone()));
        push(Some(reference.referent.clone()), marks, reason, place);
    }
    if matches!(query.need, Need::DefiniteRole | Need::BareRole | Need::Country | Need::NamedPerson) {
        let names = discourse.names.get(query.sentence).map_or(&[][..], Vec::as_slice);
        let later = names.iter().filter(|n| n.tokens.start >= query.token);
        let later = later.filter_map(|n| Some((n, n.country.as_deref().filter(|c| is_state(c))?)));
        for (order, (named, country)) in later.enumerate() {
            let mut marks = country_marks(discourse, query, country, false, called);
            marks.when(Feature::Later, true);
            marks.when(Feature::LaterLocative, named.locative);
            marks.when(Feature::LaterFirst, order == 0);
            marks.when(Feature::LaterWeak, named.weak);
            marks.when(Feature::LaterAndSubject, query.subject);
            let reason = if named.locative {
                "the place named in the sentence"
            } else {
                "named later in the sentence"
            };
            push(Some(state(country)), marks, reason.to_owned(), None);
        }
        for (place, country) in discourse.ranking.iter().take(2).enumerate() {
            let mut marks = country_marks(discourse, query, country, false, called);
            marks.when([Feature::MainAnyway, Feature::SecondAnyway][place], true);
            push(Some(state(country)), marks, "the document's main country".to_owned(), None);
        }
        if let Some(country) = &discourse.dateline {
            let mut marks = country_marks(discourse, query, country, false, called);
            marks.when(Feature::Dateline, true);
            push(Some(state(country)), marks, "the dateline".to_owned(), None);
        }
    }
    if !matches!(query.need, Need::Country | Need::NamedPerson) {
        let mut marks = Marks::new();
        marks.when(Feature::Nobody, true);
        marks.when(Feature::NobodyForPeople, query.sector == Some(Sector::Cvl));
        marks.when(Feature::NobodyForRefugees, query.sector == Some(Sector::Ref));
        marks.when(Feature::NobodyForPlural, query.plural);
        marks.when(Feature::NobodyForSubject, query.subject);
        marks.when(Feature::NobodyOfOneState, discourse.ranking.len() == 1);
        marks.when(Feature::NobodyOfManyStates, discourse.ranking.len() > 2);
        push(None, marks, "nobody whom the text names".to_owned(), None);
    }
    if let Some(not) = query.not {
        found.retain(|c| c.referent.as_ref().and_then(|r| r.country.as_deref()) != Some(not));
    }
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    found
}

fn state(country: &str) -> Referent {
    Referent {
        name: country.to_owned(),
        country: Some(country.to_owned()),
        sectors: vec![Sector::Gov],
        kind: Kind::State,
        gender: Gender::Neuter,
        plural: false,
        reason: String::new(),
    }
}

/// Whether grammar allows the candidate at all.
fn possible(query: &Query, referent: &Referent) -> bool {
    match query.need {
        Need::It | Need::Its => referent.kind != Kind::Person,
        Need::Person | Need::His => {
            referent.kind == Kind::Person || (referent.kind == Kind::People && !referent.plural)
        }
        Need::Country => referent.country.as_deref().is_some_and(is_state),
        Need::They | Need::Their | Need::DefiniteRole | Need::BareRole => true,
        Need::NamedPerson => referent.country.is_some(),
    }
}

/// What holds for a country wherever it was named; `spoken` where an earlier reference gave it.
fn country_marks(
    discourse: &Discourse,
    query: &Query,
    country: &str,
    spoken: bool,
    called: &dyn Fn(&str) -> bool,
) -> Marks {
    let mut marks = Marks::new();
    let place = discourse.ranking.iter().position(|c| c == country);
    let civilian = query.sector == Some(Sector::Cvl);
    marks.when(Feature::Main, place == Some(0));
    marks.when(Feature::Second, place == Some(1));
    marks.when(Feature::NoState, !is_state(country));
    marks.when(Feature::CivilianAndMain, civilian && place == Some(0));
    marks.when(Feature::CalledSo, called(country));
    marks.set(Feature::OftenNamed, discourse.share(country));
    let here = discourse.within(query.sentence).iter().rev();
    let actor = here.filter(|r| r.subject).find(|r| r.tokens.end <= query.token);
    marks.when(
        Feature::ObjectOfCountry,
        !query.subject && actor.is_some_and(|r| r.referent.country.as_deref() == Some(country)),
    );
    marks.when(
        Feature::ObjectOfForeigner,
        !query.subject
            && actor
                .is_some_and(|r| r.referent.country.as_deref().is_some_and(|c| is_state(c) && c != country)),
    );
    let earlier = spoken
        || discourse
            .before(query.sentence, query.token)
            .take(FAR)
            .any(|r| r.referent.country.as_deref() == Some(country));
    marks.when(Feature::NamedBefore, earlier);
    let last =
        discourse.before(query.sentence, query.token).find(|r| r.subject && r.referent.country.is_some());
    marks.when(
        Feature::LastSubjectCountry,
        last.is_some_and(|r| r.referent.country.as_deref() == Some(country)),
    );
    marks
}

fn mark(
    discourse: &Discourse,
    query: &Query,
    reference: &Reference,
    rank: usize,
    called: &dyn Fn(&str) -> bool,
) -> Marks {
    let referent = &reference.referent;
    let mut marks = match referent.country.as_deref() {
        Some(country) => country_marks(discourse, query, country, true, called),
        None => {
            let mut marks = Marks::new();
            marks.when(Feature::CountryUnknown, true);
            marks
        }
    };
    let distance = query.sentence - reference.sentence;
    let here = distance == 0;
    marks.when(Feature::SameSentence, here);
    marks.when(Feature::PreviousSentence, distance == 1);
    marks.when(Feature::TwoBack, distance == 2);
    marks.when(Feature::Farther, distance > 2);
    marks.set(Feature::SentencesBack, distance.min(10) as f32 / 10.0);
    marks.set(Feature::Recency, 1.0 / (1.0 + rank as f32 * 0.5));
    marks.when(Feature::Nearest, rank == 0);
    marks.when(Feature::SubjectHere, reference.subject && here);
    marks.when(Feature::SubjectBefore, reference.subject && distance == 1);
    marks.when(Feature::SubjectFarther, reference.subject && distance > 1);
    let first = discourse.within(reference.sentence).iter().find(|r| !r.nested);
    marks.when(Feature::FirstInSentence, first.is_some_and(|f| f.tokens == reference.tokens));
    marks.when(Feature::Nested, reference.nested);
    marks.when(Feature::Locative, reference.locative);
    marks.when(Feature::Anaphoric, reference.anaphoric);
    let kind = match referent.kind {
        Kind::State => Feature::State,
        Kind::Body => Feature::Body,
        Kind::Person => Feature::Person,
        Kind::People => Feature::People,
        Kind::Place => Feature::Place,
    };
    marks.set(kind, 1.0);
    marks.when(Feature::Plural, referent.plural);
    marks.when(Feature::NumberAgrees, referent.plural == query.plural);
    marks.when(Feature::GenderAgrees, query.gender == referent.gender && query.gender != Gender::Unknown);
    marks.when(Feature::GenderClashes, clash(query.gender, referent.gender));
    let same_head = !query.head.is_empty() && reference.head == query.head;
    marks.when(Feature::SameHead, same_head);
    marks.when(Feature::SameHeadAndNumber, same_head && referent.plural == query.plural);
    let sector = referent.sectors.first();
    marks.when(Feature::SameSector, query.sector.is_some() && sector == query.sector.as_ref());
    marks.when(Feature::BothSubjects, reference.subject && query.subject);
    marks.when(Feature::ObjectOfSameClause, reference.subject && here && !query.subject && rank < 3);
    let paragraph = |s: usize| discourse.paragraphs.get(s).copied();
    let often = discourse.mentions(&reference.referent, reference.sentence);
    marks.set(Feature::OftenMentioned, often.min(5) as f32 / 5.0);
    marks.when(Feature::SameParagraph, paragraph(reference.sentence) == paragraph(query.sentence));
    if query.sector == Some(Sector::Cvl) {
        marks.when(Feature::CivilianAndSubject, reference.subject && here);
        marks.when(Feature::CivilianAndLocative, reference.locative && here);
    }
    let office = query.sector == Some(Sector::Gov);
    marks.when(Feature::OfficeAndPerson, office && referent.kind == Kind::Person);
    marks.when(Feature::OfficeAndState, office && referent.kind == Kind::State);
    let armed = matches!(query.sector, Some(Sector::Mil | Sector::Cop | Sector::Reb));
    marks.when(Feature::ArmedAndState, armed && referent.kind == Kind::State);
    marks.when(Feature::ArmedAndSubject, armed && reference.subject);
    let body_noun = BODY_NOUNS.contains(&query.head);
    marks.when(Feature::BodyNounAndBody, body_noun && referent.kind == Kind::Body);
    let stateless = referent.country.as_deref().is_some_and(|c| !is_state(c));
    marks.when(Feature::BodyNounAndNoState, body_noun && stateless);
    let arms = matches!(sector, Some(Sector::Mil | Sector::Cop | Sector::Reb | Sector::Uaf | Sector::Prm));
    marks.when(Feature::BothArmed, armed && arms);
    let role = matches!(query.need, Need::DefiniteRole | Need::BareRole);
    marks.when(Feature::RoleAndPerson, role && !query.plural && referent.kind == Kind::Person);
    marks.when(Feature::RoleAndPeople, role && query.plural && referent.kind == Kind::People);
    marks
}

fn clash(a: Gender, b: Gender) -> bool {
    matches!((a, b), (Gender::Feminine, Gender::Masculine) | (Gender::Masculine, Gender::Feminine))
}

/// Names of needs and features, in the order of the weights.
pub(super) fn vocabulary() -> (Vec<String>, Vec<String>) {
    (
        Need::VARIANTS.iter().map(ToString::to_string).collect(),
        Feature::VARIANTS.iter().map(ToString::to_string).collect(),
    )
}
