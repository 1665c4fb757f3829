-- TypeORM's tables in SQLite, as its entities make them: moments are milliseconds as texts.
CREATE TABLE "users" ("id" varchar PRIMARY KEY NOT NULL, "name" varchar, "email" varchar, "emailVerified" varchar, "image" varchar, CONSTRAINT "UQ_97672ac88f789774dd47f7c8be3" UNIQUE ("email"));
CREATE TABLE "accounts" ("id" varchar PRIMARY KEY NOT NULL, "userId" varchar NOT NULL, "type" varchar NOT NULL, "provider" varchar NOT NULL, "providerAccountId" varchar NOT NULL, "refresh_token" varchar, "access_token" varchar, "expires_at" bigint, "token_type" varchar, "scope" varchar, "id_token" varchar, "session_state" varchar, CONSTRAINT "FK_3aa23c0a6d107393e8b40e3e2a6" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION);
CREATE TABLE "sessions" ("id" varchar PRIMARY KEY NOT NULL, "sessionToken" varchar NOT NULL, "userId" varchar NOT NULL, "expires" varchar NOT NULL, CONSTRAINT "UQ_8b5e2ec52e335c0fe16d7ec3584" UNIQUE ("sessionToken"), CONSTRAINT "FK_57de40bc620f456c7311aa3a1e6" FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION);
CREATE TABLE "verification_tokens" ("id" varchar PRIMARY KEY NOT NULL, "token" varchar NOT NULL, "identifier" varchar NOT NULL, "expires" varchar NOT NULL);

INSERT INTO users (id, name, email, emailVerified) VALUES ('u1', 'Anna', 'anna@example.org', '1646128800123'), ('u2', NULL, NULL, NULL);
INSERT INTO accounts (id, userId, type, provider, providerAccountId, access_token, expires_at) VALUES
    ('a1', 'u1', 'oauth', 'github', '1001', 'a1', 1700000000), ('a2', 'u2', 'oidc', 'google', 'g-1', NULL, NULL);
INSERT INTO sessions (id, userId, expires, sessionToken) VALUES ('s1', 'u1', '2000000000000', 'token-1'), ('s2', 'u2', '1000000000500', 'token-2');
INSERT INTO verification_tokens (id, token, identifier, expires) VALUES ('v1', 't', 'a@example.org', '2000000000000');
