//! A client in the middle of a script.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use authmorph::dialects::Dialect;

use crate::support::Database;

static FLAGS: AtomicUsize = AtomicUsize::new(0);

/// A client that reads its script from here.
pub struct Session {
    dialect: Dialect,
    client: Child,
    script: Option<ChildStdin>,
}

impl Session {
    pub fn new(database: &Database) -> Self {
        let mut command = database.session();
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut client = command.spawn().unwrap();
        let mut session = Self { dialect: database.dialect(), script: client.stdin.take(), client };
        if session.dialect == Dialect::MySql {
            // The body of a trigger has semicolons.
            session.write("DELIMITER $$\n");
        }
        session
    }

    /// Hands statements over, and waits for nothing.
    pub fn send<'a>(&mut self, statements: impl IntoIterator<Item = &'a String>) {
        let end = if self.dialect == Dialect::MySql { "\n$$\n" } else { "\n;\n" };
        let text: String = statements.into_iter().map(|sql| format!("{sql}{end}")).collect();
        self.write(&text);
    }

    /// Waits until all that was sent has been done. Whether it has worked is not asked.
    pub fn wait_until_done(&mut self) {
        let number = FLAGS.fetch_add(1, Ordering::Relaxed);
        let flag =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("flag-{}-{number}", std::process::id()));
        let command = if self.dialect == Dialect::Sqlite { ".shell" } else { "\\!" };
        self.write(&format!("{command} touch {}\n", flag.display()));
        let begun = Instant::now();
        while !flag.exists() {
            assert!(begun.elapsed() < Duration::from_secs(120), "the client does not come to an end");
            if self.client.try_wait().unwrap().is_some() {
                panic!("the client has ended: {}", self.complaint());
            }
            sleep(Duration::from_millis(2));
        }
        fs::remove_file(flag).unwrap();
    }

    /// Ends the client from outside.
    pub fn kill(mut self) {
        self.client.kill().unwrap();
        self.client.wait().unwrap();
    }

    /// Nothing more comes: what the client says when it has ended.
    pub fn finish(mut self) -> String {
        self.script = None;
        let complaint = self.complaint();
        self.client.wait().unwrap();
        complaint
    }

    fn complaint(&mut self) -> String {
        let mut text = String::new();
        if let Some(mut stream) = self.client.stderr.take() {
            stream.read_to_string(&mut text).unwrap();
        }
        text
    }

    fn write(&mut self, text: &str) {
        // A client that is gone reads nothing, and that is what is tried here.
        if let Some(script) = &mut self.script {
            let _ = script.write_all(text.as_bytes()).and_then(|()| script.flush());
        }
    }
}
