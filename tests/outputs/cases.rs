//! Case files: SQL, and what is written for it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use authmorph::dialects::Dialect;
use authmorph::model::schema::Schema;
use authmorph::outputs::{self, Rendered};

use crate::support::{Database, Server};

/// A case: what to read, and what the file says.
pub struct Case {
    pub path: PathBuf,
    pub file: String,
    pub dialect: Dialect,
    pub source: String,
}

/// All cases, in order of their names.
pub fn cases() -> Vec<Case> {
    in_folder("tests/cases/outputs")
}

/// The parser's cases, which hold what real files hold.
pub fn of_the_parser() -> Vec<Case> {
    in_folder("tests/cases/parse")
}

fn in_folder(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths.into_iter().map(Case::read).collect()
}

impl Case {
    fn read(path: PathBuf) -> Self {
        let file = fs::read_to_string(&path).unwrap();
        let dialect =
            file.lines().find_map(|line| line.strip_prefix("dialect: ")).and_then(Dialect::from_name);
        let dialect = dialect.unwrap_or_else(|| panic!("{}: no dialect", path.display()));
        let source = match file.lines().find_map(|line| line.strip_prefix("example: ")) {
            Some(example) => {
                let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
                fs::read_to_string(examples.join(example)).unwrap()
            }
            None => block(&file, "sql").unwrap_or_else(|| panic!("{}: no sql block", path.display())),
        };
        Self { path, file, dialect, source }
    }

    pub fn name(&self) -> String {
        self.path.file_stem().unwrap().to_string_lossy().into_owned()
    }

    pub fn schema(&self) -> Schema {
        authmorph::parse::parse(&self.source, self.dialect).0
    }

    /// The database of the case's own SQL. All tests that read it share it: MariaDB takes its time for each table.
    pub fn database(&self, server: &'static Server) -> Arc<Database> {
        type Known = BTreeMap<String, Arc<OnceLock<Arc<Database>>>>;
        static KNOWN: Mutex<Known> = Mutex::new(Known::new());
        let key = format!("{} {}", self.dialect.name(), self.source);
        let place = Arc::clone(KNOWN.lock().unwrap().entry(key).or_default());
        let made = place.get_or_init(|| {
            let database = server.database();
            database.run(&self.source).unwrap_or_else(|why| panic!("{}: {why}", self.path.display()));
            Arc::new(database)
        });
        Arc::clone(made)
    }

    /// A line such as `rebuild: without names`.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.file.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// The block of that language.
    pub fn block(&self, language: &str) -> Option<String> {
        block(&self.file, language)
    }

    /// The file, as it is now, with that block at its end, or without it where there is nothing in it.
    pub fn with_block(&self, language: &str, inside: &str) -> String {
        let file = fs::read_to_string(&self.path).unwrap();
        let rest = match block(&file, language) {
            Some(old) => file.replace(&format!("\n```{language}\n{old}```\n"), ""),
            None => file,
        };
        let block = if inside.is_empty() { String::new() } else { format!("\n```{language}\n{inside}```\n") };
        format!("{}\n{block}", rest.trim_end())
    }

    /// The file with what is written now.
    pub fn rewritten(&self) -> String {
        let schema = self.schema();
        let drizzle = outputs::drizzle::render(&schema);
        let kysely = outputs::kysely::render(&schema);
        let prisma = outputs::prisma::render(&schema);
        let head = self.file.find("\n```typescript drizzle\n").unwrap_or(self.file.trim_end().len());
        let mut text = format!("{}\n", self.file.get(..head).unwrap().trim_end());
        text += &format!("\n```typescript drizzle\n{}```\n", drizzle.text);
        text += &format!("\n```typescript kysely\n{}```\n", kysely.text);
        text += &format!("\n```typescript migration\n{}```\n", outputs::kysely::creation::render(&schema));
        text += &format!("\n```prisma\n{}```\n", prisma.text);
        text += &format!("\n```dbml\n{}```\n", outputs::dbml::render(&schema));
        text += &format!("\n```mermaid\n{}```\n", outputs::mermaid::render(&schema));
        let said = findings(&drizzle) + &findings(&kysely) + &findings(&prisma);
        if !said.is_empty() {
            text += &format!("\n```findings\n{said}```\n");
        }
        for language in ["difference", "difference prisma"] {
            if let Some(difference) = self.block(language) {
                text += &format!("\n```{language}\n{difference}```\n");
            }
        }
        text
    }
}

fn findings(rendered: &Rendered) -> String {
    let lines = rendered
        .findings
        .iter()
        .map(|finding| format!("{}[{}]: {}\n", finding.severity.word(), finding.code, finding.what));
    lines.collect()
}

/// The text of the block of that language.
fn block(file: &str, language: &str) -> Option<String> {
    let opening = format!("\n```{language}\n");
    let start = file.find(&opening)? + opening.len();
    let end = file[start..].find("```\n").map_or(start, |length| start + length);
    Some(file[start..end].to_owned())
}
