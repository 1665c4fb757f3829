//! The keyboard shortcuts: one table for the handler and for the help.

/// What a shortcut does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Copies the file that is shown.
    Copy,
    /// Goes to the next finding.
    NextFinding,
    /// Goes to the one before.
    PreviousFinding,
}

/// A shortcut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    /// What it does.
    pub action: Action,
    /// The key's name in keyboard events.
    pub key: &'static str,
    /// Whether Ctrl, or Command on a Mac, is held.
    pub command: bool,
    /// Whether Shift is held.
    pub shift: bool,
    /// What the help says.
    pub help: &'static str,
}

/// Every shortcut, in the order of the help.
pub const ALL: &[Shortcut] = &[
    Shortcut {
        action: Action::Copy,
        key: "Enter",
        command: true,
        shift: false,
        help: "copy the file that is shown",
    },
    Shortcut { action: Action::NextFinding, key: "F8", command: false, shift: false, help: "next finding" },
    Shortcut {
        action: Action::PreviousFinding,
        key: "F8",
        command: false,
        shift: true,
        help: "previous finding",
    },
];

/// What that key press asks for.
pub fn action(key: &str, command: bool, shift: bool) -> Option<Action> {
    let pressed =
        |shortcut: &&Shortcut| shortcut.key == key && shortcut.command == command && shortcut.shift == shift;
    ALL.iter().find(pressed).map(|shortcut| shortcut.action)
}

/// `Ctrl+Enter`, or `⌘Enter` on a Mac.
pub fn keys(shortcut: &Shortcut, is_mac: bool) -> String {
    let command = match (shortcut.command, is_mac) {
        (false, _) => "",
        (true, true) => "⌘",
        (true, false) => "Ctrl+",
    };
    format!("{command}{}{}", if shortcut.shift { "Shift+" } else { "" }, shortcut.key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_by_its_own_keys() {
        for shortcut in ALL {
            assert_eq!(action(shortcut.key, shortcut.command, shortcut.shift), Some(shortcut.action));
        }
        assert_eq!(action("F8", true, false), None);
        assert_eq!(keys(&ALL[0], false), "Ctrl+Enter");
        assert_eq!(keys(&ALL[0], true), "⌘Enter");
        assert_eq!(keys(&ALL[2], true), "Shift+F8");
    }
}
