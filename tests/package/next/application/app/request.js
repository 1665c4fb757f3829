// What both ask their engines.

const text = `CREATE TABLE auth_user (id text PRIMARY KEY);
CREATE TABLE user_session (id text PRIMARY KEY, user_id text NOT NULL REFERENCES auth_user (id), active_expires bigint NOT NULL, idle_expires bigint NOT NULL);`;

export const request = { sources: [{ name: "schema.sql", text }], dialect: "postgresql", to: "lucia-3" };
