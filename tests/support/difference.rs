//! A line diff that a person can read in a failed test.

/// The lines that differ, `-` for those of `left` only and `+` for those of `right` only; `None` when all are equal.
pub fn difference(left: &[String], right: &[String]) -> Option<String> {
    if left == right {
        return None;
    }
    let head = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    let (left, right) = (&left[head..], &right[head..]);
    let tail = left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count();
    let (left, right) = (&left[..left.len() - tail], &right[..right.len() - tail]);
    let common = common_lengths(left, right);
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < left.len() || j < right.len() {
        if i < left.len() && j < right.len() && left[i] == right[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == right.len() || (i < left.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(format!("- {}", left[i]));
            i += 1;
        } else {
            lines.push(format!("+ {}", right[j]));
            j += 1;
        }
    }
    Some(lines.join("\n"))
}

/// How many lines the rests of both have in common, for every pair of rests.
fn common_lengths(left: &[String], right: &[String]) -> Vec<Vec<u32>> {
    let mut common = vec![vec![0; right.len() + 1]; left.len() + 1];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            common[i][j] = if left[i] == right[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    common
}

/// Fails with the lines that differ.
#[track_caller]
pub fn assert_same_lines(actual: &[String], expected: &[String], what: &str) {
    if let Some(difference) = difference(expected, actual) {
        panic!("{what} differ (- expected, + actual):\n{difference}\n");
    }
}
