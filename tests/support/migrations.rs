//! The migrations that are tested: every database in `tests/cases/databases` and every example, to every target that is
//! offered for it, with every choice of every option.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use authmorph::api::{Conversion, Request, Source};
use authmorph::decide;
use authmorph::dialects::{self, Dialect};

/// A migration.
#[derive(Debug, Clone)]
pub struct Road {
    /// The dump that it begins with.
    pub path: PathBuf,
    pub dialect: Dialect,
    /// Where it leads to.
    pub target: String,
    /// The options that are not as usual.
    pub set: BTreeMap<String, String>,
}

impl Road {
    /// `postgresql lucia-1/official lucia-sessions-2024 sessions=end`
    pub fn name(&self) -> String {
        let kind = self.path.file_stem().unwrap().to_string_lossy();
        let layout = layout(&self.path);
        let set: String = self.set.iter().map(|(name, value)| format!(" {name}={value}")).collect();
        format!("{} {layout}/{kind} {}{set}", self.dialect.name(), self.target)
    }

    /// Converts it, with every output.
    pub fn convert(&self) -> (Request, Conversion) {
        let request = self.request();
        let conversion = authmorph::convert(&request);
        (request, conversion)
    }

    /// What is asked for.
    pub fn request(&self) -> Request {
        let text = fs::read_to_string(&self.path).unwrap();
        Request {
            sources: vec![Source { name: self.path.display().to_string(), text }],
            dialect: Some(self.dialect.name().to_owned()),
            to: Some(self.target.clone()),
            set: self.set.clone(),
            // A case says nothing about findings; that a dropped view blocks is tested where the finding is.
            allow: vec!["dependent_dropped".to_owned()],
            ..Request::default()
        }
    }

    /// The same without the files of the outputs, which take most of the time.
    pub fn request_for_plan(&self) -> Request {
        Request { emit: vec!["migration".to_owned()], ..self.request() }
    }
}

/// The folder of a case, which is called after its layout; or `example`.
pub fn layout(path: &Path) -> String {
    let mut folders = path.ancestors().skip(2);
    let is_case = path.ancestors().any(|folder| folder.ends_with("tests/cases/databases"));
    let folder = folders.next().and_then(Path::file_name).unwrap().to_string_lossy();
    if is_case { folder.into_owned() } else { "example".to_owned() }
}

/// Databases whose rows `preflight.sql` refuses, the targets, and the check that says so.
const STOPPED_BY_ROWS: &[(&str, &[&str], &str)] = &[
    // Two people's addresses differ in case only, or are the same.
    ("sqlite lucia-2/full-text", &["better-auth-1", "authjs-5"], "duplicate_values"),
    ("sqlite lucia-2/shell-dump", &["better-auth-1", "authjs-5"], "duplicate_values"),
    ("mysql lucia-2/collations", &["better-auth-1", "authjs-5"], "duplicate_values"),
    ("mysql lucia-2/mysqldump", &["better-auth-1", "authjs-5"], "duplicate_values"),
    ("mysql lucia-2/rich", &["better-auth-1", "authjs-5"], "duplicate_values"),
    ("mysql lucia-2/utf8mb4-bin", &["better-auth-1", "authjs-5"], "duplicate_values"),
    // The id of a session with a line break, which SQL cannot hash in SQLite.
    ("sqlite lucia-2/full-text", &["lucia-sessions-2024"], "id_cannot_be_hashed"),
    ("sqlite lucia-2/shell-dump", &["lucia-sessions-2024"], "id_cannot_be_hashed"),
    // A user without an id.
    ("sqlite lucia-2/untyped", &["better-auth-1", "authjs-5"], "row_without_id"),
    // The same, where users get their passwords.
    (
        "sqlite lucia-2/untyped",
        &["lucia-3", "lucia-sessions-2024", "lucia-sessions-2025", "lucia-sessions-2026"],
        "row_without_id",
    ),
    // A session without a user.
    ("postgresql lucia-2/dump-serial", &["authjs-5"], "value_missing"),
    ("mysql lucia-2/phpmyadmin", &["authjs-5"], "value_missing"),
    // Several rows say the same account.
    ("postgresql authjs-5/duplicates", &["authjs-5"], "duplicate_accounts"),
    ("mysql authjs-5/duplicates", &["authjs-5"], "duplicate_accounts"),
    ("sqlite authjs-5/duplicates", &["authjs-5"], "duplicate_accounts"),
    ("mysql authjs-5/duplicates", &["better-auth-1"], "duplicate_values"),
    ("postgresql authjs-5/duplicates", &["better-auth-1"], "duplicate_values"),
    ("sqlite authjs-5/duplicates", &["better-auth-1"], "duplicate_values"),
];

