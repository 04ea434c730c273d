//! Templates that stand for words. All others (infoboxes, navigation, notices) fall away.

use std::ops::Range;

use super::cite;
use super::render::Renderer;

/// The parameters of a template, as ranges of the page.
pub(super) struct Call {
    /// In lower case, blanks for underscores.
    pub name: String,
    named: Vec<(String, Range<usize>)>,
    positional: Vec<Range<usize>>,
}

impl Call {
    pub(super) fn read(renderer: &Renderer<'_>, inner: Range<usize>) -> Call {
        let text = renderer.text;
        let mut parts = renderer.split(inner).into_iter();
        let name = parts.next().map_or("", |r| text[r].trim());
        let mut call =
            Call { name: name.replace('_', " ").to_lowercase(), named: Vec::new(), positional: Vec::new() };
        for part in parts {
            let raw = &text[part.clone()];
            let key = raw.split_once('=').map(|(key, _)| key);
            // "a=b" names a parameter, "<ref name=x>" and "[https://x?a=b]" do not.
            match key.filter(|k| !k.contains(['<', '[', '{', '/'])) {
                Some(key) => {
                    let from = part.start + key.len() + 1;
                    match key.trim().parse::<usize>() {
                        Ok(n) if (1..=20).contains(&n) => {
                            let empty = from..from;
                            call.positional.resize_with(call.positional.len().max(n), || empty.clone());
                            call.positional[n - 1] = from..part.end;
                        }
                        _ => call.named.push((key.trim().to_lowercase(), from..part.end)),
                    }
                }
                None => call.positional.push(part),
            }
        }
        call
    }

    /// The n-th unnamed parameter, from 1.
    pub(super) fn at(&self, n: usize) -> Option<Range<usize>> {
        self.positional.get(n.checked_sub(1)?).cloned()
    }

    pub(super) fn named(&self, name: &str) -> Option<Range<usize>> {
        self.named.iter().rev().find(|(key, _)| key == name).map(|(_, range)| range.clone())
    }

    fn last(&self) -> Option<Range<usize>> {
        self.positional.last().cloned()
    }

    /// Everything that is said to it.
    fn all(&self) -> Vec<Range<usize>> {
        let mut all: Vec<_> =
            self.positional.iter().chain(self.named.iter().map(|(_, r)| r)).cloned().collect();
        all.sort_by_key(|r| r.start);
        all
    }
}

/// What is left open by a template of editors, as a mark that no claim rests on.
const EDITORIAL: &[(&str, &str)] = &[
    ("citation needed", "citation needed"),
    ("cn", "citation needed"),
    ("fact", "citation needed"),
    ("better source needed", "better source needed"),
    ("dubious", "dubious"),
    ("clarify", "clarification needed"),
    ("by whom", "by whom?"),
    ("who", "who?"),
    ("when", "when?"),
    ("which", "which?"),
    ("failed verification", "failed verification"),
    ("page needed", "page needed"),
    ("dead link", "dead link"),
];

pub(super) fn render(renderer: &mut Renderer<'_>, inner: Range<usize>, out: &mut String) {
    let call = Call::read(renderer, inner);
    let name = call.name.as_str();
    if let Some((_, words)) = EDITORIAL.iter().find(|(n, _)| *n == name) {
        out.push('[');
        out.push_str(words);
        out.push(']');
        return;
    }
    let first = |renderer: &mut Renderer<'_>, out: &mut String| {
        if let Some(range) = call.at(1) {
            renderer.render(range, out);
        }
    };
    match name {
        "sfn" | "sfnp" | "sfnm" | "harvnb" | "harv" | "harvtxt" => short_footnote(renderer, &call, out),
        "efn" | "efn-ua" | "efn-lr" | "notetag" | "refn" | "#tag:ref" => footnote(renderer, &call, out),
        "r" => {
            for n in 1..=9 {
                if let Some(range) = call.at(n) {
                    let name = renderer.text[range].trim().to_owned();
                    renderer.mark("", &name, None, out);
                }
            }
        }
        "reflist" | "notelist" | "references" | "notefoot" => {
            let group = match (name, call.named("group")) {
                (_, Some(group)) => renderer.text[group].trim().to_owned(),
                ("notelist", None) => "lower-alpha".to_owned(),
                _ => String::new(),
            };
            if let Some(list) = call.named("refs") {
                renderer.define(list, &group);
            }
        }
        "nowrap"
        | "small"
        | "smaller"
        | "big"
        | "nobold"
        | "em"
        | "strong"
        | "abbr"
        | "tooltip"
        | "visible anchor"
        | "vanchor"
        | "sic"
        | "nobr"
        | "keep"
        | "flag"
        | "flagcountry"
        | "flagu"
        | "country"
        | "mvar"
        | "quote inline"
        | "ill"
        | "interlanguage link"
        | "interlanguage link multi" => match call.named("lt") {
            Some(words) => renderer.render(words, out),
            None => first(renderer, out),
        },
        "lang" | "transliteration" | "transl" | "translit" | "langx" | "nihongo" | "as written" => {
            if let Some(range) = call.at(2).or_else(|| call.last()) {
                renderer.render(range, out);
            }
        }
        "quote" | "blockquote" | "cquote" | "bquote" | "poemquote" => {
            out.push('\n');
            match call.named("text").or_else(|| call.named("quote")) {
                Some(words) => renderer.render(words, out),
                None => first(renderer, out),
            }
            out.push('\n');
        }
        "plainlist" | "ubl" | "unbulleted list" | "flatlist" | "hlist" => {
            for range in call.all() {
                out.push('\n');
                renderer.render(range, out);
            }
            out.push('\n');
        }
        "convert" | "cvt" => convert(renderer, &call, out),
        "circa" | "c." | "ca." => {
            out.push_str("c. ");
            first(renderer, out);
        }
        "as of" => {
            out.push_str("As of ");
            date(renderer, &call, out);
        }
        "start date" | "end date" | "date" | "dts" | "start date and age" | "film date" => {
            date(renderer, &call, out)
        }
        "us$" | "usd" => money(renderer, &call, "US$", out),
        "gbp" | "£" | "pound sterling" => money(renderer, &call, "£", out),
        "eur" | "euro" | "€" => money(renderer, &call, "€", out),
        "inr" | "indian rupee" | "₹" => money(renderer, &call, "₹", out),
        "ils" => money(renderer, &call, "₪", out),
        "currency" => {
            if let (Some(amount), Some(code)) = (call.at(1), call.at(2)) {
                renderer.render(code, out);
                out.push(' ');
                renderer.render(amount, out);
            }
        }
        "val" | "formatnum" | "nts" => first(renderer, out),
        "hms" | "uss" | "ins" | "hmas" | "hmcs" | "rfa" | "mv" | "ms" | "ss" | "rms" | "uscgc" => {
            out.push_str(&name.to_uppercase());
            out.push(' ');
            first(renderer, out);
        }
        "ship" | "sclass" => {
            for n in 1..=2 {
                if let Some(range) = call.at(n) {
                    renderer.render(range, out);
                    out.push(' ');
                }
            }
        }
        "nbsp" | "spaces" | "space" => out.push(' '),
        "snd" | "spnd" | "spaced ndash" | "spaced en dash" => out.push_str(" – "),
        "ndash" | "en dash" | "endash" => out.push('–'),
        "mdash" | "em dash" | "emdash" => out.push('—'),
        "'" | "`" => out.push('’'),
        "!" => out.push('|'),
        "=" => out.push('='),
        _ if name.starts_with("lang-") => first(renderer, out),
        _ if name.starts_with("formatnum:") => out.push_str(&name["formatnum:".len()..]),
        _ if cite::is_citation(name) => {
            let (words, _) = cite::citation(renderer, &call);
            out.push_str(&words);
        }
        // Its references are counted on the page, so they are here.
        _ => call.all().into_iter().for_each(|range| renderer.pass(range)),
    }
}

