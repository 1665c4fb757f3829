//! The user table with the columns that Better Auth reads.

use super::Context;
use super::columns::{coalesce, fits_index, is_unique, plain, rename_in};
use super::source::Keys;
use crate::decide::columns::{block, triggers_on};
use crate::decide::migration::keep_table;
use crate::decide::names::free_index;
use crate::decide::{
    AddedColumn, AlteredColumn, CarriedBack, Decided, Decision, Question, TableChange, dependents,
};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, Index};
use crate::model::types::TypeKind;

/// The table that keeps old values until cleanup.
const KEEP: &str = "_authmorph_user";

/// Decides the change; none when something stands in the way, which is then a blocking finding.
pub fn decide(context: &Context<'_>, decided: &mut Decided) -> Option<TableChange> {
    let dialect = context.schema.dialect;
    let mut keep = keep_table(dialect, context.user, KEEP, context.id, |column| column.name == context.id);
    keep.name = context.user.name.sibling(KEEP);
    let change = TableChange {
        purpose: format!("Give {} the columns that Better Auth reads.", context.user.name),
        cause: "It wants a name, an e-mail address and two times for every user.".to_owned(),
        ..TableChange::new(context.user.clone(), context.id, keep)
    };
    let mut maker = Maker { context, change, decided };
    maker.name();
    maker.email();
    maker.verified()?;
    maker.image();
    maker.times();
    maker.user_names();
    maker.required_columns();
    let mut change = maker.change;
    if change.added.is_empty() && change.altered.is_empty() && change.renamed.is_empty() {
        decided.decisions.push(Decision::new(
            format!("`{}` has every column that Better Auth reads.", context.user.name),
            "Nothing in it has to change.",
            Some(context.user.span),
        ));
    }
    change.quiet = triggers_on(context.schema, context.user, &change.aside).cloned().collect();
    Some(change)
}

struct Maker<'a, 'b> {
    context: &'a Context<'a>,
    change: TableChange,
    decided: &'b mut Decided,
}

impl Maker<'_, '_> {
    fn dialect(&self) -> Dialect {
        self.context.schema.dialect
    }

    /// The column of the row `t`.
    fn own(&self, name: &str) -> String {
        format!("t.{}", self.dialect().identifier(name))
    }

    fn id_as_text(&self) -> String {
        self.context.types.as_text(&self.own(self.context.id))
    }

    /// The column that holds a field already: as recognised, or by its name, whatever its letters' case.
    fn existing(&self, field: &'static str) -> Option<&Column> {
        let table = self.context.user;
        let recognised = self.context.role.columns.get(field).and_then(|name| table.column(name));
        recognised.or_else(|| table.columns.iter().find(|column| plain(&column.name) == plain(field)))
    }

    /// SQLite cannot add a column that must have a value; Better Auth writes one anyway.
    fn add(&mut self, column: Column, value: Option<String>) {
        let nullable = column.nullable || self.dialect() == Dialect::Sqlite && column.default.is_none();
        let mut column = Column { nullable, ..column };
        if self.context.user.options.iter().any(|option| option.eq_ignore_ascii_case("STRICT")) {
            column.data_type = self.context.types.strict(&column.data_type);
        }
        self.change.to.columns.push(column.clone());
        self.change.added.push(AddedColumn { column, value });
    }

    /// An existing column gets other values, and its old ones are kept.
    fn alter(&mut self, column: &Column, value: String, nullable: bool) {
        let kept_as = format!("new_{}", column.name);
        for name in [&column.name, &kept_as] {
            self.change.keep.columns.push(Column {
                nullable: true,
                collation: column.collation.clone(),
                character_set: column.character_set.clone(),
                ..Column::new(name.as_str(), column.data_type.clone())
            });
        }
        if self.dialect() != Dialect::Sqlite
            && let Some(to) = self.change.to.column_mut(&column.name)
        {
            to.nullable = nullable;
        }
        self.change.altered.push(AlteredColumn { name: column.name.clone(), value, kept_as });
    }

    /// A name for everybody: what the table has, or what is before the `@`, or the id.
    fn name(&mut self) {
        let others = ["displayname", "fullname", "username", "githubusername", "login", "nickname"];
        let table = self.context.user;
        let other = others.iter().find_map(|other| {
            table
                .columns
                .iter()
                .find(|column| plain(&column.name) == *other && column.data_type.kind.is_text())
        });
        let mut values: Vec<String> = other.iter().map(|column| self.own(&column.name)).collect();
        if let Some(keys) = Keys::of(self.context) {
            values.push(keys.of_user("username", &self.own(self.context.id), ""));
        }
        values.push(self.id_as_text());
        let fallback = coalesce(&values);
        match self.existing("name").cloned() {
            Some(column) if column.nullable => {
                let value = format!("COALESCE({}, {fallback})", self.own(&column.name));
                self.alter(&column, value, false);
            }
            Some(_) => {}
            None => self.add(Column::new("name", self.context.types.short_text()), Some(fallback)),
        }
    }

