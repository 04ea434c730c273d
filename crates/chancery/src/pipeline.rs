//! The stages in their order.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

use crate::analysis::{self, Analyser, Dialect, Related};
use crate::coding::codebook::{Codebook, CodebookError};
use crate::coding::{self, Coder, Event};
use crate::document::{Document, Span};
use crate::record::CODER;
use crate::resolve::{Resolver, Scene};
use crate::sentence::{self, Sentence};

/// A document after every stage: what was resolved in it, and the events that it tells.
#[derive(Debug, Clone)]
pub struct Coded {
    /// The document, its sentences, their analyses, its actors.
    pub scene: Scene,
    /// The events, in text order.
    pub events: Vec<Event>,
}

/// How a pipeline is set up.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// A folder with a codebook to use instead of the one that the binary carries.
    pub codebook: Option<PathBuf>,
    /// How the coding stage works.
    pub coding: coding::Options,
    /// Threads that the model runs on within one document. A caller that codes several documents at once takes 1.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { codebook: None, coding: coding::Options::default(), threads: 1 }
    }
}

/// Why a pipeline could not be set up, or a document not be coded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The model.
    #[error(transparent)]
    Analysis(#[from] analysis::Error),
    /// The codebook.
    #[error(transparent)]
    Codebook(#[from] CodebookError),
}

/// All stages, loaded once; share it between threads.
pub struct Pipeline {
    analyser: Analyser,
    resolver: Resolver,
    codebook: Cow<'static, Codebook>,
    coding: coding::Options,
    coder: String,
}

impl Pipeline {
    /// Loads the model and the codebook.
    ///
    /// # Errors
    /// When the codebook has faults (all are told) or the embedded model does not fit the program.
    pub fn new(options: &Options) -> Result<Self, Error> {
        let codebook = match &options.codebook {
            Some(folder) => Cow::Owned(Codebook::read_dir(folder)?),
            None => Cow::Borrowed(Codebook::built_in()?),
        };
        Ok(Pipeline {
            analyser: Analyser::builtin(options.threads)?,
            resolver: Resolver::default(),
            codebook,
            coding: options.coding,
            coder: coder(options),
        })
    }

    /// Who codes, for the record: the program, and its options where they are not the usual ones. Two pipelines of one
    /// name code a document alike.
    pub fn coder(&self) -> &str {
        &self.coder
    }

    /// Everything short of coding: sentences, analyses, actors.
    ///
    /// # Errors
    /// When the model fails on a batch.
    pub fn scene(&self, document: Document) -> Result<Scene, Error> {
        let sentences = sentence::segment(&document);
        let analyses = self.analyser.analyse(&document.text, &sentences)?;
        Ok(self.resolver.resolve(document, sentences, analyses))
    }

    /// What the first of two mentions did to the second, by the model's relation head. The whole document is read as
    /// one sentence, so that the two may stand apart. `None` where either covers no word.
    ///
    /// # Errors
    /// When the model fails.
    pub fn relation(
        &self,
        scene: &Scene,
        first: &[Span],
        second: &[Span],
        dialect: Dialect,
    ) -> Result<Option<Related>, Error> {
        let spans: Vec<Span> = scene
            .sentences
            .iter()
            .flat_map(|sentence| sentence.tokens.iter().map(|token| token.span))
            .collect();
        let words: Vec<&str> = spans.iter().map(|span| span.of(&scene.document.text)).collect();
        let covered = |mention: &[Span]| -> Vec<usize> {
            (0..spans.len()).filter(|t| mention.iter().any(|m| m.overlaps(spans[*t]))).collect()
        };
        let found = self.analyser.relations(&words, &[(covered(first), covered(second))], dialect)?;
        Ok(found.into_iter().flatten().next())
    }

    /// Codes one document.
    ///
    /// # Errors
    /// When the model fails on a batch.
    pub fn code(&self, document: Document) -> Result<Coded, Error> {
        let scene = self.scene(document)?;
        Ok(self.coded(scene))
    }

    /// Codes several documents, each by itself, but with their sentences before the model together: short documents
    /// make poor batches. One result a document, in order; where the model fails, only on the document that it fails on.
    pub fn code_together(&self, documents: Vec<Document>) -> Vec<Result<Coded, Error>> {
        let cut: Vec<Vec<Sentence>> = documents.iter().map(sentence::segment).collect();
        let words: Vec<Vec<&str>> = documents
            .iter()
            .zip(&cut)
            .flat_map(|(document, sentences)| sentences.iter().map(|s| s.words(&document.text)))
            .collect();
        let Ok(analyses) = self.analyser.analyse_words(&words) else {
            return documents.into_iter().map(|document| self.code(document)).collect();
        };
        let mut analyses = analyses.into_iter();
        documents
            .into_iter()
            .zip(cut)
            .map(|(document, sentences)| {
                let own = analyses.by_ref().take(sentences.len()).collect();
                Ok(self.coded(self.resolver.resolve(document, sentences, own)))
            })
            .collect()
    }

    fn coded(&self, mut scene: Scene) -> Coded {
        let events = Coder::new(&self.codebook, self.coding).code(&mut scene);
        Coded { scene, events }
    }
}

/// The name of a pipeline with these options.
fn coder(options: &Options) -> String {
    if options.codebook.is_none() && options.coding == coding::Options::default() {
        return CODER.to_owned();
    }
    let mut hash = DefaultHasher::new();
    hash.write(format!("{:?}", options.coding).as_bytes());
    let files = options.codebook.as_deref().map(files).unwrap_or_default();
    for (path, bytes) in files {
        hash.write(path.file_name().unwrap_or_default().as_encoded_bytes());
        hash.write(&bytes);
    }
    format!("{CODER} options {:016x}", hash.finish())
}

/// The files of a codebook that has just been read, by name.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<_> =
        entries.filter_map(|path| Some((path.clone(), std::fs::read(path).ok()?))).collect();
    files.sort();
    files
}
