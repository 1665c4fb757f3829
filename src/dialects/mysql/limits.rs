//! Names and literals in MySQL and MariaDB.

/// Characters in an identifier (MySQL manual, "Identifier Length Limits").
pub const IDENTIFIER_CHARACTERS: usize = 64;

/// Words that are reserved in MySQL 8.0 to 9.x or in MariaDB 10.5 to 11.x (both manuals, "Reserved Words").
const RESERVED: &[&str] = &[
    "accessible", "add", "all", "alter", "analyze", "and", "as", "asc", "asensitive", "before", "between",
    "bigint", "binary", "blob", "both", "by", "call", "cascade", "case", "change", "char", "character", "check",
    "collate", "column", "condition", "constraint", "continue", "conversion", "convert", "create", "cross", "cube",
    "cume_dist", "current_date", "current_role", "current_time", "current_timestamp", "current_user", "cursor",
    "database", "databases", "day_hour", "day_microsecond", "day_minute", "day_second", "dec", "decimal",
    "declare", "default", "delayed", "delete", "delete_domain_id", "dense_rank", "desc", "describe",
    "deterministic", "distinct", "distinctrow", "div", "do_domain_ids", "double", "drop", "dual", "each", "else",
    "elseif", "empty", "enclosed", "escaped", "except", "exists", "exit", "explain", "false", "fetch",
    "first_value", "float", "float4", "float8", "for", "force", "foreign", "from", "fulltext", "function",
    "general", "generated", "get", "grant", "group", "grouping", "groups", "having", "high_priority",
    "hour_microsecond", "hour_minute", "hour_second", "if", "ignore", "ignore_domain_ids", "ignore_server_ids",
    "in", "index", "infile", "inner", "inout", "insensitive", "insert", "int", "int1", "int2", "int3", "int4",
    "int8", "integer", "intersect", "interval", "into", "io_after_gtids", "io_before_gtids", "is", "iterate",
    "join", "json_table", "key", "keys", "kill", "lag", "last_value", "lateral", "lead", "leading", "leave",
    "left", "library", "like", "limit", "linear", "lines", "load", "localtime", "localtimestamp", "lock", "long",
    "longblob", "longtext", "loop", "low_priority", "manual", "master_bind", "master_heartbeat_period",
    "master_ssl_verify_server_cert", "match", "maxvalue", "mediumblob", "mediumint", "mediumtext", "middleint",
    "minute_microsecond", "minute_second", "mod", "modifies", "natural", "not", "no_write_to_binlog", "nth_value",
    "ntile", "null", "numeric", "of", "offset", "on", "optimize", "optimizer_costs", "option", "optionally", "or",
    "order", "out", "outer", "outfile", "over", "page_checksum", "parallel", "parse_vcol_expr", "partition",
    "percent_rank", "position", "precision", "primary", "procedure", "purge", "qualify", "range", "rank", "read",
    "read_write", "reads", "real", "recursive", "ref_system_id", "references", "regexp", "release", "rename",
    "repeat", "replace", "require", "resignal", "restrict", "return", "returning", "revoke", "right", "rlike",
    "row", "row_number", "rownum", "rows", "schema", "schemas", "second_microsecond", "select", "sensitive",
    "separator", "set", "sets", "show", "signal", "slow", "smallint", "spatial", "specific", "sql",
    "sql_after_gtids", "sql_before_gtids", "sql_big_result", "sql_calc_found_rows", "sql_small_result",
    "sqlexception", "sqlstate", "sqlwarning", "ssl", "starting", "stats_auto_recalc", "stats_persistent",
    "stats_sample_pages", "stored", "straight_join", "system", "system_user", "table", "tablesample", "terminated",
    "then", "tinyblob", "tinyint", "tinytext", "to", "trailing", "trigger", "true", "undo", "union", "unique",
    "unlock", "unsigned", "update", "usage", "use", "using", "utc_date", "utc_time", "utc_timestamp", "values",
    "varbinary", "varchar", "varcharacter", "varying", "vector", "virtual", "when", "where", "while", "window",
    "with", "write", "xor", "year_month", "zerofill",
];

/// The identifier, in backticks unless it is plain and no reserved word.
pub fn identifier(name: &str) -> String {
    let plain = name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty();
    if plain && !RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
        name.to_owned()
    } else {
        format!("`{}`", name.replace('`', "``"))
    }
}

/// A string literal. Where there is a backslash, whose meaning depends on `sql_mode`, it is written as hexadecimal.
pub fn literal(text: &str) -> String {
    if text.contains('\\') {
        let digits: String = text.bytes().map(|byte| format!("{byte:02X}")).collect();
        format!("CONVERT(X'{digits}' USING utf8mb4)")
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// The name, cut at 64 characters.
pub fn fit_name(name: &str) -> String {
    name.chars().take(IDENTIFIER_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_only_where_needed() {
        assert_eq!(identifier("user_key"), "user_key");
        assert_eq!(identifier("user"), "user");
        assert_eq!(identifier("key"), "`key`");
        assert_eq!(identifier("Key"), "`Key`");
        assert_eq!(identifier("a`b"), "`a``b`");
        assert_eq!(identifier("1a"), "`1a`");
    }

    #[test]
    fn literals_cannot_be_left() {
        assert_eq!(literal("it's"), "'it''s'");
        assert_eq!(literal("a\\"), "CONVERT(X'615C' USING utf8mb4)");
    }
}
