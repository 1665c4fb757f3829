//! People of SuperTokens: each login is a user of its own, linked to one, and all of them stay or go out together.

use authmorph::api::{Conversion, Request, Source};
use authmorph::convert::for_rehearsal;
use authmorph::dialects::Dialect;
use authmorph::rehearse::engine::at_once;
use authmorph::rehearse::scripts::Scripts;
use authmorph::rehearse::{Options, Subject, rehearse_scripts};

use crate::anchors::{self, Place};
use crate::databases::PostgreSql;
use crate::runs::in_database;
use crate::support::{self, Dump};

/// The core that it begins with, the target, and the tables that let people in at the end.
type Road = (Dialect, &'static str, &'static str, &'static [&'static str]);

const ROADS: &[Road] = &[
    (Dialect::PostgreSql, "5.0", "supertokens-9.3", OF_CORE),
    (Dialect::PostgreSql, "9.3", "better-auth-1", &["account", "user"]),
    (Dialect::PostgreSql, "9.3", "authjs-5", &["account", "password", "user"]),
    (Dialect::MySql, "7.0", "supertokens-9.3", OF_CORE),
];

/// With `THOROUGH` these too.
const FURTHER: &[Road] = &[
    (Dialect::PostgreSql, "7.0", "supertokens-11.3", OF_CORE),
    (Dialect::PostgreSql, "5.0", "better-auth-1", &["account", "user"]),
    (Dialect::PostgreSql, "11.3", "authjs-5", &["account", "password", "user"]),
    (Dialect::MySql, "9.3", "better-auth-1", &["account", "user"]),
    (Dialect::MySql, "7.0", "authjs-5", &["account", "password", "user"]),
];

const OF_CORE: &[&str] = &["emailpassword_users", "thirdparty_users", "passwordless_users"];

/// What there is to rehearse.
fn subject(dialect: Dialect, core: &str, target: &str) -> Option<(Conversion, Subject)> {
    // InnoDB names keys and their indexes itself, which its dump says.
    let database = support::server(dialect)?.database();
    database.run(&anchors::schema(dialect, core, Place::USUAL)).unwrap();
    let request = Request {
        sources: vec![Source { name: String::new(), text: database.dump(Dump::Schema) }],
        dialect: Some(dialect.name().to_owned()),
        to: Some(target.to_owned()),
        ..Request::default()
    };
    let (conversion, subject) = for_rehearsal(&request);
    let subject = subject.unwrap_or_else(|| panic!("{core} to {target}: {:#?}", conversion.findings));
    Some((conversion, subject))
}

#[test]
fn people_of_supertokens_can_still_sign_in() {
    let mut wrong = Vec::new();
    let further = if std::env::var_os("THOROUGH").is_some() { FURTHER } else { &[] };
    for (dialect, core, target, tables) in ROADS.iter().chain(further) {
        let Some((conversion, subject)) = subject(*dialect, core, target) else { continue };
        let report = in_database(&subject, &conversion, &Options::default()).unwrap();
        let name = format!("{} {core} to {target}", dialect.name());
        for fault in &report.faults {
            wrong.push(format!("{name}: {fault:?}"));
        }
        let ways: Vec<_> = report.people.iter().flat_map(|person| &person.ways).collect();
        let with = |mark: &str| ways.iter().filter(|way| way.what.starts_with(mark)).count();
        let counts = [with("password for email"), with("github"), with("email ")];
        if counts.contains(&0) || !report.people.iter().any(|person| person.ways.len() > 2 || *core == "5.0")
        {
            wrong.push(format!(
                "{name}: {counts:?} of {} people: {:#?}",
                report.people.len(),
                report.remarks
            ));
        }
        let now = ways.iter().filter_map(|way| way.now.as_deref()?.rsplit('.').next());
        let other = now.into_iter().find(|now| !tables.contains(now));
        wrong.extend(other.map(|other| format!("{name}: somebody gets in by {other}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Somebody whose only login is not copied cannot get in any more, and the rehearsal says who.
#[test]
fn people_of_supertokens_who_are_left_behind_are_named() {
    let dialect = Dialect::PostgreSql;
    let Some((conversion, subject)) = subject(dialect, "9.3", "better-auth-1") else { return };
    let mut scripts = Scripts::of(dialect, &subject.plan);
    let count = scripts.up.len();
    scripts.up.retain(|statement| {
        !(statement.sql.starts_with("INSERT INTO") && statement.sql.contains("thirdparty_users AS"))
    });
    assert!(scripts.up.len() < count);
    let database = support::server(dialect).unwrap().database();
    let mut engine = PostgreSql::open(&database.url()).unwrap();
    let options = Options::default();
    let rehearsal = rehearse_scripts(&subject, &conversion, &scripts, &options, &mut engine);
    let report = at_once(rehearsal).unwrap();
    let named = report.faults.iter().any(|fault| fault.what.contains("is locked out: github"));
    assert!(named, "{:#?}", report.faults);
}
