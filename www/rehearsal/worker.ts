// The worker of the rehearsal: loads the engine and one database, and rehearses what it is asked to, one after the other.
// It is bundled once for each database (`scripts/building/rehearsal.mjs`). Who has enough of it ends it.

import { open } from "#database";
import { parts } from "#parts";
import init, { rehearse } from "#rehearsal";
import type { Answer, Question } from "./messages";

const say = (answer: Answer) => postMessage(answer);

async function start() {
  const part = await parts((done, of, what) => say({ kind: "loading", done, of, what }));
  say({ kind: "starting" });
  await init({ module_or_path: await part("engine") });
  return Object.assign(await open(part), { hear: (phase: string, done: number, of: number) => say({ kind: "at", phase, done, of }) });
}

let database: ReturnType<typeof start> | undefined;

async function answer({ request, options }: Question) {
  database ??= start();
  const [json, markdown, junit] = await rehearse(request, options, await database);
  say({ kind: "report", json, markdown, junit });
}

const fail = (error: unknown) => say({ kind: "failed", why: error instanceof Error ? error.message : String(error) });

addEventListener("message", ({ data }: MessageEvent<Question>) => void answer(data).catch(fail));
// A trap ends a call without an answer, and nothing after it can be trusted: the panel starts another worker.
addEventListener("error", (event) => fail(event.message));
addEventListener("unhandledrejection", (event) => fail(event.reason));
