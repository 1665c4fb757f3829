-- TypeORM's tables, as its entities make them: moments are milliseconds as texts, and nothing keeps accounts apart.
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE TABLE users (
    id uuid NOT NULL DEFAULT uuid_generate_v4(),
    name character varying,
    email character varying,
    "emailVerified" character varying,
    image character varying,
    CONSTRAINT "PK_a3ffb1c0c8416b9fc6f907b7433" PRIMARY KEY (id),
    CONSTRAINT "UQ_97672ac88f789774dd47f7c8be3" UNIQUE (email)
);
CREATE TABLE accounts (
    id uuid NOT NULL DEFAULT uuid_generate_v4(),
    "userId" uuid NOT NULL,
    type character varying NOT NULL,
    provider character varying NOT NULL,
    "providerAccountId" character varying NOT NULL,
    refresh_token character varying,
    access_token character varying,
    expires_at bigint,
    token_type character varying,
    scope character varying,
    id_token character varying,
    session_state character varying,
    CONSTRAINT "PK_5a7a02c20412299d198e097a8fe" PRIMARY KEY (id)
);
CREATE TABLE sessions (
    id uuid NOT NULL DEFAULT uuid_generate_v4(),
    "sessionToken" character varying NOT NULL,
    "userId" uuid NOT NULL,
    expires character varying NOT NULL,
    CONSTRAINT "PK_3238ef96f18b355b671619111bc" PRIMARY KEY (id),
    CONSTRAINT "UQ_8b5e2ec52e335c0fe16d7ec3584" UNIQUE ("sessionToken")
);
CREATE TABLE verification_tokens (
    id uuid NOT NULL DEFAULT uuid_generate_v4(),
    token character varying NOT NULL,
    identifier character varying NOT NULL,
    expires character varying NOT NULL,
    CONSTRAINT "PK_f2d4d7a2aa57ef199e61567db22" PRIMARY KEY (id)
);
CREATE TABLE note (id serial PRIMARY KEY, author uuid REFERENCES users (id), body text);
ALTER TABLE accounts ADD CONSTRAINT "FK_3aa23c0a6d107393e8b40e3e2a6" FOREIGN KEY ("userId") REFERENCES users (id) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE sessions ADD CONSTRAINT "FK_57de40bc620f456c7311aa3a1e6" FOREIGN KEY ("userId") REFERENCES users (id) ON DELETE NO ACTION ON UPDATE NO ACTION;

INSERT INTO users (id, name, email, "emailVerified") VALUES
    ('00000000-0000-4000-8000-00000000000a', 'Anna', 'anna@example.org', '1646128800123'),
    ('00000000-0000-4000-8000-00000000000b', NULL, NULL, NULL);
INSERT INTO accounts (id, "userId", type, provider, "providerAccountId", access_token, expires_at) VALUES
    ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-00000000000a', 'oauth', 'github', '1001', 'a1', 1700000000),
    ('00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-00000000000b', 'oidc', 'google', 'g-1', NULL, NULL);
INSERT INTO sessions (id, "userId", expires, "sessionToken") VALUES
    ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', '2000000000000', 'token-1'),
    ('00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-00000000000b', '1000000000500', 'token-2');
INSERT INTO verification_tokens (id, token, identifier, expires) VALUES ('00000000-0000-4000-8000-0000000000c1', 't', 'a@example.org', '2000000000000');
INSERT INTO note (author, body) VALUES ('00000000-0000-4000-8000-00000000000a', 'one');
