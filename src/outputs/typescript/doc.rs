//! A document: text with places where lines may break, and the printer that chooses among them.
//!
//! The algorithm is the one that prettier uses, so that what we print is what prettier would leave as it is:
//! a group stays on one line when it fits, and otherwise breaks at its own lines but not at those of inner groups.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Columns after which prettier breaks lines by default.
pub const PRINT_WIDTH: usize = 80;
/// Columns of one level of indentation.
pub const TAB_WIDTH: usize = 2;

/// Text with places where lines may break.
#[derive(Debug, Clone)]
pub enum Doc {
    /// Text without a line break.
    Text(Cow<'static, str>),
    /// A space, or a line break when its group breaks.
    Line,
    /// Nothing, or a line break when its group breaks.
    SoftLine,
    /// Always a line break.
    HardLine,
    /// One after the other.
    Concat(Vec<Doc>),
    /// One level further in.
    Indent(Box<Doc>),
    /// One line when it fits.
    Group {
        /// What is in it.
        content: Box<Doc>,
        /// Whether it breaks even when it would fit.
        broken: bool,
        /// A number for [`Doc::IndentIfBroken`] to refer to.
        id: Option<usize>,
    },
    /// The first of these that fits, or the last. They are tried on one line, apart from groups that are broken.
    Alternatives(Vec<Doc>),
    /// What stands only where the group around it breaks.
    IfBroken(Box<Doc>),
    /// One level further in when the group of that number broke.
    IndentIfBroken {
        /// What is in it.
        content: Box<Doc>,
        /// The group's number.
        id: usize,
    },
    /// Breaks the groups around it.
    BreakParent,
    /// What stands in several places, such as in each of [`Doc::Alternatives`].
    Shared(Rc<Doc>),
}

impl Doc {
    /// Text.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A group that stays on one line when it fits and has no forced break in it.
    pub fn group(content: Doc) -> Self {
        Self::Group { broken: content.breaks(), content: Box::new(content), id: None }
    }

    /// Text that stands only where the group around it breaks.
    pub fn if_broken(text: &'static str) -> Self {
        Self::IfBroken(Box::new(Self::text(text)))
    }

    /// A group that breaks.
    pub fn broken_group(content: Doc) -> Self {
        Self::Group { content: Box::new(content), broken: true, id: None }
    }

    /// One level further in.
    pub fn indent(content: Doc) -> Self {
        Self::Indent(Box::new(content))
    }

    /// The same, but a clone of it costs nothing.
    pub fn shared(self) -> Self {
        Self::Shared(Rc::new(self))
    }

    /// The items with a separator between them.
    pub fn join(items: Vec<Doc>, separator: &[Doc]) -> Self {
        let mut parts = Vec::with_capacity(items.len() * (1 + separator.len()));
        for (position, item) in items.into_iter().enumerate() {
            if position > 0 {
                parts.extend_from_slice(separator);
            }
            parts.push(item);
        }
        Self::Concat(parts)
    }

    /// Whether it has a forced line break in it. Alternatives keep theirs to themselves.
    pub fn breaks(&self) -> bool {
        match self {
            Self::HardLine | Self::BreakParent => true,
            Self::Concat(parts) => parts.iter().any(Self::breaks),
            Self::Indent(content) | Self::IndentIfBroken { content, .. } => content.breaks(),
            Self::Shared(content) => content.breaks(),
            Self::Group { broken, .. } => *broken,
            Self::Text(_) | Self::Line | Self::SoftLine | Self::IfBroken(_) | Self::Alternatives(_) => false,
        }
    }

    /// The printed text.
    pub fn print(&self) -> String {
        let mut printer =
            Printer { text: String::new(), column: 0, measured: Vec::new(), group_modes: BTreeMap::new() };
        printer.print(self);
        printer.text
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Flat,
    Broken,
}

/// A document that waits to be printed, with its indentation and mode.
#[derive(Clone, Copy)]
struct Command<'doc> {
    indentation: usize,
    mode: Mode,
    doc: &'doc Doc,
}

struct Printer<'doc> {
    text: String,
    column: usize,
    /// What waits to be measured; kept for its room in memory.
    measured: Vec<Command<'doc>>,
    group_modes: BTreeMap<usize, Mode>,
}

