//! Rows that nobody may delete, because rows of other tables refer to them.

use super::supertokens::target_columns;
use super::{CopyChange, Decided, KeysChange};
use crate::findings::{Finding, Severity};
use crate::model::schema::{ForeignKey, Schema, Table};

/// What can forbid that a row of a table is deleted.
struct Referrers<'a> {
    schema: &'a Schema,
    table: &'a Table,
    keys: Vec<(&'a Table, &'a ForeignKey)>,
}

impl<'a> Referrers<'a> {
    /// Foreign keys that neither delete what refers nor empty it; and those that delete rows to which others refer in turn.
    fn of(schema: &'a Schema, table: &'a Table) -> Self {
        let others = schema.referring(&table.name).filter(|other| other.name != table.name);
        let keys = others.flat_map(|other| other.foreign_keys.iter().map(move |key| (other, key)));
        let forbids = |other: &Table, key: &ForeignKey| match key.on_delete.as_deref() {
            Some("SET NULL" | "SET DEFAULT") => false,
            Some("CASCADE") => schema.referring(&other.name).any(|third| third.name != other.name),
            _ => true,
        };
        let keys = keys.filter(|(other, key)| {
            schema.dialect.same_object(&key.foreign_table, &table.name) && forbids(other, key)
        });
        Self { schema, table, keys: keys.collect() }
    }

    /// Something refers to the row with that alias; none where nothing can.
    fn condition(&self, alias: &str) -> Option<String> {
        let dialect = self.schema.dialect;
        let conditions: Vec<String> = self
            .keys
            .iter()
            .map(|(other, key)| {
                let pairs = key.columns.iter().zip(target_columns(self.schema, key));
                let same = pairs.map(|(own, target)| {
                    format!("f.{} = {alias}.{}", dialect.identifier(own), dialect.identifier(target))
                });
                let same: Vec<String> = same.collect();
                format!(
                    "EXISTS (SELECT 1 FROM {} AS f WHERE {})",
                    dialect.object(&other.name),
                    same.join(" AND ")
                )
            })
            .collect();
        match conditions.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(format!("({})", several.join(" OR "))),
        }
    }

    /// Whether one of the keys leads to that column.
    fn lead_to(&self, column: &str) -> bool {
        let mut targets = self.keys.iter().flat_map(|(_, key)| target_columns(self.schema, key));
        targets.any(|target| self.schema.dialect.same_name(target, column))
    }

    fn finding(&self, ended: bool) -> Finding {
        let mut names: Vec<String> = self.keys.iter().map(|(other, _)| format!("`{}`", other.name)).collect();
        names.dedup();
        let (names, table) = (names.join(", "), &self.table.name);
        let next = if ended {
            "Nothing: down.sql leaves such a row where it is, and makes it useless: a session is over, a password or an account fits nobody."
        } else {
            "If such a login must not work again, delete what refers to its row before you run down.sql; otherwise it comes back."
        };
        Finding::new(
            "undo_keeps_referred_rows",
            if ended { Severity::Note } else { Severity::Warning },
            format!(
                "A row of `{table}` that {names} refers to stays after down.sql, also if your application has deleted what it says."
            ),
            format!("The foreign key of {names} forbids that the row is deleted, and down.sql would stop."),
            next,
            Some(self.table.span),
        )
    }
}

/// Lets old rows stay that others refer to, although what they say has gone; useless, where the copy knows how.
pub fn keep_referred_rows(schema: &Schema, copies: &mut [CopyChange], decided: &mut Decided) {
    for copy in copies.iter_mut().filter(|copy| copy.owns_rows) {
        let Some(from) = schema.table(&copy.from.name) else { continue };
        let referrers = Referrers::of(schema, from);
        copy.kept_by = referrers.condition("s");
        if copy.ended.iter().any(|(column, _)| referrers.lead_to(column)) {
            copy.ended.clear();
        }
        if copy.kept_by.is_none() {
            continue;
        }
        let finding = referrers.finding(!copy.ended.is_empty());
        if !decided.findings.contains(&finding) {
            decided.findings.push(finding);
        }
    }
}

/// The same for keys that are taken apart: a password of them fits nobody any more.
pub fn keep_referred_keys(schema: &Schema, keys: &mut KeysChange, decided: &mut Decided) {
    let referrers = Referrers::of(schema, &keys.table);
    let kept_by = referrers.condition("k");
    let finding = kept_by.is_some().then(|| referrers.finding(false));
    keys.kept_by = kept_by;
    decided.findings.extend(finding);
}
