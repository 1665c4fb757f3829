// The service worker: keeps every file of the page, so that it works without a network after the first visit.
//
// A version is kept whole or not at all: each file is held against the hash that was written down when the page was
// built, so that a visit in the middle of an upload cannot mix two. What is kept answers first, so the page is always
// one version; a newer one is fetched beside it, and takes over when the user says so or the last tab is closed.
// What is large and seldom wanted, the databases of the rehearsal, is no part of that: it is kept once it was asked for.

export {};

/** Written in by `scripts/building/offline.mjs`: the version's name, and each file's address and hash. */
declare const VERSION: string;
declare const FILES: [path: string, integrity: string][];
declare const LATER: [path: string, integrity: string][];

/** The browser's own type of `self` in a service worker is in a library that contradicts the one of documents. */
interface ServiceWorkerScope {
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", heard: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(kind: "message", heard: (event: { data: unknown }) => void): void;
  addEventListener(kind: "fetch", heard: (event: Fetch) => void): void;
}
interface Fetch {
  request: Request;
  respondWith(answer: Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
}
const worker = self as unknown as ServiceWorkerScope;

const scope = worker.registration.scope;
/** One origin can have several of these pages, each in its folder. */
const prefix = `authmorph ${scope} `;
const ours = prefix + VERSION;
const addresses = new Set(FILES.map(([path]) => new URL(path, scope).href));
const later = new Map(LATER.map(([path, integrity]) => [new URL(path, scope).href, integrity]));

/** The name of a file in this folder holds a hash of what is in it, so it never changes. */
const isHashed = (path: string): boolean => path.startsWith("assets/");

/** A response that came by way of a redirection must not answer a navigation; its content may. */
const plain = (response: Response): Response =>
  response.redirected ? new Response(response.body, { status: response.status, headers: response.headers }) : response;

async function fill(): Promise<void> {
  const cache = await caches.open(ours);
  await Promise.all(
    FILES.map(async ([path, integrity]) => {
      const address = new URL(path, scope).href;
      if (isHashed(path)) {
        const kept = await caches.match(address);
        if (kept) return cache.put(address, kept);
      }
      const response = await fetch(address, { integrity, cache: isHashed(path) ? "default" : "reload" });
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      return cache.put(address, plain(response));
    }),
  );
  for (const address of later.keys()) {
    const kept = await caches.match(address);
    if (kept) await cache.put(address, kept);
  }
}

/** Keeps what was asked for, if it is what it should be. It goes on to whoever asked while it comes in. */
async function keep(address: string, response: Response): Promise<void> {
  const content = await response.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  if (later.get(address) !== `sha256-${btoa(String.fromCharCode(...hash))}`) return;
  await (await caches.open(ours)).put(address, new Response(content, { headers: response.headers }));
}

/** The version before this one stays, for tabs that still show it; older ones go. */
async function tidy(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== ours);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function answer({ request, waitUntil }: Pick<Fetch, "request" | "waitUntil">): Promise<Response> {
  const address = new URL(request.url);
  address.hash = address.search = "";
  if (request.mode === "navigate" && address.href === new URL("index.html", scope).href) address.href = scope;
  const own = addresses.has(address.href) && (await (await caches.open(ours)).match(address.href));
  const kept = own || (await caches.match(address.href));
  if (kept) return kept;
  const response = await fetch(request);
  // A full disk is no reason to fail.
  if (response.ok && later.has(address.href)) waitUntil(keep(address.href, response.clone()).catch(() => undefined));
  return response;
}

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(tidy()));
worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const waitUntil = event.waitUntil.bind(event);
  if (request.method === "GET" && request.url.startsWith(scope)) event.respondWith(answer({ request, waitUntil }));
});
