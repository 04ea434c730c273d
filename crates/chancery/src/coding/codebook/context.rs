//! Contexts: the matter of an event, and the words that tell it.

use super::page::{At, Page};

/// A matter that an event of any type can have.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// Its name (`"military"`).
    pub name: String,
    /// What it covers.
    pub definition: String,
    /// Lemmas, or runs of lemmas, of which one tells it.
    pub strong: Vec<Vec<String>>,
    /// Lemmas, or runs of lemmas, that tell it together with others.
    pub weak: Vec<Vec<String>>,
}

pub(super) fn read(mut page: Page<'_>) -> Vec<Context> {
    let table = page.parse();
    page.only(&table, &["context"]);
    let mut contexts = Vec::new();
    for (name, inner) in page.tables(&table, "context") {
        page.only(inner, &["definition", "strong", "words"]);
        let definition = page.required(inner, "definition", name.line).map(|d| d.value).unwrap_or_default();
        let [strong, weak] = ["strong", "words"].map(|key| {
            let Some(text) = page.string(inner, key) else { return Vec::new() };
            let phrases = page.alternatives(&text.value, key, text.line);
            phrases.iter().map(|p| p.split_whitespace().map(str::to_owned).collect()).collect()
        });
        contexts.push(Context { name: name.value, definition, strong, weak });
    }
    contexts
}

/// Notes a context that does not exist.
pub(super) fn check(page: &mut Page<'_>, contexts: &[Context], name: &At<String>) {
    if !contexts.iter().any(|context| context.name == name.value) {
        page.unknown(name.line, "context", &name.value, contexts.iter().map(|c| c.name.as_str()));
    }
}
