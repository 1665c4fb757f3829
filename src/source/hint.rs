//! Whether a text may be source code, told so cheaply that the page asks it for every text.

/// Words that every schema file has one of. SQL can have them too; then the reader finds out that it is SQL.
const WORDS: &[&str] = &[
    "model ",
    "model\t",
    "datasource ",
    "drizzle-orm",
    "pgTable",
    "mysqlTable",
    "sqliteTable",
    "kysely",
    "createTable",
    "alterTable",
    "createIndex",
    "createType",
    "interface ",
    "Generated<",
];

/// Whether a text has a word that source code has.
pub fn looks_like_source_code(text: &str) -> bool {
    WORDS.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::looks_like_source_code;

    #[test]
    fn sql_looks_like_none() {
        assert!(!looks_like_source_code("CREATE TABLE account (id text PRIMARY KEY, models int);"));
        assert!(looks_like_source_code("model User {\n  id Int @id\n}"));
        assert!(looks_like_source_code("export const t = pgTable('t', {});"));
    }
}
