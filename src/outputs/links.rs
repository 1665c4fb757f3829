//! Foreign keys as links between tables, for tools in which both tables name them.

use std::collections::BTreeMap;

/// Which of the links need a name: those between the same two tables as another one, whichever refers to the other, and
/// those from a table to itself. A link is given by the names of its tables.
pub fn need_names(links: &[(&str, &str)]) -> Vec<bool> {
    let pair = |(from, to): (&'_ str, &'_ str)| (from.min(to).to_owned(), from.max(to).to_owned());
    let mut between = BTreeMap::new();
    for link in links {
        *between.entry(pair(*link)).or_insert(0) += 1;
    }
    let needs = |link: &(&str, &str)| {
        let count = between.get(&pair(*link)).copied().unwrap_or_default();
        count > 1 || link.0 == link.1
    };
    links.iter().map(needs).collect()
}

#[cfg(test)]
mod tests {
    use super::need_names;

    #[test]
    fn links_between_the_same_tables_need_names() {
        let links = [("key", "user"), ("post", "user"), ("user", "post"), ("user", "user")];
        assert_eq!(need_names(&links), [false, true, true, true]);
    }
}
