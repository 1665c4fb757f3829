//! Things by their names, where many are looked up: one after the other would take the square of their number.

use super::names::ObjectName;
use crate::dialects::Dialect;
use crate::order::arrange;

/// The places of a list of things, by their names.
#[derive(Debug)]
pub struct Lookup<'a> {
    dialect: Dialect,
    /// In the order of the names in small letters, and of equal ones in the order of the list.
    sorted: Vec<(String, &'a ObjectName, usize)>,
}

impl<'a> Lookup<'a> {
    /// Of the names in the order of the list.
    pub fn of(dialect: Dialect, names: impl Iterator<Item = &'a ObjectName>) -> Self {
        let places = names.enumerate();
        let mut sorted: Vec<_> =
            places.map(|(place, name)| (name.name.to_lowercase(), name, place)).collect();
        arrange(&mut sorted, |(left, ..), (right, ..)| left.cmp(right));
        Self { dialect, sorted }
    }

    /// The place of the first thing that has this name to the database.
    pub fn place(&self, name: &ObjectName) -> Option<usize> {
        let small = name.name.to_lowercase();
        let start = self.sorted.partition_point(|(other, ..)| *other < small);
        let alike = self.sorted.get(start..)?.iter().take_while(|(other, ..)| *other == small);
        let mut same = alike.filter(|(_, other, _)| self.dialect.same_object(other, name));
        same.next().map(|(.., place)| *place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialects::ALL;

    #[test]
    fn finds_what_looking_at_all_of_them_finds() {
        let names = ["b", "a", "B", "ä", "Ä", "k", "\u{212a}", "a"].map(ObjectName::new);
        let qualified = names.iter().map(|name| ObjectName { schema: Some("s".to_owned()), ..name.clone() });
        let all: Vec<ObjectName> = names.iter().cloned().chain(qualified).collect();
        for dialect in ALL.iter().copied() {
            let lookup = Lookup::of(dialect, all.iter().take(11));
            for name in &all {
                let known = all.iter().take(11).position(|other| dialect.same_object(other, name));
                assert_eq!(lookup.place(name), known, "{name} in {}", dialect.name());
            }
        }
    }
}
