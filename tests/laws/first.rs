//! What options want before all else: room for longer ids of users, which stays where it is needed.

use authmorph::model::schema::{IndexTarget, Table};

use crate::application::copy_row;
use crate::case::for_each;

/// The columns besides the identity that no two rows may share.
fn unique_columns<'a>(table: &'a Table, id: &str) -> Vec<&'a str> {
    let keys = table.uniques.iter().flat_map(|key| &key.columns).map(String::as_str);
    let indexes = table.indexes.iter().filter(|index| index.unique).flat_map(|index| &index.parts);
    let indexed = indexes.filter_map(|part| match &part.target {
        IndexTarget::Column(name) => Some(name.as_str()),
        IndexTarget::Expression(_) => None,
    });
    keys.chain(indexed).filter(|name| *name != id).collect()
}

/// Somebody new has an id of the new library's; `down.sql` still runs, and they are still there.
#[test]
fn down_keeps_users_with_longer_ids() {
    for_each(|case| {
        let widened = case.changes().first.iter().flat_map(|first| &first.retyped);
        let Some((name, id)) = widened.clone().next() else { return };
        let dialect = case.dialect;
        let database = case.database();
        // An example has no rows, and there is nobody whose row could be copied.
        if database.value(&format!("SELECT count(*) FROM {};", dialect.object(name))) == "0" {
            return;
        }
        database.run(case.script("up")).unwrap();
        let evolution = case.changes().evolution.as_ref();
        let table =
            case.decided.to.table(evolution.map_or(name, |evolution| evolution.name_of(name))).unwrap();
        let long = "a".repeat(40);
        let mut values = vec![(id.as_str(), dialect.literal(&long))];
        for name in unique_columns(table, id) {
            let nullable = table.column(name).unwrap().nullable;
            values
                .push((name, if nullable { "NULL".to_owned() } else { "'an.other@example.org'".to_owned() }));
        }
        let id = dialect.identifier(id);
        let condition = format!("{id} = (SELECT min(u.{id}) FROM {} AS u)", dialect.object(&table.name));
        database.run(&copy_row(case, table, &values, &condition)).unwrap();
        database.run(case.script("down")).unwrap_or_else(|error| panic!("down.sql: {error}"));
        let is_long = format!("{id} = {}", dialect.literal(&long));
        assert_eq!(
            database.value(&format!("SELECT count(*) FROM {} WHERE {is_long};", dialect.object(name))),
            "1"
        );
    });
}
