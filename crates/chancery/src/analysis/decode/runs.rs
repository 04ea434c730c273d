use std::ops::Range;

/// Runs of consecutive indices for which `inside` holds, among `0..len`.
pub fn runs(len: usize, mut inside: impl FnMut(usize) -> bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for i in 0..len {
        if !inside(i) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == i => last.end = i + 1,
            _ => found.push(i..i + 1),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn neighbours_join() {
        let flags = [true, true, false, true, false, false, true];
        assert_eq!(super::runs(7, |i| flags[i]), vec![0..2, 3..4, 6..7]);
    }
}
