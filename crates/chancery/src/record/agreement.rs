use std::collections::HashMap;

use serde::Serialize;

/// How far reviewers agree: Krippendorff's alpha for names (1 is full agreement, 0 what chance gives).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Agreement {
    /// Claims that two or more reviewers gave a verdict on.
    pub claims: usize,
    /// Alpha over accepted, corrected, rejected; `None` where too little was reviewed to tell.
    pub verdict: Option<f64>,
    /// Alpha over the type that each reviewer holds right, with "no event" as one more.
    pub event_type: Option<f64>,
}

impl Agreement {
    /// From what each reviewer of each claim said.
    pub(super) fn of(verdicts: &[Vec<&str>], types: &[Vec<&str>]) -> Agreement {
        Agreement {
            claims: verdicts.iter().filter(|one| one.len() > 1).count(),
            verdict: alpha(verdicts),
            event_type: alpha(types),
        }
    }
}

/// Krippendorff's alpha for nominal data. Units with one value say nothing. `None` where there is no pair, or where
/// all values are the same, so that chance would agree as well.
fn alpha(units: &[Vec<&str>]) -> Option<f64> {
    let mut totals: HashMap<&str, f64> = HashMap::new();
    let (mut n, mut disagreeing) = (0.0, 0.0);
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let others = unit.len() as f64 - 1.0;
        for (i, value) in unit.iter().enumerate() {
            *totals.entry(value).or_default() += 1.0;
            n += 1.0;
            let differ = unit.iter().enumerate().filter(|(j, other)| *j != i && *other != value).count();
            disagreeing += differ as f64 / others;
        }
    }
    let agreeing_by_chance: f64 = totals.values().map(|count| count * (count - 1.0)).sum();
    let expected = n * (n - 1.0) - agreeing_by_chance;
    (expected > 0.0).then(|| 1.0 - (n - 1.0) * disagreeing / expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_of_known_data() {
        // Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section B: two observers, ten binary
        // units, 0.095; section C: four observers, twelve units with gaps, nominal, 0.743.
        let first = ["0", "1", "0", "0", "0", "0", "0", "0", "1", "0"];
        let second = ["1", "1", "1", "0", "0", "1", "0", "0", "0", "0"];
        let units: Vec<Vec<&str>> = first.iter().zip(second).map(|(a, b)| vec![*a, b]).collect();
        assert!((alpha(&units).unwrap() - 0.095).abs() < 0.001, "{:?}", alpha(&units));
        let observers = [
            ["1", "2", "3", "3", "2", "1", "4", "1", "2", ".", ".", "."],
            ["1", "2", "3", "3", "2", "2", "4", "1", "2", "5", ".", "3"],
            [".", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", "."],
            ["1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", "."],
        ];
        let units: Vec<Vec<&str>> = (0..12)
            .map(|unit| observers.iter().map(|values| values[unit]).filter(|value| *value != ".").collect())
            .collect();
        assert!((alpha(&units).unwrap() - 0.743).abs() < 0.001, "{:?}", alpha(&units));
    }

    #[test]
    fn nothing_to_compare_gives_nothing() {
        assert_eq!(alpha(&[]), None);
        assert_eq!(alpha(&[vec!["a"], vec!["b"]]), None);
        assert_eq!(alpha(&[vec!["a", "a"]]), None);
        assert_eq!(alpha(&[vec!["a", "a"], vec!["b", "b"]]), Some(1.0));
    }
}
