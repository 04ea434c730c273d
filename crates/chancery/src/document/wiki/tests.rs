use proptest::prelude::*;

use super::*;

fn read(source: &str) -> Document {
    document("a.wiki".into(), source, Vec::new()).unwrap()
}

fn text(source: &str) -> String {
    read(source).text
}

#[test]
fn links_and_emphasis_become_words() {
    assert_eq!(
        text(
            "'''Peru''' sold [[Ecuador|its neighbour]] two [[ferry|ferr]]ies in [[Lima]], ''said'' [https://x.example the port]."
        ),
        "Peru sold its neighbour two ferries in Lima, said the port."
    );
    assert_eq!(
        text("a [[:Category:Wars]] b [[Category:Wars]] [[File:x.jpg|thumb|A [[port]]]] c [[fr:Pérou]]"),
        "a Category:Wars b c"
    );
    assert_eq!(text("5 &lt; 6 &amp; 3&nbsp;km &ndash; a < b"), "5 < 6 & 3 km – a < b");
}

#[test]
fn what_stands_beside_the_prose_falls_away() {
    let source = "{{Infobox treaty\n| name = Accord {{nowrap|of Lima}}\n| date = 1995\n}}\n\
        {{short description|Treaty}}__NOTOC__<!-- nobody\nreads this -->\n\
        The accord was signed.\n{| class=\"wikitable\"\n! Year\n|-\n| 1995 || two\n|}\n\
        <gallery>\nFile:a.jpg|A port\n</gallery>\n== Terms ==\n* Peru paid.\n# Ecuador left.\n\
        == See also ==\n* [[Brazil]]\n=== More ===\nnothing\n== Later ==\nThey met.";
    assert_eq!(
        text(source).split("\n\n").collect::<Vec<_>>(),
        ["The accord was signed.", "Terms", "Peru paid.", "Ecuador left.", "Later", "They met."]
    );
}

#[test]
fn templates_that_stand_for_words_become_words() {
    for (source, expected) in [
        ("paid {{US$|20 million}} for {{convert|120|km|mi}}", "paid US$20 million for 120 km"),
        ("from {{convert|10|to|20|km|mi}}", "from 10 to 20 km"),
        ("on {{start date|1991|12|25}}, {{as of|2019|5|lc=y}}", "on 1991-12-25, As of May 2019"),
        ("the {{lang|es|Armada}} and {{lang-es|Marina}}", "the Armada and Marina"),
        ("{{flag|Peru}}{{snd}}{{HMS|Lion}}", "Peru – HMS Lion"),
        ("a{{nbsp}}b {{unknown|c}} d", "a b d"),
        ("{{blockquote|We met.}}", "We met."),
        ("Peru ({{IPA|x}}) met Chile", "Peru met Chile"),
    ] {
        assert_eq!(text(source), expected, "{source}");
    }
}

#[test]
fn references_become_marks_and_their_notes_are_kept() {
    let page = read(
        "Peru sold two ferries.<ref name=\"daily\">{{cite news |last=Rojas |first=Ana |title=Two [[ferry|ferries]] \
         |url=https://lake.example/4 |work=Lake Daily |date=3 May 1995}}</ref> Ecuador paid.<ref>[https://x.example/pay \
         The price], ''Daily''.</ref><ref name=daily /> It was late.{{efn|Not by much.<ref>no</ref>}} So it was.{{sfn|Paz|2001|p=4}}\n\
         == References ==\n{{reflist|refs=<ref name=\"later\">Defined below.</ref>}}",
    );
    assert_eq!(page.text, "Peru sold two ferries.[1] Ecuador paid.[2][1] It was late.[a] So it was.[3]");
    let notes: Vec<(&str, &str, Option<&str>)> =
        page.notes.iter().map(|n| (n.label.as_str(), n.text.as_str(), n.url.as_deref())).collect();
    assert_eq!(
        notes,
        [
            ("1", "Rojas, Ana. Two ferries. Lake Daily. 3 May 1995", Some("https://lake.example/4")),
            ("2", "The price, Daily.", Some("https://x.example/pay")),
            ("a", "Not by much.", None),
            ("3", "Paz 2001, p. 4", None),
        ]
    );
}

#[test]
fn references_are_numbered_as_the_page_shows_them() {
    let page = read(
        "{{Infobox x|a=1<ref>In the box.</ref>}}\nThey met.<ref>In the text.</ref><ref group=\"note\">Aside.</ref>",
    );
    assert_eq!(page.text, "They met.[2][note 1]");
    assert_eq!(page.notes[0].text, "In the box.");
    let page = read(
        "They met.<ref name=x /> Again.\n<references>\n<ref name=\"x\">Below. https://x.example/a.</ref>\n</references>",
    );
    assert_eq!(page.text, "They met.[1] Again.");
    assert_eq!(
        (page.notes[0].text.as_str(), page.notes[0].url.as_deref()),
        ("Below. https://x.example/a.", Some("https://x.example/a"))
    );
}

