// `authmorph-frame.js`: connects every `<iframe data-authmorph>` of a page.

import { connectFrame } from "../package/frame.js";

for (const frame of document.querySelectorAll<HTMLIFrameElement>("iframe[data-authmorph]")) connectFrame(frame);

export { connectFrame };
