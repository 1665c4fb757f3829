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
        "lucia({\n  adapter,\n  env,\n  transformDatabaseUser: (row) => ({ userId: row.id, email: row.email }),\n});",
        "lucia({ adapter, env, getUserAttributes: (row) => ({ email: row.email }) });",
    ),
    change(
        "A user's first key is one like any other.",
        "auth.createUser({\n  primaryKey: { providerId, providerUserId, password },\n  attributes,\n});",
        "auth.createUser({ key: { providerId, providerUserId, password }, attributes });",
    ),
    change(
        "Keys and sessions are made from one object.",
        "auth.createKey(userId, {\n  type: \"persistent\",\n  providerId,\n  providerUserId,\n  password,\n});\nauth.createSession(userId);",
        "auth.createKey({ userId, providerId, providerUserId, password });\nauth.createSession({ userId, attributes: {} });",
    ),
    change(
        "A session comes with its user.",
        "const { session, user } = await auth.validateSessionUser(sessionId);",
        "const session = await auth.validateSession(sessionId); // session.user",
    ),
    change(
        "Keys that work once are gone. Keep such tokens in a table of your own.",
        "auth.createKey(userId, {\n  type: \"single_use\",\n  providerId,\n  providerUserId,\n  password,\n  expiresIn,\n});",
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
    change("Ids have one name.", "user.userId;\nsession.sessionId;", "user.id;\nsession.id;"),
    change(
        "A session that is not valid is `null` and no error.",
        "try {\n  const session = await auth.validateSession(sessionId);\n} catch {\n  // not signed in\n}",
        "const { session, user } = await lucia.validateSession(sessionId);\nif (session === null) {\n  // not signed in\n}",
    ),
    change(
        "A session is made from the user's id. `session.fresh` asks for a new cookie as before.",
        "auth.createSession({ userId, attributes: {} });",
        "lucia.createSession(userId, {});",
    ),
    change(
        "`handleRequest` is gone: read the cookie, and set it.",
        "const session = await auth.handleRequest(context).validate();",
        "const sessionId = lucia.readSessionCookie(request.headers.get(\"Cookie\") ?? \"\");\nconst { session } = sessionId\n  ? await lucia.validateSession(sessionId)\n  : { session: null };\n// response: lucia.createSessionCookie(session.id).serialize();",
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
        "await auth.createUser({\n  key: { providerId, providerUserId, password },\n  attributes,\n});",
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
        "lucia.createSessionCookie(session.id).serialize();",
        "`auth_session=${token}; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=2592000`;",
    ),
    change(
        "`LegacyScrypt` was Lucia's. Keep `lucia` installed for it, or hash anew when people sign in.",
        "import { LegacyScrypt } from \"lucia\";",
        "import { LegacyScrypt } from \"lucia\"; // its last release stays on the registry",
    ),
];

/// From Lucia to the sessions of 2025 and 2026: commit bcee3868, pages/lucia-v3/migrate.md, and commit e1ef2bc6,
/// code/auth_session.ts.
pub const SECRETS: &[Change] = &[
    change(
        "A session is made with its token, which is an id and a secret. The table holds the hash of the secret.",
        "const session = await lucia.createSession(userId, {});\n// cookie: session.id",
        "const { session, token } = await createSession(userId);\n// cookie: token",
    ),
    change(
        "The token is what is validated. Old cookies hold no secret: everybody signs in once more.",
        "const { session, user } = await lucia.validateSession(cookie);",
        "const { session, user } = await validateSessionToken(cookie);",
    ),
    change(
        "Sessions are ended by their id.",
        "await lucia.invalidateSession(session.id);\nawait lucia.invalidateUserSessions(userId);",
        "await invalidateSession(session.id);\nawait invalidateAllSessions(userId);",
    ),
    change(
        "The cookie is set by your code, and again whenever a session was validated: that moves its end.",
        "lucia.createSessionCookie(session.id).serialize();",
        "`session_token=${token}; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=864000`;",
    ),
    change(
        "Nothing checks any more that a request comes from your own pages. Some frameworks do; where yours does not, do it.",
        "verifyRequestOrigin(origin, [host]);",
        "const isOwn =\n  request.method === \"GET\" ||\n  request.headers.get(\"Sec-Fetch-Site\") === \"same-origin\";\n// answer 403 where it is not",
    ),
    change(
        "`LegacyScrypt` was Lucia's. Keep `lucia` installed for it, or hash anew when people sign in.",
        "import { LegacyScrypt } from \"lucia\";",
        "import { LegacyScrypt } from \"lucia\"; // its last release stays on the registry",
    ),
];