    /// An address for everybody, in small letters, because Better Auth looks for it so.
    fn email(&mut self) {
        let dialect = self.dialect();
        let placeholder = dialect.concatenate(&[&self.id_as_text(), "'@placeholder.invalid'"]);
        let from_keys = Keys::of(self.context).map(|keys| {
            let address = format!(" AND {} LIKE '%_@_%'{}", keys.remainder("s"), keys.and_login("s"));
            format!("lower({})", keys.of_user("email", &self.own(self.context.id), &address))
        });
        let existing = self.existing("email").cloned();
        let own = existing.as_ref().map(|column| format!("lower({})", self.own(&column.name)));
        // What people type to sign in goes before what the application has noted.
        if let (Some(own), Some(key)) = (&own, &from_keys) {
            self.change.questions.push(Question {
                check: "email_of_key",
                condition: format!("{own} <> {key}"),
                message: "Users who sign in with another address than their row has: the one that they sign in with is taken.",
            });
        }
        let mut values: Vec<String> = from_keys.into_iter().chain(own).collect();
        let condition = match values.as_slice() {
            [] => "1 = 1".to_owned(),
            values => format!("{} IS NULL", coalesce(values)),
        };
        self.change.questions.push(Question {
            check: "email_placeholder",
            condition,
            message: "Users without an e-mail address: they get one that ends in @placeholder.invalid.",
        });
        values.push(placeholder);
        let column = match existing {
            Some(column) => {
                self.alter(&column, coalesce(&values), false);
                column.name
            }
            None => {
                self.add(Column::new("email", self.context.types.short_text()), Some(coalesce(&values)));
                "email".to_owned()
            }
        };
        self.decided.findings.push(Finding::new(
            "email_placeholder",
            Severity::Warning,
            format!(
                "Users without an e-mail address get one that ends in `@placeholder.invalid` in `{column}`."
            ),
            "Better Auth wants a different address for everybody; nothing can be sent to these.",
            "Ask these people for their address when they sign in next. preflight.sql counts them.",
            self.context.user.column(&column).map(|column| column.span),
        ));
        let table = self.context.user;
        if !is_unique(table, &column) && fits_index(dialect, table.column(&column)) {
            self.unique_index(&column);
        }
    }

    fn unique_index(&mut self, column: &str) {
        let table = self.context.user;
        let taken: Vec<String> =
            self.change.new_indexes.iter().filter_map(|index| index.name.clone()).collect();
        let name =
            free_index(self.context.schema, table, &format!("{}_{column}_key", table.name.name), &taken);
        let index = Index { unique: true, ..Index::over(name, [column]) };
        self.change.to.indexes.push(index.clone());
        self.change.new_indexes.push(index);
    }

    /// When the address was verified becomes whether it was. The moment stays, under another name.
    fn verified(&mut self) -> Option<()> {
        let types = self.context.types;
        let flag = Column { default: Some(types.no()), ..Column::new("emailVerified", types.flag()) };
        let Some(column) = self.existing("emailVerified").cloned() else {
            self.add(flag, None);
            return Some(());
        };
        let is_flag = matches!(column.data_type.kind, TypeKind::Boolean)
            || column.data_type.kind.is_integer() && !self.context.recognition.roles.contains_key("account");
        if is_flag {
            return Some(());
        }
        let mut moment = if column.name.contains('_') {
            format!("{}_at", column.name)
        } else {
            format!("{}At", column.name)
        };
        while self.context.user.columns.iter().any(|other| self.dialect().same_name(&other.name, &moment)) {
            moment.push('_');
        }
        self.rename(&column, &moment)?;
        let (then, flag_name) = (self.own(&moment), self.own("emailVerified"));
        self.add(flag, Some(format!("({then} IS NOT NULL)")));
        let (yes, no) = if self.dialect() == Dialect::PostgreSql {
            (flag_name.clone(), format!("NOT {flag_name}"))
        } else {
            (format!("{flag_name} = 1"), format!("{flag_name} = 0"))
        };
        let mut carry = |value: &str, condition: String| {
            self.change.carried_back.push(CarriedBack {
                name: moment.clone(),
                value: value.to_owned(),
                condition,
            });
        };
        carry(types_now(&column, types), format!("{yes} AND {then} IS NULL"));
        carry("NULL", format!("{no} AND {then} IS NOT NULL"));
        self.decided.decisions.push(Decision::new(
            format!(
                "`{}` is called `{moment}` from now on, and a new `emailVerified` says whether it is set.",
                column.name
            ),
            "Better Auth wants to know whether an address is verified; when it was would be lost.",
            Some(column.span),
        ));
        Some(())
    }

