use std::io::Read;
use std::process::Stdio;

use crate::fixture::Folder;

#[test]
fn bad_usage_is_status_two() {
    let folder = Folder::new();
    for arguments in [&["timeline"][..], &["nonsense"], &["code"], &["code", "x", "--min-confidence", "2"]] {
        let ran = folder.run(arguments);
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert!(ran.err.contains("Usage") || ran.err.contains("error"), "{}", ran.err);
    }
}

#[test]
fn a_record_that_is_not_there_is_said_to_be_missing() {
    let folder = Folder::new();
    let ran = folder.run(&["timeline", "none.db", "PER", "ECU"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "chancery: none.db: no such record\n"));
    assert!(!folder.at("none.db").exists());
}

#[test]
fn an_unknown_country_is_said_to_be_unknown() {
    let folder = Folder::with_record();
    let ran = folder.run(&["timeline", "record.db", "Ruritania", "ECU"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("`Ruritania`"), "{}", ran.err);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = Folder::with_record();
    let long =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT i FROM n";
    let mut command = folder.command(&["query", "record.db", long, "--format", "csv"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 8];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    // The pipe's end is dropped here, long before the command has written everything.
    let ran = crate::fixture::ran(child.wait_with_output().unwrap());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
}

#[test]
fn every_subcommand_has_its_help_and_stands_in_the_readme() {
    let readme = include_str!("../../../../README.md");
    let folder = Folder::new();
    let help = folder.run(&["--help"]).out;
    let commands =
        help.split("Commands:").nth(1).unwrap().lines().skip(1).take_while(|line| !line.is_empty());
    // A description that goes on below its command is indented further.
    let names: Vec<&str> = commands
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(names.contains(&"code"), "{help}");
    for name in names {
        assert!(readme.contains(&format!("chancery {name} ")), "{name} is not in the README");
        let ran = folder.run(&[name, "--help"]);
        assert_eq!(ran.status, 0);
        assert!(ran.out.contains("Usage: chancery"), "{}", ran.out);
    }
}
