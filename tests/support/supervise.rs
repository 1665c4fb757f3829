//! Temporary folders and the servers in them, which go when this process goes.
//!
//! A small `sh` script starts the server and then waits for the end of its standard input, whose other end this
//! process holds open for ever. However this process ends, the system closes that end; the script then stops the
//! server that it started and removes the folder. Nothing is left to statics, which Rust does not drop.

use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder and the supervisor that removes it.
pub struct Supervised {
    pub folder: PathBuf,
    /// Held open: its end is the signal to stop. Orders go through it, and answers come back.
    line: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    scripts: AtomicUsize,
}

/// How a server is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// As fast as can be: what it has said it has written need not be there after its death.
    Fast,
    /// As servers are: what it has said it has written is there after its death. `fsync` is still off, because the machine
    /// does not die.
    Durable,
    /// The same, with its data on a small disk of its own, which can be filled.
    SmallDisk,
}

/// What a supervisor does when it is told: `kill` its server by SIGKILL, `start` it again, leave so many KiB on the small disk
/// (`leave 8`), give it back (`empty`). The script before it has `kill_server` and `start_server`, and the folder in `$folder`.
pub const ORDERS: &str = r#"
echo ready
while read -r order size; do
  case $order in
    kill) kill_server ;;
    start) start_server ;;
    leave)
      free=$(df -k "$folder/data" | awk 'END { print $4 }')
      [ "$free" -le "$size" ] || head -c $(((free - size) * 1024)) /dev/zero > "$folder/data/ballast"
      ;;
    empty) rm -f "$folder/data/ballast" ;;
  esac
  echo ready
done
"#;

/// A small disk where the data will be, in a mount namespace of its own.
const SMALL_DISK: &str = r#"mkdir "$1/data" && mount -t tmpfs -o size=256m,mode=0700 none "$1/data" || exit 1
"#;

/// Makes every end of the script one that its `trap … EXIT` sees: when this process is gone before the server is
/// ready, saying `ready` into the closed pipe must not kill the script.
const CLEAN_END: &str = "trap '' PIPE; trap 'exit 1' HUP INT TERM\n";

/// Who runs the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Ourselves,
    /// The database servers refuse to run as root; `postgres` runs them then, or `nobody`.
    NotRoot,
}

/// Starts `script` with the new folder as `$1` and `arguments` after it, and waits until it prints `ready`.
pub fn start(
    kind: &str,
    script: &str,
    arguments: &[&Path],
    owner: Owner,
    manner: Manner,
) -> Result<Supervised, String> {
    let folder = new_folder(kind)?;
    let log = folder.join("log");
    let log_file = fs::File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
    let mut command = if manner == Manner::SmallDisk {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-current-user", "--keep-caps", "--mount", "/bin/sh"]);
        command
    } else {
        Command::new("/bin/sh")
    };
    let disk = if manner == Manner::SmallDisk { SMALL_DISK } else { "" };
    command.arg("-c").arg(format!("{CLEAN_END}{disk}{script}")).arg("sh").arg(&folder).args(arguments);
    command.current_dir(&folder).env("HOME", &folder).env("TMPDIR", &folder).env("LC_ALL", "C");
    // A group of its own: an interrupt at the terminal is for the tests; the script sees them end, and cleans up.
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log_file).process_group(0);
    if owner == Owner::NotRoot && running_as_root() {
        let (user, group) = server_user();
        command.uid(user).gid(group);
        for path in [&folder, &log] {
            chown(path, Some(user), Some(group)).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    let mut child = command.spawn().map_err(|error| format!("/bin/sh: {error}"))?;
    let lifeline = child.stdin.take().ok_or("the supervisor has no standard input")?;
    let mut output = BufReader::new(child.stdout.take().ok_or("the supervisor has no standard output")?);
    let mut line = String::new();
    output.read_line(&mut line).map_err(|error| error.to_string())?;
    if line.trim() == "ready" {
        return Ok(Supervised { folder, line: Mutex::new((lifeline, output)), scripts: AtomicUsize::new(0) });
    }
    let said = fs::read_to_string(&log).unwrap_or_default();
    drop(lifeline);
    let _ = child.wait();
    let _ = fs::remove_dir_all(&folder);
    Err(format!("the server does not start: {line}{said}"))
}

impl Supervised {
    /// Gives an order (see [`ORDERS`]), and waits until it is done.
    pub fn order(&self, order: &str) -> Result<(), String> {
        let mut line = self.line.lock().map_err(|error| error.to_string())?;
        writeln!(line.0, "{order}").map_err(|error| format!("{order}: {error}"))?;
        let mut answer = String::new();
        line.1.read_line(&mut answer).map_err(|error| format!("{order}: {error}"))?;
        let log = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        if answer.trim() == "ready" { Ok(()) } else { Err(format!("{order}: {answer}{}", log())) }
    }

    /// Writes a script to a file for a client to read.
    pub fn script_file(&self, text: &str) -> Result<ScriptFile, String> {
        let number = self.scripts.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.join(format!("script{number}.sql"));
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(ScriptFile { path })
    }
}

/// A script for a client to read; it is removed with this value.
pub struct ScriptFile {
    pub path: PathBuf,
}

impl ScriptFile {
    pub fn open(&self) -> Result<fs::File, String> {
        fs::File::open(&self.path).map_err(|error| error.to_string())
    }
}

impl Drop for ScriptFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Runs a client to its end: what it prints, or what it complains about.
pub fn finish(mut command: Command) -> Result<Vec<u8>, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(if complaint.is_empty() { format!("{program}: {}", output.status) } else { complaint })
}

/// Finds a program: in the folder that the environment variable names, on the path, or in one of `folders`.
pub fn find(program: &str, variable: &str, folders: &[PathBuf]) -> Result<PathBuf, String> {
    if let Some(folder) = std::env::var_os(variable) {
        let path = PathBuf::from(folder).join(program);
        return if path.is_file() { Ok(path) } else { Err(format!("{variable} has no {program}")) };
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(folders.iter().cloned())
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
        .ok_or_else(|| format!("no {program} on this machine"))
}

/// A new folder with a short name, because a socket's path has at most 107 bytes.
fn new_folder(kind: &str) -> Result<PathBuf, String> {
    let parent = std::env::temp_dir();
    if parent.as_os_str().len() > 64 {
        return Err(format!(
            "{} is too long for a socket in it: set TMPDIR to a shorter one",
            parent.display()
        ));
    }
    for attempt in 0..1000 {
        let folder = parent.join(format!("authmorph-{kind}-{}-{attempt}", std::process::id()));
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(format!("{}: {error}", folder.display())),
        }
    }
    Err(format!("no free folder name in {}", parent.display()))
}

fn running_as_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn server_user() -> (u32, u32) {
    const NOBODY: (u32, u32) = (65534, 65534);
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let Some(line) = users.lines().find(|line| line.starts_with("postgres:")) else { return NOBODY };
    let fields: Vec<&str> = line.split(':').collect();
    match (fields.get(2).map(|field| field.parse()), fields.get(3).map(|field| field.parse())) {
        (Some(Ok(user)), Some(Ok(group))) => (user, group),
        _ => NOBODY,
    }
}
