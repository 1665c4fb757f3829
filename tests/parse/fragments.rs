//! Identifiers in fragments of SQL: found, and renamed one token at a time.

use authmorph::dialects::Dialect::{self, MySql, PostgreSql, Sqlite};
use authmorph::parse::{identifiers, rename_identifiers};

#[track_caller]
fn found(fragment: &str, dialect: Dialect, expected: &str) {
    assert_eq!(identifiers(fragment, dialect).join(" "), expected, "{fragment}");
}

#[track_caller]
fn renamed(fragment: &str, dialect: Dialect, pairs: &[(&str, &str)], expected: &str) {
    assert_eq!(rename_identifiers(fragment, dialect, pairs), expected, "{fragment}");
}

#[test]
fn names_are_resolved_and_words_of_the_language_left_out() {
    found("User_ID > 0 AND \"Name\" IS NOT NULL", PostgreSql, "Name user_id");
    found("User_ID > 0 AND `Name` IS NOT NULL", MySql, "Name User_ID");
    found("lower([a b]) = 'email'", Sqlite, "a b lower");
    found("(email)::text <> ''::character varying", PostgreSql, "email varying");
    found("a -- b\n/* c */ 'd' # e", MySql, "a");
}

#[test]
fn bodies_in_dollar_quotes_count() {
    found("AS $f$ SELECT x FROM $$inner one$$ $f$", PostgreSql, "inner one x");
}

#[test]
fn names_keep_their_quotes() {
    let pairs = [("id", "key"), ("name", "full name"), ("Old", "new")];
    renamed("ID > 0 AND \"id\" = t.id", PostgreSql, &pairs, "key > 0 AND \"key\" = t.key");
    renamed("name = 'name' -- name", PostgreSql, &pairs, "\"full name\" = 'name' -- name");
    renamed("name = `name`", MySql, &pairs, "`full name` = `full name`");
    renamed("[name] = \"name\"", Sqlite, &pairs, "[full name] = \"full name\"");
    renamed("old = \"Old\"", PostgreSql, &pairs, "old = \"new\"");
    renamed("OLD = `Old`", MySql, &pairs, "new = `new`");
}

#[test]
fn quotes_are_added_where_the_new_name_needs_them() {
    let rename = |to| rename_identifiers("a > 0", PostgreSql, &[("a", to)]);
    assert_eq!(rename("b1"), "b1 > 0");
    assert_eq!(rename("userId"), "\"userId\" > 0");
    assert_eq!(rename("order"), "\"order\" > 0");
    assert_eq!(rename("user"), "\"user\" > 0");
    assert_eq!(rename("1b"), "\"1b\" > 0");
    assert_eq!(rename("say \"x\""), "\"say \"\"x\"\"\" > 0");
    assert_eq!(rename_identifiers("`a`", MySql, &[("a", "b`; DROP")]), "`b``; DROP`");
    assert_eq!(rename_identifiers("[a]", Sqlite, &[("a", "b]c")]), "\"b]c\"");
}

#[test]
fn functions_that_are_called_keep_their_names() {
    let pairs = [("date", "day"), ("user_key", "old_key")];
    renamed("date(date) > 1", Sqlite, &pairs, "date(day) > 1");
    renamed(
        "INSERT INTO user_key (id) SELECT id FROM user_key",
        Sqlite,
        &pairs,
        "INSERT INTO old_key (id) SELECT id FROM old_key",
    );
    renamed("REFERENCES user_key(id)", PostgreSql, &pairs, "REFERENCES old_key(id)");
}

#[test]
fn bodies_in_dollar_quotes_are_renamed_too() {
    renamed(
        "CREATE FUNCTION f() AS $x$ UPDATE auth_user SET a = 'auth_user'; $x$ LANGUAGE sql",
        PostgreSql,
        &[("auth_user", "user"), ("a", "b")],
        "CREATE FUNCTION f() AS $x$ UPDATE \"user\" SET b = 'auth_user'; $x$ LANGUAGE sql",
    );
}

#[test]
fn swapped_names_are_swapped() {
    renamed("a < b", PostgreSql, &[("a", "b"), ("b", "a")], "b < a");
}