#[test]
fn marks_and_notes_reach_the_sentences() {
    let page = read("Peru sold two ferries.<ref>Daily.</ref> Ecuador paid for them.");
    let sentences = crate::sentence::segment(&page);
    assert_eq!(sentences[0].marks[0].label, page.notes[0].label);
}

#[test]
fn a_page_that_leads_to_another_is_none() {
    assert_eq!(document("a".into(), "#REDIRECT [[Lima]]", Vec::new()), None);
}

#[test]
fn what_is_never_closed_is_kept_as_it_is_or_dropped_but_read() {
    for source in [
        "{{a",
        "[[a",
        "{|\n| a",
        "<ref>a",
        "<ref name=a",
        "a}}",
        "a]]",
        "<!-- a",
        "<nowiki>a",
        "{{{1|a}}}",
        "[http://a",
        "{{a|{{b}}",
        "<",
        "&#xffffffff;",
    ] {
        document("a".into(), source, Vec::new());
    }
    assert_eq!(text("[[a b"), "[[a b");
}

#[test]
fn hostile_nesting_ends_in_time() {
    let started = std::time::Instant::now();
    for part in [
        "{{",
        "[[",
        "<ref>",
        "{{a|",
        "[[a|",
        "{|\n",
        "<nowiki>",
        "<gallery>",
        "<!--",
        "'''",
        "{{efn|",
        "}}",
        "[http://",
        "<ref name=a>x</ref>",
        "{{sfn|a}}",
        "__",
        "=",
    ] {
        document("a".into(), &part.repeat(60_000 / part.len()), Vec::new());
    }
    // A debug build on a busy machine: what grows with the square would take hours.
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

proptest! {
    #[test]
    fn any_text_is_read(source in "([a-z{}\\[\\]|<>/='&;#!_ \n-]|ref|<ref name=a>|</ref>|\\{\\{cite web|url=https://a|é)*") {
        if let Some(page) = document("a".into(), &source, Vec::new()) {
            for span in &page.paragraphs {
                prop_assert!(!span.of(&page.text).is_empty());
            }
        }
    }
}

const DUMP: &str = "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" xml:lang=\"en\">
  <siteinfo><sitename>Lakepedia</sitename><base>https://wiki.example/wiki/Main_Page</base></siteinfo>
  <page><title>Two ferries</title><ns>0</ns><id>1</id>
    <revision><timestamp>2001-01-01T00:00:00Z</timestamp><text>Old.</text></revision>
    <revision><timestamp>2019-05-03T10:00:00Z</timestamp>
      <text bytes=\"40\">Peru &amp; Ecuador met.&lt;ref&gt;Daily.&lt;/ref&gt; &quot;Yes&quot; &amp;ndash; so.</text></revision></page>
  <page><title>Talk:Two ferries</title><ns>1</ns><revision><text>Chatter.</text></revision></page>
  <page><title>Ferries</title><ns>0</ns><redirect title=\"Two ferries\" /><revision><text>#REDIRECT [[Two ferries]]</text></revision></page>
  <page><title>Lima</title><ns>0</ns><revision><timestamp>2020-01-01T00:00:00Z</timestamp><text>Lima &lt;b&gt;is&lt;/b&gt; a port.</text></revision></page>
</mediawiki>";

#[test]
fn a_dump_gives_its_articles() {
    let pages: Vec<Document> = pages("d.xml".into(), DUMP.as_bytes()).map(Result::unwrap).collect();
    let told: Vec<(&str, &str)> = pages.iter().map(|p| (p.name.as_str(), p.text.as_str())).collect();
    assert_eq!(
        told,
        [("d.xml#Two ferries", "Peru & Ecuador met.[1] \"Yes\" – so."), ("d.xml#Lima", "Lima is a port.")]
    );
    let page = &pages[0];
    assert_eq!(page.url.as_deref(), Some("https://wiki.example/wiki/Two_ferries"));
    assert_eq!((page.publisher.as_deref(), page.title.as_deref()), (Some("Lakepedia"), Some("Two ferries")));
    assert_eq!(page.published, Some(jiff::civil::date(2019, 5, 3)));
    assert_eq!(page.notes[0].text, "Daily.");
}

#[test]
fn a_dump_that_is_cut_gives_what_is_whole_and_says_where_it_ends() {
    for end in 0..DUMP.len() {
        let mut whole = 0;
        for page in pages("d.xml".into(), &DUMP.as_bytes()[..end]) {
            match page {
                Ok(_) => whole += 1,
                Err(error) => assert!(error.to_string().starts_with("d.xml: "), "{error}"),
            }
        }
        assert!(whole <= 2);
    }
    let cut = &DUMP.as_bytes()[..DUMP.len() - 60];
    let last = pages("d.xml".into(), cut).last().unwrap().unwrap_err();
    assert!(last.to_string().contains("after the page \"Ferries\""), "{last}");
}
