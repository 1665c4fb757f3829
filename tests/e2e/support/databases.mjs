// Private, throwaway databases: on a Unix socket in a temporary folder, or in a file there. Nothing of the machine is
// touched, and what a test started it ends, by its own process.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";

/**
 * A database, as the tests use it.
 * @typedef {object} Database
 * @property {string} [url] where the command line finds it, if it needs to be told
 * @property {(sql: string) => void} run runs a script; a failing statement is an error
 * @property {(sql: string) => string[]} rows runs a query; each row is its values joined with `|`, and NULL is empty
 * @property {() => Promise<void>} close ends the server and removes its folder
 */

/**
 * @typedef {object} Kind
 * @property {string} name the dialect's name
 * @property {string | false} skip why there is no such database here; in CI that is no reason
 * @property {() => Promise<Database>} open
 */

const inCi = process.env.CI === "true";
const isRoot = process.getuid?.() === 0;
/** @param {string} path */
const there = (path) => existsSync(path);
/** @param {string[]} names */
const program = (names) => names.find(there);

/** @param {string} program @param {string[]} args @param {string} [input] */
const call = (program, args, input) =>
  execFileSync(program, args, { input, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["pipe", "pipe", "pipe"] });

/** @param {string} output */
const lines = (output) => output.split("\n").filter((line) => line !== "");

const folder = () => mkdtempSync(join(tmpdir(), "authmorph-e2e-"));
/** @param {string} path */
const remove = (path) => rmSync(path, { recursive: true, force: true });

// ---- SQLite ---------------------------------------------------------------------------------------------------------

const sqlite3 = program(["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"]);

/** @type {Kind} */
const sqlite = {
  name: "sqlite",
  skip: sqlite3 || inCi ? false : "no sqlite3",
  async open() {
    const at = folder();
    const file = join(at, "db");
    const shell = sqlite3 ?? "sqlite3";
    return {
      run: (sql) => void call(shell, ["-bail", file], `PRAGMA foreign_keys = ON;\n${sql}`),
      rows: (sql) => lines(call(shell, ["-list", "-separator", "|", file], sql)),
      close: async () => remove(at),
    };
  },
};

// ---- PostgreSQL -----------------------------------------------------------------------------------------------------

const versions = there("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql").map(Number).sort((a, b) => b - a) : [];
const postgresqlPrograms = versions.map((version) => `/usr/lib/postgresql/${version}/bin`).find((path) => there(`${path}/initdb`));

/** @type {Kind} */
const postgresql = {
  name: "postgresql",
  skip: postgresqlPrograms || inCi ? false : "no PostgreSQL server",
  async open() {
    const programs = postgresqlPrograms ?? "/usr/lib/postgresql/15/bin";
    const at = folder();
    // The server refuses to run as root; then it runs as the user that its package made.
    const as = isRoot ? ["runuser", "-u", "postgres", "--"] : [];
    /** @param {string} name @param {string[]} args */
    const own = (name, args) => {
      const [first = "", ...others] = [...as, join(programs, name), ...args];
      // The server inherits the standard streams and outlives the call, so they must not be pipes.
      execFileSync(first, others, { stdio: "ignore", cwd: "/" });
    };
    if (isRoot) call("chown", ["postgres", at]);
    const data = join(at, "data");
    own("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"]);
    own("pg_ctl", ["-D", data, "-w", "-l", join(at, "log"), "-o", `-c listen_addresses='' -k ${at} -c fsync=off`, "start"]);
    const psql = ["-X", "-q", "-h", at, "-U", "postgres", "-v", "ON_ERROR_STOP=1"];
    return {
      url: `postgresql://postgres@localhost/postgres?host=${at}`,
      // Not Debian's program in Perl that looks for it, which takes longer.
      run: (sql) => void call(join(programs, "psql"), psql, sql),
      rows: (sql) => lines(call(join(programs, "psql"), [...psql, "-A", "-t"], sql)),
      close: async () => {
        own("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
        remove(at);
      },
    };
  },
};

// ---- MariaDB --------------------------------------------------------------------------------------------------------

const mariadbd = program(["/usr/sbin/mariadbd", "/usr/bin/mariadbd"]);

/** @type {Kind} */
const mysql = {
  name: "mysql",
  skip: mariadbd || inCi ? false : "no MariaDB server",
  async open() {
    const at = folder();
    const [data, socket] = [join(at, "data"), join(at, "s")];
    const user = isRoot ? ["--user=root"] : [];
    call("mariadb-install-db", ["--no-defaults", ...user, `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db"]);
    const server = spawn(
      mariadbd ?? "mariadbd",
      ["--no-defaults", ...user, `--datadir=${data}`, `--socket=${socket}`, `--pid-file=${join(at, "pid")}`, `--tmpdir=${at}`, "--skip-networking", "--skip-grant-tables", `--log-error=${join(at, "log")}`],
      { stdio: "ignore" },
    );
    const ended = new Promise((done) => server.once("exit", done));
    const close = async () => {
      server.kill("SIGKILL");
      await ended;
      remove(at);
    };
    const mariadb = ["--no-defaults", "-S", socket, "--default-character-set=utf8mb4"];
    for (let attempt = 0; ; attempt += 1) {
      try {
        call("mariadb", [...mariadb, "-e", "CREATE DATABASE app CHARACTER SET utf8mb4"]);
        break;
      } catch (error) {
        if (attempt === 100) {
          await close();
          throw error;
        }
        await rest(100);
      }
    }
    return {
      run: (sql) => void call("mariadb", [...mariadb, "app"], sql),
      rows: (sql) => lines(call("mariadb", [...mariadb, "-N", "-B", "app"], sql)).map((line) => line.replaceAll("\t", "|").replaceAll("NULL", "")),
      close,
    };
  },
};

export const kinds = [postgresql, mysql, sqlite];
