use jiff::civil::date;

use super::*;

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn shown(mentions: &[TimeMention]) -> String {
    let each = mentions.iter().map(|m| {
        let date = m.interval.map_or("?".to_owned(), |i| i.to_string());
        format!("{}{date}", if m.weak { "~" } else { "" })
    });
    each.collect::<Vec<_>>().join(" ")
}

fn check(context: &Context, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, wanted)| {
            let found = shown(&find(&words(text), context));
            (found != *wanted).then(|| format!("{text:?}: wanted {wanted:?}, found {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// A `~` marks a weak mention, a `?` one that nothing dates.
#[test]
fn dates_that_say_all() {
    check(
        &Context::default(),
        &[
            ("Signed on October 18, 1991 in Quito", "1991-10-18"),
            ("Signed on October 18 , 1991 in Quito", "1991-10-18"),
            ("on 18 October 1991 they met", "1991-10-18"),
            ("on 18 Oct. 1991 they met", "1991-10-18"),
            ("on 18 Oct . 1991 they met", "1991-10-18"),
            ("on the 3rd of May 1907", "1907-05-03"),
            ("In November 1991 it left", "1991-11"),
            ("in November of 1991", "1991-11"),
            ("on 2016-03-04", "2016-03-04"),
            ("on 2016 - 03 - 04", "2016-03-04"),
            ("on 04.03.2016", "2016-03-04"),
            ("on 25/12/1991", "1991-12-25"),
            ("a cable dated May 21, 2021 says", "2021-05-21"),
            ("from 1963 to 1967", "1963/1967"),
            ("from 1936 until 1941", "1936/1941"),
            ("between 1998 and 2000", "1998/2000"),
            ("( 1998 - 2000 )", "1998/2000"),
            ("the war (1998-2000) ended", "1998/2000"),
            ("the war (1950–53) ended", "1950/1953"),
            ("from 1992-98", "1992/1998"),
            ("in 2008-09 prices fell", "2008/2009"),
            ("over the winter of 2014/15", "2014-12/2015-02"),
            ("from May to August 1994", "1994-05/1994-08"),
            ("from December 1993 to February 1994", "1993-12/1994-02"),
            ("from December to February 1994", "1993-12/1994-02"),
            ("from 3 to 7 May 2014", "2014-05-03/2014-05-07"),
            ("from 6-10 February 2018", "2018-02-06/2018-02-10"),
            ("on May 3-7, 2014", "2014-05-03/2014-05-07"),
            ("on May 3 - 7 , 2014", "2014-05-03/2014-05-07"),
            ("since 2018", "2018"),
            ("until 2019", "2019"),
            ("by 2030", "2030"),
            ("since the very early 1990s", "1990/1993"),
            ("in the late 1990s", "1996/1999"),
            ("in the mid-1990s", "1993/1996"),
            ("in the mid - 1990s", "1993/1996"),
            ("in early 1994", "1994-01/1994-04"),
            ("In mid-1994 ,", "1994-05/1994-08"),
            ("in late 2021", "2021-09/2021-12"),
            ("in mid-June 2013", "2013-06"),
            ("during the 1980s", "1980/1989"),
            ("in the '90s", "1990/1999"),
            ("in the early nineties", "1990/1993"),
            ("in the late 1800's", "1866/1899"),
            ("in the 4th century", "0301/0400"),
            ("in the 4th century A.D.", "0301/0400"),
            ("19th-century treaties", "1801/1900"),
            ("in the late 19th century", "1867/1900"),
            ("from 980 B.C. to 1855 ,", "-0979/1855"),
            ("in 44 BC", "-0043"),
            ("in spring 2014", "2014-03/2014-05"),
            ("in the summer of 1959", "1959-06/1959-08"),
            ("in the fall of 1990", "1990-09/1990-11"),
            ("In the first quarter of 2020 ,", "2020-01/2020-03"),
            ("in Q3 2020", "2020-07/2020-09"),
            ("in the second half of 2019", "2019-07/2019-12"),
            ("at the end of 2001", "2001-12"),
            ("at the beginning of 2001", "2001-01"),
            ("at the end of August 1993", "1993-08"),
            ("on the night of 3 May 2004", "2004-05-03"),
            ("on Thursday, October 17, 1991", "1991-10-17"),
            ("in 1994 and 1996", "1994 1996"),
            ("in June and July 2014", "2014-06 2014-07"),
            ("on 3 May and 7 June 1994", "1994-05-03 1994-06-07"),
            ("1994: the envoys leave", "1994"),
            ("in May, 2014", "2014-05"),
            ("It joined (1972) and left", "1972"),
            ("on 31 February 1994", "?"),
        ],
    );
}

#[test]
fn years_that_name_a_thing_are_weak() {
    check(
        &Context::default(),
        &[
            ("the 2016 Nagorno-Karabakh conflict", "~2016"),
            ("rejected the 2007 boundary demarcation", "~2007"),
            ("its 2014 annexation of Crimea", "~2014"),
            ("a 1994 ceasefire", "~1994"),
            ("under the December 2011 agreement", "~2011-12"),
            ("In 1994 Turkey closed it", "1994"),
            ("in 1994 clashes broke out", "1994"),
            ("signed in 1994 by both", "1994"),
            ("the treaty of 1994 holds", "1994"),
        ],
    );
}

#[test]
fn numbers_and_names_that_are_no_dates() {
    check(
        &Context::default(),
        &[
            ("some 1,200 men", ""),
            ("2000 troops", ""),
            ("2000 more police", ""),
            ("about 2000 demonstrators", ""),
            ("with 1800 new recruits and 1500 rifles", ""),
            ("Resolution 1701 was adopted", ""),
            ("$2000 was paid", ""),
            ("$ 2000 million", ""),
            ("a 1500-strong force", ""),
            ("2000 km of border", ""),
            ("at 1400 GMT", ""),
            ("It may march on", ""),
            ("They may go", ""),
            ("May they go ?", ""),
            ("April Glaspie met him", ""),
            ("the fall of Kabul", ""),
            ("the Arab Spring", ""),
            ("a spring offensive", ""),
            ("the second half of the match", ""),
            ("for two years", ""),
            ("two years after Kigali signed", ""),
            ("in recent years", ""),
            ("5 of 12 members", ""),
            ("the MiG-1999 jet", ""),
            ("", ""),
        ],
    );
}

#[test]
fn dates_that_count_from_the_last_one() {
    let anchored = |interval| Context { anchor: interval, ..Context::default() };
    check(
        &anchored(Some(Interval::day(date(1991, 10, 18)))),
        &[
            ("A year later it left", "1992"),
            ("four months later ,", "1992-02"),
            ("two days earlier", "1991-10-16"),
            ("two weeks later", "1991-11-01"),
            ("The same year , both", "1991"),
            ("that same year", "1991"),
            ("later that year", "1991"),
            ("the following month", "1991-11"),
            ("the previous year", "1990"),
            ("The next day they met", "1991-10-19"),
            ("the day before , they met", "1991-10-17"),
            ("the day before the vote", ""),
            ("that May", "1991-05"),
            ("in November", "1991-11"),
            ("In February", "1992-02"),
            ("on 25 December", "1991-12-25"),
            ("several days later", "?"),
            ("on Monday", "1991-10-21"),
            ("the following spring", "1992-03/1992-05"),
            ("at the end of the year", "1991-12"),
            ("eleven years later", "2002"),
        ],
    );
    check(
        &anchored(Interval::year(1991)),
        &[
            ("in August", "1991-08"),
            ("two years later", "1993"),
            ("four months later", "?"),
            ("on 3 May", "1991-05-03"),
            ("in early May", "1991-05"),
        ],
    );
    // Earlier dates of the sentence serve the later ones.
    check(
        &Context::default(),
        &[
            ("Opened in 1980 , it moved eight years later", "1980 1988"),
            ("On 3 March 2012 they met and on 7 April signed", "2012-03-03 2012-04-07"),
            ("in August", "?"),
            ("a year later", "?"),
        ],
    );
}

#[test]
fn dates_that_count_from_the_document() {
    // A Wednesday.
    let context = Context { published: Some(date(2021, 6, 16)), anchor: None };
    check(
        &context,
        &[
            ("last Tuesday", "2021-06-15"),
            ("on Thursday they met", "2021-06-10"),
            ("on Wednesday they met", "2021-06-16"),
            ("They will meet on Thursday", "2021-06-17"),
            ("next Monday", "2021-06-21"),
            ("yesterday", "2021-06-15"),
            ("last night", "2021-06-15"),
            ("now", "~2021-06-16"),
            ("tomorrow", "2021-06-17"),
            ("next week", "2021-06-21/2021-06-27"),
            ("last week", "2021-06-07/2021-06-13"),
            ("last month", "2021-05"),
            ("last year", "2020"),
            ("earlier this year", "2021"),
            ("two years ago", "2019"),
            ("three days ago", "2021-06-13"),
            ("in August", "2021-08"),
            ("in December", "2020-12"),
            ("last September", "2020-09"),
            ("next May", "2022-05"),
            ("on May 3", "2021-05-03"),
            ("early next year", "2022-01/2022-04"),
            ("by the end of this year", "2021-12"),
            ("on Feb. 2", "2021-02-02"),
        ],
    );
    check(
        &Context::default(),
        &[("on Thursday", "?"), ("now", "~?"), ("last week", "?"), ("two years ago", "?")],
    );
}

#[test]
fn the_word_before_tells_how_it_is_meant() {
    let cases = [
        ("since 2018", Relation::Since),
        ("since the early 1990s", Relation::Since),
        ("Beginning in 1988 ,", Relation::Since),
        ("from May 2014", Relation::Since),
        ("until 2019", Relation::Until),
        ("up to 2019", Relation::Until),
        ("by 2030", Relation::By),
        ("prior to 2019", Relation::Before),
        ("after 1991", Relation::After),
        ("in 1991", Relation::At),
        ("from 1963 to 1967", Relation::At),
    ];
    for (text, wanted) in cases {
        let found = find(&words(text), &Context::default());
        assert_eq!(found.iter().map(|m| m.relation).collect::<Vec<_>>(), [wanted], "{text}");
    }
}

#[test]
fn a_chronology_line_opens_with_its_date() {
    let open =
        |text: &str| opening(&words(text), &Context::default()).map(|m| m.interval.unwrap().to_string());
    assert_eq!(open("22 June 1965 – The two sign").as_deref(), Some("1965-06-22"));
    assert_eq!(open("1994: Quito closes its embassy").as_deref(), Some("1994"));
    assert_eq!(open("• May 2014 — Talks").as_deref(), Some("2014-05"));
    assert_eq!(open("August 8 , 1973 : Agents abduct").as_deref(), Some("1973-08-08"));
    assert_eq!(open("1963–1967: War"), Some("1963/1967".to_owned()));
    assert_eq!(open("In 1994 , Quito closed"), None);
    assert_eq!(open("1994 was quiet"), None);
}

#[test]
fn tokens_cover_the_words() {
    let text = words("It was , in early 1994 , closed");
    let found = find(&text, &Context::default());
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].tokens.clone()], ["early", "1994"]);
}

