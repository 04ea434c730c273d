/// A state or a territory with a code.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// ISO 3166-1 alpha-3, or `XKX`, `SUN`, `YUG`, `CSK`, `DDR`.
    pub code: String,
    /// ISO 3166-1 alpha-2; empty where there is none.
    pub alpha2: String,
    /// The short name in English.
    pub name: String,
    /// Other names, long, native and former.
    pub names: Vec<String>,
    /// Abbreviations.
    pub abbreviations: Vec<String>,
    /// Adjectives and names of its people.
    pub demonyms: Vec<String>,
    /// Capitals, past ones included.
    pub capitals: Vec<String>,
    /// First and last year; an open end is `i16::MIN` or `i16::MAX`.
    pub valid: Option<(i16, i16)>,
    /// For a territory, the code of the state that holds it.
    pub sovereign: Option<String>,
    /// For a former state, the code of the state that follows it.
    pub successor: Option<String>,
    /// The former states that it follows.
    pub predecessors: Vec<String>,
}
