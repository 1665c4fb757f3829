// The page's side of an `<iframe>` with `embed.html` in it. Messages go to the frame's own origin and are taken from no
// other, and only from this frame's window.

/** What can be set in a frame; the attributes of the element of the same names. */
export interface FrameSettings {
  ddl?: string;
  dialect?: string;
  from?: string;
  to?: string;
  outputs?: string;
  options?: string;
  map?: string;
  theme?: string;
  lang?: string;
  readonly?: boolean;
}

export interface Frame {
  /** Sets something in the frame; what is not named stays. */
  set(settings: FrameSettings): void;
  /** Hears the frame no longer. */
  disconnect(): void;
}

/**
 * Connects a frame: its height follows its content, and what happens in it is an event of the `<iframe>`
 * (`authmorph-ready`, `authmorph-detect`, `authmorph-convert`, `authmorph-error`).
 *
 * The frame's address must name this page's origin: `embed.html?parent=https://docs.example.org`.
 */
export function connectFrame(frame: HTMLIFrameElement): Frame {
  const { origin } = new URL(frame.src, document.baseURI);
  let wanted: FrameSettings = {};
  let isReady = false;

  const post = (settings: FrameSettings): void => frame.contentWindow?.postMessage({ authmorph: 1, type: "set", ...settings }, origin);

  function hear(event: MessageEvent<unknown>): void {
    if (event.origin !== origin || event.source === null || event.source !== frame.contentWindow) return;
    const data = event.data as { authmorph?: unknown; type?: unknown; height?: unknown; detail?: unknown } | null;
    if (typeof data !== "object" || data === null || data.authmorph !== 1) return;
    if (data.type === "height" && typeof data.height === "number" && data.height >= 0) {
      frame.style.height = `${Math.ceil(data.height)}px`;
    } else if (data.type === "ready") {
      // The answer tells the frame that it is heard; after a reload of the frame it has everything again.
      isReady = true;
      post(wanted);
      frame.dispatchEvent(new CustomEvent("authmorph-ready"));
    } else if (data.type === "detect" || data.type === "convert" || data.type === "error") {
      frame.dispatchEvent(new CustomEvent(`authmorph-${data.type}`, { detail: data.detail }));
    }
  }

  addEventListener("message", hear);
  return {
    set(settings) {
      wanted = { ...wanted, ...settings };
      if (isReady) post(settings);
    },
    disconnect: () => removeEventListener("message", hear),
  };
}
