//! The user table with the columns that a library reads.

use super::Context;
use super::columns::{coalesce, fits_index, is_unique, plain, rename_in};
use super::source::Keys;
use crate::decide::columns::{block, is_stopped, triggers_on};
use crate::decide::followers::Followers;
use crate::decide::migration::keep_table;
use crate::decide::names::free_index;
use crate::decide::{
    AddedColumn, AlteredColumn, CarriedBack, Decided, Decision, Following, Question, TableChange, dependents,
};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, Index, Literal};
use crate::model::types::TypeKind;

/// The table that keeps old values until cleanup.
const KEEP: &str = "_authmorph_user";

/// The change of the user table while it is being decided.
pub struct UserTable<'a, 'b> {
    pub context: &'a Context<'a>,
    pub change: TableChange,
    pub decided: &'b mut Decided,
}

/// What refers to a column whose values become others: it follows, where the database carries them over.
fn following(context: &Context<'_>, change: &TableChange, decided: &mut Decided) -> Option<Following> {
    // What only fills gaps leaves every value that could be referred to.
    let others = change.altered.iter().filter(|altered| !altered.fills_gaps);
    let mut all: Option<Following> = None;
    for altered in others {
        let followers = Followers::of(context.schema, &context.user.name, &altered.name);
        if followers.is_empty() {
            continue;
        }
        let (names, column) = (followers.names(), format!("`{}.{}`", context.user.name, altered.name));
        let span = context.user.column(&altered.name).map(|column| column.span);
        let Some(following) = followers.carried() else {
            decided.findings.push(Finding::new(
                "changed_values_referenced",
                Severity::Block,
                format!("{names} refers to {column}, whose values have to change."),
                "Better Auth and Auth.js look for small letters. The foreign key cannot carry new values over here: SQLite's cannot be changed, and MariaDB takes no such key from a column that must have a value to one that need not.",
                "Let the column refer to the user's id instead, and convert then.",
                span,
            ));
            continue;
        };
        decided.decisions.push(Decision::new(
            format!("{names} gets the new values of {column}."),
            "It refers to them; the foreign key carries them over, and back again in down.sql.",
            span,
        ));
        match &mut all {
            Some(all) => all.join(following),
            None => all = Some(following),
        }
    }
    all
}

impl<'a, 'b> UserTable<'a, 'b> {
    /// A change that does nothing yet.
    pub fn new(context: &'a Context<'a>, cause: &str, decided: &'b mut Decided) -> Self {
        let dialect = context.schema.dialect;
        let keep = keep_table(dialect, context.user, KEEP, context.id, |column| column.name == context.id);
        let change = TableChange {
            purpose: format!("Give {} the columns that {} reads.", context.user.name, context.library.name),
            cause: cause.to_owned(),
            ..TableChange::new(context.user.clone(), context.id, keep)
        };
        Self { context, change, decided }
    }

    /// The change, when all of it is decided; none where something stands in the way.
    pub fn finish(self) -> Option<TableChange> {
        let mut change = self.change;
        if change.added.is_empty() && change.altered.is_empty() && change.renamed.is_empty() {
            self.decided.decisions.push(Decision::new(
                format!(
                    "`{}` has every column that {} reads.",
                    self.context.user.name, self.context.library.name
                ),
                "Nothing in it has to change.",
                Some(self.context.user.span),
            ));
        }
        change.quiet = triggers_on(self.context.schema, self.context.user, &change.aside).cloned().collect();
        change.following = following(self.context, &change, self.decided);
        (!is_stopped(&self.decided.findings)).then_some(change)
    }

    fn dialect(&self) -> Dialect {
        self.context.schema.dialect
    }

    /// The column of the row `t`.
    pub fn own(&self, name: &str) -> String {
        format!("t.{}", self.dialect().identifier(name))
    }

    pub fn id_as_text(&self) -> String {
        self.context.id_as_text(&self.own(self.context.id))
    }

    /// The rest of the user's key of that provider; NULL where there is none.
    pub fn of_key(&mut self, keys: &Keys<'_>, provider: &str) -> String {
        let row = self.own(self.context.id);
        self.change.look_up(keys.of_users(provider, ""), row)
    }

    /// The column that holds a field already: as recognised, or by its name, whatever its letters' case.
    pub fn existing(&self, field: &'static str) -> Option<&'a Column> {
        let table = self.context.user;
        let recognised = self.context.role.columns.get(field).and_then(|name| table.column(name));
        recognised.or_else(|| table.columns.iter().find(|column| plain(&column.name) == plain(field)))
    }

    /// SQLite cannot add a column that must have a value; the library writes one anyway.
    pub fn add(&mut self, column: Column, value: Option<String>) {
        let nullable = column.nullable || self.dialect() == Dialect::Sqlite && column.default.is_none();
        let mut column = Column { nullable, ..column };
        if self.context.user.is_strict() {
            column.data_type = self.context.types.strict(&column.data_type);
        }
        self.change.to.columns.push(column.clone());
        self.change.added.push(AddedColumn { column, value });
    }

    /// An existing column gets a value where it has none.
    pub fn fill_gaps(&mut self, column: &Column, value: &str, nullable: bool) {
        let value = format!("COALESCE({}, {value})", self.own(&column.name));
        self.alter(column, value, nullable);
        if let Some(altered) = self.change.altered.last_mut() {
            altered.fills_gaps = true;
        }
    }

    /// An existing column gets other values, and its old ones are kept.
    pub fn alter(&mut self, column: &Column, value: String, nullable: bool) {
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
            // MySQL refuses a default that the column does not admit.
            let is_null = to.default.as_ref().is_some_and(|default| default.literal == Some(Literal::Null));
            if !nullable && is_null {
                to.default = None;
            }
        }
        self.change.altered.push(AlteredColumn {
            name: column.name.clone(),
            value,
            kept_as,
            fills_gaps: false,
        });
    }

