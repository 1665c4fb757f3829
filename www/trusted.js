// What may become markup or a script, for browsers that know Trusted Types: the page's policy lets no text do so but by these.

/** Markup that does something by itself. What Leptos makes of its views has none of it, and no text of the user's in it. */
const active = /<\s*\/?\s*(script|iframe|frame|object|embed|base|meta|link|form|svg:script)\b|\son\w+\s*=|javascript:/i;

/** @param {string} html */
function createHTML(html) {
  if (active.test(html)) throw new TypeError("markup that does something is not taken");
  return html;
}

/** Scripts of workers: the page's own files, and nothing of another origin or of data. @param {string} address */
function createScriptURL(address) {
  const url = new URL(address, document.baseURI);
  const own = new URL(".", document.baseURI);
  if (url.origin !== own.origin || !url.pathname.startsWith(own.pathname)) throw new TypeError(`${url.href} is not a script of the page`);
  return address;
}

const types = globalThis.trustedTypes;
types?.createPolicy("default", { createHTML, createScriptURL });
const pages = types?.createPolicy("authmorph-page", { createHTML: (/** @type {string} */ html) => html });

/** A page of our own, made when the page was built, to be parsed and not run. @param {string} html @returns {string} */
export const ownPage = (html) => pages?.createHTML(html) ?? html;
