//! Reviews: what people said of claims, how far they agree, and the gold that comes of it.

use axum::Json;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use chancery::coding::Amount;
use chancery::record::{self, ClaimForm, ClaimParty, Correction, Subject};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Answer, Problem, Query, blocking};
use super::ask::limit;
use crate::App;
use crate::guard::bears_token;

/// What a reviewer says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is right as it stands; a rejected claim was right as it was coded.
    Accepted,
    /// It is right with other values.
    Corrected,
    /// The text tells no such event.
    Rejected,
}

/// Who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyView {
    /// Name; where it is empty, the country's.
    #[serde(default)]
    pub name: String,
    /// Country's code.
    #[serde(default)]
    pub country: Option<String>,
}

/// The values of a correction; what is not there stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Changes {
    /// PLOVER type.
    pub r#type: Option<String>,
    /// PLOVER mode of the type; empty for none.
    pub mode: Option<String>,
    /// Status.
    pub status: Option<String>,
    /// Date: `1991-12-25`, `1991-11`, `1991` or `1963/1967`; empty for undated.
    pub date: Option<String>,
    /// Who does it.
    pub source: Option<Vec<PartyView>>,
    /// To whom.
    pub target: Option<Vec<PartyView>>,
}

/// A verdict. Either `claim` or `reviewed` is given.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReview {
    /// Row of a claim that stands.
    #[serde(default)]
    pub claim: Option<i64>,
    /// Row of a claim that was reviewed before, and may since have been rejected.
    #[serde(default)]
    pub reviewed: Option<i64>,
    /// Who says so.
    pub reviewer: String,
    /// What.
    pub verdict: Verdict,
    /// The values of a correction.
    #[serde(default)]
    pub changes: Changes,
    /// Why.
    #[serde(default)]
    pub note: Option<String>,
}

/// The values of a claim.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Form {
    /// PLOVER type.
    pub r#type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Date.
    pub date: Option<String>,
    /// Status.
    pub status: String,
    /// Who says so.
    pub sayer: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Goldstein score.
    pub goldstein: Option<f64>,
    /// What it was about.
    pub object: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// For how much.
    pub amount: Vec<String>,
    /// Footnotes.
    pub citations: Vec<String>,
    /// Who does it.
    pub source: Vec<PartyView>,
    /// To whom.
    pub target: Vec<PartyView>,
    /// Probability.
    pub confidence: f64,
}

impl From<ClaimForm> for Form {
    fn from(form: ClaimForm) -> Form {
        let parties = |parties: Vec<ClaimParty>| {
            parties.into_iter().map(|party| PartyView { name: party.name, country: party.country }).collect()
        };
        Form {
            r#type: form.event_type,
            mode: form.mode,
            contexts: form.contexts,
            date: form.date,
            status: form.status,
            sayer: form.sayer,
            cameo: form.cameo,
            goldstein: form.goldstein,
            object: form.object,
            place: form.place,
            amount: form.amount.iter().map(Amount::to_string).collect(),
            citations: form.citations,
            source: parties(form.source),
            target: parties(form.target),
            confidence: form.confidence,
        }
    }
}

/// A verdict that was kept.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReviewView {
    /// Row.
    pub id: i64,
    /// Row of the reviewed claim, which all verdicts on it share.
    pub reviewed: i64,
    /// The claim as it stands.
    pub claim: Option<i64>,
    /// The document's name.
    pub document: String,
    /// The sentence's words.
    pub sentence: String,
    /// Who.
    pub reviewer: String,
    /// When, in UTC.
    pub at: String,
    /// What.
    pub verdict: Verdict,
    /// Why.
    pub note: Option<String>,
    /// The claim before; not there where it had been rejected.
    pub before: Option<Form>,
    /// The claim after; not there where it was rejected.
    pub after: Option<Form>,
}

impl From<record::Reviewed> for ReviewView {
    fn from(review: record::Reviewed) -> ReviewView {
        ReviewView {
            id: review.id,
            reviewed: review.reviewed,
            claim: review.claim,
            document: review.document,
            sentence: review.sentence,
            reviewer: review.reviewer,
            at: review.at,
            verdict: match review.verdict {
                record::Verdict::Accepted => Verdict::Accepted,
                record::Verdict::Corrected => Verdict::Corrected,
                record::Verdict::Rejected => Verdict::Rejected,
            },
            note: review.note,
            before: review.before.map(Form::from),
            after: review.after.map(Form::from),
        }
    }
}

/// Which verdicts.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct WhichReviews {
    /// Name of a document.
    pub document: Option<String>,
    /// `next` of the page before.
    pub cursor: Option<i64>,
    /// Verdicts on a page.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u32>,
}

