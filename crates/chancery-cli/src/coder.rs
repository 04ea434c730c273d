//! The library's pipeline, set up from the options.

use anyhow::Result;
use chancery::coding::{self, Voices};
use chancery::pipeline::{Options, Pipeline};

use crate::arguments::Coding;

/// A pipeline as the options ask for it, which runs its model on `threads` threads.
pub fn pipeline(coding: &Coding, threads: usize) -> Result<Pipeline> {
    let mut options = coding::Options { min_confidence: coding.min_confidence, ..coding::Options::default() };
    if coding.codebook_only {
        options.voices = Voices::Codebook;
    }
    Ok(Pipeline::new(&Options { codebook: coding.codebook.clone(), coding: options, threads })?)
}
