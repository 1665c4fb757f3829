//! What can be done without the mouse: one table for the keyboard, the tooltips, the help and the list of commands.

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Opens the list of commands.
    Commands,
    /// Shows the keyboard shortcuts.
    Help,
    /// Copies the file that is shown.
    Copy,
    /// Copies it as Markdown.
    CopyMarkdown,
    /// Hands out the file that is shown.
    Download,
    /// Hands out all files.
    DownloadAll,
    /// Copies a link to all of it.
    Share,
    /// Goes to the next finding.
    NextFinding,
    /// Goes to the one before.
    PreviousFinding,
    /// Goes to a panel, by its id.
    Panel(&'static str),
    /// Empties the text.
    StartEmpty,
    /// Brings back the text that was set aside.
    BringBack,
    /// Stops the conversion.
    Cancel,
    /// Prints what is shown.
    Print,
    /// Removes what the browser remembers.
    Forget,
}

/// What is held down together with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Held {
    /// Ctrl, or Command on a Mac.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
}

/// A command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// What it does.
    pub action: Action,
    /// What the list and the help say.
    pub title: &'static str,
    /// The key's name in keyboard events, or its code where Alt would make another character of it; empty for none.
    pub key: &'static str,
    /// What is held with it.
    pub held: Held,
}

const PLAIN: Held = Held { command: false, shift: false, alt: false };
const COMMAND: Held = Held { command: true, ..PLAIN };
const SHIFT: Held = Held { shift: true, ..PLAIN };
const ALT: Held = Held { alt: true, ..PLAIN };

const fn command(action: Action, title: &'static str, key: &'static str, held: Held) -> Command {
    Command { action, title, key, held }
}

/// Every command, in the order of the list.
pub const ALL: &[Command] = &[
    command(Action::Copy, "Copy the file that is shown", "Enter", COMMAND),
    command(Action::CopyMarkdown, "Copy it as Markdown", "", PLAIN),
    command(Action::Download, "Download the file that is shown", "", PLAIN),
    command(Action::DownloadAll, "Download all files as a ZIP archive", "", PLAIN),
    command(Action::Share, "Copy a link that holds schema and choices", "s", COMMAND),
    command(Action::NextFinding, "Next finding", "F8", PLAIN),
    command(Action::PreviousFinding, "Previous finding", "F8", SHIFT),
    command(Action::Panel("source"), "Go to your schema", "Digit1", ALT),
    command(Action::Panel("recognised"), "Go to what was recognised", "Digit2", ALT),
    command(Action::Panel("target"), "Go to the target and its options", "Digit3", ALT),
    command(Action::Panel("result"), "Go to the result", "Digit4", ALT),
    command(Action::Panel("change"), "Go to before and after", "Digit5", ALT),
    command(Action::Panel("findings"), "Go to the findings", "Digit6", ALT),
    command(Action::Panel("steps"), "Go to the steps", "Digit7", ALT),
    command(Action::Panel("rehearsal"), "Go to the rehearsal", "Digit8", ALT),
    command(Action::StartEmpty, "Start with an empty text", "", PLAIN),
    command(Action::BringBack, "Bring back my text", "", PLAIN),
    command(Action::Cancel, "Stop the conversion", "", PLAIN),
    command(Action::Print, "Print the report and the file that is shown", "", PLAIN),
    command(Action::Forget, "Forget what this browser remembers of me", "", PLAIN),
    command(Action::Commands, "Find a command", "k", COMMAND),
    command(Action::Help, "Show the keyboard shortcuts", "?", PLAIN),
];

/// Keys that an editor has of its own, and that the page adds nothing to.
pub const OF_THE_EDITOR: &[(&str, &str)] = &[
    ("Search in the text or in a file", "Ctrl+F"),
    ("Undo, also an example that took the text's place", "Ctrl+Z"),
    ("Leave the editor", "Tab"),
    ("Close a dialog; the focus goes back to where it was", "Escape"),
];

/// What that key press asks for. `key` is the event's key and `code` the place of the key on the keyboard.
pub fn action(key: &str, code: &str, held: Held, typing: bool) -> Option<Action> {
    let pressed = |command: &&Command| match command.key {
        "" => false,
        // A question mark needs Shift on one keyboard and not on another, and where text is typed it is text.
        "?" => key == "?" && !held.command && !held.alt && !typing,
        own if own.starts_with("Digit") => code == own && held == command.held,
        own => key.eq_ignore_ascii_case(own) && held == command.held,
    };
    ALL.iter().find(pressed).map(|command| command.action)
}

/// `Ctrl+Enter`, or `⌘Enter` on a Mac; empty for a command without a key.
pub fn keys(command: &Command, is_mac: bool) -> String {
    if command.key.is_empty() {
        return String::new();
    }
    let signs = if is_mac { ["⌘", "⌥", "⇧"] } else { ["Ctrl+", "Alt+", "Shift+"] };
    let Held { command: control, shift, alt } = command.held;
    let held: String =
        signs.into_iter().zip([control, alt, shift]).filter_map(|(sign, is)| is.then_some(sign)).collect();
    let key = command.key.trim_start_matches("Digit");
    match key.len() {
        1 => held + &key.to_ascii_uppercase(),
        _ => held + key,
    }
}

/// The tooltip of what does the same as a command: its keys.
pub fn tooltip(action: Action, is_mac: bool) -> String {
    let command = ALL.iter().find(|command| command.action == action);
    command.map(|command| keys(command, is_mac)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_by_its_own_keys() {
        for command in ALL.iter().filter(|command| !command.key.is_empty()) {
            let found = action(command.key, command.key, command.held, false);
            assert_eq!(found, Some(command.action), "{}", command.title);
        }
        assert_eq!(action("F8", "F8", COMMAND, false), None);
        assert_eq!(action("K", "KeyK", COMMAND, true), Some(Action::Commands));
        assert_eq!(action("¡", "Digit1", ALT, true), Some(Action::Panel("source")));
    }

    #[test]
    fn a_question_mark_that_is_typed_is_text() {
        assert_eq!(action("?", "Minus", SHIFT, false), Some(Action::Help));
        assert_eq!(action("?", "Minus", SHIFT, true), None);
    }

    #[test]
    fn keys_are_written_as_their_keyboard_has_them() {
        let written = |action, is_mac| tooltip(action, is_mac);
        assert_eq!(written(Action::Copy, false), "Ctrl+Enter");
        assert_eq!(written(Action::Copy, true), "⌘Enter");
        assert_eq!(written(Action::Share, false), "Ctrl+S");
        assert_eq!(written(Action::PreviousFinding, false), "Shift+F8");
        assert_eq!(written(Action::Panel("result"), false), "Alt+4");
        assert_eq!(written(Action::Panel("result"), true), "⌥4");
        assert_eq!(written(Action::Forget, false), "");
    }
}
