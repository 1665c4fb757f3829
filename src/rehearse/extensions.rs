//! Extensions of PostgreSQL that a schema uses and does not create: people paste their tables, and not what was done
//! once for the database.

use crate::dialects::Dialect;
use crate::model::schema::Schema;

use super::engine::Engine;

/// An extension, and by what its use is known: its types, and its functions and operator classes, as its manual has them.
struct Extension {
    name: &'static str,
    types: &'static [&'static str],
    words: &'static [&'static str],
}

const KNOWN: &[Extension] = &[
    Extension { name: "citext", types: &["citext"], words: &[] },
    Extension { name: "hstore", types: &["hstore"], words: &[] },
    Extension { name: "ltree", types: &["ltree"], words: &[] },
    Extension { name: "pg_trgm", types: &[], words: &["gin_trgm_ops", "gist_trgm_ops"] },
    Extension {
        name: "pgcrypto",
        types: &[],
        words: &["crypt", "digest", "gen_random_bytes", "gen_salt", "hmac"],
    },
    Extension { name: "postgis", types: &["geography", "geometry"], words: &[] },
    Extension { name: "unaccent", types: &[], words: &["unaccent"] },
    Extension {
        name: "uuid-ossp",
        types: &[],
        words: &[
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v3",
            "uuid_generate_v4",
            "uuid_generate_v5",
        ],
    },
    Extension { name: "vector", types: &["halfvec", "sparsevec", "vector"], words: &[] },
];

/// An extension, and the schema in which its objects are looked for.
#[derive(Debug, PartialEq, Eq)]
struct Used {
    name: &'static str,
    schema: Option<String>,
}

/// How many of the statements have to come before: those that create schemas, in which extensions may be.
pub fn place(statements: &[String]) -> usize {
    statements.iter().take_while(|sql| sql.starts_with("CREATE SCHEMA ")).count()
}

/// Creates them, and says which, and which cannot be had here.
pub async fn create(schema: &Schema, statements: &[String], engine: &mut impl Engine) -> Vec<String> {
    let mut remarks = Vec::new();
    for used in used(schema, statements) {
        let name = used.name;
        remarks.push(match made(&used, engine).await {
            Ok(()) => {
                format!("The text uses the extension {name} and does not create it; the rehearsal has.")
            }
            Err(error) => {
                format!("The text seems to use the extension {name}, and this database has none: {error}.")
            }
        });
    }
    remarks
}

async fn made(used: &Used, engine: &mut impl Engine) -> Result<(), String> {
    let name = Dialect::PostgreSql.identifier(used.name);
    let place = match &used.schema {
        Some(schema) => {
            let schema = Dialect::PostgreSql.identifier(schema);
            engine.execute(&format!("CREATE SCHEMA IF NOT EXISTS {schema}")).await?;
            format!(" SCHEMA {schema}")
        }
        None => String::new(),
    };
    engine.execute(&format!("CREATE EXTENSION IF NOT EXISTS {name}{place}")).await.map(drop)
}

fn used(schema: &Schema, statements: &[String]) -> Vec<Used> {
    let mut found: Vec<Used> = Vec::new();
    if schema.dialect != Dialect::PostgreSql {
        return found;
    }
    let extensions = schema.others.iter().filter(|other| other.kind == "extension");
    let created: Vec<&str> =
        extensions.filter_map(|other| Some(other.name.as_ref()?.name.as_str())).collect();
    // Any column may be called as a type is.
    let columns = schema.tables.iter().flat_map(|table| &table.columns);
    let types = columns.map(|column| column.data_type.text.as_str());
    let types = types.chain(schema.others.iter().map(|other| other.text.as_str())).flat_map(words);
    let types = types.filter_map(|(place, word)| Some((place, of(&word, |known| known.types)?)));
    let calls = statements.iter().flat_map(|sql| words(sql));
    let calls = calls.filter_map(|(place, word)| Some((place, of(&word, |known| known.words)?)));
    for (place, name) in types.chain(calls) {
        if !created.contains(&name) && !found.iter().any(|used| used.name == name) {
            found.push(Used { name, schema: place.filter(|place| *place != "public").map(str::to_owned) });
        }
    }
    found
}

/// The words of a text in lower case, with the schemas in front of them.
fn words(text: &str) -> impl Iterator<Item = (Option<&str>, String)> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '"' | '$');
    text.split(move |letter| !is_part(letter)).map(|word| match word.rsplit_once('.') {
        Some((place, word)) => (Some(place.trim_matches('"')), word.to_ascii_lowercase()),
        None => (None, word.to_ascii_lowercase()),
    })
}

fn of(word: &str, known_by: fn(&Extension) -> &'static [&'static str]) -> Option<&'static str> {
    KNOWN.iter().find(|known| known_by(known).contains(&word)).map(|known| known.name)
}

#[cfg(test)]
mod tests {
    use super::{Used, used};
    use crate::dialects::Dialect;
    use crate::dialects::ddl::create_schema;
    use crate::parse::parse;

    fn of(sql: &str) -> Vec<Used> {
        let (schema, _) = parse(sql, Dialect::PostgreSql);
        used(&schema, &create_schema(&schema))
    }

    #[test]
    fn what_is_used_and_not_created_is_found() {
        let sql = r#"CREATE TABLE t (id uuid DEFAULT extensions.uuid_generate_v4(), mail public.citext, vector int);"#;
        let found = of(sql);
        let names: Vec<_> = found.iter().map(|used| (used.name, used.schema.as_deref())).collect();
        assert_eq!(names, [("citext", None), ("uuid-ossp", Some("extensions"))]);
    }

    #[test]
    fn what_is_created_is_not() {
        assert_eq!(of("CREATE EXTENSION citext; CREATE TABLE t (mail citext);"), []);
    }
}
