// The rehearsal: the whole migration in a real database in the browser. It says what the command line says of the same
// migration on a server, it can be stopped, and nobody who does not ask for it loads a byte of it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { violations } from "./support/axe.mjs";
import { kinds } from "./support/databases.mjs";
import { browser, check, open, paste, picture, root, settled, skip } from "./support/page.mjs";
import { dist, serve } from "./support/server.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {Record<string, unknown> & { engine?: string, green: boolean, verdict: string, statements: Record<string, unknown>[] }} Report */

const thorough = process.env.THOROUGH === "1";
const program = join(root, "target/debug/authmorph");
const noProgram = existsSync(program) || process.env.CI === "true" ? false : "no command line in target/debug: cargo build";

/** What of a page's requests is of the rehearsal. @param {string} url */
const isRehearsal = (url) => /rehearsal|\.packed/.test(url);

/** @param {Page} page */
const verdict = (page) => page.locator(".rehearsal-report .verdict");

/** @param {Page} page */
async function unfold(page) {
  await page.locator("#rehearsal-part summary").first().click();
  await page.locator(".rehearsal-form").waitFor();
}

/** Presses the button, and waits for the end. @param {Page} page */
async function rehearse(page) {
  await page.locator(".rehearsal-report").evaluateAll((reports) => reports.forEach((report) => report.remove()));
  await page.getByRole("button", { name: "Rehearse", exact: true }).click();
  const failure = page.getByText("could not be run");
  await verdict(page).or(failure).waitFor({ timeout: 120_000 });
  return (await verdict(page).or(failure).textContent()) ?? "";
}

/** A file of the report. @param {Page} page @param {string} form */
async function file(page, form) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `Download ${form}` }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

/** What differs between two runs of the same: the time, and which release of the database it was. @param {string} text */
function timeless(text) {
  /** @type {Report} */
  const report = JSON.parse(text);
  delete report.engine;
  for (const statement of report.statements) delete statement.microseconds;
  return report;
}

/** Every target that the text can become. @param {Page} page */
async function targets(page) {
  return page.locator("#to option").evaluateAll((options) => options.map((option) => /** @type {HTMLOptionElement} */ (option).value));
}

/** Chooses a target; whether there is a migration to it. @param {Page} page @param {string} target */
async function choose(page, target) {
  await page.selectOption("#to", target);
  await settled(page);
  const state = await page.waitForFunction((target) => {
    const [where = "", command = ""] = [".hint", ".rehearsal-command code"].map((part) => document.querySelector(`.rehearsal-form ${part}`)?.textContent ?? "");
    if (command.startsWith(`authmorph rehearse --to ${target} `)) return "ready";
    return where.startsWith("None yet") && "none";
  }, target);
  return (await state.jsonValue()) === "ready";
}

/** The schemas: the examples, and every database of the tests where there is time. @param {string} dialect */
function texts(dialect) {
  const example = join(root, `examples/lucia-2-${dialect}.sql`);
  if (!thorough) return [example];
  const cases = readdirSync(join(root, "tests/cases/databases"), { recursive: true, encoding: "utf8" });
  return [example, ...cases.filter((path) => path.includes(`/${dialect}/`) && path.endsWith(".sql")).map((path) => join(root, "tests/cases/databases", path))];
}

for (const kind of kinds.filter(({ name }) => name !== "mysql")) {
  test(`${kind.name}: every migration is green in the browser, and on the command line in the same words`, { skip: skip || kind.skip || noProgram, timeout: thorough ? 3_600_000 : 300_000 }, async () => {
    const database = await kind.open();
    const opened = await open();
    const folder = mkdtempSync(join(tmpdir(), "authmorph-rehearsal-"));
    try {
      const { page } = opened;
      await settled(page);
      await unfold(page);
      let count = 0;
      for (const path of texts(kind.name)) {
        await paste(page, readFileSync(path, "utf8"));
        await page.selectOption("#dialect", kind.name).then(() => settled(page));
        for (const target of await targets(page)) {
          if (!(await choose(page, target))) continue;
          const said = await rehearse(page);
          const where = `${path.slice(root.length)} to ${target}`;
          assert.match(said, /^✓ GREEN/, `${where}: ${said}`);
          const { text } = await file(page, "JSON");
          const url = database.url ? ["--database", database.url] : [];
          const source = join(folder, "schema.sql");
          writeFileSync(source, readFileSync(path));
          const spoken = execFileSync(program, ["rehearse", "--to", target, "--dialect", kind.name, "--format", "json", ...url], { input: readFileSync(source), encoding: "utf8", stdio: ["pipe", "pipe", "ignore"], maxBuffer: 1 << 28 });
          assert.deepEqual(timeless(text), timeless(spoken), where);
          count += 1;
        }
      }
      assert.ok(count > 2, `${count} rehearsals`);
      assert.deepEqual(opened.problems, []);
      assert.deepEqual(opened.requests.filter((url) => !url.startsWith(opened.origin) && !url.startsWith("blob:")), []);
    } finally {
      rmSync(folder, { recursive: true });
      await opened.close();
      await database.close();
    }
  });
}

