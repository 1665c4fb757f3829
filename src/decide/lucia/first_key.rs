//! The mark that Lucia 0 and 1 put on a user's first key, when `down.sql` makes keys of rows that are new.

use crate::dialects::Dialect;
use crate::model::schema::Table;

/// Rows of a new table that become keys.
pub struct NewKeys<'a> {
    /// Whose SQL.
    pub dialect: Dialect,
    /// The key table.
    pub keys: &'a Table,
    /// Its column with the user.
    pub key_user: &'a str,
    /// The new table.
    pub rows: &'a Table,
    /// Its column with the user.
    pub user: &'a str,
    /// Its columns that tell the rows of a user apart.
    pub order: [&'a str; 2],
    /// Which of its rows become keys, over `e`; none means all.
    pub among: Option<String>,
}

impl NewKeys<'_> {
    /// Whether the new row `d` becomes its user's first key: when there is none yet that is marked so, and no other new row
    /// comes before it.
    pub fn is_first(&self, primary: &str) -> String {
        let dialect = self.dialect;
        let column = |alias: &str, name: &str| format!("{alias}.{}", dialect.identifier(name));
        let (yes, no) = dialect.truth(self.keys.column(primary));
        let [first, second] = self.order;
        let before = |name: &str, sign: &str| format!("{} {sign} {}", column("e", name), column("d", name));
        let among = self.among.as_ref().map(|among| format!(" AND {among}")).unwrap_or_default();
        format!(
            "CASE WHEN EXISTS (SELECT 1 FROM {} AS o WHERE {} = {} AND {} = {yes})\n        \
             OR EXISTS (SELECT 1 FROM {} AS e WHERE {} = {} AND ({} OR {} AND {}){among}) \
             THEN {no} ELSE {yes} END",
            dialect.object(&self.keys.name),
            column("o", self.key_user),
            column("d", self.user),
            column("o", primary),
            dialect.object(&self.rows.name),
            column("e", self.user),
            column("d", self.user),
            before(first, "<"),
            before(first, "="),
            before(second, "<")
        )
    }
}
