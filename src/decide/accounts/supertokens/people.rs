//! The people: a new table for them, and which rows they are copied from.

use super::{APP, Core, USER_TABLE};
use crate::decide::accounts::copies::copied;
use crate::decide::accounts::new_table::key;
use crate::decide::accounts::types::{Types, data_type};
use crate::decide::accounts::{Context, Library};
use crate::decide::names::NewName;
use crate::decide::options::Options;
use crate::decide::storage::storage_options;
use crate::decide::{CopiedColumn, CopyChange, Decided, NewTable, Question};
use crate::dialects::Dialect;
use crate::model::schema::{Column, Key, Schema, Table};
use crate::model::types::{DataType, TypeKind};
use crate::recognise::{FoundRole, Recognition};

/// The schema and what was recognised, as if there were a table for users already.
pub struct WithUsers {
    pub schema: Schema,
    pub recognition: Recognition,
}

impl WithUsers {
    /// With a table that has an id, and is given its other columns, the address among them.
    pub fn of(
        core: Core<'_>,
        library: &'static Library,
        decided: &mut Decided,
        give_columns: impl FnOnce(Types, &mut Table),
    ) -> Option<Self> {
        let options = core.options();
        let beside = core.recipes().next().and_then(|base| core.table(base))?;
        let names = NewName {
            schema: core.schema,
            beside,
            shapes: library.options,
            option: USER_TABLE.name,
            prefix: "auth",
        };
        let mut table = Table::new(beside.name.sibling(names.free(options, &[], &mut decided.findings)));
        table.span = beside.span;
        table.options = storage_options(core.dialect(), beside);
        table.columns.push(Column::new("id", id_type(core)));
        table.primary_key = Some(key(&["id"]));
        let role = FoundRole {
            table: table.name.clone(),
            columns: [("id", "id".to_owned()), ("email", "email".to_owned())].into(),
            extra: Vec::new(),
            referenced_by: Vec::new(),
        };
        let mut with = Self { schema: core.schema.clone(), recognition: core.recognition.clone() };
        with.schema.tables.push(table);
        with.recognition.roles.insert("user", role);
        let types = with.context(options, library)?.types;
        give_columns(types, with.schema.tables.last_mut()?);
        Some(with)
    }

    /// What all parts of a decision about such users look at.
    pub fn context<'a>(&'a self, options: &'a Options, library: &'static Library) -> Option<Context<'a>> {
        Context::of(&self.schema, &self.recognition, options, library)
    }
}

/// As a step of the migration.
pub fn into_new(table: &Table, library: &Library) -> NewTable {
    NewTable {
        purpose: format!("Create {} for people.", table.name),
        cause: format!("SuperTokens has several tables for them, {} wants one.", library.name),
        table: table.clone(),
    }
}

/// Wide enough for ids that the application has given.
fn id_type(core: Core<'_>) -> DataType {
    let given = core.table("userid_mapping").is_some();
    match core.dialect() {
        Dialect::MySql => varchar(if given { 128 } else { 36 }),
        Dialect::PostgreSql | Dialect::Sqlite => data_type("text", TypeKind::Text),
    }
}

/// What the core has room for, which in MySQL is a character more than these libraries' own tables.
pub fn as_wide_as_the_core(dialect: Dialect, table: &mut Table, columns: &[&str]) {
    let columns = table.columns.iter_mut().filter(|column| columns.contains(&column.name.as_str()));
    columns.filter(|_| dialect == Dialect::MySql).for_each(|column| column.data_type = varchar(256));
}

fn varchar(length: u32) -> DataType {
    data_type(&format!("varchar({length})"), TypeKind::Varchar { length: Some(length) })
}

/// A column with an address: no two people have the same.
pub fn address_column(types: Types, table: &mut Table, nullable: bool) {
    let name = format!("{}_email_key", table.name.name);
    table.columns.push(Column { nullable, ..Column::new("email", types.short_text()) });
    table.uniques.push(Key { name: Some(types.dialect.fit_name(&name)), ..key(&["email"]) });
    as_wide_as_the_core(types.dialect, table, &["email"]);
}

