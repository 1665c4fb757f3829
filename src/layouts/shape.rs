//! What a layout file is made of.

use crate::dialects::Dialect;

/// The tables of one version of one library.
#[derive(Debug)]
pub struct Layout {
    /// The name that users see, such as `lucia`.
    pub name: &'static str,
    /// The version that users see, such as `2`.
    pub version: &'static str,
    /// Every version that these tables fit when no edition says more; the first is [`Layout::version`].
    pub versions: &'static [&'static str],
    /// What people call it.
    pub title: &'static str,
    /// Where its shape is written down.
    pub sources: &'static [&'static str],
    /// Its tables, the most telling first. Empty where there is a [`Layout::catalogue`].
    pub roles: &'static [RoleShape],
    /// The shapes that adapters, generators and releases gave it, the most usual first.
    pub editions: &'static [Edition],
    /// So plain that other tables fit by chance: beside another layout, its table has to have a usual name too.
    pub plain: bool,
    /// Layouts, such as `lucia-2`, that this one gave up for new tables: where both are whole, this one is in use.
    pub succeeds: &'static [&'static str],
    /// The tables of a library that has many, with the release in which each came.
    pub catalogue: Option<&'static Catalogue>,
    /// What the statements cannot say, and only rows can.
    pub cannot_say: &'static [Unsaid],
    /// Names of the targets that can be reached from here, best first.
    pub targets: &'static [&'static str],
}

/// What the statements cannot say.
#[derive(Debug)]
pub struct Unsaid {
    /// The dialect in which that is so; none means every one.
    pub dialect: Option<Dialect>,
    /// What it is, and where the answer is.
    pub what: &'static str,
}

/// What statements cannot say in any dialect.
pub const fn unsaid(what: &'static str) -> Unsaid {
    Unsaid { dialect: None, what }
}

/// What they cannot say in SQLite.
pub const fn unsaid_in_sqlite(what: &'static str) -> Unsaid {
    Unsaid { dialect: Some(Dialect::Sqlite), what }
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
    /// What columns of its own say of a table.
    pub attributes: Attributes,
    /// Names that guides and adapters give the table; they only break ties.
    pub usual_tables: &'static [&'static str],
    /// Words in the table's name that say that it is something else.
    pub unlike_tables: &'static [&'static str],
    /// The versions that have this table at all; empty means every one.
    pub narrows: &'static [&'static str],
    /// Roles whose tables have taken over what this one held: beside one of them it is left over, and plays no role.
    pub succeeded_by: &'static [&'static str],
}

impl RoleShape {
    /// A role without the rarer parts, for layout files to start from.
    pub const PLAIN: Self = Self {
        name: "",
        weight: 0,
        presence: Presence::Optional,
        fields: &[],
        never: &[],
        attributes: Attributes::Any,
        usual_tables: &[],
        unlike_tables: &[],
        narrows: &[],
        succeeded_by: &[],
    };
}

/// What columns that are no field say of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attributes {
    /// Nothing: applications add their own.
    Any,
    /// The role is so plain that its few columns are all that it is known by: whatever else a row must be given, can
    /// be found by or can end by makes it another's, and a secret beside the one that is known does so for certain.
    Few,
}

/// What it means when a table is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The layout is not this one.
    Required,
    /// The text is incomplete, or the application kept these rows elsewhere.
    Usual,
    /// Nothing: a plugin's table, or one that only some applications have.
    Optional,
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
    /// What it means when the column is missing.
    pub need: Need,
    /// Other names that the library's own documents give it where it takes over the tables of another.
    pub also: &'static [&'static str],
}

/// What it means when a column is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The table does not play the role.
    Must,
    /// It fits less well.
    Usual,
    /// Nothing.
    May,
}

/// A column without which the table does not play the role.
pub const fn must(name: &'static str, holds: Holds) -> FieldShape {
    FieldShape { name, holds, nullable: None, need: Need::Must, also: &[] }
}

/// A column that the table has unless somebody took it out.
pub const fn usual(name: &'static str, holds: Holds) -> FieldShape {
    FieldShape { name, holds, nullable: None, need: Need::Usual, also: &[] }
}

/// A column that some tables of the role have.
pub const fn may(name: &'static str, holds: Holds) -> FieldShape {
    FieldShape { name, holds, nullable: None, need: Need::May, also: &[] }
}

/// The column, which does not admit NULL.
pub const fn required(field: FieldShape) -> FieldShape {
    FieldShape { nullable: Some(false), ..field }
}

/// The column, which admits NULL.
pub const fn optional(field: FieldShape) -> FieldShape {
    FieldShape { nullable: Some(true), ..field }
}

/// The column, which can have one of these names instead.
pub const fn also(field: FieldShape, names: &'static [&'static str]) -> FieldShape {
    FieldShape { also: names, ..field }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// The row's own identity, of any type.
    Identity,
    /// The row's own identity, a string that the library makes.
    TextIdentity,
    /// The same, which no database makes.
    MadeIdentity,
    /// The same, of 40 characters or more.
    SecretIdentity,
    /// The identity of a row of that role.
    Reference(&'static str),
    /// Milliseconds since 1970, a number.
    Milliseconds,
    /// A moment: a date and time, or a number of seconds in SQLite.
    Moment,
    /// A moment in whatever form an adapter gives it: a date and time, a number, or text.
    AnyMoment,
    /// Text.
    Text,
    /// A number, or digits as text.
    Number,
    /// A truth value, or 0 and 1.
    Flag,
    /// Whatever.
    Any,
}

/// A shape that an adapter, a generator or a release gave a layout.
#[derive(Debug)]
pub struct Edition {
    /// The name that users see, such as `prisma`; none where it only says which versions it can be.
    pub variant: Option<&'static str>,
    /// The versions that it can be, newest first.
    pub versions: &'static [&'static str],
    /// What people call it, where that is more than the layout's title.
    pub title: Option<&'static str>,
    /// What must not be otherwise. What the text does not say is no contradiction.
    pub must: &'static [Mark],
    /// What speaks for it.
    pub hints: &'static [Mark],
}

