import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

export default defineConfig({
  telemetry: false,
  integrations: [
    starlight({
      title: "Docs",
      pagefind: false,
      // Every page has the element; its engine is loaded where one is seen.
      components: { Head: "./src/components/Head.astro" },
      customCss: ["./src/authmorph.css"],
    }),
  ],
  // What Vite's development server bundles beforehand loses the files that it names.
  vite: { optimizeDeps: { exclude: ["authmorph"] } },
});
