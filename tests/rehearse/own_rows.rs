//! The rows of the user's own text: they go the whole way, with the people in them.

use authmorph::api::{Request, Source};
use authmorph::convert::for_rehearsal;
use authmorph::dialects::{ALL, Dialect};
use authmorph::rehearse::Options;
use authmorph::rehearse::report::Report;

use crate::runs::in_database;
use crate::support;

const OPTIONS: Options = Options { rows: 8, seed: 1, troubles: false, restart: false, own_rows: true };

fn schema(dialect: Dialect) -> String {
    let (text, big) = match dialect {
        Dialect::PostgreSql => ("TEXT", "BIGINT"),
        Dialect::MySql => ("VARCHAR(190)", "BIGINT UNSIGNED"),
        Dialect::Sqlite => ("TEXT", "INTEGER"),
    };
    format!(
        "CREATE TABLE member (id {text} NOT NULL PRIMARY KEY, nick {text} NOT NULL, invited_by {text},
            FOREIGN KEY (invited_by) REFERENCES member (id));
        CREATE TABLE member_key (id {text} NOT NULL PRIMARY KEY, user_id {text} NOT NULL, hashed_password {text},
            FOREIGN KEY (user_id) REFERENCES member (id));
        CREATE TABLE member_session (id {text} NOT NULL PRIMARY KEY, user_id {text} NOT NULL,
            active_expires {big} NOT NULL, idle_expires {big} NOT NULL,
            FOREIGN KEY (user_id) REFERENCES member (id));"
    )
}

/// Whoever was invited stands before who invited them.
const ROWS: &str = "
    INSERT INTO member (id, nick, invited_by) VALUES ('u1', 'Ann', 'u2');
    INSERT INTO member VALUES ('u2', 'Bo''s', NULL), ('u3', 'Çelik', NULL);
    INSERT INTO member_key (id, user_id, hashed_password) VALUES
        ('email:ann@example.org', 'u1', 's2:salt:hash'), ('github:4711', 'u1', NULL), ('google:a:b', 'u2', NULL);
    INSERT INTO member_session VALUES ('s1', 'u1', 1893456000000, 1893456001234);";

fn rehearsed(dialect: Dialect, rows: &str) -> Option<Report> {
    let source = Source { name: String::new(), text: format!("{}\n{rows}", schema(dialect)) };
    let request = Request {
        sources: vec![source],
        dialect: Some(dialect.name().to_owned()),
        to: Some("lucia-3".to_owned()),
        ..Request::default()
    };
    let (conversion, subject) = for_rehearsal(&request);
    in_database(&subject.unwrap(), &conversion, &OPTIONS)
}

#[test]
fn own_rows_go_the_whole_way_with_their_people() {
    for dialect in ALL.iter().copied().filter(|dialect| support::server(*dialect).is_some()) {
        let without = rehearsed(dialect, "").unwrap();
        let report = rehearsed(dialect, ROWS).unwrap();
        assert!(report.is_green(), "{}: {:#?}", dialect.name(), report.faults);
        assert_eq!(report.rows, without.rows + 7, "{:?}", report.remarks);
        assert_eq!(report.remarks, without.remarks);
        let ways: Vec<String> = report
            .people
            .iter()
            .filter(|person| person.what == "of your rows")
            .map(|person| {
                let ways = person.ways.iter().map(|way| format!("{} {:?}", way.what, way.now));
                format!("{}: {}", person.name, ways.collect::<Vec<_>>().join(", "))
            })
            .collect();
        let wanted = [
            "u1: password for email ann@example.org Some(\"password\"), github 4711 Some(\"oauth_account\"), session until 1893456001 s Some(\"member_session\")",
            "u2: google a:b Some(\"oauth_account\")",
            "u3: ",
        ];
        let mut sorted = ways.clone();
        sorted.sort();
        assert_eq!(sorted, wanted, "{}", dialect.name());
    }
}

#[test]
fn own_rows_that_would_do_harm_are_stopped_at_and_said() {
    for dialect in ALL.iter().copied().filter(|dialect| support::server(*dialect).is_some()) {
        // Two keys that are one after the split at the colon.
        let twins = "INSERT INTO member (id, nick) VALUES ('u1', 'Ann');
            INSERT INTO member_key VALUES ('handmade', 'u1', NULL), ('handmade:', 'u1', NULL);";
        let report = rehearsed(dialect, twins).unwrap();
        assert!(!report.is_green() && !report.stopped);
        assert!(report.verdict().contains("perhaps of your own"), "{}", report.verdict());
    }
}

#[test]
fn own_rows_that_cannot_be_used_are_named() {
    let rows = "INSERT INTO member (id, nick, colour) VALUES ('u1', 'Ann', 'red');
        INSERT INTO member_key VALUES ('email:x', 'nobody', NULL);
        INSERT INTO member_session VALUES ('s1');
        INSERT INTO elsewhere VALUES (1), (2);";
    let report = rehearsed(Dialect::Sqlite, rows).unwrap();
    assert!(report.is_green(), "{:#?}", report.faults);
    let remarks = report.remarks.join("\n");
    for wanted in [
        "member: 1 rows of your text are not used, because it has no column colour.",
        "member_key: the database refused a row of your text: FOREIGN KEY constraint failed",
        "member_session: 1 rows of your text are not used, because they have not as many values as there are columns.",
        "elsewhere: 2 rows of your text are not used, because there is no such table.",
    ] {
        assert!(remarks.contains(wanted), "{wanted}\n{remarks}");
    }
}

/// A dump's own form of rows.
#[test]
fn rows_of_copy_are_used() {
    if support::server(Dialect::PostgreSql).is_none() {
        return;
    }
    let rows = "COPY public.member (id, nick, invited_by) FROM stdin;\nu1\tAnn\\tie\t\\N\nu2\tBo\tu1\n\\.\n\n\
        COPY public.member_key (id, user_id, hashed_password) FROM stdin;\ngithub:1\tu2\t\\N\n\\.\n";
    let report = rehearsed(Dialect::PostgreSql, rows).unwrap();
    assert!(report.is_green(), "{:#?}", report.faults);
    let own = report.people.iter().filter(|person| person.what == "of your rows");
    let ways: Vec<usize> = own.map(|person| person.ways.len()).collect();
    assert_eq!(ways, [0, 1], "{:?}", report.remarks);
}