impl Road {
    /// Whether the database is there for the option that is not as usual.
    pub fn is_for_an_option(&self) -> bool {
        let kind = self.path.file_stem().unwrap().to_string_lossy();
        self.set.contains_key(&*kind)
    }

    /// Whether the tables are as the target wants them already.
    fn has_nothing_to_do(&self) -> bool {
        let conversion = authmorph::convert(&self.request_for_plan());
        conversion.decisions.iter().any(|decision| decision.what.starts_with("Nothing has to change"))
    }

    /// Whether the user table gets the passwords.
    fn changes_users(&self) -> bool {
        self.set.get("passwords").is_some_and(|place| place == "user")
    }

    /// The check of `preflight.sql` that refuses the rows of the database.
    pub fn stopped_by(&self) -> Option<&'static str> {
        let name = self.name();
        let stopped = STOPPED_BY_ROWS.iter().find(|(database, targets, _)| {
            name.starts_with(&format!("{database} ")) && targets.contains(&self.target.as_str())
        });
        let is_in_the_way = |check: &str| {
            let sessions = self.set.get("sessions").filter(|_| check == "id_cannot_be_hashed");
            let is_of_users = check != "row_without_id" || !self.target.starts_with("lucia-");
            sessions.is_none_or(|sessions| sessions.starts_with("hash"))
                && (is_of_users || self.changes_users())
        };
        let stopped = stopped.filter(|(_, _, check)| !self.is_for_an_option() && is_in_the_way(check));
        stopped.map(|(_, _, check)| *check)
    }
}

/// The roads on which rows are in the way.
pub fn stopped_by_rows(dialect: Dialect) -> Vec<Road> {
    let mut roads = Vec::new();
    for path in databases(dialect) {
        for (_, targets, _) in STOPPED_BY_ROWS {
            for target in *targets {
                // Some rows are in the way of an option only.
                let on_user = BTreeMap::from([("passwords".to_owned(), "user".to_owned())]);
                let sets = [BTreeMap::new(), on_user]
                    .into_iter()
                    .filter(|set| set.is_empty() || target.starts_with("lucia-"));
                let road = |set| Road { path: path.clone(), dialect, target: (*target).to_owned(), set };
                roads.extend(sets.map(road));
            }
        }
    }
    roads.retain(|road| road.stopped_by().is_some());
    roads.dedup_by_key(|road| road.name());
    roads
}

/// Every migration of a dialect that its rows permit. A sample of them is every database on its first road, the ones called `official` on all
/// of them, for each target one called `rich`, and one that takes every choice, on one of the databases; the environment variable `THOROUGH` asks
/// for all of all.
pub fn roads(dialect: Dialect) -> Vec<Road> {
    // Many tests ask, and each road has to be converted to know whether there is anything to do.
    static ROADS: [OnceLock<Vec<Road>>; dialects::ALL.len()] =
        [const { OnceLock::new() }; dialects::ALL.len()];
    ROADS[dialect as usize].get_or_init(|| find_roads(dialect)).clone()
}

fn find_roads(dialect: Dialect) -> Vec<Road> {
    // For work on one case.
    let only = std::env::var("CASE").unwrap_or_default();
    let thorough = std::env::var_os("THOROUGH").is_some() || !only.is_empty();
    let mut roads = Vec::new();
    let mut chosen: Vec<String> = Vec::new();
    let mut rich: Vec<String> = Vec::new();
    for path in databases(dialect) {
        let kind = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let request = Request {
            sources: vec![Source { name: kind.clone(), text }],
            dialect: Some(dialect.name().to_owned()),
            ..Request::default()
        };
        // Two targets are no migrations.
        let migrates = |name: &str| !["as-is", "supertokens-import"].contains(&name);
        let offered = authmorph::targets(&request).into_iter().filter(|target| migrates(&target.name));
        for (position, target) in offered.enumerate() {
            let is_new = kind == "rich" && !rich.contains(&target.name);
            // A database that is called after an option is there for its choices.
            let own = choices_of(&target.name, &kind);
            if !(thorough || position == 0 || kind == "official" || is_new || !own.is_empty()) {
                continue;
            }
            rich.extend((kind == "rich").then(|| target.name.clone()));
            let road = |set| Road { path: path.clone(), dialect, target: target.name.clone(), set };
            roads.push(road(BTreeMap::new()));
            roads.extend(own.into_iter().map(road));
            if thorough || kind == "official" && !chosen.contains(&target.name) {
                chosen.push(target.name.clone());
                // Each choice on one of the databases, in turn.
                let is_ours = |number: usize| thorough || number % dialects::ALL.len() == dialect as usize;
                let choices = choices(&target.name).into_iter().enumerate();
                roads.extend(choices.filter(|(number, _)| is_ours(*number)).map(|(_, set)| road(set)));
            }
        }
    }
    // The name first, because the rest takes a conversion of each.
    roads.retain(|road| {
        road.name().contains(&only) && road.stopped_by().is_none() && !road.has_nothing_to_do()
    });
    roads
}

