//! What is asked for, as it stands in an address.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::Problem;
use crate::index::{Ask, Direction, day};

/// Which way an act between `a` and `b` goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// Either did it to the other.
    #[default]
    Either,
    /// `a` did it to `b`.
    Forth,
    /// `b` did it to `a`.
    Back,
}

/// Which events are asked for. A parameter that comes several times lists alternatives; one that does not come does
/// not restrict.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Filter {
    /// Code of a country that takes part.
    #[param(example = "AZE")]
    pub a: Option<String>,
    /// Code of another, on the other end.
    #[param(example = "ISR")]
    pub b: Option<String>,
    /// Which way an act between them goes.
    #[param(inline)]
    pub direction: Option<Way>,
    /// Row of an actor that takes part.
    pub actor: Option<i64>,
    /// PLOVER type.
    pub r#type: Vec<String>,
    /// Quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
    pub quad: Vec<u8>,
    /// PLOVER mode.
    pub mode: Vec<String>,
    /// PLOVER context.
    pub context: Vec<String>,
    /// Status.
    pub status: Vec<String>,
    /// Who says so; empty for the document itself.
    pub sayer: Vec<String>,
    /// Row of a document.
    pub document: Vec<i64>,
    /// Where, in the words of the text.
    pub place: Vec<String>,
    /// What it was about, in the words of the text.
    pub object: Vec<String>,
    /// May have happened on this day or after it.
    #[param(format = "date")]
    pub from: Option<String>,
    /// May have happened on this day or before it.
    #[param(format = "date")]
    pub to: Option<String>,
    /// At least so probable.
    #[param(minimum = 0, maximum = 1)]
    pub min_confidence: Option<f32>,
    /// At most so probable.
    #[param(minimum = 0, maximum = 1)]
    pub max_confidence: Option<f32>,
}

impl Filter {
    /// What it asks of the index.
    pub fn ask(self) -> Result<Ask, Problem> {
        let code = |code: Option<String>| code.map(|c| c.trim().to_uppercase()).filter(|c| !c.is_empty());
        let date = |name: &str, text: Option<String>| match text.as_deref().map(str::trim) {
            None | Some("") => Ok(None),
            Some(text) => day(text)
                .map(Some)
                .ok_or_else(|| Problem::bad(format!("`{name}` is a day, written 1991-12-25, not `{text}`"))),
        };
        let share = |name: &str, value: Option<f32>| match value {
            Some(value) if !(0.0..=1.0).contains(&value) => {
                Err(Problem::bad(format!("`{name}` is a number from 0 to 1")))
            }
            value => Ok(value),
        };
        if let Some(quad) = self.quad.iter().find(|quad| !(1..=4).contains(*quad)) {
            return Err(Problem::bad(format!("`quad` is 1, 2, 3 or 4, not {quad}")));
        }
        Ok(Ask {
            a: code(self.a),
            b: code(self.b),
            direction: match self.direction.unwrap_or_default() {
                Way::Either => Direction::Either,
                Way::Forth => Direction::Forth,
                Way::Back => Direction::Back,
            },
            actor: self.actor,
            types: self.r#type.iter().map(|name| name.to_uppercase()).collect(),
            quads: self.quad,
            modes: self.mode,
            contexts: self.context,
            statuses: self.status,
            sayers: self.sayer,
            documents: self.document,
            places: self.place,
            objects: self.object,
            from: date("from", self.from)?,
            to: date("to", self.to)?,
            min_confidence: share("min_confidence", self.min_confidence)?,
            max_confidence: share("max_confidence", self.max_confidence)?,
        })
    }
}

/// A limit within its bounds.
pub fn limit(asked: Option<u32>, usual: u32, most: u32) -> Result<usize, Problem> {
    match asked.unwrap_or(usual) {
        limit if (1..=most).contains(&limit) => Ok(limit as usize),
        _ => Err(Problem::bad(format!("`limit` is a number from 1 to {most}"))),
    }
}
