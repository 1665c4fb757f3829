// `authmorph/worker`: the engine in a worker, so that nothing waits for a long text.

import type { Answer, Call, Thread } from "./messages.js";
import type { Conversion, Detection, Request, Target } from "./types.js";
import { thread } from "#thread";

export type * from "./types.js";

/** The engine in a worker: the functions of `authmorph`, each with a promise. */
export interface WorkerEngine {
  detect(request: Request): Promise<Detection>;
  targets(request: Request): Promise<Target[]>;
  convert(request: Request): Promise<Conversion>;
  version(): Promise<string>;
  /** Ends the worker. Open questions are rejected; the next one would start a new worker. */
  close(): void;
}

/** The worker failed, not the question: it could not be started, was closed, or its engine broke. */
export class WorkerFailure extends Error {
  override readonly name = "WorkerFailure";
}

export interface WorkerOptions {
  /** Makes the worker from a script of your own that imports `authmorph/worker-script`; browsers only. */
  worker?: () => Worker;
}

interface Open {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * A worker with the engine, which starts with the first question. One that fails is replaced: its open questions are
 * rejected, and the next one goes to a new worker.
 */
export function startWorker(options: WorkerOptions = {}): WorkerEngine {
  const open = new Map<number, Open>();
  let last = 0;
  let running: Thread | undefined;

  function stop(why: string): void {
    running?.end();
    running = undefined;
    for (const { reject } of open.values()) reject(new WorkerFailure(why));
    open.clear();
  }

  function take({ id, value, error, isBroken }: Answer): void {
    const asked = open.get(id);
    open.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(error));
    if (isBroken === true) stop(`the engine failed: ${error}`);
  }

  function start(): Thread {
    const own: Thread = thread(
      {
        // A worker that was replaced may still speak.
        answer: (answer) => own === running && take(answer),
        failure: (why) => own === running && stop(`the engine's worker failed: ${why}`),
      },
      options.worker,
    );
    return own;
  }

  function ask<Value>(call: Call, request: Request): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      try {
        running ??= start();
      } catch (error) {
        // A policy that forbids workers, or a script of another origin.
        return reject(new WorkerFailure(`the worker could not be started: ${error instanceof Error ? error.message : error}`));
      }
      last += 1;
      open.set(last, { resolve: resolve as (value: unknown) => void, reject });
      running.post({ id: last, call, request });
    });
  }

  return {
    detect: (request) => ask("detect", request),
    targets: (request) => ask("targets", request),
    convert: (request) => ask("convert", request),
    version: () => ask("version", {}),
    close: () => stop("the worker was closed"),
  };
}