/// `{{sfn|Smith|Jones|2004|p=4}}`: a reference that a list of works resolves.
fn short_footnote(renderer: &mut Renderer<'_>, call: &Call, out: &mut String) {
    let mut text = String::new();
    for n in 1..=6 {
        let Some(range) = call.at(n) else { break };
        let words = renderer.words(range);
        if !words.trim().is_empty() {
            text.push_str(if text.is_empty() { "" } else { " " });
            text.push_str(words.trim());
        }
    }
    for (key, sign) in [("p", ", p. "), ("pp", ", pp. "), ("loc", ", ")] {
        if let Some(range) = call.named(key) {
            text.push_str(sign);
            text.push_str(renderer.words(range).trim());
        }
    }
    if call.name.starts_with("sfn") {
        let key = format!("\u{1}sfn {text}");
        renderer.mark_with("", &key, text, out);
    } else {
        out.push_str(&text);
    }
}

/// `{{efn|words}}` and its like: a note with the content as its first parameter.
fn footnote(renderer: &mut Renderer<'_>, call: &Call, out: &mut String) {
    let text =
        |range: Option<Range<usize>>| range.map(|r| renderer.text[r].trim().trim_matches('"').to_owned());
    let group = text(call.named("group")).unwrap_or_else(|| {
        match call.name.as_str() {
            "efn" => "lower-alpha",
            "efn-ua" => "upper-alpha",
            "efn-lr" => "lower-roman",
            "notetag" => "note",
            _ => "",
        }
        .to_owned()
    });
    let name = text(call.named("name")).unwrap_or_default();
    renderer.mark(&group, &name, call.at(1), out);
}

/// `{{convert|120|km|mi}}`, `{{convert|10|to|20|km}}`: the first measure, as the editor typed it.
fn convert(renderer: &mut Renderer<'_>, call: &Call, out: &mut String) {
    for n in 1..=4 {
        let Some(range) = call.at(n) else { break };
        let words = renderer.words(range);
        let words = words.trim();
        out.push_str(if n == 1 { "" } else { " " });
        out.push_str(words);
        let joins = matches!(words, "to" | "and" | "or" | "by" | "-" | "–" | "x" | "×");
        if n > 1 && !joins && !words.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
    }
}

/// `{{start date|1991|12|25}}`, `{{as of|2019|5}}`, `{{date|25 December 1991}}`.
fn date(renderer: &mut Renderer<'_>, call: &Call, out: &mut String) {
    let parts: Vec<String> =
        (1..=3).filter_map(|n| call.at(n)).map(|r| renderer.words(r).trim().to_owned()).collect();
    let number = |i: usize| parts.get(i).and_then(|p| p.parse::<u16>().ok());
    match (number(0), number(1), number(2)) {
        (Some(year), Some(month), Some(day)) => out.push_str(&format!("{year}-{month:02}-{day:02}")),
        (Some(year), Some(month @ 1..=12), None) => {
            const MONTHS: [&str; 12] = [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ];
            out.push_str(&format!("{} {year}", MONTHS[usize::from(month) - 1]));
        }
        _ => out.push_str(parts.first().map_or("", String::as_str)),
    }
}

fn money(renderer: &mut Renderer<'_>, call: &Call, sign: &str, out: &mut String) {
    if let Some(range) = call.at(1) {
        out.push_str(sign);
        renderer.render(range, out);
    }
}
