"use client";
// A page whose engine is in a worker of the browser, beside an answer of the server's own engine.

import { useEffect, useState } from "react";
import { startWorker } from "authmorph/worker";
import { request } from "./request.js";

export default function Page() {
  const [said, say] = useState("…");
  useEffect(() => {
    const worker = startWorker();
    async function convert() {
      const here = await worker.convert(request);
      const there = await (await fetch("/api/convert", { method: "POST", body: JSON.stringify(request) })).json();
      say(`done: ${here.target} ${JSON.stringify(here) === JSON.stringify(there) ? "the same" : "another"} on the server`);
    }
    convert().catch((error) => say(`done: ${error}`));
    return () => worker.close();
  }, []);
  return <pre id="said">{said}</pre>;
}
