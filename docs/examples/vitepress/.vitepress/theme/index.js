import DefaultTheme from "vitepress/theme";
import "./authmorph.css";

// There are no elements on the server that renders the pages.
if (!import.meta.env.SSR) import("authmorph/element");

export default DefaultTheme;
