//! Rows for a whole schema: tables in the order of their references, each row valid under the keys and checks that were
//! read; the same rows every time.

use std::collections::{BTreeMap, BTreeSet};

use super::checks::{self, Asked};
use super::columns::{self, About};
use super::defaults;
use super::people::{Person, people};
use super::random::Random;
use super::roles::{self, Preset};
use super::table_rows::TableRows;
use super::unique::Keys;
use super::value::Value;
use super::{Options, Subject, own_rows, recipes, troubles, users};
use crate::dialects::Dialect;
use crate::layouts::Holds;
use crate::model::names::ObjectName;
use crate::model::schema::{Column, ForeignKey, Schema, Table};
use crate::model::types::TypeKind;
use crate::parse::GivenRows;
use crate::recognise::{FoundRole, Recognition};

/// Everything that is put into the database.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// The tables, in an order in which their rows can be inserted.
    pub tables: Vec<TableRows>,
    /// The people in them, in the layouts that have people.
    pub people: Vec<Resident>,
    /// What could not be made, and why.
    pub remarks: Vec<String>,
}

/// A person, and the value of their user's identity.
#[derive(Debug, Clone, PartialEq)]
pub struct Resident {
    /// Who it is.
    pub person: Person,
    /// The identity, as SQL would say it; none where the schema has no user table.
    pub user: Option<Value>,
}

/// Makes the rows. Those of the user's own text come first in their tables.
pub fn make(subject: &Subject, options: &Options) -> Rows {
    let Subject { schema, recognition, .. } = subject;
    let given = if options.own_rows { &subject.given[..] } else { &[] };
    let longest = roles::longest_account(schema, recognition);
    let mut maker = Maker {
        schema,
        recognition,
        options,
        people: match recipes::are_in(recognition) {
            true => recipes::admitted(recognition, people(options.rows, options.seed, longest)),
            false => people(options.rows, options.seed, longest),
        },
        given,
        made: BTreeMap::new(),
        remarks: own_rows::without_table(schema, given),
    };
    let mut rows = Rows::default();
    for table in in_order(schema, recognition) {
        rows.tables.extend(maker.table(table));
    }
    let users = maker.users();
    let people = maker.people.into_iter().enumerate();
    if ["key", "account", "session"].iter().any(|role| recognition.roles.contains_key(role)) {
        rows.people =
            people.map(|(number, person)| Resident { person, user: users.get(number).cloned() }).collect();
    } else if recipes::are_in(recognition) {
        let resident =
            |(number, person)| Resident { person, user: Some(Value::Text(recipes::identity(number, 0))) };
        rows.people = people.map(resident).collect();
    }
    rows.remarks = maker.remarks;
    rows
}

/// Whether each row of another table has one row here at most, so that there cannot be more.
fn is_one_to_one(table: &Table) -> bool {
    let primary = table.primary_key.iter().map(|key| &key.columns);
    let mut keys = primary.chain(table.uniques.iter().map(|key| &key.columns));
    let is_reference = |columns: &Vec<String>| {
        table.foreign_keys.iter().any(|key| columns.iter().all(|name| key.columns.contains(name)))
    };
    keys.any(is_reference)
}

/// The role that a table plays.
fn role_of<'a>(recognition: &'a Recognition, table: &Table) -> Option<(&'static str, &'a FoundRole)> {
    recognition.roles.iter().find(|(_, found)| found.table == table.name).map(|(name, found)| (*name, found))
}

/// The tables, each after those that it refers to. What refers in a circle stands where the circle was entered.
fn in_order<'a>(schema: &'a Schema, recognition: &Recognition) -> Vec<&'a Table> {
    let mut ordered: Vec<&Table> = Vec::new();
    let mut waiting: Vec<&Table> = schema.tables.iter().collect();
    // What has no foreign key still refers to its user.
    waiting.sort_by_key(|table| role_of(recognition, table).is_none_or(|(role, _)| role != "user"));
    while !waiting.is_empty() {
        let is_free = |table: &&Table| {
            table.foreign_keys.iter().all(|key| {
                let is_it = |other: &&Table| schema.dialect.same_object(&other.name, &key.foreign_table);
                is_it(table) || !waiting.iter().any(is_it)
            })
        };
        let place = waiting.iter().position(is_free).unwrap_or(0);
        ordered.push(waiting.remove(place));
    }
    ordered
}

