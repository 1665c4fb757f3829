//! What the application's code says otherwise from one version of a library to the next.

use super::Change;

const fn change(what: &'static str, before: &'static str, after: &'static str) -> Change {
    Change { what, before, after }
}

/// From Lucia 1 to 2: github.com/lucia-auth/lucia, branch v2, documentation/content/main/migrate/v2/index.md.
pub const LUCIA_2: &[Change] = &[
    change(
        "The package has another name, and the adapter is told the names of the tables.",
        "import lucia from \"lucia-auth\";",
        "import { lucia } from \"lucia\"; // npm install lucia@2, and release 2 of the adapter",
    ),
    change(
        "What is shown of a user no longer holds the id: `userId` is always there.",
        "transformDatabaseUser: (row) => ({ userId: row.id, email: row.email })",
        "getUserAttributes: (row) => ({ email: row.email })",
    ),
    change(
        "A user's first key is one like any other.",
        "auth.createUser({ primaryKey: { providerId, providerUserId, password }, attributes })",
        "auth.createUser({ key: { providerId, providerUserId, password }, attributes })",
    ),
    change(
        "Keys and sessions are made from one object.",
        "auth.createKey(userId, { type: \"persistent\", providerId, providerUserId, password });\nauth.createSession(userId);",
        "auth.createKey({ userId, providerId, providerUserId, password });\nauth.createSession({ userId, attributes: {} });",
    ),
    change(
        "A session comes with its user.",
        "const { session, user } = await auth.validateSessionUser(sessionId);",
        "const session = await auth.validateSession(sessionId); // session.user",
    ),
    change(
        "Keys that work once are gone. Keep such tokens in a table of your own.",
        "auth.createKey(userId, { type: \"single_use\", expiresIn, ... })",
        "// INSERT INTO your own table of tokens, with user_id and an end",
    ),
];

/// From Lucia 2 to 3: github.com/lucia-auth/lucia, branch v3, docs/pages/upgrade-v3/index.md.
pub const LUCIA_3: &[Change] = &[
    change(
        "The instance is an object of a class.",
        "export const auth = lucia({ adapter, env, getUserAttributes });",
        "export const lucia = new Lucia(adapter, { getUserAttributes });",
    ),
    change("Ids have one name.", "user.userId; session.sessionId;", "user.id; session.id;"),
    change(
        "A session that is not valid is `null` and no error.",
        "try {\n  const session = await auth.validateSession(sessionId);\n} catch {\n  // not signed in\n}",
        "const { session, user } = await lucia.validateSession(sessionId);\nif (session === null) {\n  // not signed in\n}",
    ),
    change(
        "A session is made from the user's id. `session.fresh` asks for a new cookie as before.",
        "auth.createSession({ userId, attributes: {} })",
        "lucia.createSession(userId, {})",
    ),
    change(
        "`handleRequest` is gone: read the cookie, and set it.",
        "const session = await auth.handleRequest(context).validate();",
        "const sessionId = lucia.readSessionCookie(request.headers.get(\"Cookie\") ?? \"\");\nconst { session } = sessionId ? await lucia.validateSession(sessionId) : { session: null };\n// response: lucia.createSessionCookie(session.id).serialize()",
    ),
    change(
        "Passwords are yours to check. The hashes stay: `LegacyScrypt` knows them.",
        "const key = await auth.useKey(\"email\", email, password);",
        "// SELECT user_id, hashed_password of that provider_id and provider_user_id\nconst valid = await new LegacyScrypt().verify(row.hashed_password, password);",
    ),
    change(
        "So are OAuth accounts.",
        "const key = await auth.useKey(\"github\", githubId, null);",
        "// SELECT user_id of that provider_id and provider_user_id",
    ),
    change(
        "Users are yours to make: a row in the user table, and one for the login.",
        "await auth.createUser({ key: { providerId, providerUserId, password }, attributes });",
        "const userId = generateId(15);\nconst hash = await new LegacyScrypt().hash(password);\n// INSERT both rows in one transaction",
    ),
    change(
        "And yours to delete, with all that refers to them.",
        "await auth.deleteUser(userId);",
        "await lucia.invalidateUserSessions(userId);\n// DELETE the rows of their logins, then that of the user",
    ),
];

/// From Lucia 3 to the sessions of its guide of 2024: commit a3d76c37, pages/sessions/migrate-lucia-v3.md.
pub const HASHED_SESSIONS: &[Change] = &[
    change(
        "The cookie holds the token; the table holds its hash. Cookies that people have stay good.",
        "const session = await lucia.createSession(userId, {});\n// cookie: session.id",
        "const token = generateSessionToken();\nconst session = await createSession(token, userId);\n// cookie: token",
    ),
    change(
        "The token is what is validated.",
        "const { session, user } = await lucia.validateSession(cookie);",
        "const { session, user } = await validateSessionToken(cookie);",
    ),
    change(
        "Sessions are still ended by their id.",
        "await lucia.invalidateSession(session.id);\nawait lucia.invalidateUserSessions(userId);",
        "await invalidateSession(session.id);\nawait invalidateAllSessions(userId);",
    ),
    change(
        "The cookie is set by your code. Keep its name, `auth_session`, or everybody is signed out.",
        "lucia.createSessionCookie(session.id).serialize()",
        "`auth_session=${token}; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=2592000`",
    ),
    change(
        "`LegacyScrypt` was Lucia's. Keep `lucia` installed for it, or hash anew when people sign in.",
        "import { LegacyScrypt } from \"lucia\";",
        "import { LegacyScrypt } from \"lucia\"; // its last release stays on the registry",
    ),
];

/// From NextAuth 4 to Auth.js 5: authjs.dev/getting-started/migrating-to-v5.
pub const AUTHJS_5: &[Change] = &[
    change(
        "Adapters have another scope.",
        "import { PrismaAdapter } from \"@next-auth/prisma-adapter\";",
        "import { PrismaAdapter } from \"@auth/prisma-adapter\";",
    ),
    change(
        "The configuration is given once, and gives all functions.",
        "export default NextAuth(authOptions);\nconst session = await getServerSession(authOptions);",
        "export const { handlers, auth, signIn, signOut } = NextAuth(config);\nconst session = await auth();",
    ),
    change(
        "Cookies have another name: everybody signs in again, unless you keep the old one.",
        "// next-auth.session-token",
        "cookies: { sessionToken: { name: \"next-auth.session-token\" } }",
    ),
];
