export default {
  title: "Docs",
  url: "https://docs.example.org",
  baseUrl: "/",
  // The same as with the preset `classic`.
  plugins: [["@docusaurus/plugin-content-docs", { routeBasePath: "/" }]],
  themes: [["@docusaurus/theme-classic", { customCss: "./src/authmorph.css" }]],
  // A module of every page in the browser; on the server that renders the pages it does nothing.
  clientModules: ["./src/authmorph.js"],
};