struct Maker<'a> {
    schema: &'a Schema,
    recognition: &'a Recognition,
    options: &'a Options,
    people: Vec<Person>,
    given: &'a [GivenRows],
    /// The rows of the tables that are done, by column.
    made: BTreeMap<ObjectName, Vec<BTreeMap<String, Value>>>,
    remarks: Vec<String>,
}

/// How often a row that a key refuses is tried with other values.
const TRIES: usize = 12;

impl Maker<'_> {
    /// The identities of the users, in the order of the people.
    fn users(&self) -> Vec<Value> {
        let Some(found) = self.recognition.roles.get("user") else { return Vec::new() };
        let Some(id) = found.columns.get("id") else { return Vec::new() };
        let rows = self.made.get(&found.table).into_iter().flatten();
        rows.filter_map(|row| row.get(id).cloned()).collect()
    }

    fn table(&mut self, table: &Table) -> Vec<TableRows> {
        let mut all = own_rows::of_table(self.schema, table, self.given, &mut self.remarks);
        let asked = checks::read(self.schema.dialect, table);
        let mut doubts: Vec<String> =
            asked.unread.iter().map(|check| format!("CHECK ({check}) could not be read")).collect();
        doubts.extend(table.unread.iter().map(|part| format!("`{part}` could not be read")));
        let role = role_of(self.recognition, table);
        let of_recipes = role.and_then(|(name, found)| recipes::rows(name, found, &self.people));
        let of_recipes = of_recipes.filter(|_| recipes::are_in(self.recognition));
        let is_of_recipes = of_recipes.is_some();
        let of_role = || role.map(|(name, found)| roles::rows(name, found, table, &self.people));
        let mut presets: Vec<(usize, Preset)> = of_recipes.or_else(of_role).unwrap_or_default();
        if presets.is_empty() && !is_of_recipes {
            presets = (0..self.options.rows).map(|number| (number, Preset::new())).collect();
        }
        if let Some(("user", found)) = role {
            users::identify(self.schema, self.recognition, found, table, self.options.seed, &mut presets);
        }
        let known = |row: &Preset| {
            let own = all.iter().flat_map(own_rows::by_name);
            let mut rows = own.chain(presets.iter().map(|(_, preset)| preset.clone()));
            rows.any(|other| row.iter().all(|(name, value)| other.get(name) == Some(value)))
        };
        let defaults: Vec<Preset> = defaults::rows(self.schema, table);
        let lacking: Vec<Preset> = defaults.into_iter().filter(|row| !known(row)).collect();
        presets.extend(lacking.into_iter().map(|row| (0, row)));
        self.refer_to_users(table, role, &mut presets);
        let about = abouts(self.schema.dialect, self.recognition, table, role, &asked);
        let columns = settable(self.schema.dialect, table, &about, &presets, &mut doubts);
        let mut random = Random::new(self.options.seed, &table.name.to_string());
        let mut keys = Keys::of(table);
        for row in all.iter().flat_map(own_rows::by_name) {
            keys.admit(&row);
        }
        let mut rows = Vec::new();
        for (number, (_, preset)) in presets.iter().enumerate() {
            let row = (0..TRIES).find_map(|attempt| {
                let row = self.row(table, &columns, &about, preset, number + attempt * 977, &mut random)?;
                keys.admit(&row).then_some(row)
            });
            rows.extend(row);
        }
        if rows.len() < presets.len() && !is_one_to_one(table) {
            let missing = presets.len() - rows.len();
            self.remarks.push(format!(
                "{}: {missing} of {} rows could not be made under its keys.",
                table.name,
                presets.len()
            ));
        }
        let trouble =
            if self.options.troubles { troubles::of(self.schema, table, role, &rows) } else { Vec::new() };
        let troubles = trouble.len();
        rows.extend(trouble);
        self.made.insert(table.name.clone(), rows.clone());
        let in_columns = |row: BTreeMap<String, Value>| {
            columns.iter().map(|column| row.get(&column.name).cloned().unwrap_or(Value::Null)).collect()
        };
        let rows: Vec<Vec<Value>> = rows.into_iter().map(in_columns).collect();
        let columns = columns.into_iter().cloned().collect();
        all.push(TableRows { table: table.name.clone(), columns, rows, doubts, troubles, is_own: false });
        all
    }

    /// Writes whose a row is into the columns that refer to the user.
    fn refer_to_users(
        &self,
        table: &Table,
        role: Option<(&'static str, &FoundRole)>,
        presets: &mut [(usize, Preset)],
    ) {
        let Some((name, found)) = role else { return };
        let users = self.users();
        for column in found.columns.values() {
            let held = roles::holds(self.recognition.layout, name, found, column);
            if held != Some(Holds::Reference("user")) || table.column(column).is_none() {
                continue;
            }
            for (number, preset) in presets.iter_mut() {
                // Without a user table the identity is whatever the application has.
                let unknown = Value::Text(format!("user{number:011}"));
                let user =
                    if users.is_empty() { Some(unknown) } else { users.get(*number % users.len()).cloned() };
                preset.extend(user.map(|user| (column.clone(), user)));
            }
        }
    }

    fn row(
        &self,
        table: &Table,
        columns: &[&Column],
        about: &BTreeMap<&str, About>,
        preset: &Preset,
        number: usize,
        random: &mut Random,
    ) -> Option<BTreeMap<String, Value>> {
        let mut row = BTreeMap::new();
        self.refer(table, preset, number, &mut row)?;
        for column in columns {
            let known = about.get(column.name.as_str())?;
            if row.contains_key(&column.name) {
                continue;
            }
            let value = match preset.get(&column.name) {
                Some(value) => fitted(self.schema.dialect, column, known, value.clone(), number, random),
                None => columns::value(self.schema.dialect, column, known, number, random)?,
            };
            row.insert(column.name.clone(), value);
        }
        Some(row)
    }

    /// Takes the values of foreign keys from rows that are there; none where there is no such row and there has to be one.
    fn refer(
        &self,
        table: &Table,
        preset: &Preset,
        number: usize,
        row: &mut BTreeMap<String, Value>,
    ) -> Option<()> {
        for key in &table.foreign_keys {
            let foreign = self.schema.table(&key.foreign_table);
            let targets = foreign.map(|foreign| referred(key, foreign)).unwrap_or_default();
            let is_free = |name: &String| table.column(name).is_some_and(|column| column.nullable);
            let is_own = foreign.is_some_and(|foreign| foreign.name == table.name);
            if is_own && key.columns.iter().all(|name| preset.contains_key(name)) {
                continue;
            }
            if foreign.is_none_or(|foreign| foreign.name == table.name) && key.columns.iter().all(is_free) {
                row.extend(key.columns.iter().map(|name| (name.clone(), Value::Null)));
                continue;
            }
            let given = |name: &String| preset.get(name).or_else(|| row.get(name));
            let parents =
                foreign.and_then(|foreign| self.made.get(&foreign.name)).map_or(&[][..], Vec::as_slice);
            let fits = |parent: &&BTreeMap<String, Value>| {
                let pairs = key.columns.iter().zip(&targets);
                pairs
                    .clone()
                    .all(|(own, target)| given(own).is_none_or(|value| parent.get(target) == Some(value)))
            };
            let fitting: Vec<_> = parents.iter().filter(fits).collect();
            let parent = fitting.get(number % fitting.len().max(1));
            match parent {
                Some(parent) => {
                    let values = key.columns.iter().zip(&targets);
                    let values =
                        values.filter_map(|(own, target)| Some((own.clone(), parent.get(target)?.clone())));
                    let values: Vec<_> = values.collect();
                    row.extend(values);
                }
                None if key.columns.iter().any(is_free) => {
                    let free = key.columns.iter().filter(|name| is_free(name));
                    row.extend(free.map(|name| (name.clone(), Value::Null)));
                }
                None => return None,
            }
        }
        Some(())
    }
}

