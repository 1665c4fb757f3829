import { fileURLToPath } from "node:url";

export default {
  // What Node loads by itself it finds beside the package; nothing of it has to be bundled.
  serverExternalPackages: ["authmorph"],
  // The folder with the packages: in an application of one's own there is no need to say it.
  turbopack: { root: fileURLToPath(new URL("..", import.meta.url)) },
};
