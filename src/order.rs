//! Sorting without the standard library's sort for each type: every use of that on another type makes the download
//! about four kilobytes larger, and collecting into a `BTreeSet` or `BTreeMap` is such a use.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts, and keeps the order of equals.
pub fn arrange<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..items.len()).collect();
    arrange_places(&mut places, &|left, right| match (items.get(left), items.get(right)) {
        (Some(left), Some(right)) => compare(left, right),
        _ => Ordering::Equal,
    });
    // Each place says which item belongs there; they go round in circles, and one circle after the other is closed.
    for start in 0..places.len() {
        let mut at = start;
        while places[at] != start {
            let from = std::mem::replace(&mut places[at], at);
            items.swap(at, from);
            at = from;
        }
        places[at] = at;
    }
}

/// Compiled once, for all types.
fn arrange_places(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|left, right| compare(*left, *right));
}

/// The different items, in order.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

/// The values by their keys; of equal keys the last one counts.
pub fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_library_does() {
        // Numbers without order, and with many equals among what they are sorted by.
        let numbers: Vec<u32> = (0..2_000).map(|number| number * 7_919 % 2_003).collect();
        for length in [0, 1, 2, 3, 21, 500, 2_000] {
            let mut ours: Vec<u32> = numbers.iter().copied().take(length).collect();
            let mut theirs = ours.clone();
            arrange(&mut ours, |left, right| (left % 37).cmp(&(right % 37)));
            theirs.sort_by_key(|number| number % 37);
            assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn a_long_circle_takes_no_longer_than_its_length() {
        let mut turned: Vec<usize> = (1..100_000).chain([0]).collect();
        arrange(&mut turned, usize::cmp);
        assert!(turned.is_sorted());
    }
}
