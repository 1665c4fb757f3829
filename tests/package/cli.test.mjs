// The command line of the package, held to the same sessions as the native program: those in tests/cases/cli.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { root } from "./support.mjs";

const cases = join(root, "tests/cases/cli");
const program = join(root, "target/package/cli.js");

/**
 * What is said in other words there: help and wrong flags by clap, and lists of names that the engine alone has. It has no
 * databases to rehearse in.
 */
const otherWords = ["help.md", "misuse.md", "wrong_names.md", "rehearse.md"];

/** The blocks of a session. @param {string} text */
function blocks(text) {
  const found = [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)];
  return found.map(([, info = "", content = ""]) => ({ words: info.split(" "), content }));
}

/** @param {string} language @param {string} content */
const bytes = (language, content) => (language === "hex" ? Buffer.from(content.replace(/\s/g, ""), "hex") : content);

/** @param {string} folder @param {string} [below] @returns {string[]} */
const files = (folder, below = "") =>
  readdirSync(join(folder, below), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? files(folder, join(below, entry.name)) : [join(below, entry.name)]))
    .sort();

/** Runs a session, and says what differs. @param {string} text */
function replay(text) {
  const folder = mkdtempSync(join(tmpdir(), "authmorph-cli-"));
  let input = "";
  /** @type {{ stdout: string, stderr: string, status: number | null }} */
  let last = { stdout: "", stderr: "", status: 0 };
  /** What the last command printed has to be written in the session. */
  let said = { stdout: "", stderr: "" };
  const settle = () => {
    // JavaScript writes the number 1.0 as 1.
    const plain = (/** @type {string} */ text) => (/^[{[]/.test(text) ? JSON.parse(text) : text);
    assert.deepEqual({ stdout: plain(last.stdout), stderr: last.stderr }, { stdout: plain(said.stdout), stderr: said.stderr });
  };
  try {
    for (const { words, content } of blocks(text)) {
      const [language = "", kind, name = "", code] = words;
      if (kind === "file") {
        const at = join(folder, name);
        mkdirSync(dirname(at), { recursive: true });
        writeFileSync(at, bytes(language, content));
      } else if (kind === "stdin") {
        input = content;
      } else if (kind === "run") {
        settle();
        const args = content.trim().split(/\s+/).slice(1);
        last = spawnSync(process.execPath, [program, ...args], { cwd: folder, input, encoding: "utf8" });
        assert.equal(String(last.status), code, `${content}${last.stderr}`);
        said = { stdout: "", stderr: "" };
        input = "";
      } else if (kind === "stdout" || kind === "stderr") {
        said[kind] = content;
      } else if (kind === "written") {
        assert.equal(readFileSync(join(folder, name), "utf8"), content, name);
      } else if (kind === "listing") {
        assert.equal(existsSync(join(folder, name)) ? files(join(folder, name)).map((path) => `${name}/${path}\n`).join("") : "", content);
      }
    }
    settle();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const name of readdirSync(cases).filter((name) => !otherWords.includes(name))) {
  test(`the session ${name} goes as written`, () => replay(readFileSync(join(cases, name), "utf8")));
}

/** @param {string[]} args @param {string} [input] */
const call = (args, input = "") => spawnSync(process.execPath, [program, ...args], { input, encoding: "utf8" });

test("a call that cannot be followed says why, and ends with 2", () => {
  /** @type {[string[], RegExp][]} */
  const wrong = [
    [[], /^Recognises the auth layout/],
    [["detekt"], /there is no command 'detekt'/],
    [["detect", "--dialekt", "sqlite"], /--dialekt/],
    [["detect", "--dialect", "oracle"], /'oracle'.*postgresql, mysql, sqlite/],
    [["detect", "--format", "xml"], /text or json/],
    [["detect", "--map", "user"], /NAME=VALUE/],
    [["detect", "nowhere.sql"], /^authmorph: error: nowhere\.sql: No such file or directory \(os error 2\)\n$/],
    [["convert"], /say what to convert to with --to/],
    [["convert", "--to", "as-is", "--emit", "haskell"], /haskell/],
    [["convert", "--to", "as-is", "--set", "colour=green"], /has no option `colour`/],
    [["convert", "--to", "as-is", "--force"], /--out/],
  ];
  for (const [args, why] of wrong) {
    const { status, stdout, stderr } = call(args, "CREATE TABLE note (id int);");
    assert.deepEqual([status, stdout], [2, ""], args.join(" "));
    assert.match(stderr, why);
  }
});

test("help and version are asked for in the usual ways", () => {
  for (const args of [["--help"], ["-h"], ["help"], ["convert", "--help"]]) {
    const { status, stdout, stderr } = call(args);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /Exit codes:\n {2}0 {2}done/);
  }
  assert.match(call(["--version"]).stdout, /^authmorph \d+\.\d+\.\d+\n$/);
});
