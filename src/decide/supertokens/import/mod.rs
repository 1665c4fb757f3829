//! Into SuperTokens: a query in the user's own database whose answer is what its bulk import takes, in JSON.
//!
//! Nothing changes in the database, so there is no migration: SuperTokens makes its own tables, and its core takes people in
//! by a request. What that request admits decides what the query leaves out, and a second query counts it.
//!
//! Source: github.com/supertokens/supertokens-core, tag v12.1.1, src/main/java/io/supertokens/bulkimport:
//! BulkImportUserUtils.java, BulkImport.java; emailpassword/PasswordHashingUtils.java.

mod checks;
mod methods;
mod words;

use crate::decide::accounts::types::Adapter;
use crate::decide::accounts::{Context, Library};
use crate::decide::lucia::login_tables::PASSWORDLESS;
use crate::decide::options::{OptionShape, Options};
use crate::decide::{Decided, Decision, Target};
use crate::findings::{Finding, Severity};
use crate::model::schema::Schema;
use crate::recognise::Recognition;
use methods::People;

/// The target.
pub const TARGET: Target = Target {
    name: "supertokens-import",
    title: "SuperTokens, by its bulk import",
    purpose: "No migration: a query whose answer is what the bulk import of SuperTokens takes (core 10.0 and later).",
    options: OPTIONS,
    decide,
};

const OPTIONS: &[OptionShape] = &[
    OptionShape {
        name: "batch",
        label: "People in one request",
        default: "10000",
        reason: "The core takes no more at once.",
        choices: &["10000", "1000", "100"],
    },
    OptionShape {
        name: "several_logins",
        label: "People with several logins",
        default: "all",
        reason: "Nobody loses a login; the core wants its account linking for it, which needs a licence.",
        choices: &["all", "first"],
    },
    OptionShape {
        name: "passwordless_providers",
        label: "Providers whose logins are no OAuth accounts",
        default: PASSWORDLESS,
        reason: "People with such keys of Lucia sign in by a link or code.",
        choices: &[],
    },
];

const LIBRARY: Library =
    Library { name: "SuperTokens", options: OPTIONS, adapter: Adapter::Drizzle, utc_moments: false };

/// What is run in the database at hand to get people out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Statements before, and a query with one row for each request.
    pub people: Vec<String>,
    /// A query with counts of what that leaves out or changes.
    pub checks: String,
}

fn decide(schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    let mut decided = Decided::unchanged(schema);
    let Some(context) = Context::of(schema, recognition, options, &LIBRARY) else {
        decided.findings.push(Context::no_users(&LIBRARY));
        return decided;
    };
    let people = People::of(&context);
    decided.export = Some(Export { people: people.query(), checks: checks::query(&people) });
    decided.decisions.push(Decision::new(
        "People keep their ids, as what SuperTokens calls the external user id.",
        "Your own tables refer to them.",
        Some(context.user.span),
    ));
    notes(&context, &people, &mut decided);
    decided
}

fn notes(context: &Context<'_>, people: &People<'_>, decided: &mut Decided) {
    let user = &context.user.name;
    if people.has_passwords() {
        decided.findings.push(Finding::new(
            "import_resets_passwords",
            Severity::Warning,
            format!("SuperTokens reads bcrypt, argon2 and Firebase's scrypt, and no other hashes of the people in `{user}`."),
            "Lucia's own and Better Auth's own are another scrypt. People with such a hash come with one that no password has.",
            "bulk-import-check.sql counts them. They set a new password by way of their address: write to them, or turn that page on first.",
            Some(context.user.span),
        ));
    }
    decided.findings.push(Finding::new(
        "import_leaves_out",
        Severity::Warning,
        format!("Not in the import: {}.", left_out(context).join(", ")),
        "The bulk import takes ids, logins, names and pictures, roles that exist already, and devices for one-time passwords with a licence.",
        "Everybody signs in once more. Keep these tables for what your application reads of them, and write roles by SuperTokens' own functions.",
        Some(context.user.span),
    ));
    if context.options.get("several_logins") == "all" {
        decided.findings.push(Finding::new(
            "import_needs_account_linking",
            Severity::Note,
            "People with several logins need account linking in the core.",
            "Without its licence the core refuses a request with such a person.",
            "bulk-import-check.sql counts them. --set several_logins=first takes one login of each: a password, else a link, else the first account.",
            Some(context.user.span),
        ));
    }
}

/// What there is beside people and logins.
fn left_out(context: &Context<'_>) -> Vec<String> {
    let known = ["user", "account", "oauth_account", "password", "key", "verification"];
    let roles = context.recognition.roles.iter().filter(|(name, _)| !known.contains(name));
    let mut left: Vec<String> = roles.map(|(_, role)| format!("`{}`", role.table)).collect();
    let own = context.role.extra.iter().map(|column| format!("`{}.{column}`", context.user.name));
    left.extend(own.filter(|column| !column.ends_with(".name`") && !column.ends_with(".image`")));
    left.push("links and codes that are on their way".to_owned());
    left
}
