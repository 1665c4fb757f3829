// The service worker: keeps every file of the page, so that it works without a network after the first visit.
//
// A version is kept whole or not at all: each file is held against the hash that was written down when the page was
// built, so that a visit in the middle of an upload cannot mix two. What is kept answers first, so the page is always
// one version; a newer one is fetched beside it, and takes over when the user says so or the last tab is closed.

export {};

/** Written in by `scripts/building/offline.mjs`: the version's name, and each file's address and hash. */
declare const VERSION: string;
declare const FILES: [path: string, integrity: string][];

/** The browser's own type of `self` in a service worker is in a library that contradicts the one of documents. */
interface ServiceWorkerScope {
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", heard: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(kind: "message", heard: (event: { data: unknown }) => void): void;
  addEventListener(kind: "fetch", heard: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void): void;
}
const worker = self as unknown as ServiceWorkerScope;

const scope = worker.registration.scope;
/** One origin can have several of these pages, each in its folder. */
const prefix = `authmorph ${scope} `;
const ours = prefix + VERSION;
const addresses = new Set(FILES.map(([path]) => new URL(path, scope).href));

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
}

/** The version before this one stays, for tabs that still show it; older ones go. */
async function tidy(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== ours);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const address = new URL(request.url);
  address.hash = address.search = "";
  if (request.mode === "navigate" && address.href === new URL("index.html", scope).href) address.href = scope;
  const own = addresses.has(address.href) && (await (await caches.open(ours)).match(address.href));
  return own || (await caches.match(address.href)) || fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(tidy()));
worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(scope)) event.respondWith(answer(request));
});
