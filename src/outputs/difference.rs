//! The difference of two texts, line by line, in the form that `diff -u` writes and `patch` reads.

use std::collections::BTreeMap;

use crate::order::arrange;

/// Unchanged lines around a change.
const CONTEXT: usize = 3;

/// A line of the first text that stands in the second as well: their numbers, from 0.
type Pair = (usize, usize);

/// What has to change for the first text to become the second; empty when nothing has.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let mut text = format!("--- a/{path}\n+++ b/{path}\n");
    let mut pairs = pairs(&old, &new);
    pairs.push((old.len(), new.len()));
    // Gaps between lines that stay are changes; those that share their context are one hunk.
    let mut hunk: Vec<(Pair, Pair)> = Vec::new();
    let mut next = (0, 0);
    for pair in pairs {
        if pair != next {
            if hunk.last().is_some_and(|(_, end)| next.0 - end.0 > 2 * CONTEXT) {
                push_hunk(&mut text, &old, &new, &std::mem::take(&mut hunk));
            }
            hunk.push((next, pair));
        }
        next = (pair.0 + 1, pair.1 + 1);
    }
    push_hunk(&mut text, &old, &new, &hunk);
    text
}

fn push_hunk(text: &mut String, old: &[&str], new: &[&str], changes: &[(Pair, Pair)]) {
    let (Some((first, _)), Some((_, last))) = (changes.first(), changes.last()) else { return };
    let before = first.0.min(CONTEXT);
    let after = (old.len() - last.0).min(CONTEXT);
    let range = |start: usize, length: usize| {
        // An empty range is named after the line before it.
        format!("{},{length}", if length == 0 { start } else { start + 1 })
    };
    text.push_str(&format!(
        "@@ -{} +{} @@\n",
        range(first.0 - before, last.0 + after - (first.0 - before)),
        range(first.1 - before, last.1 + after - (first.1 - before))
    ));
    let mut place = first.0 - before;
    for (start, end) in changes {
        push_lines(text, ' ', old.get(place..start.0));
        push_lines(text, '-', old.get(start.0..end.0));
        push_lines(text, '+', new.get(start.1..end.1));
        place = end.0;
    }
    push_lines(text, ' ', old.get(place..last.0 + after));
}

fn push_lines(text: &mut String, mark: char, lines: Option<&[&str]>) {
    for line in lines.unwrap_or_default() {
        text.push(mark);
        text.push_str(line);
        if !line.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// The lines that stay, in order. What is the same at both ends stays; between them, lines that stand once in each
/// text and in the same order ("patience"), and around each of those what is the same beside it.
fn pairs(old: &[&str], new: &[&str]) -> Vec<Pair> {
    let mut kept = Vec::new();
    let start = old.iter().zip(new).take_while(|(left, right)| left == right).count();
    let room = old.len().min(new.len()) - start;
    let end =
        old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(left, right)| left == right).count();
    kept.extend((0..start).map(|line| (line, line)));
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    let mut next = (start, start);
    for anchor in anchors(old, new, start..old_end, start..new_end).into_iter().chain([(old_end, new_end)]) {
        let same = |pair: Pair| old.get(pair.0) == new.get(pair.1);
        while next.0 < anchor.0 && next.1 < anchor.1 && same(next) {
            kept.push(next);
            next = (next.0 + 1, next.1 + 1);
        }
        let mut back = 0;
        while anchor.0 - back > next.0
            && anchor.1 - back > next.1
            && same((anchor.0 - back - 1, anchor.1 - back - 1))
        {
            back += 1;
        }
        kept.extend((1..=back).rev().map(|step| (anchor.0 - step, anchor.1 - step)));
        if anchor.0 < old_end {
            kept.push(anchor);
        }
        next = (anchor.0 + 1, anchor.1 + 1);
    }
    kept.extend((0..end).map(|line| (old_end + line, new_end + line)));
    kept
}

/// The longest run of lines that are unique in both ranges and come in the same order.
fn anchors(
    old: &[&str],
    new: &[&str],
    old_range: std::ops::Range<usize>,
    new_range: std::ops::Range<usize>,
) -> Vec<Pair> {
    // For each line: how often it stands in either text, and where.
    let mut seen: BTreeMap<&str, ([usize; 2], Pair)> = BTreeMap::new();
    for number in old_range {
        let (count, pair) = seen.entry(old.get(number).copied().unwrap_or_default()).or_default();
        count[0] += 1;
        pair.0 = number;
    }
    for number in new_range {
        let (count, pair) = seen.entry(new.get(number).copied().unwrap_or_default()).or_default();
        count[1] += 1;
        pair.1 = number;
    }
    let mut unique: Vec<Pair> =
        seen.into_values().filter(|(count, _)| *count == [1, 1]).map(|(_, pair)| pair).collect();
    arrange(&mut unique, Ord::cmp);
    // `tails[n]` ends the run of n + 1 lines that ends earliest in the second text; `before` leads back along it.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(unique.len());
    let place = |index: usize| unique.get(index).map_or(0, |pair| pair.1);
    for (index, pair) in unique.iter().enumerate() {
        let length = tails.partition_point(|tail| place(*tail) < pair.1);
        before.push(length.checked_sub(1).and_then(|length| tails.get(length).copied()));
        match tails.get_mut(length) {
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut run: Vec<Pair> =
        std::iter::successors(tails.last().copied(), |index| before.get(*index).copied().flatten())
            .filter_map(|index| unique.get(index).copied())
            .collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_has_its_context() {
        let lines = |middle: &str| format!("a\nb\nc\nd\n{middle}\ne\nf\ng\nh\n");
        let expected = "--- a/x\n+++ b/x\n@@ -2,7 +2,7 @@\n b\n c\n d\n-old\n+new\n e\n f\n g\n";
        assert_eq!(unified("x", &lines("old"), &lines("new")), expected);
        assert_eq!(unified("x", "same", "same"), "");
    }

    #[test]
    fn texts_without_anything_in_common_or_without_a_last_line_end() {
        assert_eq!(
            unified("x", "a", "b\n"),
            "--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n"
        );
        assert_eq!(unified("x", "", "b\n"), "--- a/x\n+++ b/x\n@@ -0,0 +1,1 @@\n+b\n");
    }

    #[test]
    fn repeated_lines_beside_a_unique_one_stay() {
        let before = "{\n}\none\n{\n}\n";
        let after = "{\n}\n{\nnew\n}\none\n{\n}\n";
        let text = unified("x", before, after);
        assert_eq!(text.lines().filter(|line| line.starts_with('-')).count(), 1, "{text}");
        assert_eq!(text.lines().filter(|line| line.starts_with('+')).count(), 4, "{text}");
    }
}
