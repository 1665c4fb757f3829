//! What stays behind, and what the user should know.

use super::Core;
use super::people::app_name;
use crate::decide::accounts::sessions_end;
use crate::decide::{Decided, Decision};
use crate::findings::{Finding, Severity};
use crate::model::names::ObjectName;
use crate::model::schema::Table;

/// Tables that are not copied and not dropped either: what they hold, and where it is found otherwise.
const LEFT: &[(&str, &str)] = &[
    ("user_metadata", "metadata"),
    ("user_roles", "who has which role"),
    ("roles", "roles"),
    ("role_permissions", "permissions"),
    ("totp_users", "who has one-time passwords"),
    ("totp_user_devices", "devices for one-time passwords"),
    ("webauthn_users", "who has passkeys"),
    ("webauthn_credentials", "passkeys"),
    ("tenant_configs", "settings of tenants"),
    ("tenant_thirdparty_providers", "providers of tenants"),
    ("tenant_thirdparty_provider_clients", "secrets of providers"),
    ("tenant_first_factors", "factors of tenants"),
    ("tenant_required_secondary_factors", "factors of tenants"),
    ("oauth_clients", "OAuth clients"),
    ("saml_clients", "SAML clients"),
    ("dashboard_users", "users of the dashboard"),
    ("activity_log", "the activity log"),
];

/// The core's tables that go with `cleanup.sql`, those first that refer to others.
pub fn unused(core: Core<'_>) -> Vec<ObjectName> {
    let dialect = core.dialect();
    let is_left = |role: &str| LEFT.iter().any(|(base, _)| *base == role);
    let roles = core.recognition.roles.iter().filter(|(role, _)| !is_left(role));
    let mut left: Vec<&Table> = roles.filter_map(|(_, role)| core.schema.table(&role.table)).collect();
    let mut names = Vec::new();
    while !left.is_empty() {
        let is_free = |table: &&Table| {
            let others = left.iter().filter(|other| other.name != table.name);
            let mut keys = others.flat_map(|other| &other.foreign_keys);
            !keys.any(|key| dialect.same_object(&key.foreign_table, &table.name))
        };
        // Two that refer to each other cannot be ordered.
        let next = left.iter().position(is_free).unwrap_or(0);
        names.push(left.remove(next).name.clone());
    }
    names
}

/// What is to be said, whatever the target.
pub fn notes(core: Core<'_>, library: &str, decided: &mut Decided) {
    decided.findings.push(address_shared(core));
    decided.findings.extend(left_behind(core, library));
    decided.findings.push(undo(core));
    decided.findings.extend(core.table("session_info").map(|table| {
        sessions_end(table, "A session of SuperTokens is a token that its core has signed; the table has no more than a hash of it.")
    }));
    decided.decisions.push(Decision::new(
        "A person has the id that your application knows: the one that it has given, else that of SuperTokens' primary user.",
        "Your own tables refer to people by it.",
        None,
    ));
    if core.has_apps() {
        decided.decisions.push(Decision::new(
            format!("The users of the app `{}` are copied, of all its tenants.", app_name(core.options)),
            "The new library has neither apps nor tenants. preflight.sql counts the users of other apps.",
            None,
        ));
    }
}

fn address_shared(core: Core<'_>) -> Finding {
    let span = core.recipes().find_map(|base| core.table(base)).map(|table| table.span);
    Finding::new(
        "address_shared",
        Severity::Warning,
        "Of several people with one e-mail address, one keeps it.",
        "SuperTokens has somebody who signs in with a password and somebody who comes from Google as two people until they are linked, and tenants have people of their own. The new library wants an address to be one person's. A password goes before a link, a passkey and a provider.",
        "preflight.sql counts them. The others still sign in by their provider; those who need the address to sign in do not. Link them in SuperTokens first if they are the same person.",
        span,
    )
}

fn left_behind(core: Core<'_>, library: &str) -> Option<Finding> {
    let tables: Vec<(&Table, &str)> =
        LEFT.iter().filter_map(|(base, what)| Some((core.table(base)?, *what))).collect();
    let (first, _) = tables.first()?;
    let named: Vec<String> =
        tables.iter().map(|(table, what)| format!("{what} (`{}`)", table.name)).collect();
    let tenants = core.has_apps().then_some(
        " Which tenant somebody belongs to stands in the list of all users, which goes with cleanup.sql.",
    );
    Some(Finding::new(
        "core_data_not_carried",
        Severity::Warning,
        format!("Not taken over: {}.", named.join(", ")),
        format!(
            "{library} has no place for these, or another form of it, and what they mean is your application's.{}",
            tenants.unwrap_or_default()
        ),
        "These tables stay as they are, after cleanup.sql too: move what you need, then drop them.",
        Some(first.span),
    ))
}

fn undo(core: Core<'_>) -> Finding {
    let reservations = if core.table("recipe_user_tenants").is_some() {
        " In the modes of core 12 that read the reservation tables, new users are seen once the backfill has run."
    } else {
        ""
    };
    Finding::new(
        "undo_loses_new_logins",
        Severity::Warning,
        "down.sql gives a new user one login back, and users who were there before no further ones.",
        format!(
            "SuperTokens wants a row in several tables for each login: a new user gets one for their password, else their first account, else their address. A hash that SuperTokens cannot read becomes one that no password has.{reservations}"
        ),
        "People with such a hash set a new password by way of their address. wiring/passwords.ts writes hashes that SuperTokens reads.",
        None,
    )
}
