//! What the user says a table or column is, and the form in which it is said.

use std::collections::BTreeMap;

use crate::api::{Detection, Outline};

/// What the user says: `user` → `people`, `session.user_id` → `owner`.
pub type Map = BTreeMap<String, String>;

/// A role as a row of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The role.
    pub role: String,
    /// The table that plays it; empty when none does.
    pub table: String,
    /// Whether the user said so.
    pub overruled: bool,
    /// The role's fields, each with its column.
    pub fields: Vec<Field>,
    /// Columns that can be chosen for a field: those of the table.
    pub columns: Vec<String>,
    /// Columns that no field takes.
    pub carried: Vec<String>,
    /// Foreign keys of tables without a role that point here.
    pub referenced_by: Vec<String>,
}

/// A field of a role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// The field.
    pub name: String,
    /// Its column; empty when the table has none.
    pub column: String,
    /// Whether the user said so.
    pub overruled: bool,
}

impl Row {
    /// The field of that name; an empty one when there is none.
    pub fn field(&self, name: &str) -> Field {
        self.fields.iter().find(|field| field.name == name).cloned().unwrap_or_default()
    }

    /// Whether a field is left for the user to say. A table that the engine found has all that the role cannot do without;
    /// one that the user said may lack some of it.
    pub fn asks(&self) -> bool {
        self.overruled && self.fields.iter().any(|field| field.column.is_empty())
    }

    /// Its columns, with a question mark for each that is asked for.
    pub fn column_names(&self) -> String {
        let asks = self.asks();
        let shown = self.fields.iter().filter(|field| asks || !field.column.is_empty());
        let names = shown.map(|field| if field.column.is_empty() { "?" } else { &field.column });
        names.collect::<Vec<&str>>().join(", ")
    }
}

/// The rows: what the engine recognised, with the user's own words where they differ.
pub fn rows(detection: &Detection, outline: &Outline, map: &Map) -> Vec<Row> {
    let row = |role: &crate::api::RoleOutline| {
        let found = detection.roles.get(&role.name);
        let said = map.get(&role.name);
        let table = said.cloned().or_else(|| found.map(|found| found.table.clone())).unwrap_or_default();
        let columns =
            outline.tables.iter().find(|known| known.name == table).map(|known| known.columns.clone());
        let fields = role.fields.iter().map(|name| {
            let said = map.get(&key(&role.name, name));
            let column = said.or_else(|| found.and_then(|found| found.columns.get(name)));
            Field {
                name: name.clone(),
                column: column.cloned().unwrap_or_default(),
                overruled: said.is_some(),
            }
        });
        Row {
            role: role.name.clone(),
            overruled: said.is_some(),
            fields: fields.collect(),
            columns: columns.unwrap_or_default(),
            carried: found.map(|found| found.extra.clone()).unwrap_or_default(),
            referenced_by: found.map(|found| found.referenced_by.clone()).unwrap_or_default(),
            table,
        }
    };
    outline.roles.iter().map(row).collect()
}

/// The tables that play no role.
pub fn other_tables(detection: &Detection, outline: &Outline) -> Vec<String> {
    let has_role = |name: &String| detection.roles.values().any(|role| role.table == *name);
    outline.tables.iter().map(|table| table.name.clone()).filter(|name| !has_role(name)).collect()
}

/// The user gives a role another table: what was said of its columns was said of the old one. Saying what the engine
/// says anyway takes the word back; so does saying nothing.
pub fn say_table(map: &mut Map, role: &str, table: &str) {
    let fields = key(role, "");
    map.retain(|name, _| !name.starts_with(&fields));
    say(map, role.to_owned(), table);
}

/// The user gives a field another column.
pub fn say_column(map: &mut Map, role: &str, field: &str, column: &str) {
    say(map, key(role, field), column);
}

fn say(map: &mut Map, name: String, value: &str) {
    if value.is_empty() {
        map.remove(&name);
    } else {
        map.insert(name, value.to_owned());
    }
}

fn key(role: &str, field: &str) -> String {
    format!("{role}.{field}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Request, Source};

    const TEXT: &str = "
        CREATE TABLE member (id text PRIMARY KEY, email text);
        CREATE TABLE ticket (
            id text PRIMARY KEY,
            user_id text NOT NULL REFERENCES member (id),
            active_expires bigint NOT NULL,
            idle_expires bigint NOT NULL
        );
        CREATE TABLE people (no integer, id text PRIMARY KEY);";

    fn known() -> (Detection, Outline) {
        let source = Source { name: String::new(), text: TEXT.to_owned() };
        let request = Request { sources: vec![source], ..Request::default() };
        (crate::detect(&request), crate::outline(&request))
    }

    fn row(rows: &[Row], role: &str) -> Row {
        rows.iter().find(|row| row.role == role).cloned().unwrap_or_default()
    }

    #[test]
    fn a_row_is_what_was_recognised_until_the_user_says_otherwise() {
        let (detection, outline) = known();
        let mut map = Map::new();
        let before = rows(&detection, &outline, &map);
        let user = row(&before, "user");
        assert_eq!((user.table.as_str(), user.overruled), ("member", false));
        assert_eq!(user.carried, ["email"]);
        assert_eq!(row(&before, "session").table, "ticket");
        assert_eq!(row(&before, "key").table, "", "no table plays it");
        assert_eq!(other_tables(&detection, &outline), ["people"]);

        say_column(&mut map, "user", "id", "email");
        assert!(row(&rows(&detection, &outline, &map), "user").fields.iter().any(|field| field.overruled));
        say_table(&mut map, "user", "people");
        let after = row(&rows(&detection, &outline, &map), "user");
        assert_eq!((after.table.as_str(), after.overruled), ("people", true));
        assert_eq!(after.columns, ["no", "id"]);
        assert!(
            after.fields.iter().all(|field| !field.overruled),
            "columns of the old table mean nothing in the new one"
        );
        say_table(&mut map, "user", "");
        assert_eq!(rows(&detection, &outline, &map), before);
    }

    #[test]
    fn only_a_table_that_the_user_said_asks_for_columns() {
        let field = |name: &str, column: &str| Field {
            name: name.to_owned(),
            column: column.to_owned(),
            overruled: false,
        };
        let found = Row { fields: vec![field("id", "id"), field("expires", "")], ..Row::default() };
        assert!(!found.asks());
        assert_eq!(found.column_names(), "id");
        let said = Row { overruled: true, ..found };
        assert!(said.asks());
        assert_eq!(said.column_names(), "id, ?");
    }
}