    /// What the table has for a name, by the names that people give such columns, and what user names there are.
    pub fn names(&mut self) -> Vec<String> {
        let others = ["displayname", "fullname", "username", "githubusername", "login", "nickname"];
        let table = self.context.user;
        let other = others.iter().find_map(|other| {
            let fits = |column: &&Column| plain(&column.name) == *other && column.data_type.kind.is_text();
            table.columns.iter().find(fits)
        });
        let mut values: Vec<String> = other.iter().map(|column| self.own(&column.name)).collect();
        values.extend(Keys::of(self.context).map(|keys| self.of_key(&keys, "username")));
        values
    }

    /// The address that people sign in with, else what the table has, in small letters, because the library looks for
    /// it so.
    pub fn addresses(&mut self) -> Vec<String> {
        let row = self.own(self.context.id);
        let from_keys = Keys::of(self.context).map(|keys| {
            let address = format!(" AND {} LIKE '%_@_%'{}", keys.remainder("s"), keys.and_login("s"));
            format!("lower({})", self.change.look_up(keys.of_users("email", &address), row))
        });
        let own = self.existing("email").map(|column| format!("lower({})", self.own(&column.name)));
        // What people type to sign in goes before what the application has noted.
        if let (Some(own), Some(key)) = (&own, &from_keys) {
            self.change.questions.push(Question {
                check: "email_of_key",
                condition: format!("{own} <> {key}"),
                message: "Users who sign in with another address than their row has: the one that they sign in with is taken.",
            });
        }
        from_keys.into_iter().chain(own).collect()
    }

    /// The column for the address gets these values, the first that there is; gives its name.
    pub fn email(&mut self, values: &[String], nullable: bool) -> String {
        let column = match self.existing("email") {
            Some(column) => {
                self.alter(column, coalesce(values), nullable);
                column.name.clone()
            }
            None => {
                let column = Column { nullable, ..Column::new("email", self.context.types.short_text()) };
                let value = (!values.is_empty()).then(|| coalesce(values));
                self.add(column, value);
                "email".to_owned()
            }
        };
        let table = self.context.user;
        if !is_unique(table, &column) && fits_index(self.dialect(), table.column(&column)) {
            self.unique_index(&column);
        }
        column
    }

    pub fn unique_index(&mut self, column: &str) {
        let table = self.context.user;
        let taken: Vec<String> =
            self.change.new_indexes.iter().filter_map(|index| index.name.clone()).collect();
        let name =
            free_index(self.context.schema, table, &format!("{}_{column}_key", table.name.name), &taken);
        let index = Index { unique: true, ..Index::over(name, [column]) };
        self.change.to.indexes.push(index.clone());
        self.change.new_indexes.push(index);
    }

    /// A column makes room for another of its name and is called `NAME` and that ending from now on; gives its new name.
    /// None where a check stands in the way, which is then a blocking finding.
    pub fn make_room(&mut self, column: &Column, ending: &str) -> Option<String> {
        let mut name = if column.name.contains('_') {
            format!("{}_{}", column.name, ending.to_lowercase())
        } else {
            format!("{}{ending}", column.name)
        };
        while self.context.user.columns.iter().any(|other| self.dialect().same_name(&other.name, &name)) {
            name.push('_');
        }
        self.rename(column, &name)?;
        Some(name)
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

    /// What `down.sql` writes into a column that stays.
    pub fn carry_back(&mut self, name: &str, value: &str, condition: String) {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.change.carried_back.push(CarriedBack { name, value, condition });
    }

    pub fn image(&mut self) {
        if self.existing("image").is_none() {
            let column = Column { nullable: true, ..Column::new("image", self.context.types.text()) };
            self.add(column, None);
        }
    }

    /// Columns of the user's own that must have a value: the library does not know them, but for those named here.
    pub fn required_columns(&mut self, known: &[&str], why: &str, next: &str) {
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
                "`{}` must have a value in {}, which {} does not know.",
                table.name,
                names.join(", "),
                self.context.library.name
            ),
            why,
            next,
            left.first().map(|column| column.span),
        ));
    }

    /// Whether the column says yes or no, rather than when.
    pub fn is_flag(&self, column: &Column) -> bool {
        matches!(column.data_type.kind, TypeKind::Boolean)
            || column.data_type.kind.is_integer() && !self.context.recognition.roles.contains_key("account")
    }

    /// The conditions that the flag of the row `t`, which is a column like that one, says yes, and that it says no.
    pub fn says(&self, flag: &str, like: &Column) -> [String; 2] {
        let own = self.own(flag);
        match self.dialect() {
            Dialect::PostgreSql if !like.data_type.kind.is_integer() => [own.clone(), format!("NOT {own}")],
            _ => [format!("{own} = 1"), format!("{own} = 0")],
        }
    }
}