/// From the sessions of 2025 to those of 2026: commit e1ef2bc6, code/auth_session.ts.
pub const SECRET_BYTES: &[Change] = &[
    change(
        "The secret is bytes, which the cookie has in base64, and the bytes are hashed. Old cookies fit no hash: everybody signs in once more.",
        "// the hash is SHA-256 of the secret's text",
        "// the hash is SHA-256 of the secret's bytes",
    ),
    change(
        "A session ends ten days after it was last seen. Set the cookie again whenever one was validated.",
        "`session_token=${token}; Max-Age=86400; …`;",
        "`session_token=${token}; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=864000`;",
    ),
];

/// From NextAuth 4 to Auth.js 5: authjs.dev/getting-started/migrating-to-v5.
pub const AUTHJS_5: &[Change] = &[
    change(
        "Adapters have another scope, and TypeORM's another name as well.",
        "import { PrismaAdapter } from \"@next-auth/prisma-adapter\";\nimport { TypeORMLegacyAdapter } from \"@next-auth/typeorm-legacy-adapter\";",
        "import { PrismaAdapter } from \"@auth/prisma-adapter\";\nimport { TypeORMAdapter } from \"@auth/typeorm-adapter\";",
    ),
    change(
        "The configuration is given once, and gives all functions.",
        "export default NextAuth(authOptions);\nconst session = await getServerSession(authOptions);",
        "export const { handlers, auth, signIn, signOut } = NextAuth(config);\nconst session = await auth();",
    ),
    change(
        "Cookies have another name: everybody signs in again, unless you keep the old one.",
        "// next-auth.session-token",
        "NextAuth({ cookies: { sessionToken: { name: \"next-auth.session-token\" } } });",
    ),
];

/// What NextAuth 4 says otherwise than 3, wherever one goes from there.
/// Source: github.com/nextauthjs/next-auth, branch v4, docs/docs/getting-started/upgrade-to-v4.md.
const BROWSER_OF_NEXTAUTH_3: Change = change(
    "What runs in the browser has another path, and gives an object.",
    "import { useSession, Provider } from \"next-auth/client\";\nconst [session, loading] = useSession();",
    "import { useSession, SessionProvider } from \"next-auth/react\";\nconst { data: session, status } = useSession();",
);

const PROVIDERS_OF_NEXTAUTH_3: Change = change(
    "Providers are imported one by one.",
    "import Providers from \"next-auth/providers\";\nProviders.GitHub({ clientId, clientSecret });",
    "import GitHub from \"next-auth/providers/github\";\nGitHub({ clientId, clientSecret });",
);

const CALLBACKS_OF_NEXTAUTH_3: Change = change(
    "Callbacks get one object.",
    "NextAuth({\n  callbacks: {\n    session: (session, user) => session,\n    jwt: (token, user) => token,\n  },\n});",
    "NextAuth({\n  callbacks: {\n    session: ({ session, user }) => session,\n    jwt: ({ token, user }) => token,\n  },\n});",
);

const fn adapter_of_nextauth_3(after: &'static str) -> Change {
    change(
        "The adapter is a package of its own, and takes your connection.",
        "import Adapters from \"next-auth/adapters\";\n\nNextAuth({ adapter: Adapters.TypeORM.Adapter(url) });\nNextAuth({ database: url });",
        after,
    )
}

/// From NextAuth 3 to 4.
pub const NEXTAUTH_4_OF_3: &[Change] = &[
    adapter_of_nextauth_3(
        "import { TypeORMAdapter } from \"@auth/typeorm-adapter\"; // with entities that have your columns' names and types",
    ),
    BROWSER_OF_NEXTAUTH_3,
    PROVIDERS_OF_NEXTAUTH_3,
    CALLBACKS_OF_NEXTAUTH_3,
    change(
        "The secret has to be given, or nobody's link and cookie is good after the next start.",
        "NextAuth({ providers });",
        "NextAuth({ providers, secret: process.env.NEXTAUTH_SECRET });",
    ),
];

/// From NextAuth 3 to 4, and on to Auth.js 5.
pub const AUTHJS_OF_NEXTAUTH_3: &[Change] = &[
    adapter_of_nextauth_3("import { DrizzleAdapter } from \"@auth/drizzle-adapter\"; // `wiring/auth.ts`"),
    BROWSER_OF_NEXTAUTH_3,
    PROVIDERS_OF_NEXTAUTH_3,
    CALLBACKS_OF_NEXTAUTH_3,
    change(
        "The configuration is given once, and gives all functions.",
        "export default NextAuth(options);\nconst session = await getSession({ req });",
        "export const { handlers, auth, signIn, signOut } = NextAuth(config);\nconst session = await auth();",
    ),
    change(
        "Cookies have another name: everybody signs in again, unless you keep the old one.",
        "// next-auth.session-token",
        "NextAuth({ cookies: { sessionToken: { name: \"next-auth.session-token\" } } }); // on https: __Secure-next-auth.session-token",
    ),
];

