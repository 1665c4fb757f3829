//! Law 8 for names that were put together at random: every law holds of tables, columns, indexes, keys, comments and defaults
//! with such names. What runs on a real database and leaves the announced catalog is read by that database into the same
//! names, and no statement came from a name.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use authmorph::dialects::Dialect;

use crate::case::{Broken, read};
use crate::shared::hold;
use crate::support::migrations::Road;
use crate::support::names::{Chance, literal, quoted, seeds};
use crate::support::{self, Settings};

const TARGETS: &[&str] = &["lucia-3", "better-auth-1", "authjs-5", "lucia-sessions-2025"];

/// Lucia 2's tables under other names, each with a column, a default, a comment and an index of the application's own.
fn dump(dialect: Dialect, seed: u64) -> String {
    let mut chance = Chance::new(seed);
    let mut taken: Vec<String> =
        ["id", "user_id", "hashed_password", "active_expires", "idle_expires"].map(str::to_owned).to_vec();
    let [user, key, session] = [(); 3].map(|()| quoted(dialect, &chance.name(dialect, &mut taken)));
    let text = if dialect == Dialect::MySql { "varchar(60)" } else { "text" };
    let mut script = String::new();
    for (table, columns) in [
        (&user, "email VARCHAR(100) NOT NULL UNIQUE".to_owned()),
        (&key, "user_id VARCHAR(40) NOT NULL, hashed_password VARCHAR(255)".to_owned()),
        (
            &session,
            "user_id VARCHAR(40) NOT NULL, active_expires BIGINT NOT NULL, idle_expires BIGINT NOT NULL"
                .to_owned(),
        ),
    ] {
        let refers = columns.starts_with("user_id");
        let key =
            if refers { format!(", FOREIGN KEY (user_id) REFERENCES {user}(id)") } else { String::new() };
        let own = quoted(dialect, &chance.name(dialect, &mut taken));
        let default = literal(dialect, &chance.text().chars().take(50).collect::<String>());
        let comment = literal(dialect, &chance.text());
        let (said, about) = if dialect == Dialect::MySql {
            (format!(" COMMENT {comment}"), "")
        } else {
            (String::new(), ";")
        };
        script += &format!(
            "CREATE TABLE {table} (id VARCHAR(100) NOT NULL PRIMARY KEY, {columns}, {own} {text} NOT NULL DEFAULT {default}{said}{key});\n"
        );
        if dialect == Dialect::PostgreSql {
            script += &format!(
                "COMMENT ON COLUMN {table}.{own} IS {comment}{about}\nCOMMENT ON TABLE {table} IS {comment};\n"
            );
        }
        script += &format!(
            "CREATE INDEX {} ON {table} ({own});\n",
            quoted(dialect, &chance.name(dialect, &mut taken))
        );
    }
    script +=
        &format!("INSERT INTO {user} (id, email) VALUES ('1', 'a@example.org'), ('2', 'b@example.org');\n");
    script += &format!(
        "INSERT INTO {key} (id, user_id, hashed_password) VALUES ('email:a@example.org', '1', 's2:x:y'), ('github:7', '1', NULL), ('google:8', '2', NULL);\n"
    );
    script += &format!(
        "INSERT INTO {session} (id, user_id, active_expires, idle_expires) VALUES ('one', '1', 4101235200000, 4102444800000), ('two', '2', 0, 0);\n"
    );
    script
}

fn all_of(dialect: Dialect) {
    if support::server(dialect).is_none() {
        return;
    }
    let mut broken = Broken::default();
    for seed in seeds(3) {
        let target = TARGETS[usize::try_from(seed).unwrap() % TARGETS.len()];
        let path: PathBuf =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile/{}/{seed}.sql", dialect.name()));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, dump(dialect, seed)).unwrap();
        let road = Road { path, dialect, target: target.to_owned(), set: BTreeMap::new() };
        let name = format!("{} seed {seed} {target}", dialect.name());
        // Reading takes the case apart already.
        broken.note(&name, || {
            let case = read(&road, Settings::default());
            let mut laws = Broken::default();
            hold(&case, &mut laws);
            laws.tell();
        });
    }
    broken.tell();
}

#[test]
fn names_at_random_on_postgresql() {
    all_of(Dialect::PostgreSql);
}

#[test]
fn names_at_random_on_mysql() {
    all_of(Dialect::MySql);
}

#[test]
fn names_at_random_on_sqlite() {
    all_of(Dialect::Sqlite);
}
