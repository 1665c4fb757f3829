//! People of SuperTokens sign in with Better Auth itself, by the wiring that is written for them.

use authmorph::dialects::Dialect;
use serde_json::json;

use crate::anchors::Place;
use crate::application::Application;
use crate::leaving::Leaving;

/// Hashes of `correct horse`, by bcrypt, and of `pässword`, by argon2, both made by hash-wasm; and the published example
/// of github.com/firebase/scrypt, as SuperTokens keeps it.
const BCRYPT: &str = "$2a$05$H56UjvItaRaNlvr2N3JTROOxuRO/ivW4o3GYukHEjgrkIfUYQoFpS";
const ARGON2: &str =
    "$argon2id$v=19$m=1024,t=1,p=2$TI7v/Fw7fc07W78IPrhj5Q$TfAuZkKcP6x8VwdTK8G7V3QfTa//ys5KKblYWZMazrk";
const FIREBASE: &str = "$f_scrypt$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==\
    $42xEC+ixf3L2lw==$m=14$r=8$s=Bw==";
const SIGNER: &str =
    "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==";

fn rows() -> String {
    let people =
        [("a", BCRYPT.replacen("$2a", "$2y", 1)), ("b", ARGON2.to_owned()), ("c", FIREBASE.to_owned())];
    let mut text = people
        .map(|(name, hash)| {
            format!("INSERT INTO emailpassword_users VALUES ('{name}', '{name}@x.org', '{hash}', 1600000000000);\n")
        })
        .concat();
    text.push_str(
        "INSERT INTO thirdparty_users (third_party_id, third_party_user_id, user_id, email, time_joined)
            VALUES ('google-workspaces', '1', 'd', 'd@x.org', 1600000000000);
        INSERT INTO userid_mapping SELECT 'c', 'application-c', NULL FROM emailpassword_users WHERE user_id = 'none';",
    );
    text
}

fn everybody_signs_in(dialect: Dialect, columns: &str) {
    let set = [("columns", columns)];
    let Some(leaving) = Leaving::with(&set, dialect, "5.0", Place::USUAL, "better-auth-1", &rows()) else {
        return;
    };
    leaving.run("up");
    let url = leaving.database.url().replace("?socket=", "?socketPath=");
    let program = Application::of_program(
        "better-auth",
        &["better-auth/supertokens.mjs"],
        &format!("supertokens-{}", dialect.name()),
        &leaving.conversion,
    );
    let used = program.run_with(
        &[("FIREBASE_PASSWORD_HASHING_SIGNER_KEY", SIGNER)],
        &[],
        &json!({
            "url": url,
            "passwords": [
                ["A@x.org", "correct horse"], ["a@x.org", "wrong horse"], ["b@x.org", "pässword"], ["b@x.org", "password"],
                ["c@x.org", "user1password"], ["c@x.org", "user2password"],
            ],
            "accounts": [["google", "1"], ["google", "2"]],
            "changed": "a",
        }),
    );
    let wrong = json!({ "error": "INVALID_EMAIL_OR_PASSWORD" });
    assert_eq!(used["signIns"], json!(["a", wrong, "b", wrong, "c", wrong]), "{used}");
    assert_eq!(used["found"], json!(["d", null]));
    assert!(used["signedUp"].is_string(), "{used}");
    assert_eq!(used["again"], used["signedUp"]);
    assert_eq!(used["missing"], json!([]), "its own planner has nothing left to do");
    leaving.run("down");
    let hashes = leaving.ask(
        "SELECT email FROM emailpassword_users WHERE email IN ('a@x.org', 'new@example.org') AND password_hash LIKE '$argon2id$%' ORDER BY 1;",
    );
    let known = ["a@x.org", "new@example.org"].map(|email| vec![Some(email.to_owned())]);
    assert_eq!(hashes, known, "SuperTokens reads what was written since");
}

#[test]
fn people_of_supertokens_sign_in_with_better_auth_in_postgresql() {
    everybody_signs_in(Dialect::PostgreSql, "snake");
}

#[test]
fn people_of_supertokens_sign_in_with_better_auth_in_mysql() {
    everybody_signs_in(Dialect::MySql, "camel");
}
