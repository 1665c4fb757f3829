//! Writing below `--out`, without ever taking a file that is not ours for granted.

use std::fs;
use std::path::{Component, Path, PathBuf};

use authmorph::api::File;

use crate::Misuse;

/// What may happen to files that are there already and differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// They stay, and nothing at all is written.
    Keep,
    /// They are replaced.
    Overwrite,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Written,
    /// It was there, the same to the byte.
    Unchanged,
}

/// Writes all files, or none when one of them may not be written.
pub fn write(folder: &Path, files: &[File], existing: Existing) -> Result<Vec<(PathBuf, Fate)>, Misuse> {
    let mut plan = Vec::new();
    let mut in_the_way = Vec::new();
    for file in files {
        let relative = Path::new(&file.path);
        if !relative.components().all(|component| matches!(component, Component::Normal(_))) {
            return Err(format!("{}: the path leads out of {}", file.path, folder.display()).into());
        }
        let path = folder.join(relative);
        let fate = match fs::read(&path) {
            Ok(bytes) if bytes == file.text.as_bytes() => Fate::Unchanged,
            Ok(_) => {
                in_the_way.push(path.display().to_string());
                Fate::Written
            }
            Err(_) => Fate::Written,
        };
        plan.push((path, fate, file));
    }
    if !in_the_way.is_empty() && existing == Existing::Keep {
        let them = in_the_way.join("\n  ");
        return Err(format!(
            "nothing was written, because these files are there and differ:\n  {them}\n--force overwrites them"
        )
        .into());
    }
    let mut written = Vec::new();
    for (path, fate, file) in plan {
        if fate == Fate::Written {
            write_file(&path, &file.text)?;
        }
        written.push((path, fate));
    }
    Ok(written)
}

fn write_file(path: &Path, text: &str) -> Result<(), Misuse> {
    let failed = |error| format!("{}: {error}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::write(path, text).map_err(failed)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Existing, write};
    use authmorph::api::File;
    use std::path::Path;

    #[test]
    fn a_path_cannot_lead_out_of_the_folder() {
        for path in ["../up.sql", "/up.sql", "a/../../up.sql"] {
            let file = File {
                path: path.to_owned(),
                output: String::new(),
                language: String::new(),
                text: String::new(),
            };
            assert!(write(Path::new("nowhere"), &[file], Existing::Overwrite).is_err(), "{path}");
        }
    }
}