impl<'doc> Printer<'doc> {
    fn print(&mut self, doc: &'doc Doc) {
        let mut commands = vec![Command { indentation: 0, mode: Mode::Broken, doc }];
        // After a forced line break inside a flat group, what follows is measured afresh.
        let mut measure_again = false;
        while let Some(command) = commands.pop() {
            let Command { indentation, mode, doc } = command;
            match doc {
                Doc::Text(text) => self.write(text),
                Doc::Concat(parts) => push_parts(&mut commands, parts, command),
                Doc::Indent(content) => {
                    commands.push(Command { indentation: indentation + TAB_WIDTH, mode, doc: content });
                }
                Doc::IndentIfBroken { content, id } => {
                    let deeper = self.group_modes.get(id) == Some(&Mode::Broken);
                    let indentation = if deeper { indentation + TAB_WIDTH } else { indentation };
                    commands.push(Command { indentation, mode, doc: content });
                }
                Doc::IfBroken(content) => {
                    if mode == Mode::Broken {
                        commands.push(Command { doc: content, ..command });
                    }
                }
                Doc::BreakParent => {}
                Doc::Shared(content) => commands.push(Command { doc: content, ..command }),
                Doc::Line | Doc::SoftLine if mode == Mode::Flat => {
                    if matches!(doc, Doc::Line) {
                        self.write(" ");
                    }
                }
                Doc::Line | Doc::SoftLine | Doc::HardLine => {
                    measure_again |= mode == Mode::Flat;
                    self.new_line(indentation);
                }
                Doc::Group { content, broken, id } => {
                    let flat = Command { mode: Mode::Flat, doc: content, ..command };
                    let stays_flat =
                        !broken && ((mode == Mode::Flat && !measure_again) || self.fits(flat, &commands));
                    if mode == Mode::Broken || measure_again {
                        measure_again = false;
                    }
                    let chosen = if stays_flat { Mode::Flat } else { Mode::Broken };
                    if let Some(id) = id {
                        self.group_modes.insert(*id, chosen);
                    }
                    commands.push(Command { mode: chosen, doc: content, ..command });
                }
                Doc::Alternatives(states) => {
                    let chosen = if mode == Mode::Flat && !measure_again {
                        states.first().map(|state| Command { doc: state, ..command })
                    } else {
                        measure_again = false;
                        states
                            .iter()
                            .map(|state| Command { mode: Mode::Flat, doc: state, ..command })
                            .find(|state| self.fits(*state, &commands))
                            .or(states.last().map(|state| Command {
                                mode: Mode::Broken,
                                doc: state,
                                ..command
                            }))
                    };
                    commands.extend(chosen);
                }
            }
        }
    }

    fn write(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += width(text);
    }

    fn new_line(&mut self, indentation: usize) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', indentation));
        self.column = indentation;
    }

    /// Whether the command, and what follows it up to the first place where a line may break, fits on the line.
    fn fits(&mut self, next: Command<'doc>, rest: &[Command<'doc>]) -> bool {
        let Some(mut room) = PRINT_WIDTH.checked_sub(self.column) else { return false };
        let mut waiting = rest.iter().rev();
        let commands = &mut self.measured;
        commands.clear();
        commands.push(next);
        loop {
            let Some(command) = commands.pop().or_else(|| waiting.next().copied()) else { return true };
            let mode = command.mode;
            let needed = match command.doc {
                Doc::Text(text) => width(text),
                Doc::Concat(parts) => {
                    push_parts(commands, parts, command);
                    0
                }
                Doc::Indent(content) | Doc::IndentIfBroken { content, .. } => {
                    commands.push(Command { doc: content, ..command });
                    0
                }
                Doc::Group { content, broken, .. } => {
                    let mode = if *broken { Mode::Broken } else { mode };
                    commands.push(Command { mode, doc: content, ..command });
                    0
                }
                Doc::Alternatives(states) => {
                    let state = if mode == Mode::Broken { states.last() } else { states.first() };
                    commands.extend(state.map(|doc| Command { doc, ..command }));
                    0
                }
                Doc::IfBroken(content) => {
                    if mode == Mode::Broken {
                        commands.push(Command { doc: content, ..command });
                    }
                    0
                }
                Doc::Shared(content) => {
                    commands.push(Command { doc: content, ..command });
                    0
                }
                Doc::HardLine => return true,
                Doc::Line | Doc::SoftLine if mode == Mode::Broken => return true,
                Doc::Line => 1,
                Doc::SoftLine | Doc::BreakParent => 0,
            };
            match room.checked_sub(needed) {
                Some(left) => room = left,
                None => return false,
            }
        }
    }
}

fn push_parts<'doc>(commands: &mut Vec<Command<'doc>>, parts: &'doc [Doc], command: Command<'doc>) {
    commands.extend(parts.iter().rev().map(|doc| Command { doc, ..command }));
}

/// Characters that take two columns, as far as names and texts of schemas are likely to have them.
const WIDE: &[(char, char)] = &[
    ('\u{1100}', '\u{115F}'),
    ('\u{2E80}', '\u{303E}'),
    ('\u{3041}', '\u{33FF}'),
    ('\u{3400}', '\u{4DBF}'),
    ('\u{4E00}', '\u{9FFF}'),
    ('\u{A000}', '\u{A4CF}'),
    ('\u{AC00}', '\u{D7A3}'),
    ('\u{F900}', '\u{FAFF}'),
    ('\u{FE30}', '\u{FE6F}'),
    ('\u{FF00}', '\u{FF60}'),
    ('\u{FFE0}', '\u{FFE6}'),
    ('\u{1F300}', '\u{1F64F}'),
    ('\u{1F680}', '\u{1F6FF}'),
    ('\u{1F900}', '\u{1F9FF}'),
    ('\u{20000}', '\u{3FFFD}'),
];

/// The columns that a text takes.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| (b' '..=0x7f).contains(&byte)) {
        return text.len();
    }
    text.chars()
        .map(|character| match character {
            '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200D}' | '\u{FE00}'..='\u{FE0F}' => 0,
            character if character.is_control() => 0,
            character if WIDE.iter().any(|(first, last)| (*first..=*last).contains(&character)) => 2,
            _ => 1,
        })
        .sum()
}
