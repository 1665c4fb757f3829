//! `wiring/passwords.ts`: what checks the hashes that SuperTokens has written, for libraries that do not.

use super::{OutputFile, Subject};
use crate::outputs::Side;

/// The file's name in an import.
pub const MODULE: &str = "./passwords.js";

/// Sources: github.com/supertokens/supertokens-core, tag v12.1.1, src/main/java/io/supertokens/emailpassword:
/// PasswordHashing.java, PasswordHashingUtils.java, ParsedFirebaseSCryptResponse.java; github.com/firebase/scrypt.
const TEXT: &str = include_str!("passwords.ts");

/// Whether passwords come from SuperTokens.
pub fn come_from_supertokens(subject: &Subject<'_>) -> bool {
    let [before, after] = subject.libraries;
    let is_core = |library: &super::Library| library.layout.catalogue.is_some();
    subject.plan.is_some()
        && subject.side == Side::After
        && before.is_some_and(is_core)
        && after.is_some_and(|after| !is_core(after))
}

/// The file; none where hashes are checked otherwise.
pub fn file(subject: &Subject<'_>) -> Option<OutputFile> {
    come_from_supertokens(subject).then(|| OutputFile::text("passwords.ts", "typescript", TEXT.to_owned()))
}
