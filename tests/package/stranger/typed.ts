// TypeScript as strict as it gets. That it compiles is the test.
import { convert, detect, init, initSync, targets, version } from "authmorph";
import type { Conversion, Engine, Finding, Request, Target } from "authmorph";
import * as sql from "authmorph/sql";
import { AuthmorphConverter } from "authmorph/element";
import { connectFrame, type Frame } from "authmorph/frame";
import { startWorker, type WorkerEngine } from "authmorph/worker";

await init();
await init(new URL("engine.wasm", "https://example.org/"));
await init(fetch("engine.wasm"));
initSync(new Uint8Array());
const request: Request = { sources: [{ name: "schema.sql", text: "" }], set: { oauth_table: "accounts" }, emit: ["migration"] };
const conversion: Conversion = convert(request);
export const first: Finding | undefined = conversion.findings[0];
export const line: number | undefined = first?.span?.start.line;
export const layout: string | null = detect(request).layout;
export const offered: Target[] = targets({});
export const number: string = version();
export const engine: Engine = sql;
const worker: WorkerEngine = startWorker();
export const later: Promise<Conversion> = worker.convert(request);
worker.close();

const element: AuthmorphConverter = document.createElement("authmorph-converter");
element.options = { oauth_table: "accounts" };
element.addEventListener("authmorph-convert", (event) => {
  const target: string | null = event.detail.target;
  console.log(target);
});
export const frame: Frame = connectFrame(document.createElement("iframe"));

// @ts-expect-error a source is no string
convert({ sources: ["CREATE TABLE x (id int)"] });
// @ts-expect-error there is no such option
convert({ sorces: [] });
