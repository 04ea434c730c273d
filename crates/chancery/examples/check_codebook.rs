//! `check_codebook DIR`: reads a codebook and prints all that is wrong with it, or what it holds.
#![allow(clippy::print_stdout)]

use chancery::coding::Codebook;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| "codebook".into());
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
    Ok(())
}
