//! The real TypeScript tools, in a temporary folder per test.

#![allow(dead_code, reason = "two test programs share this, and each uses a part")]

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use authmorph::dialects::Dialect;

use crate::support::difference::difference;

/// So many files are compiled by one run of the compiler.
const FILES_AT_ONCE: usize = 800;

/// A folder in which the tools find their packages.
pub struct Workshop {
    folder: PathBuf,
}

/// Which Kysely the emitted code finds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum KyselyRelease {
    Older,
    Current,
}

impl KyselyRelease {
    /// Its number.
    pub fn name(self) -> &'static str {
        if self == Self::Older { "0.28" } else { "0.29" }
    }
}

/// A fresh folder of that name.
pub fn workshop(name: &str) -> Workshop {
    workshop_with(name, KyselyRelease::Older)
}

/// A fresh folder of that name, with that Kysely among its packages.
pub fn workshop_with(name: &str, release: KyselyRelease) -> Workshop {
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/typescript/node_modules");
    assert!(packages.join(".bin/tsc").exists(), "run `npm ci` in tests/typescript first");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("outputs-{name}"));
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    let inside = folder.join("node_modules");
    if release == KyselyRelease::Older {
        symlink(packages, inside).unwrap();
        return Workshop { folder };
    }
    fs::create_dir(&inside).unwrap();
    for package in fs::read_dir(&packages).unwrap() {
        let name = package.unwrap().file_name();
        let from = if name == "kysely" { packages.join("kysely-0-29") } else { packages.join(&name) };
        symlink(from, inside.join(&name)).unwrap();
    }
    Workshop { folder }
}

/// What `prisma generate` writes, as far as the wiring uses it; `tests/client` runs the real one.
pub const PRISMA_CLIENT: &str = "\
export declare class PrismaClient {
  constructor(options: { adapter: object });
  [model: string]: any;
  $queryRawUnsafe<T = unknown>(query: string, ...values: unknown[]): Promise<T>;
}
";

/// A fresh folder of that name, in which Lucia is that of another folder's packages; nowhere means the usual one.
pub fn workshop_over(name: &str, place: &str) -> Workshop {
    let workshop = workshop(name);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let usual = root.join("tests/typescript/node_modules");
    let other = if place.is_empty() { usual.clone() } else { root.join(place).join("node_modules") };
    assert!(other.exists(), "run `npm ci` in {place} first");
    let inside = workshop.folder.join("node_modules");
    fs::remove_file(&inside).unwrap();
    let mut packages = packages(&usual);
    if !place.is_empty() {
        let is_lucia = |name: &str| name.starts_with("lucia") || name.starts_with("@lucia-auth/");
        packages.retain(|name, _| !is_lucia(name));
        for (name, path) in self::packages(&other).into_iter().filter(|(name, _)| is_lucia(name)) {
            // The packages whose types an adapter of Lucia 1 was made with.
            packages.extend(self::packages(&path.join("node_modules")));
            packages.insert(name, path);
        }
    }
    packages.remove("@prisma/client");
    for (name, path) in packages {
        let here = inside.join(name);
        fs::create_dir_all(here.parent().unwrap()).unwrap();
        symlink(path, here).unwrap();
    }
    // The types of the adapters for Prisma ask for the client as well.
    workshop.write("node_modules/@prisma/client/index.d.ts", PRISMA_CLIENT);
    workshop
}

/// The packages in a folder, by their names.
fn packages(folder: &Path) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let entries =
        |folder: &Path| fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    for path in entries(folder) {
        if name(&path).starts_with('@') {
            found.extend(entries(&path).map(|inner| (format!("{}/{}", name(&path), name(&inner)), inner)));
        } else {
            found.insert(name(&path), path);
        }
    }
    found
}

