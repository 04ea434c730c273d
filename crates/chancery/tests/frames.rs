//! Every frame of the built-in codebook codes its own example. A parser errs now and then, so a share of them may
//! fail; which ones do is printed.

use chancery::analysis::Analyser;
use chancery::coding::{Codebook, try_examples};

/// The share that must pass.
const FLOOR: f64 = 0.80;

#[test]
fn frames_code_their_examples() {
    let codebook = Codebook::built_in().expect("the built-in codebook is sound");
    let analyser = Analyser::builtin(2).expect("the built-in model loads");
    let trials = try_examples(codebook, &analyser).expect("the model runs");
    let passed = trials.iter().filter(|trial| trial.passed).count();
    for trial in trials.iter().filter(|trial| !trial.passed) {
        let frame = &codebook.frames[trial.frame];
        eprintln!(
            "{}: \"{}\" should give {}; got {:?}",
            frame.origin, frame.example, frame.expect, trial.all
        );
    }
    let share = passed as f64 / trials.len() as f64;
    assert!(share >= FLOOR, "{passed} of {} frames code their example", trials.len());
}
