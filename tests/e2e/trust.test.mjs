// Nothing leaves the page, and nothing gets in: a whole tour of it with hostile names, every request, connection and write
// recorded; links and files that somebody made to do harm.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { open, paste, read, settled, skip } from "./support/page.mjs";
import { dist, serve } from "./support/server.mjs";

const markup = '<img src=x onerror="window.harmed=1">';
const canary = "canary5f3a";
const hostile = `-- </script><script>window.harmed=1</script>
CREATE TABLE "${markup.replaceAll('"', '""')}" (id text PRIMARY KEY, "${canary} javascript:harmed=1" text DEFAULT '${markup}');
CREATE TABLE user_key (id text PRIMARY KEY, user_id text NOT NULL REFERENCES "${markup.replaceAll('"', '""')}" (id), hashed_password text);
CREATE TABLE user_session (id text PRIMARY KEY, user_id text NOT NULL REFERENCES "${markup.replaceAll('"', '""')}" (id), active_expires bigint NOT NULL, idle_expires bigint NOT NULL);
COMMENT ON COLUMN user_key.id IS '${markup}';
`;

/** Runs in the page before its own scripts: whatever could carry something away is noted. */
function record() {
  /** @type {[string, string][]} */
  const seen = [];
  Object.assign(globalThis, { seen });
  const scope = /** @type {any} */ (globalThis);
  for (const name of ["WebSocket", "EventSource", "RTCPeerConnection", "WebTransport", "XMLHttpRequest", "SharedWorker", "BroadcastChannel"]) {
    const own = scope[name];
    if (own) scope[name] = new Proxy(own, { construct: (target, given) => (seen.push([name, String(given[0])]), Reflect.construct(target, given)) });
  }
  /** @param {any} holder @param {string} name @param {string} kind */
  const watch = (holder, name, kind) => {
    const own = holder[name];
    holder[name] = function (/** @type {any[]} */ ...given) {
      seen.push([kind, String(given[0])]);
      return own.apply(this, given);
    };
  };
  watch(Navigator.prototype, "sendBeacon", "beacon");
  watch(window, "open", "window");
  watch(IDBFactory.prototype, "open", "database");
  watch(CacheStorage.prototype, "open", "cache");
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (/** @type {string} */ key, /** @type {string} */ value) {
    seen.push([this === sessionStorage ? "session storage" : "storage", key]);
    return set.call(this, key, value);
  };
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(Document.prototype, "cookie", { ...cookie, set: (value) => void seen.push(["cookie", value]) });
  addEventListener("securitypolicyviolation", (event) => seen.push(["violation", `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`]));
}

test("a whole tour asks for the page's own files only, and writes nothing but what it says", { skip }, async () => {
  const { page, origin, requests, problems, close } = await open();
  try {
    /** @type {string[]} */
    const sockets = [];
    page.on("websocket", (socket) => sockets.push(socket.url()));
    await page.addInitScript(record);
    await page.goto(`${origin}/?tour`);
    await settled(page);
    await paste(page, hostile);
    await page.waitForFunction(() => /^Lucia 2/.test(document.getElementById("recognised-as")?.textContent ?? ""));
    const outputs = page.getByRole("tablist", { name: "Outputs" }).getByRole("tab");
    for (const name of await outputs.allInnerTexts()) {
      await read(page, name);
      for (const file of await page.getByRole("tablist", { name: "Files" }).getByRole("tab").all()) await file.click();
    }
    for (const target of await page.locator("#to option").evaluateAll((all) => all.map((one) => /** @type {HTMLOptionElement} */ (one).value))) {
      if (target) await page.selectOption("#to", target);
      await settled(page);
    }
    for (const summary of await page.locator("summary:visible").all()) await summary.click().catch(() => undefined);
    await page.locator("#change-diagram[open] .stage svg, #change-diagram:not([open])").first().waitFor({ state: "attached" });
    await page.keyboard.press("Control+k");
    await page.locator("#command").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#copy-link").click().catch(() => undefined);
    await page.locator("#forget").click().catch(() => undefined);
    await page.waitForTimeout(500);

    const foreign = requests.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith("blob:") && !url.startsWith("data:"));
    assert.deepEqual(foreign, []);
    for (const url of requests.filter((url) => url.startsWith(origin))) {
      const path = new URL(url).pathname;
      assert.ok(path === "/" || existsSync(join(dist, decodeURIComponent(path))), `${path} is no file of the page`);
      assert.ok(!decodeURIComponent(url).includes(canary), url);
    }
    assert.ok(requests.length > 10, "the tour was short");
    assert.deepEqual(sockets, []);
    const seen = await page.evaluate(() => /** @type {any} */ (globalThis).seen);
    const others = seen.filter((/** @type {string[]} */ [kind, key]) => kind !== "storage" || !key?.startsWith("authmorph."));
    assert.deepEqual(others, []);
    assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).harmed), undefined);
    assert.equal(await page.locator("[onerror]").count(), 0);
    assert.equal(await page.evaluate(() => document.cookie), "");
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
});