/// From Lucia to Auth.js 5, for which there is no guide. Each was tried with the packages.
pub const AUTHJS_OF_LUCIA: &[Change] = &[
    change(
        "The cookie keeps its name, so that everybody stays signed in.",
        "// auth_session, or the sessionCookie.name that you gave Lucia",
        "NextAuth({\n  session: { strategy: \"database\" },\n  cookies: {\n    sessionToken: {\n      name: \"auth_session\",\n      options: { httpOnly: true, sameSite: \"lax\", path: \"/\", secure: true },\n    },\n  },\n});",
    ),
    change(
        "Who is signed in comes from one function.",
        "const { session, user } = await lucia.validateSession(sessionId);",
        "const session = await auth(); // session?.user",
    ),
    change(
        "Sessions are made and ended by Auth.js.",
        "const session = await lucia.createSession(userId, {});\nawait lucia.invalidateSession(session.id);",
        "await signIn(\"github\");\nawait signOut();",
    ),
    change(
        "OAuth providers keep the names that your rows have: an account is found by its provider's id.",
        "// provider_id \"github\", set by your callback",
        "NextAuth({ providers: [GitHub] }); // or GitHub({ id: \"your-name\" })",
    ),
    change(
        "Passwords are checked by a function of yours. Auth.js has no database sessions for people who sign in so: give them `strategy: \"jwt\"`.",
        "const valid = await new LegacyScrypt().verify(hash, password);",
        "import { LegacyScrypt } from \"lucia\"; // stays on the registry\n\nNextAuth({\n  providers: [\n    Credentials({\n      credentials: { email: {}, password: {} },\n      async authorize({ email, password }) {\n        // SELECT user_id, hashed_password of the row with provider_id 'email' and provider_user_id = email\n        const row = await passwordOf(\"email\", String(email).toLowerCase());\n        const valid =\n          row &&\n          (await new LegacyScrypt().verify(\n            row.hashed_password,\n            String(password),\n          ));\n        return valid ? userOf(row.user_id) : null;\n      },\n    }),\n  ],\n});",
    ),
];

/// From Lucia to Better Auth, for which there is no guide. Each was tried with the packages.
pub const BETTER_AUTH_OF_LUCIA: &[Change] = &[
    change(
        "Who is signed in comes from one function. Everybody signs in once more.",
        "const { session, user } = await lucia.validateSession(sessionId);",
        "const session = await auth.api.getSession({ headers }); // session?.user",
    ),
    change(
        "Passwords of Lucia 1 and later are Better Auth's own form of scrypt, and are checked by it.",
        "const valid = await new LegacyScrypt().verify(hash, password);",
        "await auth.api.signInEmail({ body: { email, password } });",
    ),
    change(
        "Who signs in with a user name needs the plugin for it, on both sides.",
        "// a key \"username:...\"",
        "import { username } from \"better-auth/plugins\";\n\nbetterAuth({ plugins: [username()] });\n\nawait auth.api.signInUsername({ body: { username, password } });",
    ),
    change(
        "Hashes of other libraries are checked by a function of yours.",
        "const valid = await new Argon2id().verify(hash, password);",
        "import { verifyPassword } from \"better-auth/crypto\";\n\nbetterAuth({\n  emailAndPassword: {\n    enabled: true,\n    password: {\n      verify: ({ hash, password }) =>\n        hash.startsWith(\"$argon2\")\n          ? argon2.verify(hash, password)\n          : verifyPassword({ hash, password }),\n    },\n  },\n});",
    ),
    change(
        "OAuth providers are named in the configuration; people are found by provider and account as before.",
        "const tokens = await github.validateAuthorizationCode(code);",
        "betterAuth({ socialProviders: { github: { clientId, clientSecret } } });",
    ),
];

/// From NextAuth and Auth.js to Better Auth: better-auth.com/docs/guides/next-auth-migration-guide.
pub const BETTER_AUTH_OF_AUTHJS: &[Change] = &[
    change(
        "One handler takes all requests. Everybody signs in once more.",
        "export const { GET, POST } = handlers;",
        "import { toNextJsHandler } from \"better-auth/next-js\";\n\nexport const { GET, POST } = toNextJsHandler(auth);",
    ),
    change(
        "Who is signed in comes from one function.",
        "const session = await auth(); // Auth.js\nconst session = await getServerSession(authOptions); // NextAuth",
        "const session = await auth.api.getSession({ headers: await headers() });",
    ),
    change(
        "Providers are options. The callback's path stays `/api/auth/callback/github`.",
        "NextAuth({ providers: [GitHub] });",
        "betterAuth({ socialProviders: { github: { clientId, clientSecret } } });",
    ),
    change(
        "Links by e-mail are a plugin.",
        "NextAuth({ providers: [Nodemailer({ server, from })] });",
        "import { magicLink } from \"better-auth/plugins\";\n\nbetterAuth({\n  plugins: [\n    magicLink({\n      sendMagicLink: async ({ email, url }) => {\n        /* send it */\n      },\n    }),\n  ],\n});",
    ),
];

