// Keeps the page for times without a network (`www/service.ts` does it), and says when a newer version of it is there.

/** How long a page that stays open waits until it asks again for a newer version. */
const PATIENCE_IN_MILLISECONDS = 60 * 60 * 1000;

/** Says that a newer version is there; nothing changes before the user wants it to. */
function announce(take: () => void): void {
  if (document.getElementById("news")) return;
  const news = document.createElement("p");
  news.id = "news";
  news.className = "news";
  news.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Use it now";
  button.addEventListener("click", take);
  const later = document.createElement("button");
  later.type = "button";
  later.textContent = "Later";
  later.addEventListener("click", () => news.remove());
  document.body.append(news);
  // Said after the element is there, so that screen readers notice.
  news.append("A new version of authmorph is there. Using it reloads the page; your text is kept. ", button, " ", later);
}

/** In the footer: from now on the page needs no network. */
function say(text: string): void {
  const place = document.querySelector(".footer");
  if (!place || document.getElementById("kept")) return;
  const kept = document.createElement("p");
  kept.id = "kept";
  kept.textContent = text;
  place.append(kept);
}

export async function keep(): Promise<void> {
  // Absent where the page is no secure context, such as another machine's plain HTTP.
  const service = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!service || !location.protocol.startsWith("http")) return;
  let isWanted = false;
  const wasKept = service.controller !== null;
  const registration = await service.register(new URL("service.js", document.baseURI), { updateViaCache: "none" });

  const offer = (): void => {
    announce(() => {
      isWanted = true;
      if (registration.waiting) registration.waiting.postMessage("take over");
      else location.reload();
    });
  };
  service.addEventListener("controllerchange", () => {
    if (isWanted) location.reload();
    // Another tab took the new version; what this one has still works, because the files of both are kept.
    else if (wasKept) offer();
  });
  if (registration.waiting && service.controller) offer();
  registration.addEventListener("updatefound", () => {
    const found = registration.installing;
    found?.addEventListener("statechange", () => {
      if (found.state === "installed" && service.controller) offer();
    });
  });
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - asked < PATIENCE_IN_MILLISECONDS) return;
    asked = Date.now();
    // Without a network there is no newer version to be had.
    registration.update().catch(() => {});
  });
  await service.ready;
  say("Kept by this browser: works without a network.");
}
