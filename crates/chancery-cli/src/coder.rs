//! The library's pipeline, set up from the options.

use std::path::Path;

use anyhow::{Result, bail};
use chancery::document::Document;
use chancery::pipeline::Coded;

use crate::arguments::Coding;

/// Codes documents.
pub struct Coder;

impl Coder {
    pub fn new(_options: &Coding) -> Result<Self> {
        bail!("the stages are not joined yet")
    }

    pub fn code(&self, document: Document) -> Coded {
        let scene = chancery::resolve::Scene::new(document, vec![], vec![], vec![]);
        Coded { scene, events: vec![] }
    }
}

pub fn read_file(path: &Path) -> Result<Document> {
    bail!("{}: no reader yet", path.display())
}

pub fn read_input() -> Result<Document> {
    bail!("no reader yet")
}
