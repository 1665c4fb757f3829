//! Schemas as people paste them, which lean on what they do not have: the rehearsal makes up for it, and says so.

use authmorph::api::{Request, Source};
use authmorph::convert::for_rehearsal;
use authmorph::dialects::Dialect;
use authmorph::rehearse::Options;

use crate::runs::in_database;
use crate::support;

/// The dialect, the name of what is odd, the text, the target, and what has to be among the remarks.
const CASES: &[(Dialect, &str, &str, &str, &[&str])] = &[
    (
        Dialect::PostgreSql,
        "functions of triggers that are not in the text",
        "CREATE TABLE auth_user (id text PRIMARY KEY, updated_at timestamptz);
        CREATE TABLE user_key (id text PRIMARY KEY, user_id text NOT NULL REFERENCES auth_user, hashed_password text);
        CREATE TABLE user_session (id text PRIMARY KEY, user_id text NOT NULL REFERENCES auth_user,
            active_expires bigint NOT NULL, idle_expires bigint NOT NULL);
        CREATE TRIGGER hook AFTER INSERT OR DELETE ON auth_user FOR EACH ROW
            EXECUTE FUNCTION supabase_functions.http_request('https://example.org', 'POST');
        CREATE TRIGGER touched BEFORE UPDATE ON user_session FOR EACH ROW EXECUTE FUNCTION touch();",
        "lucia-3",
        &["calls the function supabase_functions.http_request", "calls the function touch"],
    ),
    (
        Dialect::PostgreSql,
        "sequences with names of their own",
        "CREATE SEQUENCE numbers;
        CREATE TABLE users (id integer DEFAULT nextval('numbers'::regclass) PRIMARY KEY, name text, email text UNIQUE,
            \"emailVerified\" timestamptz, image text);
        CREATE TABLE accounts (id integer DEFAULT nextval('numbers'::regclass) PRIMARY KEY,
            \"userId\" integer NOT NULL REFERENCES users, type text NOT NULL, provider text NOT NULL,
            \"providerAccountId\" text NOT NULL, refresh_token text, access_token text, expires_at bigint, id_token text,
            scope text, session_state text, token_type text);
        CREATE TABLE sessions (id integer DEFAULT nextval('numbers'::regclass) PRIMARY KEY,
            \"userId\" integer NOT NULL REFERENCES users, expires timestamptz NOT NULL, \"sessionToken\" text NOT NULL);
        CREATE TABLE verification_token (identifier text, expires timestamptz NOT NULL, token text,
            PRIMARY KEY (identifier, token));",
        "better-auth-1",
        &[],
    ),
    (
        Dialect::Sqlite,
        "users whose ids are UUIDs in texts",
        "CREATE TABLE auth_user (id text PRIMARY KEY, username text);
        CREATE TABLE user_key (id text PRIMARY KEY, user_id uuid NOT NULL, hashed_password text);
        CREATE TABLE user_session (id text PRIMARY KEY, user_id uuid NOT NULL, active_expires bigint NOT NULL,
            idle_expires bigint NOT NULL);",
        "lucia-3",
        &[],
    ),
];

#[test]
fn what_a_text_lacks_is_made_up_for() {
    for (dialect, name, text, target, remarks) in CASES {
        if support::server(*dialect).is_none() {
            continue;
        }
        let request = Request {
            sources: vec![Source { name: String::new(), text: (*text).to_owned() }],
            dialect: Some(dialect.name().to_owned()),
            to: Some((*target).to_owned()),
            ..Request::default()
        };
        let (conversion, subject) = for_rehearsal(&request);
        let subject = subject.unwrap_or_else(|| panic!("{name}: {:#?}", conversion.findings));
        let report = in_database(&subject, &conversion, &Options::default()).unwrap();
        assert!(report.is_green(), "{name}: {:#?}", report.faults);
        assert!(report.people.iter().any(|person| !person.ways.is_empty()), "{name}");
        for remark in *remarks {
            assert!(report.remarks.iter().any(|said| said.contains(remark)), "{name}: {:#?}", report.remarks);
        }
    }
}
