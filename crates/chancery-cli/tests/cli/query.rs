use crate::fixture::Folder;

#[test]
fn rows_come_back_in_every_format() {
    let folder = Folder::with_record();
    let sql = "SELECT type, count(*) AS n FROM timeline WHERE source = 'PER' GROUP BY type";
    let run = |format| folder.run(&["query", "record.db", sql, "--format", format]).out;
    assert_eq!(run("csv"), "type,n\nCOOPERATE,1\n");
    assert_eq!(run("json"), "[\n{\"type\":\"COOPERATE\",\"n\":1}\n]\n");
    assert_eq!(run("md"), "| type | n |\n|---|---|\n| COOPERATE | 1 |\n");
    assert!(run("table").contains("\nCOOPERATE  1\n"), "{}", run("table"));
}

#[test]
fn a_writing_statement_is_refused() {
    let folder = Folder::with_record();
    let ran = folder.run(&["query", "record.db", "DELETE FROM events"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert_eq!(ran.err, "chancery: a query may only read: this statement would change the record\n");
    assert_eq!(folder.run(&["query", "record.db", "SELECT 1 FROM events LIMIT 1"]).status, 0);
}

#[test]
fn no_rows_are_nothing_found() {
    let folder = Folder::with_record();
    assert_eq!(folder.run(&["query", "record.db", "SELECT * FROM events WHERE type = 'AID'"]).status, 1);
}

#[test]
fn a_fault_in_the_sql_is_told_in_sqlites_words() {
    let folder = Folder::with_record();
    let ran = folder.run(&["query", "record.db", "SELECT weight FROM events"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "chancery: no such column: weight\n"));
}
