use crate::fixture::Folder;

#[test]
fn a_record_leaves_in_every_layout() {
    let folder = Folder::with_record();
    for layout in
        ["polecat", "icews", "gdelt", "csv", "jsonl", "parquet", "graphml", "gexf", "rdf", "timeline"]
    {
        let out = format!("record.{layout}");
        let ran = folder.run(&["export", "record.db", "--to", layout, "-o", &out]);
        // No claim of this record has a CAMEO code, without which ICEWS has no row.
        let expected = i32::from(layout == "icews");
        assert_eq!((ran.status, ran.out.as_str()), (expected, ""), "{layout}: {}", ran.err);
        assert!(std::fs::metadata(folder.at(&out)).unwrap().len() > 0, "{layout}");
        assert!(!folder.at(&format!("{out}.part")).exists(), "{layout}");
    }
}

#[test]
fn standard_output_has_the_same_as_the_file() {
    let folder = Folder::with_record();
    folder.run(&["export", "record.db", "--to", "csv", "-o", "a.csv", "--status", "alleged"]);
    let ran = folder.run(&["export", "record.db", "--to", "csv", "--status", "alleged"]);
    assert_eq!(ran.out, std::fs::read_to_string(folder.at("a.csv")).unwrap());
    assert_eq!(ran.out.lines().count(), 2);
    assert!(ran.err.contains("1 rows, 2 claims left out"), "{}", ran.err);
}

#[test]
fn a_target_that_cannot_be_written_is_named_and_the_old_file_kept() {
    let folder = Folder::with_record();
    let ran = folder.run(&["export", "record.db", "--to", "csv", "-o", "none/a.csv"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("none/a.csv: could not be written"), "{}", ran.err);
    std::fs::write(folder.at("a.csv"), "before").unwrap();
    std::fs::create_dir(folder.at("a.csv.part")).unwrap();
    assert_eq!(folder.run(&["export", "record.db", "--to", "csv", "-o", "a.csv"]).status, 2);
    assert_eq!(std::fs::read_to_string(folder.at("a.csv")).unwrap(), "before");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let folder = Folder::with_record();
    let ran = folder.run(&["export", "record.db", "--to", "csv", "-o", "/dev/full"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("/dev/full") && ran.err.contains("No space left"), "{}", ran.err);
}