test("what gets into the page all the same cannot carry anything away, or become a script", { skip }, async () => {
  const { page, close } = await open();
  try {
    await settled(page);
    const outcomes = await page.evaluate(async () => {
      /** @param {() => unknown} attempt */
      const tried = async (attempt) => {
        try {
          await attempt();
          return "done";
        } catch (error) {
          return error instanceof Error || error instanceof DOMException ? error.name : "refused";
        }
      };
      const far = "http://127.0.0.1:9/";
      const image = () => new Promise((done, fail) => Object.assign(new Image(), { onload: done, onerror: fail, src: `${far}x.png` }));
      const element = document.createElement("div");
      document.body.append(element);
      return {
        fetch: await tried(() => fetch(far)),
        image: await tried(image),
        eval: await tried(() => (0, eval)("1")),
        function: await tried(() => new Function("return 1")()),
        handler: await tried(() => (element.innerHTML = "<img src=x onerror=harmed=1>")),
        script: await tried(() => (document.createElement("script").text = "harmed = 1")),
        worker: await tried(() => new Worker(`${far}worker.js`)),
        dataWorker: await tried(() => new Worker("data:text/javascript,harmed=1")),
        policy: await tried(() => /** @type {any} */ (globalThis).trustedTypes.createPolicy("another", {})),
        harmed: /** @type {any} */ (globalThis).harmed,
      };
    });
    const { harmed, ...refused } = outcomes;
    assert.equal(harmed, undefined);
    assert.deepEqual(Object.entries(refused).filter(([, outcome]) => outcome === "done"), []);
  } finally {
    await close();
  }
});

/** @param {string} lines */
const fragment = (lines) => `#v1/${deflateRawSync(lines).toString("base64url")}`;

test("a link that was made to do harm opens as a text like any other, or not at all", { skip }, async () => {
  const links = {
    prototype: fragment("set.__proto__=x\nset.constructor=y\nmap.__proto__=z\nmap.prototype=q\ndialect=__proto__\nfrom=toString\nto=hasOwnProperty\nallow=__proto__\nallow=constructor\nshow=__proto__\ntext=CREATE TABLE __proto__ (constructor int);"),
    markup: fragment(`to=${markup}\nfrom=${markup}\ndialect=${markup}\nset.${markup}=${markup}\nmap.user=${markup}\nallow=${markup}\nshow=${markup}\ntext=${hostile}`),
    allowed: fragment(`${"allow=a\n".repeat(100_000)}${Array.from({ length: 20_000 }, (_, number) => `allow=${number}\n`).join("")}show=../../etc/passwd\ntext=CREATE TABLE a (b int);`),
    depth: fragment(`text=CREATE TABLE t (a int DEFAULT ${"(".repeat(100_000)}1${")".repeat(100_000)});`),
    length: fragment(`text=${"x".repeat(3_900_000)}`),
    bomb: fragment(`text=${"0".repeat(50_000_000)}`),
    bytes: `#v1/${deflateRawSync(Buffer.from([0xff, 0xfe, 0x00, 0xc3])).toString("base64url")}`,
    cut: fragment("text=CREATE TABLE a (b int);").slice(0, -5),
    later: "#v99999999999/x",
    path: "#v1/../../../etc/passwd",
    nothing: "#v1/%00%ff",
  };
  const { page, origin, problems, close } = await open();
  try {
    for (const [name, link] of Object.entries(links)) {
      await page.goto("about:blank");
      await page.goto(`${origin}/${link}`);
      await settled(page);
      assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).harmed), undefined, name);
      assert.equal(await page.evaluate(() => /** @type {any} */ ({}).x ?? Object.keys(Object.prototype).length), 0, name);
      assert.equal(await page.locator("[onerror]").count(), 0, name);
    }
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
});

test("whatever is dropped and whoever sends messages, the page goes on", { skip }, async () => {
  const { page, problems, close } = await open();
  try {
    await settled(page);
    await page.evaluate(async (markup) => {
      const target = document.querySelector(".source-editor .cm-content");
      const noise = crypto.getRandomValues(new Uint8Array(60_000));
      const loads = [
        [new File([noise], "noise.bin")],
        [new File([], "")],
        [new File(["CREATE TABLE a (b int);"], `${markup}.sql`)],
        [new File(["CREATE TABLE a (b int);"], "../../etc/passwd")],
        Array.from({ length: 200 }, (_, number) => new File([`CREATE TABLE t${number} (a int);`], `__proto__${number}.sql`)),
        [new File([new Uint8Array([0xff, 0xfe, 0x41, 0x00])], "utf16.sql")],
        ["https://example.org/", markup],
      ];
      for (const load of loads) {
        const transfer = new DataTransfer();
        for (const one of load) typeof one === "string" ? transfer.items.add(one, "text/html" + transfer.items.length) : transfer.items.add(one);
        target?.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
        await new Promise((done) => setTimeout(done, 150));
      }
      for (const message of [null, 1, "set", { authmorph: 1, type: "set", ddl: markup }, { __proto__: { x: 1 } }, new ArrayBuffer(8)]) window.postMessage(message, "*");
    }, markup);
    await paste(page, "CREATE TABLE users (id int PRIMARY KEY);");
    assert.equal(await page.locator("#text").inputValue(), "CREATE TABLE users (id int PRIMARY KEY);");
    assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).harmed), undefined);
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
});

test("the page does not start in another site's frame, and says so", { skip }, async () => {
  const inside = await serve();
  const around = await serve({ replaced: { "/host.html": `<!doctype html><title>around</title><iframe id="frame" title="authmorph" width="800" height="600" src="${inside.origin}/"></iframe>` } });
  const { page, close } = await open();
  try {
    // The host's own page has to be there to be replaced: any path will do.
    await page.goto(`${around.origin}/host.html`);
    const frame = page.frameLocator("#frame");
    await frame.getByRole("alert").filter({ hasText: "could not start" }).waitFor();
    assert.match((await frame.locator("#boot-message").textContent()) ?? "", /inside of another site's page.*tab of its own/);
  } finally {
    await close();
    await around.close();
    await inside.close();
  }
});