/// The columns that a foreign key means.
pub fn referred(key: &ForeignKey, foreign: &Table) -> Vec<String> {
    if !key.foreign_columns.is_empty() {
        return key.foreign_columns.clone();
    }
    foreign.primary_key.as_ref().map(|key| key.columns.clone()).unwrap_or_default()
}

/// What is known about each column of a table.
fn abouts<'a>(
    dialect: Dialect,
    recognition: &Recognition,
    table: &'a Table,
    role: Option<(&'static str, &FoundRole)>,
    asked: &Asked,
) -> BTreeMap<&'a str, About> {
    let keys = Keys::of(table);
    let about = |column: &'a Column| {
        let holds =
            role.and_then(|(name, found)| roles::holds(recognition.layout, name, found, &column.name));
        let known = asked.columns.iter().find(|(name, _)| dialect.same_name(name, &column.name));
        About {
            bounds: known.map(|(_, bounds)| bounds.clone()).unwrap_or_default(),
            holds,
            rank: rank(asked, &column.name, &mut BTreeSet::new()),
            ordered: asked.orders.iter().any(|(small, large)| [small, large].contains(&&column.name)),
            in_key: keys.cover(&column.name),
            prefix: keys.prefix(&column.name),
        }
    };
    table.columns.iter().map(|column| (column.name.as_str(), about(column))).collect()
}