/// The person is copied from this row: the first of theirs, by the kind of login and then by what the core calls primary.
pub fn speaks(core: Core<'_>, alias: &str, base: &'static str) -> Vec<String> {
    let mut conditions: Vec<String> = core.of_app(alias, base).into_iter().collect();
    let own = core.group(alias, base);
    for better in core.better(base) {
        conditions.push(format!("{own} NOT IN ({})", groups(core, better)));
    }
    if core.links() {
        let user = core.of_row("b", base, "user_id");
        let primary = core.of_row("g", "app_id_to_user_id", "primary_or_recipe_user_id");
        conditions.push(format!(
            "{} IN (SELECT COALESCE(min(CASE WHEN {user} = {primary} THEN {user} END), min({user})) \
             FROM {} GROUP BY {primary})",
            core.of_row(alias, base, "user_id"),
            joined(core, base),
        ));
    }
    conditions
}

/// Rows `b` of a table with logins, and `g` with what makes them one person.
fn joined(core: Core<'_>, base: &str) -> String {
    let [app, id] = ["app_id", "user_id"].map(|column| core.of_row("g", "app_id_to_user_id", column));
    format!(
        "{} JOIN {} ON {app} = {} AND {id} = {}{}",
        core.from(base, "b"),
        core.from("app_id_to_user_id", "g"),
        core.of_row("b", base, "app_id"),
        core.of_row("b", base, "user_id"),
        core.where_app("b", base),
    )
}

/// All people with a login of that kind.
fn groups(core: Core<'_>, base: &str) -> String {
    if core.links() {
        let primary = core.of_row("g", "app_id_to_user_id", "primary_or_recipe_user_id");
        return format!("SELECT {primary} FROM {}", joined(core, base));
    }
    format!(
        "SELECT {} FROM {}{}",
        core.of_row("b", base, "user_id"),
        core.from(base, "b"),
        core.where_app("b", base)
    )
}

/// All of these; none where there is none.
pub fn all(conditions: Vec<String>) -> Option<String> {
    (!conditions.is_empty()).then(|| conditions.join("\n    AND "))
}

/// The person has further passwords, which are not copied.
pub fn second_password(core: Core<'_>) -> Option<Question> {
    let base = "emailpassword_users";
    let condition = format!("NOT ({})", all(speaks(core, "s", base))?);
    let app = core.of_app("s", base).map(|app| format!("{app} AND ")).unwrap_or_default();
    core.links().then(|| Question {
        check: "second_password",
        condition: format!("{app}{condition}"),
        message: "Further passwords of people who have several: the new library has one for each.",
    })
}

/// Somebody else has the address of this person's row: with a login of a kind that goes before, or the same kind earlier.
pub fn is_taken(core: Core<'_>, alias: &str, base: &'static str) -> String {
    let email = format!("lower({})", core.of_row(alias, base, "email"));
    let mut others: Vec<String> = Vec::new();
    for better in core.better(base) {
        let own = core.of_row("o", better, "email");
        let mut conditions = speaks(core, "o", better);
        conditions.push(format!("{own} IS NOT NULL"));
        others.push(format!(
            "{email} IN (SELECT lower({own}) FROM {} WHERE {})",
            core.from(better, "o"),
            conditions.join(" AND ")
        ));
    }
    let [user, own] = ["user_id", "email"].map(|column| core.of_row("o", base, column));
    let mut conditions = speaks(core, "o", base);
    conditions.push(format!("{own} IS NOT NULL"));
    others.push(format!(
        "{} NOT IN (SELECT min({user}) FROM {} WHERE {} GROUP BY lower({own}))",
        core.of_row(alias, base, "user_id"),
        core.from(base, "o"),
        conditions.join(" AND ")
    ));
    format!("({})", others.join("\n        OR "))
}

/// The person's address, which nobody else has; NULL where there is none.
pub fn address(core: Core<'_>, alias: &str, base: &'static str) -> String {
    let email = format!("lower({})", core.of_row(alias, base, "email"));
    format!("CASE WHEN {}\n        THEN NULL ELSE {email} END", is_taken(core, alias, base))
}

/// An address for everybody.
pub fn address_or_placeholder(core: Core<'_>, alias: &str, base: &'static str) -> String {
    let instead = core.dialect().concatenate(&[&core.person(alias, base), "'@placeholder.invalid'"]);
    format!("COALESCE({}, {instead})", address(core, alias, base))
}

