//! The real TypeScript tools, in a temporary folder per test.

#![allow(dead_code, reason = "two test programs share this, and each uses a part")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use authmorph::dialects::Dialect;

use crate::support::difference::difference;

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

impl Workshop {
    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap()
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
        let output = self.tool("tsc").args(options).args(files).output().unwrap();
        assert!(output.status.success(), "tsc:\n{}", said(&output));
    }

    /// Asks prettier, with its defaults, whether it would write the files otherwise.
    #[track_caller]
    pub fn check_formatting(&self, files: &[String]) {
        let options = ["--no-config", "--no-editorconfig", "--list-different"];
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
