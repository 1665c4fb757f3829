//! What came out of law 5: which subjects are alike and judged once, what was wrong, and what the tools leave out, which is
//! held to the files in `tests/cases/law-5`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use authmorph::dialects::Dialect;

use crate::law_5::{BEYOND_DRIZZLE_KIT, Bench, JOURNAL, LAWS, TOOLS, Written, before_tables};
use crate::subjects::{Subject, is_thorough};
use crate::support::{Catalog, Server};
use crate::tools::workshop;

/// All that the judgement of a subject depends on: its texts, what was said about them, and the catalog that they are
/// held to. Tools give the same for the same text, so subjects that are alike in all of it are judged once.
pub type Likeness = Vec<String>;

pub fn likeness(subject: &Subject, catalog: &Catalog) -> Likeness {
    let files = ["schema.sql", "kysely/database.ts", "drizzle/schema.ts", "prisma/schema.prisma"];
    let mut alike: Likeness = files.iter().map(|file| subject.file(file).to_owned()).collect();
    alike.push(subject.creation().to_owned());
    alike.push(before_tables(subject));
    alike.push(subject.text.contains(BEYOND_DRIZZLE_KIT).to_string());
    let said = subject.conversion.findings.iter().filter(|finding| finding.code.ends_with("_cannot_say"));
    alike.extend(said.map(|finding| format!("{} {}", finding.code, finding.what)));
    alike.extend(catalog.clone().lines(JOURNAL));
    alike
}

/// What came out.
#[derive(Default)]
pub struct Results {
    /// What the tools that cannot make everything left out, by the subject and the tool.
    pub lacking: BTreeMap<String, String>,
    pub wrong: Vec<String>,
}

impl Results {
    /// Holds them to the laws, and adds what came out.
    pub fn judge(&mut self, server: &'static Server, written: &[Written<'_>]) {
        let Some(first) = written.first() else { return };
        let dialect = server.dialect();
        let workshop = workshop(&format!("law-5-{}-{}", dialect.name(), first.name));
        let bench = Bench { server, workshop, dialect };
        for (output, law) in LAWS {
            for (subject, said) in law(&bench, written) {
                self.wrong.push(format!("{output}: {subject}:\n{said}"));
            }
        }
        self.lacking.extend(bench.what_tools_do_not_make(written, &mut self.wrong));
    }

    /// What is lacking of the first of them is lacking of all.
    pub fn share(&mut self, alike: &[&str]) {
        let [first, others @ ..] = alike else { return };
        for (tool, _, _) in TOOLS {
            let Some(lacking) = self.lacking.get(&format!("{first}: {tool}")).cloned() else { continue };
            self.lacking.extend(others.iter().map(|other| (format!("{other}: {tool}"), lacking.clone())));
        }
    }
}

/// What is expected of those that ran; what the others lack stays as it is in the file. Where all of all run, those that
/// are not in the file need to have been told only.
pub fn compare_with_the_expected(
    dialect: Dialect,
    subjects: &[Subject],
    lacking: &BTreeMap<String, String>,
    wrong: &mut Vec<String>,
) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let path = root.join(format!("tests/cases/law-5/{}.md", dialect.name()));
    let file = fs::read_to_string(&path).unwrap_or_default();
    let mut expected = sections(&file);
    if std::env::var_os("UPDATE_EXPECT").is_some() && !is_thorough() {
        let has_run =
            |name: &str| subjects.iter().any(|subject| name.starts_with(&format!("{}: ", subject.name)));
        expected.retain(|name, _| !has_run(name));
        expected.extend(lacking.iter().map(|(name, found)| (name.as_str(), found.as_str())));
        let mut text = format!("# What the tools do not make in {}\n", dialect.title());
        for (name, found) in &expected {
            text += &format!("\n## {name}\n\n```difference\n{found}\n```\n");
        }
        fs::write(&path, text).unwrap();
        return;
    }
    for subject in subjects {
        for (tool, _, _) in TOOLS {
            let name = format!("{}: {tool}", subject.name);
            let known = expected.get(name.as_str()).copied();
            if known.is_none() && is_thorough() {
                continue;
            }
            let expected = known.unwrap_or_default();
            let found = lacking.get(&name).map_or("", String::as_str);
            if expected != found {
                wrong.push(format!(
                    "{name} lacks otherwise than {} says, which UPDATE_EXPECT=1 rewrites:\n{found}",
                    path.display()
                ));
            }
        }
    }
}

fn sections(file: &str) -> BTreeMap<&str, &str> {
    let parts = file.split("\n## ").skip(1).filter_map(|part| part.split_once("\n\n```difference\n"));
    parts.map(|(name, rest)| (name, rest.split("\n```").next().unwrap())).collect()
}