/// From SuperTokens to Better Auth, for which there is no guide: supertokens-node, lib/ts/recipe, and Better Auth's documents.
pub const BETTER_AUTH_OF_SUPERTOKENS: &[Change] = &[
    change(
        "Who is signed in comes from one function. Everybody signs in once more.",
        "const session = await Session.getSession(request, response);\nsession.getUserId();",
        "const session = await auth.api.getSession({ headers }); // session?.user.id",
    ),
    change(
        "One handler takes all requests, in place of SuperTokens' middleware and its core.",
        "app.use(middleware());\napp.use(errorHandler());",
        "import { toNodeHandler } from \"better-auth/node\";\n\napp.all(\"/api/auth/*splat\", toNodeHandler(auth));",
    ),
    change(
        "Hashes of SuperTokens are checked by `passwords.ts`, which needs the package hash-wasm.",
        "EmailPassword.init();",
        "import { hash, verify } from \"./passwords.js\";\n\nbetterAuth({ emailAndPassword: { enabled: true, password: { hash, verify } } });",
    ),
    change(
        "Providers are options. Two go by other names: google-workspaces by google, active-directory by microsoft.",
        "ThirdParty.init({ signInAndUpFeature: { providers } });",
        "betterAuth({ socialProviders: { google: { clientId, clientSecret } } });",
    ),
    change(
        "Links and codes are plugins, by address and by number.",
        "Passwordless.init({ contactMethod: \"EMAIL_OR_PHONE\", flowType: \"MAGIC_LINK\" });",
        "import { magicLink, phoneNumber } from \"better-auth/plugins\";\n\nbetterAuth({\n  plugins: [\n    magicLink({\n      sendMagicLink: async ({ email, url }) => {\n        /* send it */\n      },\n    }),\n    phoneNumber({\n      sendOTP: async ({ phoneNumber, code }) => {\n        /* send it */\n      },\n    }),\n  ],\n});",
    ),
    change(
        "Roles and metadata stay in their tables, and are your code's to read.",
        "await UserRoles.getRolesForUser(tenantId, userId);\nawait UserMetadata.getUserMetadata(userId);",
        "// SELECT role FROM user_roles WHERE user_id = the user's id\n// SELECT user_metadata FROM user_metadata WHERE user_id = the user's id",
    ),
];

/// From SuperTokens to Auth.js 5, for which there is no guide: supertokens-node, lib/ts/recipe, and authjs.dev.
pub const AUTHJS_OF_SUPERTOKENS: &[Change] = &[
    change(
        "Who is signed in comes from one function. Everybody signs in once more.",
        "const session = await Session.getSession(request, response);\nsession.getUserId();",
        "const session = await auth(); // session?.user",
    ),
    change(
        "Providers keep the names that your rows have. Three go by other names: google-workspaces by google, active-directory by microsoft-entra-id, boxy-saml by boxyhq-saml.",
        "ThirdParty.init({ signInAndUpFeature: { providers } });",
        "NextAuth({ providers: [Google, GitHub] });",
    ),
    change(
        "Passwords are checked by a function of yours. Auth.js has no database sessions for people who sign in so: give them `strategy: \"jwt\"`.",
        "EmailPassword.init();",
        "import { verify } from \"./passwords.js\";\n\nNextAuth({\n  providers: [\n    Credentials({\n      credentials: { email: {}, password: {} },\n      async authorize({ email, password }) {\n        // SELECT user_id, hashed_password of the row with provider_id 'email' and provider_user_id = email\n        const row = await passwordOf(\n          \"email\",\n          String(email).trim().toLowerCase(),\n        );\n        const valid =\n          row &&\n          (await verify({\n            hash: row.hashed_password,\n            password: String(password),\n          }));\n        return valid ? userOf(row.user_id) : null;\n      },\n    }),\n  ],\n});",
    ),
    change(
        "Links by e-mail are a provider; codes by number are yours to send, and the table for other logins has the numbers.",
        "Passwordless.init({ contactMethod: \"EMAIL_OR_PHONE\", flowType: \"MAGIC_LINK\" });",
        "import Nodemailer from \"next-auth/providers/nodemailer\";\n\nNextAuth({ providers: [Nodemailer({ server, from })] });",
    ),
    change(
        "Roles and metadata stay in their tables, and are your code's to read.",
        "await UserRoles.getRolesForUser(tenantId, userId);\nawait UserMetadata.getUserMetadata(userId);",
        "// SELECT role FROM user_roles WHERE user_id = the user's id\n// SELECT user_metadata FROM user_metadata WHERE user_id = the user's id",
    ),
];
