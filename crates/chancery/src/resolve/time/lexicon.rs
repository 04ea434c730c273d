//! The words of dates.

use jiff::civil::Weekday;

/// 1 to 12 for a month's name or its short form (without the full stop), case aside.
pub(super) fn month(lower: &str) -> Option<i8> {
    Some(match lower {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// A month's name that stands for something else just as often, so that it needs a date's company.
pub(super) fn is_doubtful_month(lower: &str) -> bool {
    lower.len() <= 4 && !matches!(lower, "june" | "july") || lower == "march"
}

pub(super) fn weekday(lower: &str) -> Option<Weekday> {
    Some(match lower {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// First month of a season of the northern half; winter begins in the year's December.
pub(super) fn season(lower: &str) -> Option<i8> {
    Some(match lower {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 12,
        _ => return None,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
}

pub(super) fn unit(lower: &str) -> Option<Unit> {
    Some(match lower {
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        "decade" | "decades" => Unit::Decade,
        "century" | "centuries" => Unit::Century,
        _ => return None,
    })
}

/// Decades by name: the tens of their years.
pub(super) fn decade(lower: &str) -> Option<i16> {
    Some(match lower {
        "twenties" => 20,
        "thirties" => 30,
        "forties" => 40,
        "fifties" => 50,
        "sixties" => 60,
        "seventies" => 70,
        "eighties" => 80,
        "nineties" => 90,
        _ => return None,
    })
}

/// Words that lead a date in: a four-figure number or a doubtful month after one of them is a date.
pub(super) fn leads(lower: &str) -> bool {
    matches!(
        lower,
        "in" | "on"
            | "since"
            | "by"
            | "until"
            | "till"
            | "til"
            | "from"
            | "during"
            | "before"
            | "after"
            | "through"
            | "throughout"
            | "between"
            | "around"
            | "circa"
            | "early"
            | "mid"
            | "late"
            | "of"
            | "to"
            | "and"
            | "or"
            | "dated"
            | "last"
            | "next"
            | "this"
            | "that"
            | "previous"
            | "following"
            | "year"
            | "into"
            | "back"
            | "for"
            | "at"
            | "as"
            | "every"
            | "beginning"
            | "starting"
    )
}

/// Words that follow a date without being modified by it.
pub(super) fn follows(lower: &str) -> bool {
    matches!(
        lower,
        "in" | "on"
            | "at"
            | "by"
            | "of"
            | "to"
            | "for"
            | "from"
            | "with"
            | "and"
            | "or"
            | "but"
            | "as"
            | "when"
            | "while"
            | "where"
            | "which"
            | "who"
            | "that"
            | "the"
            | "a"
            | "an"
            | "its"
            | "their"
            | "his"
            | "her"
            | "it"
            | "he"
            | "she"
            | "they"
            | "we"
            | "i"
            | "is"
            | "was"
            | "are"
            | "were"
            | "be"
            | "been"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "could"
            | "may"
            | "might"
            | "can"
            | "should"
            | "must"
            | "did"
            | "does"
            | "do"
            | "after"
            | "before"
            | "since"
            | "until"
            | "till"
            | "through"
            | "between"
            | "during"
            | "amid"
            | "over"
            | "under"
            | "about"
            | "against"
            | "because"
            | "if"
            | "than"
            | "then"
            | "there"
            | "this"
            | "these"
            | "those"
            | "following"
            | "not"
            | "also"
            | "so"
            | "onward"
            | "onwards"
            | "saw"
            | "ad"
            | "bc"
            | "bce"
            | "ce"
            | "into"
            | "without"
            | "within"
            | "despite"
            | "although"
            | "though"
            | "both"
            | "all"
            | "some"
            | "two"
            | "three"
            | "our"
            | "my"
            | "your"
            | "only"
            | "just"
            | "even"
            | "said"
            | "alone"
            | "morning"
            | "evening"
            | "night"
            | "afternoon"
            | "where's"
    )
}

/// Nouns that a number counts, whatever stands before it.
pub(super) fn counted(lower: &str) -> bool {
    matches!(
        lower,
        "troops"
            | "soldiers"
            | "people"
            | "men"
            | "women"
            | "children"
            | "police"
            | "policemen"
            | "officers"
            | "personnel"
            | "civilians"
            | "refugees"
            | "migrants"
            | "prisoners"
            | "workers"
            | "fighters"
            | "rebels"
            | "militants"
            | "protesters"
            | "protestors"
            | "demonstrators"
            | "students"
            | "families"
            | "villages"
            | "homes"
            | "houses"
            | "tons"
            | "tonnes"
            | "ton"
            | "tonne"
            | "kilograms"
            | "kg"
            | "km"
            | "kilometers"
            | "kilometres"
            | "kilometer"
            | "kilometre"
            | "miles"
            | "mile"
            | "metres"
            | "meters"
            | "m"
            | "feet"
            | "barrels"
            | "megawatts"
            | "mw"
            | "dollars"
            | "euros"
            | "pounds"
            | "rubles"
            | "roubles"
            | "rupees"
            | "yen"
            | "won"
            | "lira"
            | "votes"
            | "dead"
            | "deaths"
            | "wounded"
            | "injured"
            | "victims"
            | "casualties"
            | "vehicles"
            | "tanks"
            | "rockets"
            | "missiles"
            | "shells"
            | "cases"
            | "companies"
            | "gmt"
            | "utc"
            | "hours"
            | "hrs"
            | "percent"
            | "per"
            | "million"
            | "billion"
            | "trillion"
            | "thousand"
            | "hundred"
            | "crore"
            | "lakh"
            | "more"
            | "additional"
            | "extra"
            | "other"
            | "others"
            | "citizens"
            | "residents"
            | "members"
            | "nationals"
            | "inhabitants"
            | "points"
            | "hectares"
            | "acres"
            | "square"
            | "cubic"
            | "times"
            | "volunteers"
            | "peacekeepers"
            | "reservists"
            | "hostages"
            | "doses"
    )
}

/// Words in "s" that are no plural.
pub(super) fn singular_in_s(lower: &str) -> bool {
    matches!(
        lower,
        "was"
            | "is"
            | "has"
            | "as"
            | "its"
            | "his"
            | "this"
            | "us"
            | "thus"
            | "across"
            | "towards"
            | "besides"
            | "sometimes"
            | "always"
            | "perhaps"
            | "unless"
            | "whereas"
            | "plus"
            | "versus"
            | "crisis"
            | "does"
            | "onwards"
            | "afterwards"
            | "sees"
    )
}

/// Words before a number that make it an amount or a label.
pub(super) fn leads_a_count(lower: &str) -> bool {
    matches!(
        lower,
        "some"
            | "nearly"
            | "almost"
            | "approximately"
            | "roughly"
            | "than"
            | "least"
            | "most"
            | "another"
            | "additional"
            | "estimated"
            | "total"
            | "resolution"
            | "resolutions"
            | "no"
            | "number"
            | "flight"
            | "article"
            | "section"
            | "page"
            | "room"
            | "law"
            | "decree"
            | "chapter"
            | "unscr"
            | "rs"
            | "usd"
            | "eur"
            | "gbp"
            | "us$"
            | "$"
            | "€"
            | "£"
            | "¥"
            | "₹"
            | "#"
            | "km"
            | "highway"
            | "road"
            | "nearest"
    )
}
