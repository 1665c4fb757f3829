//! Extensions of PostgreSQL. People paste their tables, and not what was done once for the database, so those that a schema
//! uses and does not create are created too.

use crate::dialects::Dialect;
use crate::model::schema::Schema;

use super::engine::Engine;

/// An extension, and by what its use is known: its types, its operator classes, and its functions, as its manual has them.
struct Extension {
    name: &'static str,
    types: &'static [&'static str],
    classes: &'static [&'static str],
    functions: &'static [&'static str],
}

const NONE: Extension = Extension { name: "", types: &[], classes: &[], functions: &[] };

const KNOWN: &[Extension] = &[
    Extension { name: "citext", types: &["citext"], ..NONE },
    Extension { name: "cube", types: &["cube"], ..NONE },
    Extension { name: "earthdistance", types: &["earth"], functions: &["ll_to_earth"], ..NONE },
    Extension {
        name: "fuzzystrmatch",
        functions: &["dmetaphone", "levenshtein", "metaphone", "soundex"],
        ..NONE
    },
    Extension { name: "hstore", types: &["hstore"], ..NONE },
    Extension { name: "intarray", classes: &["gin__int_ops", "gist__int_ops", "gist__intbig_ops"], ..NONE },
    Extension {
        name: "isn",
        types: &["ean13", "isbn", "isbn13", "ismn", "ismn13", "issn", "issn13", "upc"],
        ..NONE
    },
    Extension {
        name: "ltree",
        types: &["lquery", "ltree", "ltxtquery"],
        classes: &["gist_ltree_ops"],
        ..NONE
    },
    Extension { name: "moddatetime", functions: &["moddatetime"], ..NONE },
    Extension {
        name: "pg_trgm",
        classes: &["gin_trgm_ops", "gist_trgm_ops"],
        functions: &["similarity", "word_similarity"],
        ..NONE
    },
    Extension {
        name: "pgcrypto",
        functions: &["crypt", "digest", "gen_random_bytes", "gen_salt", "hmac"],
        ..NONE
    },
    Extension { name: "postgis", types: &["geography", "geometry"], ..NONE },
    Extension { name: "unaccent", functions: &["unaccent"], ..NONE },
    Extension {
        name: "uuid-ossp",
        functions: &[
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v3",
            "uuid_generate_v4",
            "uuid_generate_v5",
        ],
        ..NONE
    },
    Extension { name: "vector", types: &["halfvec", "sparsevec", "vector"], ..NONE },
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

/// Creates those that the text uses and does not create, and says which, and which cannot be had here.
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
    engine.provide(used.name).await?;
    let name = Dialect::PostgreSql.identifier(used.name);
    let place = match &used.schema {
        Some(schema) => {
            let schema = Dialect::PostgreSql.identifier(schema);
            engine.execute(&format!("CREATE SCHEMA IF NOT EXISTS {schema}")).await?;
            format!(" SCHEMA {schema}")
        }
        None => String::new(),
    };
    engine.execute(&format!("CREATE EXTENSION IF NOT EXISTS {name}{place} CASCADE")).await.map(drop)
}

/// What a statement of the text creates, if that is an extension.
pub fn created_by<'a>(schema: &'a Schema, statement: &str) -> Option<Created<'a>> {
    created(schema).find(|created| created.text == statement)
}

/// Makes ready that the statement can be run. A text from elsewhere names extensions of its host that the tables have no
/// need for, so what is not to be had is said, and the rest goes on; and the schemas of its host may be missing too.
pub async fn prepare(created: &Created<'_>, engine: &mut impl Engine) -> Result<(), String> {
    engine.provide(created.name).await?;
    let literal = Dialect::PostgreSql.literal(created.name);
    let found = engine.rows(&format!("SELECT 1 FROM pg_available_extensions WHERE name = {literal}")).await?;
    if found.is_empty() {
        return Err("it is not among those that it can create".to_owned());
    }
    let mut words = created.text.split_whitespace().skip_while(|word| !word.eq_ignore_ascii_case("schema"));
    let Some(place) = words.nth(1) else { return Ok(()) };
    engine.execute(&format!("CREATE SCHEMA IF NOT EXISTS {place}")).await.map(drop)
}