/** A schema that uses extensions: of its own accord, by name of a host that has them, and one of the host's alone. */
const withExtensions = `
CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS pg_graphql WITH SCHEMA extensions;
CREATE TABLE auth_user (
  id uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(), name citext UNIQUE, tags extensions.hstore, home earth,
  secret text NOT NULL DEFAULT encode(gen_random_bytes(16), 'hex'), updated_at timestamptz, digest text
);
CREATE INDEX auth_user_name ON auth_user USING gin ((name::text) gin_trgm_ops);
CREATE TRIGGER touched BEFORE UPDATE ON auth_user FOR EACH ROW EXECUTE FUNCTION moddatetime(updated_at);
CREATE TABLE user_key (id text PRIMARY KEY, user_id uuid NOT NULL REFERENCES auth_user, hashed_password text);
CREATE TABLE user_session (id text PRIMARY KEY, user_id uuid NOT NULL REFERENCES auth_user, active_expires bigint NOT NULL, idle_expires bigint NOT NULL);
`;

const [postgresql] = kinds;

test("extensions come from the bundle, those that the text needs and no others, and the report is that of a server", { skip: skip || postgresql?.skip || noProgram, timeout: 300_000 }, async () => {
  const database = await postgresql?.open();
  const { page, origin, requests, problems, close } = await open();
  try {
    await settled(page);
    await unfold(page);
    await paste(page, withExtensions);
    await page.selectOption("#dialect", "postgresql");
    assert.ok(await choose(page, "lucia-3"));
    assert.match(await rehearse(page), /^✓ GREEN/);
    const always = ["initdb_wasm", "pglite_data", "pglite_wasm", "rehearsal_bg_wasm"];
    const packed = () => requests.filter((url) => url.endsWith(".packed")).map((url) => /assets\/(\w+)-/.exec(url)?.[1] ?? url).filter((name) => !always.includes(name)).sort();
    const archives = ["citext", "cube", "earthdistance", "hstore", "pg_trgm", "pgcrypto", "spi", "uuid_ossp"].map((name) => `${name}_tar_gz`);
    assert.deepEqual(packed(), archives);
    const { text } = await file(page, "JSON");
    const remarks = JSON.stringify(JSON.parse(text).remarks);
    assert.match(remarks, /uses the extension uuid-ossp and does not create it; the rehearsal has/);
    assert.match(remarks, /creates the extension pg_graphql, and this database has none/);
    const arguments_ = ["rehearse", "--to", "lucia-3", "--dialect", "postgresql", "--format", "json", "--database", database?.url ?? ""];
    const spoken = execFileSync(program, arguments_, { input: withExtensions, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"], maxBuffer: 1 << 28 });
    assert.deepEqual(timeless(text), timeless(spoken));
    // What is there is not loaded again.
    assert.match(await rehearse(page), /^✓ GREEN/);
    assert.deepEqual(packed(), archives);
    assert.deepEqual(problems, []);
    assert.ok(requests.every((url) => url.startsWith(origin) || url.startsWith("blob:")));
  } finally {
    await close();
    await database?.close();
  }
});

test("an extension that cannot be loaded is said, and what needs it is red", { skip, timeout: 300_000 }, async () => {
  const { page, close } = await open();
  try {
    await page.route(/citext_tar_gz/, (route) => route.abort());
    await settled(page);
    await unfold(page);
    await paste(page, withExtensions);
    await page.selectOption("#dialect", "postgresql");
    assert.ok(await choose(page, "lucia-3"));
    assert.match(await rehearse(page), /^✗ RED/);
    await page.locator(".rehearsal-report").getByText(/extension citext, and this database has none: citext_tar_gz-\w+\.packed could not be loaded/).first().waitFor();
  } finally {
    await close();
  }
});

check("nothing of it is loaded until it is asked for, and then only what it needs", async ({ page, requests, origin }) => {
  assert.deepEqual(requests.filter(isRehearsal), []);
  await unfold(page);
  // The panel itself, and no database.
  assert.deepEqual(requests.filter(isRehearsal).map((url) => /assets\/(\w+)-/.exec(url)?.[1]), ["rehearsal"]);
  await paste(page, readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8"));
  assert.match(await rehearse(page), /^✓ GREEN/);
  const loaded = requests.filter(isRehearsal).map((url) => /assets\/(\w+)-/.exec(url)?.[1]);
  assert.deepEqual(loaded.sort(), ["rehearsal", "rehearsal_bg_wasm", "rehearsal_sqlite", "sqlite3_wasm"]);
  await rehearse(page);
  assert.equal(requests.filter(isRehearsal).length, loaded.length, "the second one needs nothing more");
  assert.ok(requests.every((url) => url.startsWith(origin) || url.startsWith("blob:")));
});

check("it is stopped, by the keyboard too, and begins anew", async ({ page }) => {
  await unfold(page);
  await page.getByRole("button", { name: "Rehearse", exact: true }).focus();
  await page.keyboard.press("Enter");
  const stop = page.getByRole("button", { name: "Stop", exact: true });
  await stop.waitFor();
  // The focus is where the next key is wanted.
  await page.waitForFunction(() => document.activeElement?.textContent === "Stop");
  await page.keyboard.press("Enter");
  await page.getByText("Stopped.", { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Rehearse");
  assert.equal(await page.locator(".rehearsal-report").count(), 0);
  await paste(page, readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8"));
  await page.getByLabel("Restart drill.").check();
  await page.getByLabel("People, and rows of every other table").fill("8");
  assert.match(await rehearse(page), /^✓ GREEN.*stopped and run again \d\d times/);
});

check("the report leads to the steps and to the text, is handed out in three forms, and says when it is an old one", async ({ page }) => {
  await paste(page, readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8"));
  await unfold(page);
  await page.getByLabel("Troubles.").check();
  assert.match(await rehearse(page), /preflight\.sql stops at the rows that would do harm/);
  await page.getByLabel("Troubles.").uncheck();
  await rehearse(page);
  assert.match((await page.locator(".rehearsal-grid").filter({ hasText: "Can still sign in with" }).textContent()) ?? "", /password only.*✓ password for email/);
  const statements = page.locator(".rehearsal-report > details", { hasText: "Statements (" });
  await statements.locator("summary").first().click();
  const place = statements.getByRole("button", { name: /^line \d+:\d+$/ }).first();
  const line = Number(/\d+/.exec((await place.textContent()) ?? "")?.[0]);
  await place.click();
  const at = await page.locator("#text").evaluate((area) => {
    const { value, selectionStart } = /** @type {HTMLTextAreaElement} */ (area);
    return value.slice(0, selectionStart).split("\n").length;
  });
  const caret = await page.locator("#caret").textContent().catch(() => "");
  assert.ok(at === line || caret?.includes(String(line)), `line ${line}, the caret is at ${at} ${caret}`);
  await statements.getByRole("button", { name: /^step \d+$/ }).first().click();
  await page.getByText(/^Step \d+ in up\.sql\.$/).waitFor();

  assert.deepEqual([(await file(page, "Markdown")).name, (await file(page, "JSON")).name], ["rehearsal.md", "rehearsal.json"]);
  const junit = await file(page, "JUnit");
  assert.match(junit.text, /^<\?xml.*\n<testsuite name="Lucia 2 to lucia-3 on SQLite [\d.]+" tests="\d+" failures="0">/);
  await page.getByRole("button", { name: "Copy as Markdown", exact: true }).last().click();
  await page.getByText("Copied the report.").waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^# Rehearsal: Lucia 2 to lucia-3\n/);

  await paste(page, `${readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8")}\nCREATE TABLE more (id INTEGER PRIMARY KEY);\n`);
  await page.getByText("This is the rehearsal of an older text").waitFor();
  assert.ok(await place.isDisabled());
});

check("rows of the text take part, with their people, and a migration that fails is red where it fails", async ({ page }) => {
  const example = readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8");
  await paste(page, example);
  await unfold(page);
  assert.ok(await page.getByLabel("Use the rows of my text too.").isHidden());
  const trigger = "CREATE TRIGGER never BEFORE INSERT ON user_key BEGIN SELECT RAISE(ABORT, 'no keys'); END;";
  await paste(page, `${example}\n${trigger}\n`);
  assert.match(await rehearse(page), /^✗ RED/);
  await page.locator(".rehearsal-report > details[open]", { hasText: "Statements (" }).getByText("✗ no keys").first().waitFor();
  await picture(page, "rehearsal-red");
  // Markup in a text is text.
  await paste(page, `${example}\nINSERT INTO "user" (id, username) VALUES ('<img src=x>', 'me');\n`);
  await page.getByLabel("Use the rows of my text too.").check();
  await rehearse(page);
  assert.match((await page.locator(".rehearsal-grid").filter({ hasText: "Can still sign in with" }).textContent()) ?? "", /<img src=x>of your rows/);
  assert.equal(await page.locator(".rehearsal-report img").count(), 0);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`the panel and its report are for everybody in the ${colorScheme} theme, and fit a narrow window`, { skip }, async () => {
    const { page, close } = await open({ colorScheme, reducedMotion: "reduce" });
    try {
      await settled(page);
      await page.keyboard.press("Alt+8");
      // The page moves the focus when it has drawn what it moves it to.
      await page.waitForFunction(() => document.activeElement?.id === "rehearsal-heading");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.locator(".rehearsal-form").waitFor();
      await paste(page, readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8"));
      assert.deepEqual(await violations(page), [], "before the first");
      assert.match(await rehearse(page), /^✓ GREEN/);
      await page.locator(".rehearsal-report > details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
      assert.deepEqual(await violations(page), [], "with its report");
      await picture(page, `rehearsal-${colorScheme}`);
      await page.setViewportSize({ width: 360, height: 740 });
      await page.getByRole("tablist", { name: "Parts of the page" }).getByRole("tab", { name: "Result" }).click();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
      assert.deepEqual(await violations(page), [], "narrow");
      await picture(page, `rehearsal-narrow-${colorScheme}`);
    } finally {
      await close();
    }
  });
}

check("for MySQL it says that there is none, and which command does it", async ({ page }) => {
  await page.selectOption("#example", "lucia-2-mysql");
  await settled(page);
  await unfold(page);
  await page.getByText("There is no MySQL and MariaDB for browsers.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Rehearse", exact: true }).isHidden());
  assert.match((await page.locator(".rehearsal-command code").textContent()) ?? "", /^authmorph rehearse --to lucia-3 --database 'mysql:\/\/.*' schema\.sql$/);
});

test("once it was used it works without a network, in PostgreSQL as well", { skip }, async () => {
  const server = await serve({});
  const context = await (await browser()).newContext({ viewport: { width: 1440, height: 1000 } });
  try {
    const page = await context.newPage();
    await page.goto(`${server.origin}/`);
    await settled(page);
    await page.locator("#kept").waitFor();
    assert.deepEqual(server.paths.filter((path) => /rehearsal_|\.packed/.test(path)), [], "it is not fetched beforehand");
    await unfold(page);
    assert.match(await rehearse(page), /^✓ GREEN/);
    // What came in is written down behind the answer.
    await page.waitForFunction(async () => {
      const found = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
      return found.flat().filter((url) => url.endsWith(".packed")).length === 4;
    });
    await server.close();
    await page.reload();
    await settled(page);
    await unfold(page);
    assert.match(await rehearse(page), /^✓ GREEN/);
  } finally {
    await context.close();
    await server.close();
  }
});

/** @type {[file: string, dialect: string, text: string][]} */
const oneFiles = [
  ["authmorph.html", "sqlite", readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8")],
  ["authmorph-postgresql.html", "postgresql", withExtensions],
];

test("the page as one file rehearses from file://: in SQLite, and its larger sister in PostgreSQL too", { skip, timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "authmorph-file-"));
  const context = await (await browser()).newContext({ viewport: { width: 1440, height: 1000 }, offline: true });
  try {
    /** @type {string[]} */
    const problems = [];
    /** @type {string[]} */
    const requests = [];
    context.on("request", (request) => requests.push(request.url()));
    let last = "";
    const page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    for (const [name, dialect, text] of oneFiles) {
      if (name !== last) {
        const file = join(folder, name);
        copyFileSync(join(dist, name), file);
        await page.goto(pathToFileURL(file).href);
        await settled(page);
        await unfold(page);
        if (name === "authmorph.html") {
          await page.getByText("The same page with it is authmorph-postgresql.html").waitFor();
          assert.match((await page.locator(".rehearsal-command code").textContent()) ?? "", /^authmorph rehearse --to lucia-3 --database 'postgresql:/);
        }
      }
      last = name;
      await paste(page, text);
      await page.selectOption("#dialect", dialect);
      assert.ok(await choose(page, "lucia-3"));
      assert.match(await rehearse(page), /^✓ GREEN/, `${name}, ${dialect}`);
    }
    assert.deepEqual(problems, []);
    assert.deepEqual(requests.filter((url) => !/^(file|blob|data):/.test(url)), []);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true });
  }
});
