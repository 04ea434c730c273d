//! The codebook: what a type is and the words that tell it, read from TOML files and checked.
//!
//! `docs/codebook.md` says how the files are written. A codebook with faults is refused with all of
//! them, each with its file and line.

mod cameo;
mod class;
mod context;
mod fault;
mod files;
mod frame;
mod page;
mod slot;

pub use cameo::{Cameo, CameoCode};
pub use class::{Class, Mode};
pub use context::Context;
pub use fault::{CodebookError, Fault, Faults};
pub use frame::{Expectation, Frame, HeadPos, Origin};
pub use slot::{Slot, SlotChoice, SlotPath};

use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;

use page::Page;

/// Types with their modes, frames, contexts and CAMEO codes, checked against each other.
#[derive(Debug, Clone, Default)]
pub struct Codebook {
    /// One a file: PLOVER's sixteen, or those that a user defines.
    pub classes: Vec<Class>,
    /// All frames, in the order of files and lines. A frame's index is its identity.
    pub frames: Vec<Frame>,
    /// PLOVER's contexts with the words that tell them.
    pub contexts: Vec<Context>,
    /// CAMEO codes with their scores.
    pub cameo: Cameo,
    index: HashMap<String, Vec<usize>>,
}

static BUILT_IN: LazyLock<Result<Codebook, Faults>> =
    LazyLock::new(|| Codebook::from_files(files::built_in()));

impl Codebook {
    /// The codebook that is built into the program.
    pub fn built_in() -> Result<&'static Codebook, CodebookError> {
        BUILT_IN.as_ref().map_err(|faults| CodebookError::Faulty(faults.clone()))
    }

    /// Reads every `.toml` file of a folder. `cameo.toml` and `contexts.toml` may be left out: the
    /// built-in ones then hold.
    pub fn read_dir(folder: &Path) -> Result<Codebook, CodebookError> {
        Ok(Codebook::from_files(files::read(folder)?)?)
    }

    /// Reads files given as name and text.
    pub fn from_files(files: Vec<(String, String)>) -> Result<Codebook, Faults> {
        let mut faults = Vec::new();
        let mut codebook = Codebook::default();
        // CAMEO codes and contexts first: the frames are checked against them.
        let (tables, types): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| files::is_table(name));
        for (name, text) in tables {
            let page = Page::new(name, text, &mut faults);
            match files::stem(name) {
                files::CAMEO => codebook.cameo = cameo::read(page),
                _ => codebook.contexts = context::read(page),
            }
        }
        for (name, text) in types {
            class::read(Page::new(name, text, &mut faults), &mut codebook);
        }
        if !faults.is_empty() {
            return Err(Faults::new(faults));
        }
        for (number, frame) in codebook.frames.iter().enumerate() {
            for lemma in frame.trigger.first().into_iter().flatten() {
                codebook.index.entry(lemma.clone()).or_default().push(number);
            }
        }
        Ok(codebook)
    }

    /// The frames whose first word can be this lemma, in the order of the files.
    pub fn frames_of(&self, lemma: &str) -> impl Iterator<Item = (usize, &Frame)> {
        let numbers = self.index.get(lemma).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|&n| Some((n, self.frames.get(n)?)))
    }

    /// The class that a frame belongs to.
    pub fn class_of(&self, frame: &Frame) -> Option<&Class> {
        self.classes.get(frame.class)
    }

    /// The class of that name (`"COERCE"`).
    pub fn class(&self, name: &str) -> Option<&Class> {
        self.classes.iter().find(|class| class.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(text: &str) -> Vec<String> {
        let mut files = files::built_in();
        files.retain(|(name, _)| files::is_table(name));
        files.push(("codebook/coerce.toml".to_owned(), text.to_owned()));
        match Codebook::from_files(files) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.iter().map(Fault::to_string).collect(),
        }
    }

    #[test]
    fn built_in_codebook_has_no_fault() {
        if let Err(error) = Codebook::built_in() {
            panic!("{error}");
        }
    }

    #[test]
    fn all_faults_are_told_with_file_and_line() {
        let faults = faults_of(
            "type = \"COERCE\"\ndefinition = \"d\"\ncameo = \"17\"\n\n[modes.arrest]\ndefinition = \"d\"\n\n[[frame]]\n\
             trigger = \"jail\"\npos = \"verb\"\nsource = [\"subjct\"]\nmode = \"arest\"\nexample = \"e\"\n\
             expect = \"OMN > ITA\"\n\n[[frame]]\ntrigger = \"\"\npos = \"verb\"\ntarget = [\"object\"]\ncameo = \"1799\"\nexample = \"e\"\nexpect = \"OMN\"\n",
        );
        assert_eq!(
            faults,
            [
                "codebook/coerce.toml:11: unknown slot \"subjct\" (did you mean \"subject\"?)",
                "codebook/coerce.toml:12: unknown mode \"arest\" (did you mean \"arrest\"?)",
                "codebook/coerce.toml:17: an empty word in \"trigger\"",
                "codebook/coerce.toml:20: unknown CAMEO code \"1799\"",
                "codebook/coerce.toml:22: \"OMN\" is not of the form \"SRC > TGT\"",
            ]
        );
    }

    #[test]
    fn broken_toml_is_a_fault_with_its_line() {
        let faults = faults_of("type = \"COERCE\"\ndefinition = \"d\ncameo = \"17\"\n");
        assert!(faults.iter().any(|f| f.starts_with("codebook/coerce.toml:2: ")), "{faults:?}");
    }

    #[test]
    fn a_type_of_ones_own_must_say_where_it_belongs() {
        let own = |plover: &str| {
            faults_of(&format!(
                "type = \"PRISONER_SWAP\"\n{plover}definition = \"d\"\n\n[[frame]]\ntrigger = \"swap\"\npos = \"verb\"\n\
                 source = [\"subject\"]\nexample = \"Oman and Italy swapped prisoners.\"\nexpect = \"OMN+ITA > -\"\n"
            ))
        };
        assert_eq!(own("plover = \"RETREAT\"\n"), Vec::<String>::new());
        assert_eq!(
            own(""),
            [
                "codebook/coerce.toml:1: \"PRISONER_SWAP\" is none of PLOVER's types: `plover` must say which it belongs to"
            ]
        );
    }

    #[test]
    fn frames_are_found_by_any_first_word() {
        let codebook = Codebook::built_in().expect("checked above");
        for (number, frame) in codebook.frames.iter().enumerate() {
            for lemma in &frame.trigger[0] {
                assert!(codebook.frames_of(lemma).any(|(n, _)| n == number), "{lemma}");
            }
        }
    }
}
