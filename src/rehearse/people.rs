//! The people who get hurt in migrations, apart from any table: how they sign in, and where they are signed in.

use super::random::Random;

/// Somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// What to call them: `Ada 1`.
    pub name: String,
    /// What is special about them.
    pub what: &'static str,
    /// Their address, in the letter case in which they typed it.
    pub email: String,
    /// Their user name.
    pub username: String,
    /// Whether the address was confirmed.
    pub verified: bool,
    /// How they sign in.
    pub logins: Vec<Login>,
    /// Where they are signed in.
    pub sessions: Vec<Session>,
}

/// A way to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// `github`, `email` …
    pub provider: String,
    /// The identity there.
    pub account: String,
    /// The hash of the password, when that is what they sign in with.
    pub hash: Option<String>,
    /// A link or code that works once, and is no login: only keys of Lucia 0 and 1 can be that.
    pub works_once: bool,
}

impl Login {
    /// Whether somebody gets in with it: not with what works once, nor with a user name that has no password.
    pub fn is_way_in(&self) -> bool {
        !self.works_once && (self.hash.is_some() || self.provider != "username")
    }
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The value of the cookie.
    pub secret: String,
    /// The end of its active period, in milliseconds.
    pub active: i64,
    /// Its end.
    pub idle: i64,
}

/// A kind of person: what is special, the logins as `provider=account` with `*` for a password and `!` for what works
/// once, and the ends of the sessions. In an account `@` is the address, `$` the user name, `#` a number, and `~` the
/// longest identity that the column takes.
struct Kind {
    what: &'static str,
    logins: &'static [&'static str],
    ends: &'static [i64],
}

const fn kind(what: &'static str, logins: &'static [&'static str], ends: &'static [i64]) -> Kind {
    Kind { what, logins, ends }
}

/// 2035: live for long, and still within what MySQL's `TIMESTAMP` holds.
const LIVE: i64 = 2_051_222_400_123;
/// 2018.
const OVER: i64 = 1_519_129_853_500;
/// The hour that is not there in Europe, and the one that is there twice in America.
const SPRING: i64 = 2_058_143_400_000;
const AUTUMN: i64 = 2_077_606_799_999;
/// The last second before midnight, New Year's Eve.
const MIDNIGHT: i64 = 2_082_758_399_999;
/// The first second that every database has.
const FIRST: i64 = 1_000;

const KINDS: &[Kind] = &[
    kind("password only", &["email=@*"], &[LIVE]),
    kind("OAuth only", &["github=#"], &[LIVE, OVER]),
    kind("password and OAuth", &["email=@*", "google=#"], &[LIVE]),
    kind("no login at all", &[], &[]),
    kind("a link by e-mail only", &["email=@"], &[LIVE]),
    kind("a user name with a password", &["username=$*"], &[OVER]),
    kind("several accounts of one provider", &["github=#", "github=1#"], &[LIVE, LIVE + 1]),
    kind("an account with colons in it", &["azure-ad=a:#:b"], &[SPRING]),
    kind("three providers", &["github=#", "google=#", "discord=#"], &[AUTUMN]),
    kind("the longest identity that fits", &["google=~"], &[LIVE]),
    kind("a session that ends at midnight", &["google=#"], &[MIDNIGHT]),
    kind("a session from the first second of all", &["github=#"], &[FIRST]),
    kind("a code that works once beside a password", &["email=@*", "email-verification=w#!"], &[LIVE]),
    kind("signed in nowhere", &["email=@*"], &[]),
    kind("two passwords", &["email=@*", "username=$*"], &[LIVE]),
    kind("a user name without a password", &["username=$"], &[]),
    kind("an account in other letters", &["github=Ünï-#"], &[LIVE]),
];

/// How many kinds of people there are: with fewer rows some are missing.
pub const KIND_COUNT: usize = KINDS.len();

const NAMES: &[&str] = &[
    "Ada",
    "Berta",
    "Carl",
    "Dora",
    "Émile",
    "Fatma",
    "Gökçe",
    "Hiro",
    "Ines",
    "Joan O'Neil",
    "Kofi",
    "Liu",
];

/// So many people of a seed. `longest` is the number of characters of the longest identity.
pub fn people(count: usize, seed: u64, longest: usize) -> Vec<Person> {
    let mut random = Random::new(seed, "people");
    (0..count).map(|number| person(number, &mut random, longest)).collect()
}

fn person(number: usize, random: &mut Random, longest: usize) -> Person {
    let kind = KINDS.get(number % KINDS.len());
    let (what, logins, ends) =
        kind.map_or(("", &[][..], &[][..]), |kind| (kind.what, kind.logins, kind.ends));
    let first = NAMES.get(number % NAMES.len()).copied().unwrap_or("Ada");
    let plain: String = first.chars().filter(char::is_ascii_alphabetic).collect();
    let mut person = Person {
        name: format!("{first} {}", number + 1),
        what,
        email: format!("{plain}.{}@Example.org", number + 1),
        username: format!("{}{}", plain.to_lowercase(), number + 1),
        verified: number % 3 != 1,
        logins: Vec::new(),
        sessions: Vec::new(),
    };
    person.logins = logins.iter().map(|text| login(text, number, &person, random, longest)).collect();
    person.sessions = ends
        .iter()
        .map(|end| Session { secret: random.word(40), active: (end - 1_209_600_000).max(0), idle: *end })
        .collect();
    person
}

fn login(text: &str, number: usize, person: &Person, random: &mut Random, longest: usize) -> Login {
    let (provider, account) = text.split_once('=').unwrap_or((text, ""));
    let has_password = account.ends_with('*');
    let mut written = String::new();
    for letter in account.chars().filter(|letter| !matches!(letter, '*' | '!')) {
        match letter {
            '@' => written += &person.email.to_lowercase(),
            '$' => written += &person.username,
            '#' => written += &(100_000 + number).to_string(),
            '~' => {
                let head = number.to_string();
                written += &random.word(longest.saturating_sub(head.len()));
                written += &head;
            }
            other => written.push(other),
        }
    }
    let hash = has_password.then(|| format!("s2:{}:{}", random.word(16), random.hexadecimal(128)));
    Login { provider: provider.to_owned(), account: written, hash, works_once: account.ends_with('!') }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_people_and_no_two_share_a_login() {
        let some = people(3 * KIND_COUNT, 7, 60);
        assert_eq!(some, people(3 * KIND_COUNT, 7, 60));
        let mut logins: Vec<String> = some
            .iter()
            .flat_map(|person| &person.logins)
            .map(|login| format!("{}:{}", login.provider, login.account).to_lowercase())
            .collect();
        let count = logins.len();
        logins.sort();
        logins.dedup();
        assert_eq!(logins.len(), count);
        assert!(some.iter().flat_map(|person| &person.logins).any(|login| login.account.len() == 60));
    }
}
