// The whole way of a user: a schema is typed into the page, the SQL is read out of it, and that very text runs on a
// real database with rows inside. Then it is undone, and every row is as it was.

import assert from "node:assert/strict";
import { test } from "node:test";
import { kinds } from "./support/databases.mjs";
import { editor, open, read, settled, skip as noBrowser } from "./support/page.mjs";

/**
 * How each database writes the same schema, and reads an expiry as seconds since 1970.
 * @type {Record<string, { text: string, big: string, seconds: (column: string) => string, name: RegExp }>}
 */
const dialects = {
  postgresql: {
    text: "text",
    big: "bigint",
    seconds: (column) => `floor(extract(epoch FROM ${column}))`,
    name: /^Lucia 2 on PostgreSQL/,
  },
  mysql: {
    text: "varchar(190)",
    big: "bigint unsigned",
    seconds: (column) => `timestampdiff(SECOND, '1970-01-01', ${column})`,
    name: /^Lucia 2 on MySQL/,
  },
  sqlite: { text: "TEXT", big: "INTEGER", seconds: (column) => column, name: /^Lucia 2 on SQLite/ },
};

/** @param {{ text: string, big: string }} types */
const schema = ({ text, big }) => `CREATE TABLE member (
id ${text} NOT NULL PRIMARY KEY,
nick ${text} NOT NULL
);
CREATE TABLE member_key (
id ${text} NOT NULL PRIMARY KEY,
user_id ${text} NOT NULL,
hashed_password ${text},
FOREIGN KEY (user_id) REFERENCES member (id)
);
CREATE TABLE member_session (
id ${text} NOT NULL PRIMARY KEY,
user_id ${text} NOT NULL,
active_expires ${big} NOT NULL,
idle_expires ${big} NOT NULL,
device ${text},
FOREIGN KEY (user_id) REFERENCES member (id)
);
CREATE TABLE visit (
id ${text} NOT NULL PRIMARY KEY,
session_id ${text} NOT NULL,
FOREIGN KEY (session_id) REFERENCES member_session (id) ON DELETE CASCADE
);
`;

const rows = `
INSERT INTO member VALUES ('u1', 'Ann'), ('u2', 'Bo''s'), ('u3', 'Çelik');
INSERT INTO member_key VALUES
  ('email:ann@example.org', 'u1', 's2:salt:hash-1'),
  ('username:ann', 'u1', 's2:salt:hash-2'),
  ('github:4711', 'u1', NULL),
  ('saml:urn:mace:example.org:bo', 'u2', NULL),
  ('phone:+431234', 'u2', NULL),
  ('username:celik', 'u3', 's2:salt:hash-3');
INSERT INTO member_session VALUES
  ('live', 'u1', 1893456000000, 1894665600123, 'phone'),
  ('other', 'u2', 1893456000000, 1894665600999, NULL),
  ('expired', 'u3', 1577836800000, 1579046400000, 'laptop');
INSERT INTO visit VALUES ('v1', 'live'), ('v2', 'live'), ('v3', 'expired');
`;

const columns = {
  member: "id, nick",
  member_key: "id, user_id, hashed_password",
  member_session: "id, user_id, active_expires, idle_expires, device",
  visit: "id, session_id",
};

for (const kind of kinds) {
  const dialect = dialects[kind.name];
  if (!dialect) throw new Error(`no types for ${kind.name}`);
  test(`a typed schema's own SQL migrates real rows on ${kind.name} and back`, { skip: noBrowser || kind.skip }, async () => {
    const ddl = schema(dialect);
    const { page, problems, close } = await open();
    /** @type {Record<string, string>} */
    const files = {};
    try {
      await settled(page);
      await page.selectOption("#dialect", kind.name);
      await editor(page).focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.type(ddl);
      await settled(page);
      // The editor indents a new line like the one before.
      assert.equal((await page.locator("#text").inputValue()).replace(/^[ \t]+/gm, ""), ddl);
      assert.match((await page.locator("#recognised-as").textContent()) ?? "", dialect.name);
      for (const file of ["preflight", "up", "verify", "down"]) files[file] = await read(page, "Migration", `${file}.sql`);
      assert.deepEqual(problems, []);
    } finally {
      await close();
    }

    const database = await kind.open();
    try {
      database.run(ddl);
      database.run(rows);
      const content = () =>
        Object.entries(columns).map(([table, names]) => database.rows(`SELECT ${names} FROM ${table} ORDER BY id`));
      const before = content();

      const blocks = database.rows(files["preflight"] ?? "").map((row) => row.split("|"));
      assert.ok(blocks.length > 0);
      assert.deepEqual(blocks.filter(([, severity, violations]) => severity === "block" && violations !== "0"), []);

      database.run(files["up"] ?? "");
      assert.deepEqual(database.rows(`SELECT id, user_id, ${dialect.seconds("expires_at")}, device FROM member_session ORDER BY id`), [
        "expired|u3|1579046400|laptop",
        "live|u1|1894665600|phone",
        "other|u2|1894665600|",
      ]);
      assert.deepEqual(database.rows("SELECT provider_id, provider_user_id, user_id, hashed_password FROM password ORDER BY 1, 2"), [
        "email|ann@example.org|u1|s2:salt:hash-1",
        "username|ann|u1|s2:salt:hash-2",
        "username|celik|u3|s2:salt:hash-3",
      ]);
      assert.deepEqual(database.rows("SELECT provider_id, provider_user_id, user_id FROM oauth_account ORDER BY 1, 2"), [
        "github|4711|u1",
        "saml|urn:mace:example.org:bo|u2",
      ]);
      assert.deepEqual(database.rows("SELECT provider_id, provider_user_id, user_id FROM passwordless_account ORDER BY 1, 2"), [
        "phone|+431234|u2",
      ]);
      assert.deepEqual(database.rows("SELECT id, session_id FROM visit ORDER BY id"), before[3]);
      const checks = database.rows(files["verify"] ?? "");
      assert.ok(checks.length > 0);
      assert.deepEqual(checks.filter((row) => !/\|(t|1|true)$/.test(row)), []);

      database.run(files["down"] ?? "");
      assert.deepEqual(content(), before);
    } finally {
      await database.close();
    }
  });
}
