//! A type's file: its definition, modes and frames.

use strum::IntoEnumIterator;

use super::page::Page;
use super::{Codebook, frame};
use crate::analysis::EventType;

/// A class of events: one of PLOVER's types, or one that a user defines within one of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Its name, as the file gives it (`"COERCE"`).
    pub name: String,
    /// The PLOVER type that its events have.
    pub event_type: EventType,
    /// What it is.
    pub definition: String,
    /// CAMEO code where nothing finer is known.
    pub cameo: Option<String>,
    /// Whether both sides do it.
    pub symmetric: bool,
    /// Its modes.
    pub modes: Vec<Mode>,
}

/// A way in which an act of a class is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Mode {
    /// Its name (`"arrest"`).
    pub name: String,
    /// What it is.
    pub definition: String,
    /// CAMEO code, where it has one.
    pub cameo: Option<String>,
}

impl Class {
    /// The mode of that name.
    pub fn mode(&self, name: &str) -> Option<&Mode> {
        self.modes.iter().find(|mode| mode.name == name)
    }

    /// Whether it is one of PLOVER's own sixteen.
    pub fn is_plover(&self) -> bool {
        self.event_type.as_ref() == self.name
    }
}

/// Reads a type's file into the codebook, whose CAMEO codes and contexts are there already.
pub(super) fn read(mut page: Page<'_>, codebook: &mut Codebook) {
    let table = page.parse();
    page.only(&table, &["type", "plover", "definition", "cameo", "symmetric", "modes", "frame"]);
    let Some(class) = read_class(&mut page, &table, codebook) else { return };
    let number = codebook.classes.len();
    for (line, inner) in page.array(&table, "frame") {
        let known = (&codebook.cameo, codebook.contexts.as_slice());
        if let Some(frame) = frame::read(&mut page, inner, line, (number, &class), known) {
            codebook.frames.push(frame);
        }
    }
    codebook.classes.push(class);
}

fn read_class(page: &mut Page<'_>, table: &toml::de::DeTable<'_>, codebook: &Codebook) -> Option<Class> {
    let name = page.required(table, "type", 1);
    let definition = page.required(table, "definition", 1);
    let cameo = page.string(table, "cameo");
    if let Some(code) = &cameo {
        codebook.cameo.check(page, code);
    }
    let mut modes = Vec::new();
    for (mode, inner) in page.tables(table, "modes") {
        page.only(inner, &["definition", "cameo"]);
        let definition = page.required(inner, "definition", mode.line).map(|d| d.value).unwrap_or_default();
        let cameo = page.string(inner, "cameo");
        if let Some(code) = &cameo {
            codebook.cameo.check(page, code);
        }
        modes.push(Mode { name: mode.value, definition, cameo: cameo.map(|c| c.value) });
    }
    let symmetric = page.boolean(table, "symmetric").unwrap_or(false);
    let name = name?;
    if codebook.class(&name.value).is_some() {
        page.fault(name.line, format!("the type {:?} has a file already", name.value));
    }
    let types: Vec<String> = EventType::iter().map(|t| t.to_string()).collect();
    let event_type = match (page.string(table, "plover"), name.value.parse::<EventType>()) {
        (None, Ok(event_type)) => Some(event_type),
        (Some(plover), _) => {
            let parsed = plover.value.parse().ok();
            if parsed.is_none() {
                page.unknown(plover.line, "PLOVER type", &plover.value, types.iter().map(String::as_str));
            }
            parsed
        }
        (None, Err(_)) => {
            let reason =
                format!("{:?} is none of PLOVER's types: `plover` must say which it belongs to", name.value);
            page.fault(name.line, reason);
            None
        }
    };
    Some(Class {
        name: name.value,
        // A stand-in where a fault was noted: the frames below are still checked.
        event_type: event_type.unwrap_or(EventType::Agree),
        definition: definition.map(|d| d.value).unwrap_or_default(),
        cameo: cameo.map(|c| c.value),
        symmetric,
        modes,
    })
}