impl Workshop {
    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap()
    }

    /// The same where it may not be there.
    pub fn try_read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.folder.join(path)).ok()
    }

    /// A folder in which `better-sqlite3` is found, which would have to be compiled; libsql is the same to a program.
    pub fn better_sqlite3(&self) -> String {
        let packages = self.folder.join("instead");
        fs::create_dir_all(&packages).unwrap();
        symlink(self.folder.join("node_modules/libsql"), packages.join("better-sqlite3")).unwrap();
        packages.display().to_string()
    }

    fn tool(&self, name: &str) -> Command {
        let mut command = Command::new(self.folder.join("node_modules/.bin").join(name));
        command.current_dir(&self.folder);
        command
    }

    /// Compiles the files with all that is strict.
    #[track_caller]
    pub fn type_check(&self, files: &[String]) {
        let options = [
            "--noEmit",
            "--strict",
            "--skipLibCheck",
            "--noUnusedLocals",
            "--noUnusedParameters",
            "--noImplicitReturns",
            "--exactOptionalPropertyTypes",
            "--isolatedModules",
            "--verbatimModuleSyntax",
            "--target",
            "es2022",
            "--module",
            "esnext",
            "--moduleResolution",
            "bundler",
            "--types",
            "node",
        ];
        // A text that names no other file of ours means the same wherever it stands.
        let names_others = |text: &str| ["\"./", "\"../", "declare "].iter().any(|mark| text.contains(mark));
        let files = self.distinct(files, |text| !names_others(text));
        // The compiler keeps every file that it was given, so many thousands do not fit into its memory at once.
        let wrong: Vec<String> = files
            .chunks(FILES_AT_ONCE)
            .map(|files| self.tool("tsc").args(options).args(files).output().unwrap())
            .filter(|output| !output.status.success())
            .map(|output| said(&output))
            .collect();
        assert!(wrong.is_empty(), "tsc:\n{}", wrong.concat());
    }

    /// The files without those that have the text of an earlier one, as far as they mean the same.
    fn distinct<'a>(&self, files: &'a [String], mean_the_same: impl Fn(&str) -> bool) -> Vec<&'a String> {
        let mut seen = BTreeSet::new();
        let is_new = |file: &&String| {
            let text = self.read(file);
            let kind = Path::new(file).extension().map(OsStr::to_owned);
            !mean_the_same(&text) || seen.insert((kind, text))
        };
        files.iter().filter(is_new).collect()
    }

    /// Asks prettier, with its defaults, whether it would write the files otherwise.
    #[track_caller]
    pub fn check_formatting(&self, files: &[String]) {
        let options = ["--no-config", "--no-editorconfig", "--list-different"];
        let files = self.distinct(files, |_| true);
        let output = self.tool("prettier").args(options).args(files).output().unwrap();
        if !output.status.success() {
            let mut differences = said(&output);
            for file in String::from_utf8_lossy(&output.stdout).lines() {
                let written = fs::read_to_string(self.folder.join(file)).unwrap();
                let wanted = self.tool("prettier").arg("--no-config").arg(file).output().unwrap();
                let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
                let wanted = String::from_utf8_lossy(&wanted.stdout).into_owned();
                differences += &difference(&lines(&written), &lines(&wanted)).unwrap_or_default();
            }
            panic!("prettier would write (- as written, + as it wants):\n{differences}");
        }
    }

    /// The SQL that drizzle-kit makes of a schema file.
    #[track_caller]
    pub fn drizzle_export(&self, dialect: Dialect, file: &str) -> String {
        let output = self
            .tool("drizzle-kit")
            .args(["export", "--dialect", dialect.name(), "--schema", file])
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let sql = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "drizzle-kit {file}:\n{}",
            said(&output)
        );
        // Before the SQL it may say which files it reads.
        match sql.strip_prefix("Reading schema files:\n").and_then(|rest| rest.split_once("\n\n")) {
            Some((_, sql)) => sql.to_owned(),
            None => sql,
        }
    }

    /// Writes beside each schema file the SQL that drizzle-kit makes of it; gives what went wrong.
    #[track_caller]
    pub fn drizzle_exports(&self, dialect: Dialect, files: &[String]) -> String {
        self.write("drizzle_kit.mjs", include_str!("drizzle_kit.mjs"));
        let mut arguments = vec!["drizzle_kit.mjs", dialect.name()];
        arguments.extend(files.iter().map(String::as_str));
        self.node(&arguments)
    }

    /// What a program for Node prints.
    #[track_caller]
    pub fn node(&self, arguments: &[&str]) -> String {
        self.node_with(arguments, &[])
    }

    /// What a program for Node prints in an environment.
    #[track_caller]
    pub fn node_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> String {
        let mut command = Command::new("node");
        let command = command.current_dir(&self.folder).args(arguments).envs(environment.iter().copied());
        let output = command.output().unwrap();
        assert!(output.status.success(), "node {}:\n{}", arguments.join(" "), said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// What a script for Node from elsewhere prints in the folder, with that text on its standard input.
    #[track_caller]
    pub fn node_given(&self, script: &Path, input: &str) -> String {
        let mut command = Command::new("node");
        let command = command.arg(script).current_dir(&self.folder).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}:\n{}", script.display(), said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// What a tool prints.
    #[track_caller]
    pub fn run(&self, tool: &str, arguments: &[&str]) -> String {
        self.run_with(tool, arguments, &[])
    }

    /// What a tool prints in an environment.
    #[track_caller]
    pub fn run_with(&self, tool: &str, arguments: &[&str], environment: &[(&str, &str)]) -> String {
        let output = self.tool(tool).args(arguments).envs(environment.iter().copied()).output().unwrap();
        assert!(output.status.success(), "{tool}:\n{}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
