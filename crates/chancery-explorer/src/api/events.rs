//! Events: the list, one of them, the timeline, the counts.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use jiff::Unit;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Answer, Id, Problem, Query, blocking};
use super::ask::{Filter, limit};
use crate::App;
use crate::details::{self, Claim, Told};
use crate::index::{Cursor, Names, Order, UNDATED, iso};
use crate::quad::quad;
use crate::store::Snapshot;

/// Which page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Paging {
    /// `date`, `type`, `status`, `source`, `target`, `goldstein`, `confidence` or `document`; with `-` before it from
    /// the other end.
    #[param(example = "-confidence")]
    pub sort: Option<String>,
    /// `next` of the page before, with the same filter and order.
    pub cursor: Option<String>,
    /// Events on a page.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u32>,
}

/// A page of events.
#[derive(Debug, Serialize, ToSchema)]
pub struct Events {
    /// Events that were asked for, on all pages.
    pub total: usize,
    /// The first claim that was asked for of each event.
    pub items: Vec<Told>,
    /// `cursor` of the next page; not there on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Events, page by page
#[utoipa::path(get, path = "/events", params(Filter, Paging), responses(
    (status = 200, body = Events), (status = 400, body = Problem)))]
pub async fn events(
    State(app): State<App>,
    Extension(now): Extension<Arc<Snapshot>>,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Answer<Events> {
    let ask = filter.ask()?;
    let sort = paging.sort.as_deref().unwrap_or("date");
    let order =
        Order::parse(sort).ok_or_else(|| Problem::bad(format!("events cannot be sorted by `{sort}`")))?;
    let cursor = match paging.cursor.as_deref() {
        None | Some("") => None,
        Some(text) => Some(Cursor::decode(text).ok_or_else(|| Problem::bad("`cursor` is `next` of a page"))?),
    };
    let limit = limit(paging.limit, 100, 500)?;
    blocking(move || {
        let page = now.index.page(&ask, order, cursor, limit);
        let items = app.store.read(|connection| {
            let mut items = Vec::with_capacity(page.rows.len());
            for row in &page.rows {
                // One that has gone since the index was loaded is left out.
                items.extend(details::claim(connection, now.index.claim[*row])?.map(|claim| claim.told));
            }
            Ok(items)
        })?;
        Ok(Json(Events { total: page.total, items, next: page.next.map(Cursor::encode) }))
    })
    .await
}

/// An event with all that tell of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Event {
    /// Row.
    pub id: i64,
    /// Its claims, in the order of the documents.
    pub claims: Vec<Claim>,
}

/// One event: its claims with their evidence and explanation
#[utoipa::path(get, path = "/events/{id}", params(("id" = i64, Path, description = "The event's row")), responses(
    (status = 200, body = Event), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn event(State(app): State<App>, Id(id): Id) -> Answer<Event> {
    blocking(move || {
        let claims = app.store.read(|connection| {
            let mut claims = Vec::new();
            for claim in details::claims_of(connection, id)? {
                claims.extend(details::claim(connection, claim)?);
            }
            Ok(claims)
        })?;
        if claims.is_empty() {
            return Err(Problem::not_found(format!("no event {id} in this record")));
        }
        Ok(Json(Event { id, claims }))
    })
    .await
}

/// More marks than this are not drawn one by one.
const MARKS: usize = 100_000;

/// Events in time, to be drawn: column by column, for there may be many.
#[derive(Debug, Serialize, ToSchema)]
pub struct Timeline {
    /// Events that were asked for.
    pub total: usize,
    /// Of those, events without a date; they are not among the marks.
    pub undated: usize,
    /// The dated events in time; not there if they are more than 100,000.
    pub marks: Option<Marks>,
    /// Length of the stretches in `bins`: `day`, `month` or `year`.
    pub unit: &'static str,
    /// The events by stretches of time; an event whose date is a stretch stands at its middle.
    pub bins: Vec<TimelineBin>,
}

/// Events, one an entry of each list.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Marks {
    /// Rows.
    pub event: Vec<i64>,
    /// First day, counted from 1970-01-01.
    pub from: Vec<i32>,
    /// Last day.
    pub to: Vec<i32>,
    /// Quad class.
    pub quad: Vec<u8>,
    /// Place of the type in `types`.
    #[serde(rename = "type")]
    pub kind: Vec<u32>,
    /// Place of the status in `statuses`.
    pub status: Vec<u32>,
    /// Goldstein score, where there is one.
    pub goldstein: Vec<Option<f32>>,
    /// Which way, between the two countries asked for: 1 from `a` to `b`, 2 back, 3 both, 0 otherwise.
    pub way: Vec<u8>,
    /// The types.
    pub types: Vec<String>,
    /// The statuses.
    pub statuses: Vec<String>,
}

/// A stretch of time.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineBin {
    /// Its first day.
    pub from: String,
    /// Its events by quad class; the first of the five has none.
    pub quads: [u32; 5],
    /// Mean Goldstein score.
    pub goldstein: Option<f64>,
}

/// Events in time, to be drawn
#[utoipa::path(get, path = "/timeline", params(Filter), responses(
    (status = 200, body = Timeline), (status = 400, body = Problem)))]
