//! The tabs of a result, made from its files: a new output has its tab without a word here.

use crate::api::File;

/// The files of one output, or of several that belong together: one tab, with a tab for each file below it when there are
/// several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The name of the output that it is called after.
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

/// Outputs that stand in another one's tab: a row of eleven tabs is read by nobody. The same schema in other languages
/// is with the schema, and what the report says to programs is with the report.
const TOGETHER: &[(&str, &str)] =
    &[("dbml", "schema"), ("mermaid", "schema"), ("model", "schema"), ("plan", "report")];

/// The tabs, in the order in which the engine gives the files.
pub fn groups(files: &[File]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for file in files {
        let (folder, name) = file.path.split_once('/').unwrap_or(("", &file.path));
        let title = if folder == file.output { name } else { &file.path };
        let tab = Tab { path: file.path.clone(), title: title.to_owned() };
        let host = TOGETHER.iter().find(|(output, _)| *output == file.output);
        let output = host.map_or(file.output.as_str(), |(_, host)| host);
        match groups.iter_mut().find(|group| group.output == output) {
            Some(group) => group.tabs.push(tab),
            None => {
                groups.push(Group { output: output.to_owned(), title: capitalise(output), tabs: vec![tab] })
            }
        }
    }
    groups
}

/// The group of the file that was chosen. When there is no such file any more, its folder says which; or it is the first.
pub fn shown<'groups>(groups: &'groups [Group], path: &str) -> Option<&'groups Group> {
    let has = |group: &&Group| group.tabs.iter().any(|tab| tab.path == path);
    let folder = path.split('/').next().unwrap_or_default();
    let of_folder = || groups.iter().find(|group| group.output == folder);
    groups.iter().find(has).or_else(of_folder).or(groups.first())
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
            file("dbml", "schema.dbml"),
            file("schema", "schema.sql"),
            file("report", "report.md"),
            file("plan", "plan.json"),
        ]);
        let titles: Vec<&str> = groups.iter().map(|group| group.title.as_str()).collect();
        assert_eq!(titles, ["Migration", "Kysely", "Schema", "Report"]);
        assert_eq!(groups[0].tabs[0].title, "preflight.sql");
        assert_eq!(groups[1].tabs[0].title, "migrations/0001_lucia_3.ts");
        assert_eq!(groups[2].tabs.len(), 2);
        assert_eq!(groups[3].tabs[1].title, "plan.json");
        assert_eq!(opening_path(&groups[0]), Some("migration/up.sql"));
        assert_eq!(opening_path(&groups[3]), Some("report.md"));
        let title = |path| shown(&groups, path).map(|group| group.title.as_str());
        assert_eq!(title("plan.json"), Some("Report"));
        assert_eq!(title("kysely/gone.ts"), Some("Kysely"));
        assert_eq!([title("gone"), title("")], [Some("Migration"); 2]);
        assert_eq!(file_name("migration/up.sql"), "up.sql");
        assert_eq!(file_name("report.md"), "report.md");
        assert_eq!(capitalise("unheard-of"), "Unheard-of");
    }

    #[test]
    fn a_fence_is_longer_than_those_in_the_text() {
        let mut report = file("report", "report.md");
        report.text = "a\n```sql\n```".to_owned();
        report.language = "markdown".to_owned();
        assert_eq!(markdown(&report), "`report.md`\n\n````markdown\na\n```sql\n```\n````\n");
    }
}