/// An extension that the text creates.
pub struct Created<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The statement.
    text: &'a str,
}

/// The extensions that the text creates, with their statements.
fn created(schema: &Schema) -> impl Iterator<Item = Created<'_>> {
    let extensions = schema.others.iter().filter(|other| other.kind == "extension");
    extensions.filter_map(|other| {
        Some(Created { name: other.name.as_ref()?.name.as_str(), text: other.text.as_str() })
    })
}

fn used(schema: &Schema, statements: &[String]) -> Vec<Used> {
    let mut found: Vec<Used> = Vec::new();
    if schema.dialect != Dialect::PostgreSql {
        return found;
    }
    let is_own = |name: &str| {
        let is_it = |own: &crate::model::names::ObjectName| own.name.eq_ignore_ascii_case(name);
        let types = schema.others.iter().filter(|other| ["domain", "type"].contains(&other.kind.as_str()));
        types.filter_map(|other| other.name.as_ref()).any(is_it)
            || schema.enums.iter().any(|known| is_it(&known.name))
            || schema.routines.iter().any(|routine| is_it(&routine.name))
    };
    // Any column may be called as a type is.
    let columns = schema.tables.iter().flat_map(|table| &table.columns);
    let types = columns.map(|column| column.data_type.text.as_str());
    let types = types.chain(schema.others.iter().map(|other| other.text.as_str())).flat_map(words);
    let types = types.map(|word| (of(&word.text, |known| known.types), word));
    let words = statements.iter().flat_map(|sql| words(sql));
    let words = words.map(|word| {
        let called = of(&word.text, |known| known.functions).filter(|_| word.is_called);
        (called.or(of(&word.text, |known| known.classes)), word)
    });
    for (name, word) in types.chain(words) {
        let Some(name) = name.filter(|_| !is_own(&word.text)) else { continue };
        let is_known = created(schema).any(|created| created.name == name);
        if !is_known && !found.iter().any(|used| used.name == name) {
            let place = word.place.filter(|place| *place != "public");
            found.push(Used { name, schema: place.map(str::to_owned) });
        }
    }
    found
}

/// A word of a text.
struct Word<'a> {
    /// The schema in front of it.
    place: Option<&'a str>,
    /// In lower case.
    text: String,
    /// Whether a parenthesis follows at once, as none does after a name of a column.
    is_called: bool,
}

fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '"' | '$');
    text.split_inclusive(move |letter| !is_part(letter)).map(move |piece| {
        let word = piece.trim_end_matches(|letter| !is_part(letter));
        let (place, text) = match word.rsplit_once('.') {
            Some((place, text)) => (Some(place.trim_matches('"')), text),
            None => (None, word),
        };
        Word { place, text: text.trim_matches('"').to_ascii_lowercase(), is_called: piece.ends_with('(') }
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
        let sql = r#"CREATE TABLE t (id uuid DEFAULT extensions.uuid_generate_v4(), mail public.citext, vector int);
            CREATE INDEX i ON t USING gin (digest gin_trgm_ops);"#;
        let found = of(sql);
        let names: Vec<_> = found.iter().map(|used| (used.name, used.schema.as_deref())).collect();
        assert_eq!(names, [("citext", None), ("uuid-ossp", Some("extensions")), ("pg_trgm", None)]);
    }

    #[test]
    fn names_of_the_user_are_no_extensions() {
        let sql =
            "CREATE DOMAIN isbn AS text; CREATE TYPE cube AS ENUM ('red'); CREATE TYPE earth AS (x int);
            CREATE TABLE t (digest text, crypt text, a isbn, b cube, c earth, CHECK (length(digest) > 2));
            CREATE INDEX i ON t (digest);";
        assert_eq!(of(sql), []);
    }

    #[test]
    fn what_is_created_is_not() {
        assert_eq!(of("CREATE EXTENSION citext; CREATE TABLE t (mail citext);"), []);
    }
}
