//! The tabs of a result, made from its files: a new output has its tab without a word here.

use crate::api::File;

/// The files of one output: one tab, with a tab for each file below it when there are several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The output's name.
    pub output: String,
    /// What its tab says.
    pub title: String,
    /// The files, in the engine's order.
    pub tabs: Vec<Tab>,
}

/// A file's tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// The file's path, its name here.
    pub path: String,
    /// What the tab says: the path without the output's folder.
    pub title: String,
}

/// The tabs, in the order in which the engine gives the files.
pub fn groups(files: &[File]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for file in files {
        let folder = format!("{}/", file.output);
        let title = file.path.strip_prefix(&folder).unwrap_or(&file.path).to_owned();
        let tab = Tab { path: file.path.clone(), title };
        match groups.iter_mut().find(|group| group.output == file.output) {
            Some(group) => group.tabs.push(tab),
            None => groups.push(Group {
                output: file.output.clone(),
                title: title_of(&file.output),
                tabs: vec![tab],
            }),
        }
    }
    groups
}

/// The file that a group opens with: the one that does the work, not the one that sorts first.
pub fn opening_path(group: &Group) -> Option<&str> {
    let opening = group.tabs.iter().find(|tab| tab.title == "up.sql").or(group.tabs.first());
    opening.map(|tab| tab.path.as_str())
}

/// The last part of a path: what a download is called.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A file as a block of Markdown, with its name above it. The fence is longer than any in the text.
pub fn markdown(file: &File) -> String {
    let longest = file.text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let end = if file.text.ends_with('\n') { "" } else { "\n" };
    format!("`{}`\n\n{fence}{}\n{}{end}{fence}\n", file.path, file.language, file.text)
}

/// What the tab of an output says: as the makers write their names, and what a file holds rather than its form.
const TITLES: &[(&str, &str)] =
    &[("schema", "SQL schema"), ("dbml", "DBML"), ("model", "JSON model"), ("plan", "JSON plan")];

fn title_of(output: &str) -> String {
    let known = TITLES.iter().find(|(name, _)| *name == output);
    known.map_or_else(|| capitalise(output), |(_, title)| (*title).to_owned())
}

fn capitalise(word: &str) -> String {
    // The names of outputs are ours, in ASCII; what knows the letters of all languages has 6 KB, and the page has no other
    // use for it.
    let mut capital = word.to_owned();
    if let Some(first) = capital.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    capital
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(output: &str, path: &str) -> File {
        File {
            path: path.to_owned(),
            output: output.to_owned(),
            language: String::new(),
            text: String::new(),
        }
    }

    #[test]
    fn files_of_one_output_share_a_tab() {
        let groups = groups(&[
            file("migration", "migration/preflight.sql"),
            file("migration", "migration/up.sql"),
            file("kysely", "kysely/migrations/0001_lucia_3.ts"),
            file("report", "report.md"),
        ]);
        let titles: Vec<&str> = groups.iter().map(|group| group.title.as_str()).collect();
        assert_eq!(titles, ["Migration", "Kysely", "Report"]);
        assert_eq!(groups[0].tabs[0].title, "preflight.sql");
        assert_eq!(groups[1].tabs[0].title, "migrations/0001_lucia_3.ts");
        assert_eq!(groups[2].tabs[0].title, "report.md");
        assert_eq!(opening_path(&groups[0]), Some("migration/up.sql"));
        assert_eq!(opening_path(&groups[2]), Some("report.md"));
        assert_eq!(file_name("migration/up.sql"), "up.sql");
        assert_eq!(file_name("report.md"), "report.md");
        assert_eq!(title_of("dbml"), "DBML");
        assert_eq!(title_of("unheard-of"), "Unheard-of");
    }

    #[test]
    fn a_fence_is_longer_than_those_in_the_text() {
        let mut report = file("report", "report.md");
        report.text = "a\n```sql\n```".to_owned();
        report.language = "markdown".to_owned();
        assert_eq!(markdown(&report), "`report.md`\n\n````markdown\na\n```sql\n```\n````\n");
    }
}