    fn rename(&mut self, column: &Column, new: &str) -> Option<()> {
        let context = self.context;
        let aside = dependents::of(
            context.schema,
            &context.user.name,
            &[column.name.as_str()],
            &mut self.decided.findings,
        );
        self.change.aside.extend(aside);
        if rename_in(&mut self.change.to, context.schema.dialect, &column.name, new).is_none() {
            self.decided.findings.push(block(
                "check_in_the_way",
                format!("A check of `{}` mentions `{}`, which gets another name.", context.user.name, column.name),
                "Its text would have to change with the name, and is kept as you wrote it.",
                "Drop that check first, and add it again under the new name after up.sql. No migration was written.",
                column.span,
            ));
            return None;
        }
        self.change.renamed.push((column.name.clone(), new.to_owned()));
        Some(())
    }

    fn image(&mut self) {
        if self.existing("image").is_none() {
            let column = Column { nullable: true, ..Column::new("image", self.context.types.text()) };
            self.add(column, None);
        }
    }

    fn times(&mut self) {
        let types = self.context.types;
        for field in ["createdAt", "updatedAt"] {
            if self.existing(field).is_none() {
                let column = types.made(field);
                let value = column.default.is_none().then(|| types.now().to_owned());
                self.add(column, value);
            }
        }
    }

    /// Who signs in with a user name needs the columns of Better Auth's plugin for it.
    fn user_names(&mut self) {
        let Some(keys) = Keys::of(self.context) else { return };
        if self.context.options.get("username") == "no" {
            return;
        }
        let types = self.context.types;
        let shown = keys.of_user("username", &self.own(self.context.id), "");
        let optional = |name: &str| Column { nullable: true, ..Column::new(name, types.short_text()) };
        let small = format!("lower({shown})");
        let mut shown = shown;
        match self.existing("username").cloned() {
            None => {
                self.add(optional("username"), Some(small));
                self.unique_index("username");
            }
            Some(column) => {
                // The plugin looks for small letters; `displayUsername` has the name as it was.
                let own = self.own(&column.name);
                self.alter(&column, format!("COALESCE({small}, lower({own}))"), column.nullable);
                shown = format!("COALESCE({own}, {shown})");
            }
        }
        if self.existing("displayUsername").is_none() {
            self.add(optional("displayUsername"), Some(shown));
        }
        self.decided.decisions.push(Decision::new(
            "User names of keys go to `username` and `displayUsername`.".to_owned(),
            "Better Auth's username plugin reads them there, so that people go on signing in with theirs.",
            Some(keys.source.table.span),
        ));
    }

    /// Columns of the user's own that must have a value: Better Auth does not know them.
    fn required_columns(&mut self) {
        let known = [
            "name",
            "email",
            "emailverified",
            "image",
            "createdat",
            "updatedat",
            "username",
            "displayusername",
        ];
        let table = self.context.user;
        let left: Vec<&Column> = table
            .columns
            .iter()
            .filter(|column| column.name != self.context.id && !known.contains(&plain(&column.name).as_str()))
            .filter(|column| {
                !column.nullable
                    && column.default.is_none()
                    && column.generated.is_none()
                    && column.auto_number.is_none()
            })
            .collect();
        if left.is_empty() {
            return;
        }
        let names: Vec<String> = left.iter().map(|column| format!("`{}`", column.name)).collect();
        self.decided.findings.push(Finding::new(
            "required_column_unknown",
            Severity::Warning,
            format!(
                "`{}` must have a value in {}, which Better Auth does not know.",
                table.name,
                names.join(", ")
            ),
            "It refuses to work with such a table, and nobody new could sign up.",
            "Name each of them under `user.additionalFields`, or give it a default, or let it be NULL.",
            left.first().map(|column| column.span),
        ));
    }
}

/// The present, as the old column holds it.
fn types_now(column: &Column, types: super::types::Types) -> &'static str {
    match (types.dialect, &column.data_type.kind) {
        (Dialect::PostgreSql, kind) if kind.is_text() => "(floor(extract(epoch FROM now()) * 1000))::text",
        (Dialect::PostgreSql | Dialect::MySql, kind) if !kind.is_text() => "CURRENT_TIMESTAMP",
        (Dialect::MySql, _) => "UNIX_TIMESTAMP() * 1000",
        (Dialect::Sqlite, _) => types.now(),
        (Dialect::PostgreSql, _) => "now()",
    }
}
