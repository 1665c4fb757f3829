//! The layouts that auth libraries leave in a database, as data: no layout file holds an `if`.

mod better_auth;
mod lucia;
mod nextauth;
mod shape;
pub mod supertokens;
pub mod wiring;

pub use shape::{
    Attributes, Catalogue, CatalogueTable, Edition, FieldShape, Holds, Kind, Layout, Mark, Naming, Need,
    Presence, Refinement, Release, RoleShape, Step, StepMark, Unsaid, also, may, must, optional, required,
    unsaid, unsaid_in_sqlite, usual,
};

/// Every layout, the newest version of each family first.
pub const ALL: &[&Layout] = &[
    &lucia::V3,
    &lucia::SESSIONS_2026,
    &lucia::SESSIONS_2025,
    &lucia::V2,
    &lucia::V1,
    &lucia::V0,
    &nextauth::AUTHJS_5,
    &nextauth::NEXTAUTH_4,
    &nextauth::NEXTAUTH_3,
    &better_auth::V1,
    &better_auth::V0,
    &supertokens::CORE,
];

/// The layout and version that a target leads to, which its name says.
pub fn of_target(target: &str) -> Option<(&'static Layout, &'static str)> {
    ALL.iter().copied().find_map(|layout| {
        let version = target.strip_prefix(layout.name)?.strip_prefix('-')?;
        layout.versions.iter().find(|known| **known == version).map(|version| (layout, *version))
    })
}

/// The layout of that name and version.
pub fn find(name: &str, version: &str) -> Option<&'static Layout> {
    ALL.iter().copied().find(|layout| layout.name == name && layout.version == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_is_whole() {
        for layout in ALL {
            assert!(!layout.sources.is_empty(), "{} has no source", layout.title);
            assert_eq!(layout.versions.first(), Some(&layout.version), "{}", layout.title);
            if layout.catalogue.is_some() {
                assert!(layout.roles.is_empty(), "{} has roles and a catalogue", layout.title);
                continue;
            }
            let weights: u32 = layout.roles.iter().map(|role| role.weight).sum();
            assert_eq!(weights, 100, "{} {}", layout.name, layout.version);
            for role in layout.roles {
                for field in role.fields {
                    if let Holds::Reference(target) = field.holds {
                        assert!(layout.roles.iter().any(|role| role.name == target), "{target}");
                    }
                    assert!(!role.never.contains(&field.name), "{} contradicts itself", role.name);
                }
                assert_eq!(role.presence == Presence::Optional, role.weight == 0, "{}", role.name);
            }
        }
    }

    #[test]
    fn layouts_are_told_apart_by_name_and_version() {
        for (position, layout) in ALL.iter().enumerate() {
            let first =
                ALL.iter().position(|other| (other.name, other.version) == (layout.name, layout.version));
            assert_eq!(first, Some(position));
        }
    }
}
