//! The schemas that cores of SuperTokens make in an empty database, and rows for them.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use authmorph::dialects::Dialect;
use authmorph::model::schema::{Column, Schema, Table};
use authmorph::model::types::TypeKind;
use authmorph::parse::parse;

use crate::support::{self, Database};

/// What differs between installations of one core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub prefix: &'static str,
    pub schema: Option<&'static str>,
}

impl Place {
    pub const USUAL: Self = Self { prefix: "", schema: None };
}

/// A table in one form, and the anchors that have it so.
struct Block {
    anchors: Vec<String>,
    text: String,
}

fn blocks(dialect: Dialect) -> Vec<Block> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/recognise/supertokens");
    let text = fs::read_to_string(path.join(format!("{}.txt", dialect.name()))).unwrap();
    let parts = text.split("\n@ ").skip(1).map(|part| {
        let (anchors, text) = part.split_once('\n').unwrap();
        Block { anchors: anchors.split(' ').map(str::to_owned).collect(), text: text.to_owned() }
    });
    parts.collect()
}

/// For sorting: 9.2.2 stands before 10.0.
pub fn place(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap()).collect()
}

/// Every anchor, the oldest first.
pub fn anchors(dialect: Dialect) -> Vec<String> {
    let mut found: Vec<String> = blocks(dialect).into_iter().flat_map(|block| block.anchors).collect();
    found.sort_by_key(|version| place(version));
    found.dedup();
    found
}

/// The target that leads to an anchor.
pub fn target(anchor: &str) -> String {
    let numbers: Vec<&str> = anchor.split('.').take(2).collect();
    format!("supertokens-{}", numbers.join("."))
}

/// The indexes that patches of core 12.0 have beyond the anchor, which is 12.0.7.
const LATER_12_0: &str = "
CREATE INDEX app_id_to_user_id_linked_flag_index ON {p}app_id_to_user_id (app_id, user_id, is_linked_or_is_a_primary_user);
CREATE INDEX idx_primary_user_tenants_tenant_primary ON {p}primary_user_tenants (app_id, tenant_id, primary_user_id);
CREATE INDEX idx_recipe_user_tenants_tenant_recipe_user ON {p}recipe_user_tenants (app_id, tenant_id, recipe_user_id);
CREATE INDEX oauth_session_client_id_index ON {p}oauth_sessions (app_id, client_id);
CREATE INDEX oauth_session_session_handle_index ON {p}oauth_sessions (app_id, session_handle);
CREATE INDEX idx_recipe_user_account_infos_account_info ON {p}recipe_user_account_infos (app_id, account_info_type, account_info_value);
CREATE INDEX idx_recipe_user_account_infos_app_primary_user ON {p}recipe_user_account_infos (app_id, primary_user_id);
";

/// What a core makes in an empty database.
pub fn schema(dialect: Dialect, anchor: &str, at: Place) -> String {
    let here = blocks(dialect).into_iter().filter(|block| block.anchors.iter().any(|it| it == anchor));
    let mut text: String = here.map(|block| block.text + "\n").collect();
    if anchor == "12.0" {
        text.push_str(LATER_12_0);
    }
    // The case for reading says it without its partitions.
    if let Some(start) = text.find("CREATE TABLE {p}activity_log (") {
        let end = start + text[start..].find("\n);").unwrap();
        let table = text[start..end].replace("id bigint NOT NULL", "id bigint GENERATED ALWAYS AS IDENTITY");
        let partitions = ") PARTITION BY RANGE (created_at);\n\
            CREATE TABLE {p}activity_log_default PARTITION OF {p}activity_log DEFAULT;";
        text.replace_range(start..end + 3, &format!("{table}\n{partitions}"));
    }
    if let Some(schema) = at.schema {
        for before in ["CREATE TABLE ", "REFERENCES ", " ON ", "PARTITION OF "] {
            text = text.replace(&format!("{before}{{p}}"), &format!("{before}{schema}.{{p}}"));
        }
        text = format!("CREATE SCHEMA {schema};\n{text}");
    }
    // Referenced tables have to be there first.
    ordered(&text.replace("{p}", at.prefix))
}

/// What a newer core makes when it starts on an older one's tables: the tables that are missing, with their indexes.
pub fn made_at_start(newer: &str, older: &str) -> String {
    let older = schema(Dialect::PostgreSql, older, Place::USUAL);
    let known: Vec<&str> =
        older.split("CREATE TABLE ").skip(1).map(|rest| rest.split(' ').next().unwrap()).collect();
    let newer = schema(Dialect::PostgreSql, newer, Place::USUAL);
    let missing = newer.split_inclusive(";\n").filter(|statement| {
        let on = statement.split(" ON ").nth(1).filter(|_| statement.starts_with("CREATE INDEX"));
        let table = statement.strip_prefix("CREATE TABLE ").or(on).and_then(|rest| rest.split(' ').next());
        table.is_some_and(|table| !known.contains(&table))
    });
    missing.collect()
}

/// A core's database with rows; none where there is no server.
pub fn database(dialect: Dialect, anchor: &str, at: Place) -> Option<Database> {
    let database = support::server(dialect)?.database();
    let schema = schema(dialect, anchor, at);
    database.run(&schema).unwrap();
    database.run(&rows(dialect, &schema, at)).unwrap();
    Some(database)
}

