//! The arguments, their help and their examples.

use std::path::PathBuf;

use authmorph::dialects::flavours;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  authmorph detect schema.sql
      Says which layout and version the schema has, and why.
  pg_dump --schema-only shop | authmorph detect --format json
      The same about a living database, for a program.
  authmorph targets migrations/
      What the schema that a folder of migrations leaves behind can become, and with which options.
  authmorph convert --to lucia-3 --out moved schema.sql
      Writes moved/migration/up.sql and its companions, the Drizzle schema and the Kysely types.

Exit codes:
  0  done
  1  done, but a blocking finding wants --allow CODE
  2  misuse: a wrong flag or name, a file that cannot be read or written
  3  no known layout";

const CONVERT_EXAMPLES: &str = "\
Examples:
  authmorph convert --to lucia-3 --out moved schema.sql
      Writes all files below the folder `moved`.
  authmorph convert --to lucia-3 --emit migration schema.sql
      Prints the SQL scripts, and writes nothing.
  authmorph convert --to lucia-3 --map user=people --map session.user_id=owner schema.sql
      Overrules what was recognised: `people` has the users, and `owner` is a session's user.
  authmorph convert --to lucia-3 --format json - < schema.sql
      Prints everything as one JSON object.";

#[cfg(feature = "databases")]
const REHEARSE_EXAMPLES: &str = "\
Examples:
  authmorph rehearse --to lucia-3 schema.sql
      Runs the whole migration of a SQLite schema on rows made for it, and prints what became of each.
  authmorph rehearse --to lucia-3 --database 'postgresql://me@localhost/scratch?host=/run/postgresql' schema.sql
      The same for PostgreSQL, in an empty database that is empty again afterwards.
  authmorph rehearse --to lucia-3 --database 'mysql://me@localhost/scratch?socket=/run/mysqld/mysqld.sock' schema.sql
      The same for MySQL or MariaDB.
  authmorph rehearse --to lucia-3 --restart --format junit schema.sql > rehearsal.xml
      For CI: stops up.sql after every statement and runs it again, too.

Exit codes:
  0  green
  1  red: something is wrong, and the report says what
  2  misuse, or a database that cannot be reached or is not empty
  3  no known layout";

/// Recognises the auth layout of CREATE TABLE statements, and writes its migration
#[derive(Debug, Parser)]
#[command(name = "authmorph", version, styles = STYLES, after_help = EXAMPLES, max_term_width = 110)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Says which layout and version the schema has, and why
    Detect(Reading),
    /// Lists what the schema can become, with the options of each target
    Targets(Reading),
    /// Writes the migration and what goes with it
    #[command(
        after_help = CONVERT_EXAMPLES,
        override_usage = "authmorph convert --to <TARGET> [OPTIONS] [FILE]..."
    )]
    Convert(Conversion),
    /// Runs the migration in a scratch database, on rows made for it, and says what became of them
    #[cfg(feature = "databases")]
    #[command(
        after_help = REHEARSE_EXAMPLES,
        override_usage = "authmorph rehearse --to <TARGET> [OPTIONS] [FILE]..."
    )]
    Rehearse(Rehearsal),
}

/// What to read, and for whom to print.
#[derive(Debug, Args)]
pub struct Reading {
    /// The database of the schema; told from the text when absent
    #[arg(long, value_name = "DIALECT", value_parser = dialect_names())]
    pub dialect: Option<String>,

    /// Text is for people, JSON for programs
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// The layout, such as lucia-1; told from the text when absent
    #[arg(long, value_name = "LAYOUT")]
    pub from: Option<String>,

    /// What a table or column is, when it is not recognised: ROLE=TABLE or ROLE.FIELD=COLUMN
    #[arg(long, value_name = "ROLE=NAME", value_parser = pair)]
    pub map: Vec<(String, String)>,

    /// Files, or folders of them, read in the order of their names: SQL, Prisma, Drizzle or Kysely; `-` or none is
    /// standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// What to convert to what.
#[derive(Debug, Args)]
pub struct Conversion {
    /// The target, such as lucia-3; `authmorph targets FILE` lists them
    #[arg(long, value_name = "TARGET")]
    pub to: Option<String>,

    /// An option of the target: OPTION=VALUE
    #[arg(long, value_name = "OPTION=VALUE", value_parser = pair)]
    pub set: Vec<(String, String)>,

    /// Only these outputs, such as migration,drizzle
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub emit: Vec<String>,

    /// Allows a blocking finding
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub allow: Vec<String>,

    /// Writes the files below this folder instead of printing them
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Lets --out overwrite files that differ
    #[arg(long, requires = "out")]
    pub force: bool,

    #[command(flatten)]
    pub reading: Reading,
}

/// What to rehearse where.
#[cfg(feature = "databases")]
#[derive(Debug, Args)]
pub struct Rehearsal {
    /// The target, such as lucia-3; `authmorph targets FILE` lists them
    #[arg(long, value_name = "TARGET")]
    pub to: Option<String>,

    /// An option of the target: OPTION=VALUE
    #[arg(long, value_name = "OPTION=VALUE", value_parser = pair)]
    pub set: Vec<(String, String)>,

    /// An empty PostgreSQL, MySQL or MariaDB database: postgresql://… or mysql://…; SQLite needs none
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,

    /// How many people there are, and rows in every other table
    #[arg(long, value_name = "N", default_value_t = 2 * authmorph::rehearse::people::KIND_COUNT)]
    pub rows: usize,

    /// Another seed makes other rows
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// Uses the rows of the text too, those of its INSERT and COPY statements
    #[arg(long)]
    pub use_rows: bool,

    /// Adds rows that the old tables admit and that preflight.sql has to stop at
    #[arg(long)]
    pub troubles: bool,

    /// Stops up.sql after each of its statements, and runs it again; on MySQL it is undone as well
    #[arg(long)]
    pub restart: bool,

    /// The form of the report
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ReportFormat::Markdown)]
    pub format: ReportFormat,

    /// The database of the schema; told from the text when absent
    #[arg(long, value_name = "DIALECT", value_parser = dialect_names())]
    pub dialect: Option<String>,

    /// The layout, such as lucia-1; told from the text when absent
    #[arg(long, value_name = "LAYOUT")]
    pub from: Option<String>,

    /// What a table or column is, when it is not recognised: ROLE=TABLE or ROLE.FIELD=COLUMN
    #[arg(long, value_name = "ROLE=NAME", value_parser = pair)]
    pub map: Vec<(String, String)>,

    /// Files, or folders of them, as for convert
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// The form of a report.
#[cfg(feature = "databases")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Markdown,
    Json,
    Junit,
}

/// For whom to print. Its values have no help of their own: with it, clap prints all help in its wide form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

fn dialect_names() -> Vec<&'static str> {
    flavours::names().collect()
}

/// Reads `NAME=VALUE`; only the name may not be empty.
fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("it wants the form NAME=VALUE".to_owned()),
    }
}
