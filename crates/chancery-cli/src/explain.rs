//! `chancery explain`: every stage's view of one sentence.

use std::io::Write;

use anyhow::Result;

use crate::coder::Coder;
use crate::{Outcome, arguments};

pub fn run(arguments: &arguments::Explain, out: &mut impl Write) -> Result<Outcome> {
    let _coder = Coder::new(&arguments.coding)?;
    writeln!(out, "{}", arguments.text)?;
    Ok(Outcome::Found)
}
