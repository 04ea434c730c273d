//! Facts one after the other, as many on a line as fit.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Continues `line`, which fills `used` columns, with `facts`; further lines begin `indent` columns in. A fact that
/// is longer than a line is cut.
pub fn flow(mut line: String, mut used: usize, indent: usize, facts: &[String], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut separator = "";
    for fact in facts {
        let fact = shortened(fact, width.saturating_sub(indent).max(10));
        if used + separator.width() + fact.width() > width {
            lines.push(line.trim_end().to_owned());
            line = " ".repeat(indent);
            used = indent;
            separator = "";
        }
        line = line + separator + &fact;
        used += separator.width() + fact.width();
        separator = " · ";
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// As much of `text` as fits in `room` columns.
fn shortened(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > room {
            break;
        }
        short.push(character);
    }
    short.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_go_on_below_when_they_do_not_fit() {
        let facts = ["one", "two", "three hundred and four"].map(str::to_owned);
        assert_eq!(flow("AID  ".into(), 5, 2, &facts, 40), ["AID  one · two · three hundred and four"]);
        assert_eq!(flow("AID  ".into(), 5, 2, &facts, 20), ["AID  one · two", "  three hundred and…"]);
        assert_eq!(flow("AID  ".into(), 5, 2, &[], 20), ["AID"]);
    }
}
