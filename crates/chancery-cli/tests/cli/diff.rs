use crate::fixture::Folder;

#[test]
fn two_versions_of_a_page_are_compared() {
    let folder = Folder::new();
    std::fs::write(
        folder.at("old.txt"),
        "Norway condemned Chile on 4 May 1998.\nPeru thanked Japan on 5 May 1998.\n",
    )
    .unwrap();
    std::fs::write(
        folder.at("new.txt"),
        "Norway condemned Chile on 6 May 1998.\nPeru thanked Japan on 5 May 1998.\n",
    )
    .unwrap();
    for name in ["old", "new"] {
        folder.run(&["code", &format!("{name}.txt"), "--codebook-only", "-o", &format!("{name}.db")]);
    }
    let ran = folder.run(&["diff", "old.db", "new.db"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("~ document new.txt"), "{}", ran.out);
    assert!(ran.out.contains("date: “1998-05-04” → “1998-05-06”"), "{}", ran.out);
    assert!(!ran.out.contains("Japan"), "{}", ran.out);
    let json: serde_json::Value =
        serde_json::from_str(&folder.run(&["diff", "old.db", "new.db", "--json"]).out).unwrap();
    assert_eq!(json["changes"][0]["change"], "changed");
    assert_eq!(folder.run(&["diff", "old.db", "old.db"]).status, 1);
}
