//! A dependency tree as arcs to the left of its words, one word a line:
//!
//! ```text
//!   ┌─▸ Lima
//! ┌─┴── sold
//! │ ┌─▸ two
//! └─┴─▸ ferries
//! ```

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

/// For each word the arcs before it, all equally wide; `heads` gives each word's governor.
pub fn draw(heads: &[Option<usize>]) -> Vec<String> {
    let arcs = placed(heads);
    let columns = arcs.iter().map(|arc| arc.level + 1).max().unwrap_or(0);
    let mut cells = vec![vec![0_u8; columns]; heads.len()];
    for arc in &arcs {
        let column = columns - 1 - arc.level;
        cells[arc.top][column] |= DOWN | RIGHT;
        cells[arc.bottom][column] |= UP | RIGHT;
        for row in &mut cells[arc.top + 1..arc.bottom] {
            row[column] |= UP | DOWN;
        }
        for end in [arc.top, arc.bottom] {
            for cell in &mut cells[end][column + 1..] {
                *cell |= LEFT | RIGHT;
            }
        }
    }
    cells
        .iter()
        .zip(heads)
        .enumerate()
        .map(|(i, (row, head))| line(row, is_dependent(i, *head, heads)))
        .collect()
}

/// An arc between two words, `level` columns away from them.
struct Arc {
    top: usize,
    bottom: usize,
    head: usize,
    level: usize,
}

/// The arcs, the short ones next to the words. Two arcs share a column where they do not meet, or meet only in the
/// head that they share.
fn placed(heads: &[Option<usize>]) -> Vec<Arc> {
    let mut arcs: Vec<Arc> = heads
        .iter()
        .enumerate()
        .filter(|(i, head)| is_dependent(*i, **head, heads))
        .filter_map(|(i, head)| head.map(|head| (i, head)))
        .map(|(i, head)| Arc { top: i.min(head), bottom: i.max(head), head, level: 0 })
        .collect();
    arcs.sort_by_key(|arc| (arc.bottom - arc.top, arc.top));
    for i in 0..arcs.len() {
        let (before, rest) = arcs.split_at(i);
        let arc = &rest[0];
        let apart = |other: &Arc| other.bottom < arc.top || arc.bottom < other.top;
        let back_to_back =
            |other: &Arc| other.head == arc.head && (other.bottom == arc.top || arc.bottom == other.top);
        let in_the_way = before.iter().filter(|other| !apart(other) && !back_to_back(other));
        let level = in_the_way.map(|other| other.level + 1).max().unwrap_or(0);
        arcs[i].level = level;
    }
    arcs
}

fn is_dependent(word: usize, head: Option<usize>, heads: &[Option<usize>]) -> bool {
    head.is_some_and(|head| head != word && head < heads.len())
}

fn line(row: &[u8], dependent: bool) -> String {
    let mut line: String = row.iter().flat_map(|cell| [shape(*cell), joint(*cell)]).collect();
    let ends = row.last().is_some_and(|cell| cell & RIGHT != 0);
    line.push(match (dependent, ends) {
        (true, _) => '▸',
        (false, true) => '─',
        (false, false) => ' ',
    });
    line
}

fn shape(cell: u8) -> char {
    const SHAPES: [char; 16] =
        [' ', '│', '│', '│', '─', '┘', '┐', '┤', '─', '└', '┌', '├', '─', '┴', '┬', '┼'];
    SHAPES[usize::from(cell)]
}

fn joint(cell: u8) -> char {
    if cell & RIGHT == 0 { ' ' } else { '─' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arcs_nest() {
        // Lima sold two ferries: Lima ← sold → ferries → two
        let drawn = draw(&[Some(1), None, Some(3), Some(1)]);
        assert_eq!(drawn, ["  ┌─▸", "┌─┴──", "│ ┌─▸", "└─┴─▸"]);
    }

    #[test]
    fn any_heads_are_drawn_equally_wide() {
        for heads in [
            vec![],
            vec![None],
            vec![Some(0), Some(9), None],
            vec![Some(2), Some(3), None, Some(2), Some(1)],
            vec![Some(1), Some(0)],
        ] {
            let drawn = draw(&heads);
            assert_eq!(drawn.len(), heads.len());
            let widths: Vec<usize> = drawn.iter().map(|line| line.chars().count()).collect();
            assert!(widths.iter().all(|width| *width == widths[0]), "{drawn:?}");
        }
    }
}