/// The person has shown that this row's address is theirs, and nobody else has it. By person and address: that somebody
/// has shown it to be theirs says nothing of another's.
pub fn is_verified(core: Core<'_>, base: &'static str) -> String {
    let taken = is_taken(core, "s", base);
    let email = core.of_row("s", base, "email");
    if core.table("emailverification_verified_emails").is_some() {
        let verified = "emailverification_verified_emails";
        let user = core.of_row("s", base, "user_id");
        let mut ids = vec![core.as_text(&user)];
        ids.extend(core.mapped(&user));
        return format!(
            "NOT {taken}\n        AND EXISTS (SELECT 1 FROM {} WHERE {} = {email} AND {} IN ({}){})",
            core.from(verified, "v"),
            core.of_row("v", verified, "email"),
            core.of_row("v", verified, "user_id"),
            ids.join(", "),
            core.and_app("v", verified),
        );
    }
    match core.has(base, "is_email_verified") {
        // Cores 3.1 and 3.2.
        true => format!("NOT {taken} AND {}", truth(core, &core.of_row("s", base, "is_email_verified"))),
        false => "1 = 0".to_owned(),
    }
}

fn truth(core: Core<'_>, flag: &str) -> String {
    if core.dialect() == Dialect::MySql { format!("{flag} = 1") } else { flag.to_owned() }
}

/// The person's number, from whichever row has it.
pub fn phone_number(core: Core<'_>, base: &'static str) -> Option<String> {
    let phones = "passwordless_users";
    core.table(phones)?;
    if base == phones {
        return Some(core.of_row("s", base, "phone_number"));
    }
    if !core.links() {
        return None;
    }
    let number = core.of_row("b", phones, "phone_number");
    let primary = core.of_row("g", "app_id_to_user_id", "primary_or_recipe_user_id");
    Some(format!(
        "(SELECT min({number}) FROM {} AND {primary} = {})",
        joined(core, phones),
        core.group("s", base)
    ))
}

/// When the person joined, in milliseconds since 1970.
pub fn joined_at(core: Core<'_>, base: &'static str) -> String {
    let own = core.of_row("s", base, "time_joined");
    let all = "all_auth_recipe_users";
    if !core.links() || core.table(all).is_none() {
        return own;
    }
    let primary = core.of_row("a", all, "primary_or_recipe_user_id");
    format!(
        "COALESCE((SELECT min({}) FROM {} WHERE {primary} = {}{}), {own})",
        core.of_row("a", all, "time_joined"),
        core.from(all, "a"),
        core.group("s", base),
        core.and_app("a", all),
    )
}

/// The people of one kind of login: what they are copied to, and with what beside id and address.
pub fn copy(
    core: Core<'_>,
    base: &'static str,
    user: &Table,
    email: String,
    mut columns: Vec<CopiedColumn>,
) -> Option<CopyChange> {
    let table = core.table(base)?;
    let own = |name: &str| format!("d.{}", core.dialect().identifier(name));
    let person = core.person("s", base);
    columns.insert(0, copied("id", person.clone()));
    // How it comes back is told by a copy of its own (`back::addresses`): who had it then, nobody can say later.
    columns.insert(1, copied("email", email));
    let speaks = speaks(core, "s", base);
    let mut taken = speaks.clone();
    taken.push(is_taken(core, "s", base));
    taken.push(format!("{} IS NOT NULL", core.of_row("s", base, "email")));
    let (name, what) = match base {
        "emailpassword_users" => ("people_with_a_password", "people"),
        "passwordless_users" => ("people_with_a_link_or_code", "people"),
        "webauthn_users" => ("people_with_a_passkey", "people"),
        _ => ("people_of_other_providers", "people"),
    };
    let cause = "Each is a person, by the id that your application knows.";
    Some(CopyChange {
        only: all(speaks),
        columns,
        owns_rows: base == "passwordless_users",
        questions: vec![Question {
            check: "address_shared",
            condition: taken.join("\n    AND "),
            message: "People whose address somebody else has who goes before them: they get no address, or one that ends in @placeholder.invalid.",
        }],
        ..CopyChange::new(name, what, cause, table, user, format!("{} = {person}", own("id")))
    })
}

/// What a choice of app leaves out.
pub fn others(core: Core<'_>, base: &'static str) -> Option<Question> {
    let own = core.column(base, "app_id").map(|_| core.of_row("s", base, "app_id"))?;
    Some(Question {
        check: "users_of_another_app",
        condition: format!("{own} <> {}", core.app()),
        message: "Users of another app of the core, who are not copied: choose it with --set app=NAME, and run a migration for each.",
    })
}

/// What the app is called in a sentence.
pub fn app_name(options: &Options) -> String {
    options.get(APP.name).to_owned()
}
