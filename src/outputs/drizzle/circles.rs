//! Which tables refer to each other in a circle, found once for all of them.

use std::collections::BTreeMap;

use crate::model::schema::Schema;

/// A number for each table; those that lead to each other over any way of references have the same.
pub fn circles(schema: &Schema) -> Vec<usize> {
    let forth = references(schema);
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); forth.len()];
    for (from, targets) in forth.iter().enumerate() {
        for to in targets {
            if let Some(sources) = back.get_mut(*to) {
                sources.push(from);
            }
        }
    }
    let mut circle_of = vec![usize::MAX; forth.len()];
    // Kosaraju's way: what can be reached backwards, beginning with what was left last on the way forwards.
    for start in leaving_order(&forth).into_iter().rev() {
        let mut waiting = vec![start];
        while let Some(table) = waiting.pop() {
            let Some(circle) = circle_of.get_mut(table).filter(|circle| **circle == usize::MAX) else {
                continue;
            };
            *circle = start;
            waiting.extend(back.get(table).into_iter().flatten());
        }
    }
    circle_of
}

/// The places of the tables that each table refers to.
fn references(schema: &Schema) -> Vec<Vec<usize>> {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, table) in schema.tables.iter().enumerate() {
        by_name.entry(table.name.name.to_lowercase()).or_default().push(place);
    }
    let target = |name: &crate::model::names::ObjectName| {
        let alike = by_name.get(&name.name.to_lowercase())?;
        let is_it = |place: &&usize| {
            schema.tables.get(**place).is_some_and(|table| schema.dialect.same_object(&table.name, name))
        };
        alike.iter().find(is_it).copied()
    };
    let of = |table: &crate::model::schema::Table| {
        table.foreign_keys.iter().filter_map(|key| target(&key.foreign_table)).collect()
    };
    schema.tables.iter().map(of).collect()
}

/// The tables in the order in which a walk that goes as deep as it can leaves them.
fn leaving_order(forth: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(forth.len());
    let mut seen = vec![false; forth.len()];
    for start in 0..forth.len() {
        let mut path = vec![(start, 0)];
        while let Some((table, next)) = path.pop() {
            if next == 0 && std::mem::replace(&mut seen[table], true) {
                continue;
            }
            match forth.get(table).and_then(|targets| targets.get(next)) {
                Some(to) => {
                    path.push((table, next + 1));
                    if !seen[*to] {
                        path.push((*to, 0));
                    }
                }
                None => order.push(table),
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::circles;
    use crate::dialects::Dialect;
    use crate::parse::parse;

    #[test]
    fn circles_are_told_from_chains() {
        let text = "CREATE TABLE a (id int PRIMARY KEY, b int REFERENCES b, c int REFERENCES c);
            CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);
            CREATE TABLE c (id int PRIMARY KEY, d int REFERENCES d);
            CREATE TABLE d (id int PRIMARY KEY, d int REFERENCES d);";
        let found = circles(&parse(text, Dialect::PostgreSql).0);
        assert_eq!(found[0], found[1]);
        assert_ne!(found[0], found[2]);
        assert_ne!(found[2], found[3]);
    }
}
