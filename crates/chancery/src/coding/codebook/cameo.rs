//! CAMEO codes: what each stands for, its Goldstein score, and what of PLOVER leads to it.

use std::collections::BTreeMap;

use strum::IntoEnumIterator;

use super::page::{At, Page};
use crate::analysis::EventType;

/// All CAMEO codes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cameo {
    codes: BTreeMap<String, CameoCode>,
}

/// One CAMEO code.
#[derive(Debug, Clone, PartialEq)]
pub struct CameoCode {
    /// What it stands for.
    pub name: String,
    /// Goldstein score, −10 to 10.
    pub goldstein: f32,
    /// The PLOVER type whose events it can stand for.
    pub event_type: Option<EventType>,
    /// Only for this mode.
    pub mode: Option<String>,
    /// Only where one of these contexts holds.
    pub contexts: Vec<String>,
}

impl Cameo {
    /// What a code stands for.
    pub fn get(&self, code: &str) -> Option<&CameoCode> {
        self.codes.get(code)
    }

    /// The score of a code, or of the nearest code above it.
    pub fn goldstein(&self, code: &str) -> Option<f32> {
        (2..=code.len()).rev().find_map(|end| Some(self.codes.get(code.get(..end)?)?.goldstein))
    }

    /// The finest code for a type with this mode and these contexts.
    pub fn code_of(&self, event_type: EventType, mode: Option<&str>, contexts: &[String]) -> Option<&str> {
        let fits = |code: &CameoCode| {
            code.event_type == Some(event_type)
                && code.mode.as_deref().is_none_or(|m| Some(m) == mode)
                && (code.contexts.is_empty() || code.contexts.iter().any(|c| contexts.contains(c)))
        };
        // The context that ranks first in the event decides between codes of one mode; where nothing
        // tells them apart, the first in the table is the most general.
        let rank = |code: &CameoCode| {
            let place = code.contexts.iter().filter_map(|c| contexts.iter().position(|x| x == c)).min();
            (code.mode.is_none(), place.unwrap_or(usize::MAX))
        };
        let fitting = self.codes.iter().filter(|(_, code)| fits(code));
        fitting.min_by_key(|(_, code)| rank(code)).map(|(name, _)| name.as_str())
    }

    /// Notes a code that does not exist.
    pub(super) fn check(&self, page: &mut Page<'_>, code: &At<String>) {
        if !self.codes.contains_key(&code.value) {
            page.fault(code.line, format!("unknown CAMEO code {:?}", code.value));
        }
    }
}

pub(super) fn read(mut page: Page<'_>) -> Cameo {
    let table = page.parse();
    page.only(&table, &["code"]);
    let mut codes = BTreeMap::new();
    let types: Vec<String> = EventType::iter().map(|t| t.to_string()).collect();
    for (code, inner) in page.tables(&table, "code") {
        page.only(inner, &["name", "goldstein", "type", "mode", "contexts"]);
        let name = page.required(inner, "name", code.line).map(|n| n.value).unwrap_or_default();
        let goldstein = page.number(inner, "goldstein");
        if goldstein.is_none_or(|score| !(-10.0..=10.0).contains(&score)) {
            page.fault(code.line, "`goldstein` must be a score from -10 to 10".to_owned());
        }
        let event_type = page.string(inner, "type").and_then(|name| {
            let parsed = name.value.parse().ok();
            if parsed.is_none() {
                page.unknown(name.line, "PLOVER type", &name.value, types.iter().map(String::as_str));
            }
            parsed
        });
        let entry = CameoCode {
            name,
            goldstein: goldstein.unwrap_or(0.0),
            event_type,
            mode: page.string(inner, "mode").map(|m| m.value),
            contexts: page.strings(inner, "contexts").into_iter().map(|c| c.value).collect(),
        };
        codes.insert(code.value, entry);
    }
    Cameo { codes }
}

#[cfg(test)]
mod tests {
    use super::super::Codebook;
    use super::*;

    #[test]
    fn mode_and_context_make_the_code_finer() {
        let cameo = &Codebook::built_in().expect("the built-in codebook is sound").cameo;
        let code = |event_type, mode, contexts: &[&str]| {
            let contexts: Vec<String> = contexts.iter().map(|&c| c.to_owned()).collect();
            cameo.code_of(event_type, mode, &contexts)
        };
        assert_eq!(code(EventType::Cooperate, None, &[]), Some("060"));
        assert_eq!(code(EventType::Cooperate, None, &["military", "economic"]), Some("062"));
        assert_eq!(code(EventType::Coerce, Some("arrest"), &["legal"]), Some("173"));
        assert_eq!(code(EventType::Accuse, Some("investigate"), &["crime"]), Some("091"));
        assert_eq!(code(EventType::Assault, Some("aerial"), &[]), Some("195"));
    }

    #[test]
    fn every_type_has_a_code_without_mode_or_context() {
        let cameo = &Codebook::built_in().expect("the built-in codebook is sound").cameo;
        for event_type in EventType::iter() {
            let code = cameo.code_of(event_type, None, &[]);
            assert!(code.is_some_and(|c| cameo.goldstein(c).is_some()), "{event_type}");
        }
    }

    #[test]
    fn score_of_a_code_that_is_finer_than_the_table_is_its_parents() {
        let cameo = &Codebook::built_in().expect("the built-in codebook is sound").cameo;
        assert_eq!(cameo.goldstein("1741"), cameo.goldstein("174"));
        assert_eq!(cameo.goldstein("99"), None);
    }
}
