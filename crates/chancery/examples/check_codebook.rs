//! `check_codebook DIR [--try]`: reads a codebook and prints all that is wrong with it, or what it holds; with `--try`,
//! also which frames fail on their own example.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;

use chancery::analysis::Analyser;
use chancery::coding::{Codebook, try_examples};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "codebook".into());
    let codebook = match Codebook::read_dir(folder.as_ref()) {
        Ok(codebook) => codebook,
        Err(error) => {
            println!("{error}");
            std::process::exit(1);
        }
    };
    for (number, class) in codebook.classes.iter().enumerate() {
        let frames = codebook.frames.iter().filter(|frame| frame.class == number).count();
        println!("{:<10} {:>3} modes {:>5} frames", class.name, class.modes.len(), frames);
    }
    println!("{} frames, {} contexts, no fault", codebook.frames.len(), codebook.contexts.len());
    if arguments.next().is_some_and(|argument| argument == "--try") {
        let trials = try_examples(&codebook, &Analyser::builtin(2)?)?;
        let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for trial in &trials {
            let Some(frame) = codebook.frames.get(trial.frame) else { continue };
            let count = tally.entry(codebook.class_of(frame).map_or("", |class| &class.name)).or_default();
            count.0 += usize::from(trial.passed);
            count.1 += 1;
            if !trial.passed {
                println!(
                    "{}: {} | {} | should give {}",
                    frame.origin,
                    frame.example,
                    trial.all.join("; "),
                    frame.expect
                );
            }
        }
        for (class, (passed, all)) in tally {
            println!("{class:<10} {passed:>4} of {all:>4}");
        }
        println!("{} of {} pass", trials.iter().filter(|trial| trial.passed).count(), trials.len());
    }
    Ok(())
}
