// The page of a finding's code, from its file in docs/findings. The files have one form, which tests/findings.rs holds,
// so this knows that form and no more: a heading, paragraphs, lists, code between fences; in a line names, strong words, links.

/** @param {string} text */
const escape = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** @param {string} text */
function inline(text) {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => {
      if (part.startsWith("`") && part.endsWith("`") && part.length > 2) return `<code class="name">${escape(part.slice(1, -1))}</code>`;
      return escape(part)
        .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
        .replace(/\[([^\]]+)\]\((\w+)\.md\)/g, '<a href="$2.html">$1</a>')
        .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1");
    })
    .join("");
}

/** @param {string} block */
function paragraph(block) {
  const lines = block.split("\n");
  if (lines.every((line) => /^([-*] |  )/.test(line))) {
    const items = block.split(/\n(?=[-*] )/).map((item) => `<li>${inline(item.replace(/^[-*] /, "").replace(/\n\s+/g, " "))}</li>`);
    return `<ul>${items.join("")}</ul>`;
  }
  return `<p>${inline(lines.join(" "))}</p>`;
}

/** @param {string} text */
function body(text) {
  return text
    .split(/^```(\w*)\n([\s\S]*?)^```$/m)
    .map((part, index) => {
      if (index % 3 === 1) return "";
      if (index % 3 === 2) return `<pre class="example" tabindex="0"><code>${escape(part)}</code></pre>`;
      const blocks = part.split(/\n{2,}/).map((block) => block.trim()).filter(Boolean);
      return blocks.map(paragraph).join("\n");
    })
    .join("\n");
}

/**
 * What a page needs beside itself.
 * @typedef {{ style: string, script: string }} Files
 */

/** @param {string} title @param {string} content @param {Files} files */
const page = (title, content, files) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}: authmorph</title>
<link rel="icon" href="data:,">
<script src="${files.script}"></script>
<link rel="stylesheet" href="${files.style}">
</head>
<body>
<header class="header"><p><a href="../">authmorph</a></p></header>
<main class="finding-page">
${content}
</main>
</body>
</html>
`;

/** What is said of a finding, as HTML. @param {string} text */
export function findingText(text) {
  const [heading = "", ...rest] = text.split("\n");
  const code = heading.replace(/^# /, "");
  return { code, content: `<h1><code>${escape(code)}</code></h1>\n${body(rest.join("\n"))}` };
}

/** @param {string} text @param {Files} files */
export function findingPage(text, files) {
  const { code, content } = findingText(text);
  return page(code, `${content}\n<p><a href="index.html">All findings</a></p>`, files);
}

/** @param {string[]} codes @param {Files} files */
export function findingIndex(codes, files) {
  const items = codes.map((code) => `<li><a href="${code}.html"><code>${code}</code></a></li>`);
  const content = `<h1>Findings</h1>\n<p>What authmorph can have to say about a schema and its migration.</p>\n<ul>${items.join("\n")}</ul>`;
  return page("Findings", content, files);
}
