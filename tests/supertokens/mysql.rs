//! What goes wrong on MySQL only.

use authmorph::dialects::Dialect;

use crate::anchors::{self, Place};
use crate::pairs;
use crate::support::{Database, Dump, Ignoring, migrations};

fn database(anchor: &str, since: &str) -> Option<Database> {
    let database = anchors::database(Dialect::MySql, anchor, Place::USUAL)?;
    database.run(since).unwrap();
    Some(database)
}

/// There and back, with a question in between.
fn there_and_back(database: &Database, target: &str, question: &str, answer: &str) {
    let conversion = pairs::convert(Dialect::MySql, database.dump(Dump::Schema), target);
    let script = |name: &str| migrations::file(&conversion, &format!("migration/{name}.sql"));
    let (rows, catalog) = (database.snapshot(), database.catalog());
    database.run(script("up")).unwrap();
    let verified = database.rows(script("verify"));
    assert!(verified.iter().all(|row| row[3].as_deref() == Some("1")), "{verified:#?}");
    assert_eq!(database.value(question), answer);
    database.run(script("down")).unwrap();
    database.snapshot().assert_same(&rows);
    database.catalog().assert_same(&catalog, Ignoring { column_order: true, ..Ignoring::NOTHING });
}

/// T22: a table of the application's refers to a user.
#[test]
fn foreign_keys_of_the_application_survive_in_mysql() {
    let since = "CREATE TABLE profile (id INT PRIMARY KEY, user_id CHAR(36) NOT NULL,
        CONSTRAINT profile_user FOREIGN KEY (user_id) REFERENCES emailpassword_users (user_id) ON DELETE CASCADE);
        INSERT INTO profile SELECT 1, user_id FROM emailpassword_users LIMIT 1;";
    let Some(database) = database("5.0", since) else { return };
    let question =
        "SELECT GROUP_CONCAT(column_name ORDER BY ordinal_position) FROM information_schema.key_column_usage
        WHERE table_schema = database() AND constraint_name = 'profile_user';";
    there_and_back(&database, "supertokens-7.0", question, "app_id,user_id");
}

/// T12: the published step to 4.0 forgets `NOT NULL`.
#[test]
fn a_hash_is_not_null_again() {
    let since = "ALTER TABLE emailpassword_users MODIFY password_hash VARCHAR(256);";
    let Some(database) = database("4.0", since) else { return };
    let question = "SELECT is_nullable FROM information_schema.columns
        WHERE table_schema = database() AND table_name = 'emailpassword_users' AND column_name = 'password_hash';";
    there_and_back(&database, "supertokens-5.0", question, "NO");
    database.run("UPDATE emailpassword_users SET password_hash = NULL LIMIT 1;").unwrap();
    let conversion = pairs::convert(Dialect::MySql, database.dump(Dump::Schema), "supertokens-5.0");
    let asked = database.rows(migrations::file(&conversion, "migration/preflight.sql"));
    let missing = asked.iter().find(|row| row[0].as_deref() == Some("values_missing")).unwrap();
    assert_eq!((missing[1].as_deref(), missing[2].as_deref()), (Some("block"), Some("1")));
}
