//! The panels: one file each, one line each in [`ALL`].

mod change;
mod decisions;
mod findings;
mod recognised;
mod rehearsal;
mod result;
mod roles;
mod source;
mod steps;
mod target;

use leptos::prelude::AnyView;

use crate::page::Page;

/// Where a panel stands on a wide screen. A narrow one shows one area at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// What goes in.
    Left,
    /// What comes out.
    Right,
    /// The two held against each other, over the whole width. A narrow screen shows it with what comes out.
    Across,
    /// What is to be said about it, over the whole width.
    Below,
}

impl Area {
    /// Those that a narrow screen has a tab for.
    pub const TABS: &[Self] = &[Self::Left, Self::Right, Self::Below];

    /// The area whose tab shows it.
    pub fn tab(self) -> Self {
        if self == Self::Across { Self::Right } else { self }
    }

    /// Its name in the document.
    pub fn id(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right | Self::Across => "right",
            Self::Below => "below",
        }
    }

    /// What its tab says on a narrow screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Left => "Source",
            Self::Right | Self::Across => "Result",
            Self::Below => "Findings",
        }
    }
}

/// A panel.
pub struct Panel {
    /// Its name in the document and in style sheets.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Where it stands.
    pub area: Area,
    /// What is in it.
    pub view: fn(Page) -> AnyView,
}

/// Every panel, in the order in which they stand in their area.
pub const ALL: &[Panel] = &[
    Panel { id: "recognised", title: "Recognised", area: Area::Left, view: recognised::view },
    Panel { id: "source", title: "Your schema", area: Area::Left, view: source::view },
    Panel { id: "roles", title: "Your tables", area: Area::Left, view: roles::view },
    Panel { id: "target", title: "Target", area: Area::Right, view: target::view },
    Panel { id: "steps", title: "Steps", area: Area::Right, view: steps::view },
    Panel { id: "result", title: "Result", area: Area::Right, view: result::view },
    Panel { id: "change", title: "Before and after", area: Area::Across, view: change::view },
    Panel { id: "rehearsal", title: "Rehearsal", area: Area::Across, view: rehearsal::view },
    Panel { id: "findings", title: "Findings", area: Area::Below, view: findings::view },
    Panel { id: "decisions", title: "Decisions", area: Area::Below, view: decisions::view },
];
