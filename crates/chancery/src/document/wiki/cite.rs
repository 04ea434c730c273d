//! What a reference cites: its words, and the address that they lead to.

use std::ops::Range;

use super::render::{Renderer, is_address};
use super::template::Call;

/// Whether a template is one of a citation.
pub(super) fn is_citation(name: &str) -> bool {
    name.starts_with("cite ") || matches!(name, "citation" | "cite" | "vcite" | "webarchive" | "cite web")
}

/// The words and the address of a note's content.
pub(super) fn read(renderer: &mut Renderer<'_>, content: Range<usize>) -> (String, Option<String>) {
    let mut address = None;
    for template in renderer.templates(content.clone()) {
        let call = Call::read(renderer, template);
        if is_citation(&call.name) {
            address = address.or(citation(renderer, &call).1);
        }
    }
    let words = renderer.words(content.clone());
    let address = address.or_else(|| bare(&renderer.text[content]));
    (words, address)
}

/// The first address that stands in a text.
fn bare(text: &str) -> Option<String> {
    let start = ["https://", "http://"].iter().filter_map(|s| text.find(s)).min()?;
    let end = text[start..].find([' ', '\t', '\n', ']', '|', '}', '<', '"']);
    let address = &text[start..end.map_or(text.len(), |i| start + i)];
    Some(address.trim_end_matches(['.', ',', ';', ')']).to_owned())
}

/// "Smith, John; Doe, Jane. Title. Work. 5 May 2019", and the address.
pub(super) fn citation(renderer: &mut Renderer<'_>, call: &Call) -> (String, Option<String>) {
    let mut said = |names: &[&str]| -> Option<String> {
        let range = names.iter().find_map(|name| call.named(name))?;
        let words = renderer.words(range);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    };
    let mut authors = Vec::new();
    for n in ["", "1", "2", "3", "4"] {
        let last = said(&[&format!("last{n}"), &format!("surname{n}"), &format!("author{n}")]);
        let first = said(&[&format!("first{n}"), &format!("given{n}")]);
        authors.extend(match (last, first) {
            (Some(last), Some(first)) => Some(format!("{last}, {first}")),
            (last, first) => last.or(first),
        });
    }
    let authors = match authors.is_empty() {
        true => said(&["authors", "vauthors", "editor"]),
        false => Some(authors.join("; ")),
    };
    let work = said(&["work", "newspaper", "journal", "magazine", "website", "periodical", "encyclopedia"]);
    let parts = [
        authors,
        said(&["chapter"]),
        said(&["title", "script-title"]),
        work,
        said(&["publisher", "agency"]),
        said(&["date", "year"]),
    ];
    let words = parts.into_iter().flatten().collect::<Vec<_>>().join(". ");
    let address = ["url", "chapter-url", "archive-url", "archiveurl"]
        .iter()
        .filter_map(|name| call.named(name))
        .map(|range| renderer.text[range].trim())
        .find(|address| is_address(address) && !address.contains(char::is_whitespace))
        .map(str::to_owned);
    (words, address)
}