/// Every migration of one database that is offered, with every choice, whatever its rows are and the sample is.
pub fn all_of(path: &Path, dialect: Dialect) -> Vec<Road> {
    let source = Source { name: String::new(), text: fs::read_to_string(path).unwrap() };
    let request =
        Request { sources: vec![source], dialect: Some(dialect.name().to_owned()), ..Request::default() };
    let offered = authmorph::targets(&request).into_iter().map(|target| target.name);
    let sets = |target: &String| [BTreeMap::new()].into_iter().chain(choices(target));
    let road = |target: &String, set| Road { path: path.to_owned(), dialect, target: target.clone(), set };
    offered.flat_map(|target| sets(&target).map(|set| road(&target, set)).collect::<Vec<_>>()).collect()
}

/// What people would say where any text will do, and where an odd one would try nothing.
const EXAMPLES: &[(&str, &str)] = &[("provider_tables", "github, google: my \"google\"")];

/// Choices of which one alone does nothing on some databases: an adapter that cannot read numbers as ids.
const TOGETHER: &[[(&str, &str); 2]] =
    &[[("adapter", "kysely"), ("user_ids", "text")], [("adapter", "typeorm"), ("user_ids", "text")]];

/// The choices of one option.
fn choices_of(target: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    choices(target).into_iter().filter(|set| set.keys().eq([name])).collect()
}

/// Every choice of every option, one after the other; and all options that take any text, set to one that nobody would guess.
fn choices(target: &str) -> Vec<BTreeMap<String, String>> {
    let options = decide::find(target).unwrap().options;
    let set = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut sets = Vec::new();
    for option in options {
        let others = option.choices.iter().filter(|value| **value != option.default);
        sets.extend(others.map(|value| BTreeMap::from([set(option.name, value)])));
    }
    let examples = EXAMPLES.iter().filter(|(name, _)| options.iter().any(|option| option.name == *name));
    sets.extend(examples.map(|(name, value)| BTreeMap::from([set(name, value)])));
    let has = |(name, value): &(&str, &str)| {
        options.iter().any(|option| option.name == *name && option.choices.contains(value))
    };
    let together = TOGETHER.iter().filter(|pair| pair.iter().all(has));
    sets.extend(together.map(|pair| pair.iter().map(|(name, value)| set(name, value)).collect()));
    let free = options.iter().filter(|option| option.choices.is_empty());
    let odd: BTreeMap<String, String> =
        free.map(|option| set(option.name, &format!("my \"{}\"", option.name))).collect();
    sets.extend(Some(odd).filter(|odd| !odd.is_empty()));
    sets
}

/// The dumps of a dialect, sorted, of every layout.
pub fn databases(dialect: Dialect) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for layout in fs::read_dir(root.join("tests/cases/databases")).unwrap() {
        let folder = layout.unwrap().path().join(dialect.name());
        // Not every layout exists in every dialect.
        let Ok(entries) = fs::read_dir(folder) else { continue };
        files.extend(entries.map(|entry| entry.unwrap().path()));
    }
    let examples = fs::read_dir(root.join("examples")).unwrap().map(|entry| entry.unwrap().path());
    let end = format!("-{}.sql", dialect.name());
    files.extend(examples.filter(|path| path.to_string_lossy().ends_with(&end)));
    files.sort();
    files
}

/// The example of a dialect.
pub fn example(dialect: Dialect) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/lucia-2-{}.sql", dialect.name()))
}

/// The dumps of Lucia 2 of a dialect, sorted.
pub fn files(dialect: Dialect) -> Vec<PathBuf> {
    let files = databases(dialect).into_iter();
    files.filter(|path| path.to_string_lossy().contains("lucia-2")).collect()
}

/// The conversion of such a dump to Lucia 3.
pub fn convert(path: &Path, dialect: Dialect) -> (Request, Conversion) {
    let target = "lucia-3".to_owned();
    Road { path: path.to_owned(), dialect, target, set: BTreeMap::new() }.convert()
}

/// One of the files of a conversion.
pub fn file<'a>(conversion: &'a Conversion, path: &str) -> &'a str {
    let file = conversion.files.iter().find(|file| file.path == path);
    file.map(|file| file.text.as_str())
        .unwrap_or_else(|| panic!("{path} is missing: {:#?}", conversion.findings))
}