/// How many columns have to be smaller than this one, one after the other.
fn rank(asked: &Asked, column: &str, seen: &mut BTreeSet<String>) -> i64 {
    if !seen.insert(column.to_owned()) {
        return 0;
    }
    let smaller = asked.orders.iter().filter(|(_, large)| large == column);
    smaller.map(|(small, _)| rank(asked, small, seen) + 1).max().unwrap_or(0)
}

/// The columns that can be given values: not those that are computed, nor those of a type that nothing is known about
/// and that have a default.
fn settable<'a>(
    dialect: Dialect,
    table: &'a Table,
    about: &BTreeMap<&str, About>,
    presets: &[(usize, Preset)],
    doubts: &mut Vec<String>,
) -> Vec<&'a Column> {
    let mut columns = Vec::new();
    for column in table.columns.iter().filter(|column| column.generated.is_none()) {
        let known = about.get(column.name.as_str()).cloned().unwrap_or_default();
        let referring = table.foreign_keys.iter().any(|key| key.columns.contains(&column.name));
        let can_be_made = columns::value(dialect, column, &known, 0, &mut Random::new(0, "")).is_some();
        let known_before = presets.iter().any(|(_, preset)| preset.contains_key(&column.name));
        if can_be_made || referring || known_before {
            columns.push(column);
        } else if column.default.is_none() {
            doubts
                .push(format!("nothing is known of the type {} of `{}`", column.data_type.text, column.name));
        }
    }
    columns
}

/// What is known of a row in the form that the column has.
fn fitted(
    dialect: Dialect,
    column: &Column,
    about: &About,
    value: Value,
    number: usize,
    random: &mut Random,
) -> Value {
    let kind = &column.data_type.kind;
    match value {
        Value::Moment(milliseconds) => columns::moment_in(dialect, column, about.holds, milliseconds),
        Value::Null if !column.nullable || about.bounds.filled => {
            columns::value(dialect, column, &About { in_key: true, ..about.clone() }, number, random)
                .unwrap_or(Value::Null)
        }
        Value::Text(text) if kind.is_text() => {
            let length = kind.length().and_then(|length| usize::try_from(length).ok());
            Value::Text(text.chars().take(length.unwrap_or(usize::MAX)).collect())
        }
        Value::Text(text) if *kind == TypeKind::Uuid && is_uuid(&text) => Value::Text(text),
        Value::Text(text) if kind.is_integer() && text.parse::<u32>().is_ok() => Value::Number(text),
        // Identities that the database makes have its form and not the library's.
        Value::Text(text) if kind.is_integer() || *kind == TypeKind::Uuid => {
            let made = columns::value(dialect, column, about, number, random);
            made.unwrap_or(Value::Text(text))
        }
        other => other,
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}
