//! What tables and columns are called in the interfaces: as they are, or as the CamelCasePlugin calls them.

use super::camel_case::{Plugin, camel_case};
use crate::findings::{Finding, Severity};
use crate::model::names::ObjectName;
use crate::model::schema::Schema;
use crate::outputs::options::Keys;
use crate::outputs::typescript::literals;
use crate::outputs::typescript::types::Member;

/// The names, and those that cannot be said.
pub struct Spelling {
    plugin: Option<Plugin>,
    lost: Vec<String>,
}

impl Spelling {
    /// The spelling of a schema.
    pub fn new(schema: &Schema, keys: Keys) -> Self {
        Self { plugin: (keys == Keys::Camel).then(|| Plugin::of(schema)), lost: Vec::new() }
    }

    /// The columns of a table under their names.
    pub fn of_columns(&mut self, table: &ObjectName, members: Vec<Member>) -> Vec<Member> {
        self.spelled(&format!("{table}."), members)
    }

    /// The tables under their names.
    pub fn of_tables(&mut self, members: Vec<Member>) -> Vec<Member> {
        self.spelled("", members)
    }

    /// Where two names become one, the one stays that queries reach.
    fn spelled(&mut self, place: &str, members: Vec<Member>) -> Vec<Member> {
        let Some(plugin) = self.plugin else { return members };
        let reaches = |member: &Member| member.name.split('.').all(|part| plugin.reaches(part));
        let (reached, lost): (Vec<Member>, Vec<Member>) = members.into_iter().partition(reaches);
        self.lost.extend(lost.iter().map(|member| format!("{place}{}", member.name)));
        let mut all: Vec<Member> = Vec::new();
        for member in reached.into_iter().chain(lost) {
            let name = member.name.split('.').map(camel_case).collect::<Vec<_>>().join(".");
            if !all.iter().any(|other| other.name == name) {
                all.push(Member { name, ..member });
            }
        }
        all
    }

    /// Comments about the names that cannot be said.
    pub fn remarks(&self) -> Vec<String> {
        let said = |name: &String| literals::remark(&format!("Not said with CamelCasePlugin: `{name}`"));
        self.lost.iter().flat_map(said).collect()
    }

    /// The finding about them.
    pub fn findings(&self) -> Vec<Finding> {
        if self.lost.is_empty() {
            return Vec::new();
        }
        vec![Finding::new(
            "kysely_cannot_say",
            Severity::Warning,
            format!("Kysely's CamelCasePlugin cannot lead back to `{}`.", self.lost.join("`, `")),
            "The plugin makes `user_id` of `userId`; a name that is not in snake case gets another one, and a query \\
             on it fails.",
            "Leave the names as they are (`kysely_keys=as-is`), or use `sql` for these.",
            None,
        )]
    }
}