/// One thing about a table that can be so or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The role's table has the column.
    Has(&'static str, &'static str),
    /// It has not.
    Lacks(&'static str, &'static str),
    /// The column is of that kind.
    Type(&'static str, &'static str, Kind),
    /// The column admits NULL.
    Nullable(&'static str, &'static str),
    /// It does not.
    NotNull(&'static str, &'static str),
    /// The primary key is of exactly these columns.
    Key(&'static str, &'static [&'static str]),
    /// There is no primary key.
    NoKey(&'static str),
    /// These columns are unique, by a constraint, an index or the primary key.
    Unique(&'static str, &'static [&'static str]),
    /// They are not.
    NotUnique(&'static str, &'static [&'static str]),
    /// An index begins with this column.
    Index(&'static str, &'static str),
    /// None does, though the text has indexes.
    NoIndex(&'static str, &'static str),
    /// A foreign key of the table deletes with what it refers to.
    Cascades(&'static str),
    /// None of its foreign keys does.
    NoCascade(&'static str),
    /// A foreign key of the table updates with what it refers to, as Prisma and Sequelize write it.
    UpdatesCascade(&'static str),
    /// None of its foreign keys does.
    NoUpdateCascade(&'static str),
    /// The table has a foreign key.
    Refers(&'static str),
    /// It has none.
    NoReference(&'static str),
    /// The column has a default, or the database numbers it.
    Default(&'static str, &'static str),
    /// It has none.
    NoDefault(&'static str, &'static str),
    /// The database numbers the column.
    Numbered(&'static str, &'static str),
    /// How the column's name is written.
    Named(&'static str, &'static str, Naming),
    /// The table's name, letter case counted; a prefix does not matter.
    Table(&'static str, &'static str),
    /// No table plays the role.
    Absent(&'static str),
    /// The text has a table of that name somewhere.
    Beside(&'static str),
    /// Whose SQL it is.
    Dialect(Dialect),
}

/// A kind of type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any character string.
    Text,
    /// `VARCHAR(n)` of that length.
    Varchar(u32),
    /// A character string without a length.
    LongText,
    /// Any whole number.
    Integer,
    /// `UUID`, or 36 characters.
    Uuid,
    /// A date and time.
    DateTime,
    /// A date and time with exactly milliseconds, and without a time zone where the database has both.
    Milliseconds,
    /// A date and time with a time zone.
    Zoned,
    /// A day.
    Date,
    /// Bytes.
    Binary,
}

/// How a name of several words is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// `user_id`.
    Snake,
    /// `userId`.
    Camel,
}

/// The tables of a library that has many, and what changed in which release.
#[derive(Debug)]
pub struct Catalogue {
    /// The releases, oldest first, and the dialects that have them.
    pub releases: &'static [Release],
    /// The tables, the oldest first.
    pub tables: &'static [CatalogueTable],
    /// The steps that a person has to carry out, oldest first.
    pub steps: &'static [Step],
    /// What tells releases apart that have the same tables.
    pub refinements: &'static [Refinement],
    /// So much weight of tables makes it this library.
    pub enough: u32,
}

/// A release.
#[derive(Debug)]
pub struct Release {
    /// Its name, such as `5.0`.
    pub name: &'static str,
    /// The dialects that have it.
    pub dialects: &'static [Dialect],
}

/// A table of a catalogue.
#[derive(Debug)]
pub struct CatalogueTable {
    /// Its name, which a prefix may precede, and the name of the role.
    pub name: &'static str,
    /// The release in which it came.
    pub since: &'static str,
    /// The release in which it was gone; empty when it never was.
    pub until: &'static str,
    /// How much the table says about the library; one that is nothing special has 0 and needs its name.
    pub weight: u32,
    /// Its columns, with a space between them, each `name:kind`, and `@release` when it came later than the table.
    /// The kind is `n` for a number, `t` for text and `x` for anything else.
    pub columns: &'static str,
}

/// A step that a person has to carry out.
#[derive(Debug)]
pub struct Step {
    /// The release that needs it.
    pub to: &'static str,
    /// What shows that it was done.
    pub mark: StepMark,
}

/// What shows that a step was carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepMark {
    /// The table has the column.
    Column(&'static str, &'static str),
    /// The column's length is at least that.
    Length(&'static str, &'static str, u32),
    /// The table has no foreign key to that table. Says nothing in a text without foreign keys,
    /// nor before the step in front of it was carried out.
    NoReference(&'static str, &'static str),
}

/// What tells releases apart that have the same tables.
#[derive(Debug)]
pub struct Refinement {
    /// The first release that has the index.
    pub to: &'static str,
    /// That release as its notes call it.
    pub exact: &'static str,
    /// The index's name.
    pub index: &'static str,
}
