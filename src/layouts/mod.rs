//! The layouts that auth libraries leave in a database, as data: no layout file holds an `if`.

mod lucia;

/// Every layout, the newest version of each family first.
pub const ALL: &[&Layout] = &[&lucia::V3, &lucia::V2];

/// The tables of one version of one library.
#[derive(Debug)]
pub struct Layout {
    /// The name that users see, such as `lucia`.
    pub name: &'static str,
    /// The version that users see, such as `2`.
    pub version: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Where its shape is written down.
    pub sources: &'static [&'static str],
    /// Its tables, the most telling first.
    pub roles: &'static [RoleShape],
    /// Names of the targets that can be reached from here, best first.
    pub targets: &'static [&'static str],
}

/// The shape of one table.
#[derive(Debug)]
pub struct RoleShape {
    /// The name that users see, such as `session`.
    pub name: &'static str,
    /// How much the table says about the layout; a layout's weights add up to 100.
    pub weight: u32,
    /// What it means when the table is missing.
    pub presence: Presence,
    /// Its columns.
    pub fields: &'static [FieldShape],
    /// Columns that a table of this role never has: they belong to another version or library.
    pub never: &'static [&'static str],
    /// Names that guides and adapters give the table; they only break ties.
    pub usual_tables: &'static [&'static str],
}

/// What it means when a table is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The layout is not this one.
    Required,
    /// The text is incomplete, or the application kept these rows elsewhere.
    Usual,
}

/// The shape of one column.
#[derive(Debug)]
pub struct FieldShape {
    /// The name that users see, such as `user_id`. Letter case and underscores of the column do not matter.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether it admits NULL; none means either.
    pub nullable: Option<bool>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// The row's own identity, of any type.
    Identity,
    /// The row's own identity, a string that the library makes.
    TextIdentity,
    /// The identity of a row of that role.
    Reference(&'static str),
    /// Milliseconds since 1970, a number.
    Milliseconds,
    /// A moment: a date and time, or a number of seconds in SQLite.
    Moment,
    /// Text.
    Text,
}

/// The layout of that name and version.
pub fn find(name: &str, version: &str) -> Option<&'static Layout> {
    ALL.iter().copied().find(|layout| layout.name == name && layout.version == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_is_whole() {
        for layout in ALL {
            let weights: u32 = layout.roles.iter().map(|role| role.weight).sum();
            assert_eq!(weights, 100, "{} {}", layout.name, layout.version);
            assert!(!layout.sources.is_empty(), "{} has no source", layout.title);
            for role in layout.roles {
                for field in role.fields {
                    if let Holds::Reference(target) = field.holds {
                        assert!(layout.roles.iter().any(|role| role.name == target), "{target}");
                    }
                    assert!(!role.never.contains(&field.name), "{} contradicts itself", role.name);
                }
            }
        }
    }

    #[test]
    fn layouts_are_told_apart_by_name_and_version() {
        for (position, layout) in ALL.iter().enumerate() {
            let first =
                ALL.iter().position(|other| (other.name, other.version) == (layout.name, layout.version));
            assert_eq!(first, Some(position));
        }
    }
}
