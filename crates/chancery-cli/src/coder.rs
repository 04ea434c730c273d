//! The library's pipeline, set up from the options.

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
