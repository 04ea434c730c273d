//! The few colours that the output uses.

use anstyle::{AnsiColor, Style};

/// What matters less.
pub const FAINT: Style = Style::new().dimmed();
/// Titles.
pub const TITLE: Style = Style::new().bold();
/// The words on which an event rests.
pub const TRIGGER: Style = Style::new().bold();
/// Faults.
pub const FAULT: Style = AnsiColor::Red.on_default().bold();

/// The colour of an event type: words and deeds of friendship green and cyan, of conflict yellow and red.
pub fn of_type(event_type: &str) -> Style {
    let colour = match event_type {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => AnsiColor::Green,
        "COOPERATE" | "AID" | "RETREAT" => AnsiColor::Cyan,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => AnsiColor::Yellow,
        _ => AnsiColor::Red,
    };
    colour.on_default()
}