#[test]
fn the_anchor_moves_on() {
    let context = Context::default();
    let moved = context.after(&find(&words("In 1994 they met over the 1967 war"), &context));
    assert_eq!(moved.anchor.map(|a| a.to_string()).as_deref(), Some("1994"));
    assert_eq!(moved.after(&[]), moved);
}

/// Whatever the words, nothing panics, and every mention lies within them, in order.
#[test]
fn any_words_will_do() {
    let pieces = [
        "from",
        "to",
        "1963",
        "May",
        "3",
        "-",
        "–",
        "31",
        "late",
        "1990s",
        "the",
        "of",
        "B.C.",
        "century",
        "4th",
        "99999999999",
        "0000",
        "9999",
        "last",
        "Thursday",
        "later",
        "a",
        "years",
        "500",
        "ago",
        "'",
        "'90s",
        "Q9",
        "first",
        "half",
        "quarter",
        "1998-99",
        "2016-02-30",
        "mid-",
        "é",
        "„",
        "\u{0}",
        "/",
        "00",
        "winter",
        "1800's",
        "9999-12-31",
        "between",
        "and",
        "year",
        "next",
        "the end of",
        "d\u{301}",
        "1400–",
        "st",
        "ª",
        "decades",
        "BC",
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n as u64) as usize
    };
    let extremes = [date(-9999, 1, 1), date(9999, 12, 31), date(2020, 2, 29)];
    for _ in 0..20_000 {
        let words: Vec<String> = (0..next(9))
            .map(|_| (0..=next(2)).map(|_| pieces[next(pieces.len())]).collect::<Vec<_>>().concat())
            .collect();
        let day = extremes[next(3)];
        let context = Context { published: Some(day), anchor: Some(Interval::day(extremes[next(3)])) };
        let mut end = 0;
        for mention in find(&words, &context) {
            assert!(end <= mention.tokens.start && mention.tokens.end <= words.len(), "{words:?}");
            assert!(mention.tokens.start < mention.tokens.end, "{words:?}");
            end = mention.tokens.end;
            if let Some(interval) = mention.interval {
                assert!(interval.from <= interval.to, "{words:?}");
            }
        }
        opening(&words, &context);
    }
}
