//! Acts that are still to come: cooperation that is announced is agreed, yielding that is announced conceded.

use super::codebook::Cameo;
use crate::analysis::{EventType, Status};

/// Type and mode of an act with this status.
pub(super) fn settle(
    event_type: EventType,
    mode: Option<String>,
    status: Status,
) -> (EventType, Option<String>) {
    use EventType::{Agree, Aid, Concede, Consult, Cooperate, Retreat, Support};
    match (event_type, status) {
        (Consult | Cooperate | Aid | Support, Status::Planned) => (Agree, None),
        (Retreat, Status::Planned) => (Concede, None),
        _ => (event_type, mode),
    }
}

/// The CAMEO code of an intention, from the code of the act that is intended.
pub(super) fn cameo_of_intention(act: &str, contexts: &[String]) -> Option<&'static str> {
    let has = |name: &str| contexts.iter().any(|context| context == name);
    Some(match act.get(..2)? {
        "04" if act == "045" => "039",
        "04" => "036",
        "05" => "032",
        "06" => match act {
            "061" => "0311",
            "062" => "0312",
            "063" => "0313",
            "064" => "0314",
            _ if has("economic") => "0311",
            _ => "031",
        },
        "07" => match act {
            "071" => "0331",
            "072" => "0332",
            "073" => "0333",
            "074" => "0334",
            _ => "033",
        },
        "08" => match act {
            "084" | "0841" | "0842" => "0353",
            "085" => "0354",
            "086" | "0861" | "0862" | "0863" => "0355",
            _ if act.starts_with("087") => "0356",
            _ => "035",
        },
        _ => return None,
    })
}

/// The code of an act: the frame's, as an intention where the act is still to come, else the mode's, else what
/// type, mode and contexts lead to, else the type's.
pub(super) fn cameo_code(
    cameo: &Cameo,
    frame: Option<&str>,
    (event_type, mode, status): (EventType, Option<&str>, Status),
    contexts: &[String],
    mode_code: Option<&str>,
    class_code: Option<&str>,
) -> Option<String> {
    let intended = |code: &str| {
        let yields = matches!(event_type, EventType::Agree | EventType::Concede) && status == Status::Planned;
        if yields { cameo_of_intention(code, contexts).map(str::to_owned) } else { Some(code.to_owned()) }
    };
    frame
        .and_then(|code| intended(code).or_else(|| Some(code.to_owned())))
        .or_else(|| mode_code.map(str::to_owned))
        .or_else(|| cameo.code_of(event_type, mode, contexts).map(str::to_owned))
        .or_else(|| class_code.map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::Codebook;

    #[test]
    fn what_is_to_come_is_agreed_or_conceded() {
        assert_eq!(
            settle(EventType::Consult, Some("visit".to_owned()), Status::Planned),
            (EventType::Agree, None)
        );
        assert_eq!(settle(EventType::Retreat, None, Status::Planned), (EventType::Concede, None));
        assert_eq!(settle(EventType::Assault, None, Status::Planned), (EventType::Assault, None));
        assert_eq!(settle(EventType::Consult, None, Status::Negated), (EventType::Consult, None));
    }

    #[test]
    fn every_code_of_an_intention_exists() {
        let cameo = &Codebook::built_in().expect("the built-in codebook is sound").cameo;
        for act in [
            "042", "045", "046", "057", "060", "061", "062", "063", "064", "070", "071", "072", "073", "074",
            "084", "085", "0861", "0873",
        ] {
            let code = cameo_of_intention(act, &[]).expect("an intention");
            assert!(cameo.get(code).is_some_and(|c| c.goldstein > 0.0), "{act} {code}");
        }
    }
}