pub async fn timeline(
    Extension(now): Extension<Arc<Snapshot>>,
    Query(filter): Query<Filter>,
) -> Answer<Timeline> {
    let ask = filter.ask()?;
    blocking(move || {
        let index = &now.index;
        let rows: Vec<usize> = index.events(index.asked(&ask)).collect();
        let dated = rows.partition_point(|row| index.from[*row] != UNDATED);
        let span = match (rows.first(), dated) {
            (Some(first), 1..) => {
                let last = rows[..dated].iter().map(|row| index.to[*row]).max().unwrap_or_default();
                last - index.from[*first]
            }
            _ => 0,
        };
        let (unit, name) = match span {
            0..=800 => (Unit::Day, "day"),
            801..=18_000 => (Unit::Month, "month"),
            _ => (Unit::Year, "year"),
        };
        let bins = index.bins(&ask, unit).into_iter().map(|bin| TimelineBin {
            from: iso(bin.from),
            quads: bin.quads,
            goldstein: (bin.scored > 0).then(|| bin.goldstein / f64::from(bin.scored)),
        });
        let texts = |names: &Names| (0..names.len()).map(|n| names.text(n as u32).to_owned()).collect();
        let marks = (dated <= MARKS).then(|| {
            let rows = &rows[..dated];
            let quads: Vec<u8> = (0..index.types.len()).map(|n| quad(index.types.text(n as u32))).collect();
            let number =
                |code: &Option<String>| code.as_deref().and_then(|code| index.countries.number(code));
            let (a, b) = (number(&ask.a), number(&ask.b));
            let way = |row: usize| {
                let ends = &index.sides[index.side[row] as usize];
                let on = |end: &[u32], code: Option<u32>| code.is_some_and(|code| end.contains(&code));
                let forth = on(&ends.source, a) && (b.is_none() || on(&ends.target, b));
                let back = on(&ends.target, a) && (b.is_none() || on(&ends.source, b));
                u8::from(forth) + 2 * u8::from(back)
            };
            Marks {
                event: rows.iter().map(|row| index.event[*row]).collect(),
                from: rows.iter().map(|row| index.from[*row]).collect(),
                to: rows.iter().map(|row| index.to[*row]).collect(),
                quad: rows.iter().map(|row| quads[index.kind[*row] as usize]).collect(),
                kind: rows.iter().map(|row| index.kind[*row]).collect(),
                status: rows.iter().map(|row| index.status[*row]).collect(),
                goldstein: rows
                    .iter()
                    .map(|row| Some(index.goldstein[*row]).filter(|score| !score.is_nan()))
                    .collect(),
                way: rows.iter().map(|row| way(*row)).collect(),
                types: texts(&index.types),
                statuses: texts(&index.statuses),
            }
        });
        Ok(Json(Timeline {
            total: rows.len(),
            undated: rows.len() - dated,
            marks,
            unit: name,
            bins: bins.collect(),
        }))
    })
    .await
}

/// A value of a field and how many events have it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Count {
    /// The value; empty for none.
    pub value: String,
    /// Events.
    pub events: usize,
}

/// A document and how many events it tells.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentCount {
    /// Row.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Events.
    pub events: usize,
}

/// How many events have each value of each field. A field's own filter is not applied to its counts, so that they say
/// what another choice would give.
#[derive(Debug, Serialize, ToSchema)]
pub struct FacetCounts {
    /// Events that were asked for.
    pub total: usize,
    /// Of those, events without a date.
    pub undated: usize,
    /// Types.
    pub types: Vec<Count>,
    /// Modes.
    pub modes: Vec<Count>,
    /// Contexts.
    pub contexts: Vec<Count>,
    /// Statuses.
    pub statuses: Vec<Count>,
    /// Sayers, the most frequent 100.
    pub sayers: Vec<Count>,
    /// Documents, the fullest 100.
    pub documents: Vec<DocumentCount>,
    /// Events that begin in each year, by quad class; the first of the five has none.
    pub years: BTreeMap<String, [usize; 5]>,
}

/// The most values of a field that are listed.
const VALUES: usize = 100;

/// How many events have each type, mode, context, status, sayer, document and year
#[utoipa::path(get, path = "/facets", params(Filter), responses(
    (status = 200, body = FacetCounts), (status = 400, body = Problem)))]
pub async fn facets(
    State(app): State<App>,
    Extension(now): Extension<Arc<Snapshot>>,
    Query(filter): Query<Filter>,
) -> Answer<FacetCounts> {
    let ask = filter.ask()?;
    blocking(move || {
        let index = &now.index;
        let facets = index.facets(&ask);
        let named = |counts: std::collections::HashMap<u32, usize>, names: &Names| {
            let mut list: Vec<Count> = counts
                .into_iter()
                .map(|(number, events)| Count { value: names.text(number).to_owned(), events })
                .collect();
            list.sort_unstable_by(|a, b| b.events.cmp(&a.events).then_with(|| a.value.cmp(&b.value)));
            list.truncate(VALUES);
            list
        };
        let mut documents: Vec<(i64, usize)> = facets
            .documents
            .iter()
            .filter_map(|(number, events)| Some((*index.documents.get(*number as usize)?, *events)))
            .collect();
        documents.sort_unstable_by_key(|(id, events)| (std::cmp::Reverse(*events), *id));
        documents.truncate(VALUES);
        let documents = app.store.read(|connection| {
            let mut named = Vec::with_capacity(documents.len());
            for (id, events) in documents {
                let name = details::name(connection, id)?;
                named.extend(name.map(|name| DocumentCount { id, name, events }));
            }
            Ok(named)
        })?;
        Ok(Json(FacetCounts {
            total: facets.total,
            undated: facets.undated,
            types: named(facets.types, &index.types),
            modes: named(facets.modes, &index.modes),
            contexts: named(facets.contexts, &index.contexts_named),
            statuses: named(facets.statuses, &index.statuses),
            sayers: named(facets.sayers, &index.sayers),
            documents,
            years: facets.years.into_iter().map(|(year, quads)| (format!("{year:04}"), quads)).collect(),
        }))
    })
    .await
}
