//! Kysely's migration that makes the whole schema in an empty database, in the builder's own calls.
//!
//! What the builder has no call for is the statement of `schema.sql`, whole: a table is never half of each.

mod columns;
mod drops;
mod keys;
mod tables;

use crate::dialects::ddl::{Made, made};
use crate::model::names::ObjectName;
use crate::model::schema::{ForeignKey, Schema, Table};
use crate::outputs::given_names::{GivenNames, given_names};
use crate::outputs::typescript::doc::Doc;
use crate::outputs::typescript::file::File;
use crate::outputs::typescript::literals;
use crate::outputs::typescript::syntax::Node;

/// A statement of a migration.
enum Step {
    /// Calls of `schema`, without `execute`.
    Built(Node),
    /// SQL.
    Raw(String),
    /// What has to be said and cannot be done.
    Remark(String),
}

/// Writes the file.
pub fn render(schema: &Schema) -> String {
    let given = given_names(schema);
    let all = made(schema);
    let up: Vec<Step> = all.iter().flat_map(|made| creation(schema, &given, made)).collect();
    let down = drops::drops(schema, &given, &all);
    let mut file = File::default();
    if up.iter().chain(&down).any(|step| !matches!(step, Step::Remark(_))) {
        file.import_type("kysely", "Kysely");
    }
    if up.iter().chain(&down).any(Step::uses_sql) {
        file.import("kysely", "sql");
    }
    file.statement(
        &literals::documentation("Makes the whole schema in an empty database."),
        function("up", up),
        "",
    );
    file.statement(
        &literals::documentation("Drops everything that `up` makes, with all rows."),
        function("down", down),
        "",
    );
    file.text()
}

fn creation(schema: &Schema, given: &[GivenNames], made: &Made<'_>) -> Vec<Step> {
    let built = match made {
        Made::Namespace(name) => Some(call("createSchema", name).method("ifNotExists", Vec::new())),
        Made::Enum(known) => qualified(&known.name).filter(|_| !known.values.is_empty()).map(|name| {
            let values = Node::Array(known.values.iter().map(Node::string).collect());
            call("createType", &name).method("asEnum", vec![values])
        }),
        Made::Table(table) => {
            let steps = names_of(schema, given, table).and_then(|names| tables::table(schema, table, names));
            return steps.unwrap_or_else(|| raw(schema, made));
        }
        Made::Index(table, index) => {
            let place = table.indexes.iter().position(|known| std::ptr::eq(known, *index));
            let names = names_of(schema, given, table).zip(place);
            let name = names.and_then(|(names, place)| names.indexes.get(place));
            name.and_then(|name| keys::index(schema.dialect, table, index, name))
        }
        Made::ForeignKey(table, key) => foreign_key_name(schema, given, table, key)
            .and_then(|name| keys::late_foreign_key(schema, table, key, name)),
        _ => None,
    };
    match built {
        Some(node) => vec![Step::Built(node)],
        None => raw(schema, made),
    }
}

/// The names of what belongs to a table.
fn names_of<'a>(schema: &Schema, given: &'a [GivenNames], table: &Table) -> Option<&'a GivenNames> {
    given.get(schema.position(table)?)
}

/// The name that a foreign key has or is given.
fn foreign_key_name<'a>(
    schema: &Schema,
    given: &'a [GivenNames],
    table: &Table,
    key: &ForeignKey,
) -> Option<&'a String> {
    let place = table.foreign_keys.iter().position(|known| std::ptr::eq(known, key))?;
    names_of(schema, given, table)?.foreign_keys.get(place)
}

fn raw(schema: &Schema, made: &Made<'_>) -> Vec<Step> {
    made.statements(schema).into_iter().map(Step::Raw).collect()
}

/// A call of `schema` with a name.
fn call(method: &str, name: &str) -> Node {
    Node::name("schema").method(method, vec![Node::string(name)])
}

/// A name as Kysely takes it apart: at dots, without blanks around the parts. None where that gives another name.
fn qualified(name: &ObjectName) -> Option<String> {
    let is_plain = |part: &str| !part.is_empty() && !part.contains(['.', '\u{feff}']) && part.trim() == part;
    let parts_are_plain = is_plain(&name.name) && name.schema.as_deref().is_none_or(is_plain);
    parts_are_plain.then(|| name.to_string())
}

impl Step {
    fn uses_sql(&self) -> bool {
        match self {
            Self::Built(node) => node.has_sql(),
            Self::Raw(_) => true,
            Self::Remark(_) => false,
        }
    }

    fn doc(self) -> Doc {
        match self {
            Self::Built(node) => {
                let executed = node.method("execute", Vec::new());
                Doc::Concat(vec![Doc::text("await "), executed.doc(), Doc::text(";")])
            }
            // Only blanks around the statement, so that what it holds stays as it is.
            Self::Raw(sql) => {
                let text: Vec<String> = sql.split('\n').map(literals::template).collect();
                Doc::text(format!("await sql`\n    {}\n  `.execute(db);", text.join("\n")))
            }
            Self::Remark(text) => {
                let lines = literals::remark(&text).into_iter().map(Doc::text).collect();
                Doc::join(lines, &[Doc::HardLine])
            }
        }
    }
}

/// A function of the migration. A camel-case plugin would change names, so the builder is taken without plugins.
fn function(name: &str, steps: Vec<Step>) -> Doc {
    let builds = steps.iter().any(|step| matches!(step, Step::Built(_)));
    let needs_db = builds || steps.iter().any(|step| matches!(step, Step::Raw(_)));
    let parameters = if needs_db { "db: Kysely<unknown>" } else { "" };
    let mut inside: Vec<Doc> = Vec::new();
    if builds {
        inside.push(Doc::text("const { schema } = db.withoutPlugins();"));
    }
    inside.extend(steps.into_iter().map(Step::doc));
    let head = Doc::text(format!("export async function {name}({parameters}): Promise<void> {{"));
    if inside.is_empty() {
        return Doc::Concat(vec![head, Doc::text("}")]);
    }
    let body = Doc::join(inside, &[Doc::HardLine]);
    Doc::Concat(vec![
        head,
        Doc::indent(Doc::Concat(vec![Doc::HardLine, body])),
        Doc::HardLine,
        Doc::text("}"),
    ])
}