/// The statements with every table behind those that it refers to.
fn ordered(text: &str) -> String {
    let mut statements: Vec<&str> =
        text.split(";\n").map(str::trim).filter(|statement| !statement.is_empty()).collect();
    let name = |statement: &str| {
        let rest = statement.strip_prefix("CREATE TABLE ").map(str::to_owned);
        rest.map(|rest| rest.split([' ', '(']).next().unwrap().to_owned())
    };
    let all: Vec<String> = statements.iter().filter_map(|statement| name(statement)).collect();
    let mut made: Vec<String> = Vec::new();
    let mut sorted = String::new();
    while !statements.is_empty() {
        let ready = statements.iter().position(|statement| {
            let Some(own) = name(statement) else {
                return !statement.starts_with("CREATE INDEX") || made.len() == all.len();
            };
            statement.split("REFERENCES ").skip(1).all(|rest| {
                let target = rest.split(['(', ' ']).next().unwrap();
                target == own || made.iter().any(|name| name == target)
            })
        });
        let statement = statements.remove(ready.unwrap());
        made.extend(name(statement));
        writeln!(sorted, "{statement};").unwrap();
    }
    sorted
}

/// Rows for every table: two of each kind of user, and two of everything else.
pub fn rows(dialect: Dialect, text: &str, at: Place) -> String {
    let (schema, _) = parse(text, dialect);
    let mut statements = String::new();
    for table in &schema.tables {
        let base = table.name.name.strip_prefix(at.prefix).unwrap();
        for number in numbers(base, &schema, at) {
            let columns: Vec<&Column> =
                table.columns.iter().filter(|column| column.auto_number.is_none()).collect();
            let names = dialect.identifiers(columns.iter().map(|column| column.name.as_str()));
            let values: Vec<String> =
                columns.iter().map(|column| value(dialect, base, column, number)).collect();
            writeln!(
                statements,
                "INSERT INTO {} ({names}) VALUES ({});",
                dialect.object(&table.name),
                values.join(", ")
            )
            .unwrap();
        }
    }
    statements
}

/// Users 1 and 2 have passwords, 3 and 4 come from other providers, 5 and 6 have neither, 7 and 8 have passkeys.
const KINDS: [(&str, [u32; 2]); 4] =
    [("emailpassword", [1, 2]), ("thirdparty", [3, 4]), ("passwordless", [5, 6]), ("webauthn", [7, 8])];

fn numbers(base: &str, schema: &Schema, at: Place) -> Vec<u32> {
    let has = |kind: &str| {
        let name = format!("{}{kind}_users", at.prefix);
        schema.tables.iter().any(|table| table.name.name == name)
    };
    let kinds = KINDS.iter().filter(|(kind, _)| has(kind));
    match base {
        "all_auth_recipe_users" | "app_id_to_user_id" => kinds.flat_map(|(_, users)| *users).collect(),
        "apps" | "tenants" => vec![0],
        "tenant_configs" => vec![0],
        _ => {
            let of = kinds.clone().find(|(kind, _)| {
                base.starts_with(&format!("{kind}_user"))
                    || base.starts_with(kind) && base.contains("webauthn")
            });
            of.map_or_else(|| vec![1, 2], |(_, users)| users.to_vec())
        }
    }
}

fn value(dialect: Dialect, base: &str, column: &Column, number: u32) -> String {
    let kind = KINDS.iter().find(|(_, users)| users.contains(&number)).map_or("", |(kind, _)| kind);
    let text = match column.name.as_str() {
        "app_id" | "tenant_id" => "public".to_owned(),
        "connection_uri_domain" => String::new(),
        "recipe_id" => kind.to_owned(),
        "third_party_id" if base.starts_with("tenant") => format!("google-{number}"),
        "third_party_id" => "google".to_owned(),
        "primary_user_id" if base == "bulk_import_users" => return "NULL".to_owned(),
        name if name.ends_with("user_id") && name != "third_party_user_id" => {
            format!("0000000{number}-0000-4000-8000-000000000000")
        }
        "client_type" => format!("type-{number}"),
        "account_info_type" => "email".to_owned(),
        "algorithm" => "RS256".to_owned(),
        "email" | "account_info_value" => format!("user{number}@example.org"),
        name if name.ends_with("_salt") || name.ends_with("_hash") && base.starts_with("passwordless") => {
            format!("{name}-{number}-{}", "x".repeat(43 - name.len() - 2 - number.to_string().len()))
        }
        "user_verification" => "preferred".to_owned(),
        name => format!("{name}-{number}"),
    };
    match &column.data_type.kind {
        _ if column.data_type.array_dimensions > 0 => "'{a,b}'".to_owned(),
        TypeKind::Boolean => if number % 2 == 1 { "TRUE" } else { "FALSE" }.to_owned(),
        kind if kind.is_integer() => (1_600_000_000 + u64::from(number)).to_string(),
        TypeKind::Binary { .. } => match dialect {
            Dialect::PostgreSql => "'\\x00ff'".to_owned(),
            _ => "x'00ff'".to_owned(),
        },
        kind => {
            let room = kind.length().map_or(text.len(), |length| length as usize);
            let fixed = matches!(kind, TypeKind::Character { .. });
            let text: String = text.chars().take(room).collect();
            let padded = if fixed { format!("{text:-<room$}") } else { text };
            dialect.literal(&padded)
        }
    }
}

/// The columns of every table, to compare their rows before and after.
pub fn tables(dialect: Dialect, text: &str) -> Vec<Table> {
    parse(text, dialect).0.tables
}