/// A page of verdicts.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reviews {
    /// The latest first.
    pub items: Vec<ReviewView>,
    /// `cursor` of the next page; not there on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<i64>,
}

/// Verdicts, the latest first
#[utoipa::path(get, path = "/reviews", params(WhichReviews), responses(
    (status = 200, body = Reviews), (status = 400, body = Problem)))]
pub async fn reviews(State(app): State<App>, Query(which): Query<WhichReviews>) -> Answer<Reviews> {
    let limit = limit(which.limit, 100, 500)?;
    blocking(move || {
        let before = which.cursor.unwrap_or(i64::MAX);
        let mut items =
            app.store.ask(|record| record.reviews(which.document.as_deref(), before, limit + 1))?;
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|last| last.id);
        Ok(Json(Reviews { items: items.into_iter().map(ReviewView::from).collect(), next }))
    })
    .await
}

/// A body that must be JSON of this form.
pub struct Body<T>(T);

impl<T: serde::de::DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Body(value)),
            Err(refusal) => Err(Problem::new(refusal.status(), refusal.body_text())),
        }
    }
}

/// Keeps a verdict; the record follows it
#[utoipa::path(post, path = "/reviews", request_body = NewReview, security(("token" = [])), responses(
    (status = 201, body = ReviewView), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem), (status = 413, body = Problem),
    (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn review(
    State(app): State<App>,
    headers: HeaderMap,
    request: Request,
) -> Result<impl IntoResponse, Problem> {
    // Who may write is asked before what is written is read.
    if !app.store.takes_reviews() {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "this record is read only: start `chancery serve` with --review",
        ));
    }
    if !bears_token(&headers, &app.token) {
        return Err(Problem::new(
            StatusCode::UNAUTHORIZED,
            "a review needs the token: open the address that `chancery serve --review` printed",
        ));
    }
    let Body(new) = Body::<NewReview>::from_request(request, &app).await?;
    let subject = match (new.claim, new.reviewed) {
        (Some(claim), None) => Subject::Claim(claim),
        (None, Some(reviewed)) => Subject::Reviewed(reviewed),
        _ => return Err(Problem::bad("give either `claim` or `reviewed`")),
    };
    let parties = |parties: Option<Vec<PartyView>>| {
        parties.map(|parties| {
            parties.into_iter().map(|party| ClaimParty { name: party.name, country: party.country }).collect()
        })
    };
    let review = record::Review {
        subject,
        reviewer: new.reviewer,
        verdict: match new.verdict {
            Verdict::Accepted => record::Verdict::Accepted,
            Verdict::Corrected => record::Verdict::Corrected,
            Verdict::Rejected => record::Verdict::Rejected,
        },
        correction: Correction {
            event_type: new.changes.r#type,
            mode: new.changes.mode,
            status: new.changes.status,
            date: new.changes.date,
            source: parties(new.changes.source),
            target: parties(new.changes.target),
        },
        note: new.note,
    };
    let read_only = || Problem::new(StatusCode::FORBIDDEN, "this record is read only");
    let kept =
        blocking(move || app.store.write(|record| record.review(&review))?.ok_or_else(read_only)).await?;
    Ok((StatusCode::CREATED, Json(ReviewView::from(kept))))
}

/// How far reviewers agree.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementView {
    /// Claims that two or more reviewers gave a verdict on.
    pub claims: usize,
    /// Krippendorff's alpha over accepted, corrected, rejected; not there where too little was reviewed to tell.
    pub verdict: Option<f64>,
    /// Alpha over the type that each holds right.
    pub event_type: Option<f64>,
}

/// How far reviewers agree
#[utoipa::path(get, path = "/agreement", responses((status = 200, body = AgreementView)))]
pub async fn agreement(State(app): State<App>) -> Answer<AgreementView> {
    blocking(move || {
        let agreement = app.store.ask(|record| record.agreement())?;
        Ok(Json(AgreementView {
            claims: agreement.claims,
            verdict: agreement.verdict,
            event_type: agreement.event_type,
        }))
    })
    .await
}

/// Of which document.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfDocument {
    /// The document's name.
    pub document: String,
}

/// A document's events as gold for `chancery eval record`, one JSON object a line. What nobody reviewed is optional
#[utoipa::path(get, path = "/gold", params(OfDocument), responses(
    (status = 200, body = String, content_type = "application/x-ndjson"), (status = 400, body = Problem),
    (status = 404, body = Problem)))]
pub async fn gold(
    State(app): State<App>,
    Query(of): Query<OfDocument>,
) -> Result<impl IntoResponse, Problem> {
    let lines = blocking(move || {
        let lines = app.store.ask(|record| record.gold(&of.document))?;
        lines.ok_or_else(|| Problem::not_found(format!("no document `{}` in this record", of.document)))
    })
    .await?;
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], body))
}
