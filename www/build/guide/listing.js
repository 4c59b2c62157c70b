// A block of code as the page shows it: coloured when the site is built, and marked as one that the
// page can run, or that takes something else.

import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import javascript from "highlight.js/lib/languages/javascript";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";

hljs.registerLanguage("html", xml);
hljs.registerLanguage("js", javascript);
hljs.registerLanguage("sh", bash);
hljs.registerLanguage("ts", typescript);

const SCRIPTS = ["js", "ts"];
const IMPORT = /^import\s[^"]*"([^"]+)";/gm;

/** What a page can import: src/views/guide/run/packages.js has the same. */
const PACKAGES = ["ready-reckoner", "ready-reckoner/ledger", "ready-reckoner/server"];

/** Opens a socket, which only Node and its like can. */
const LISTENS = /import[^;]*\blisten\b[^;]*"ready-reckoner\/server"/;

/** @returns {string} HTML */
export function renderListing(text, language) {
  const known = hljs.getLanguage(language) !== undefined;
  const code = known ? hljs.highlight(text, { language }).value : escaped(text);
  const runs = SCRIPTS.includes(language) ? ` data-runs="${placeOf(text)}"` : "";
  const pre = `<pre role="group" aria-label="${labelOf(language)}"><code>${code}</code></pre>`;
  return `<div class="listing" data-language="${language}"${runs}>${pre}</div>\n`;
}

/** Where a script runs: in the `page`, or in `node` alone. */
export function placeOf(text) {
  const imported = [...text.matchAll(IMPORT)].map(([, name]) => name);
  const here = imported.every((name) => PACKAGES.includes(name)) && !LISTENS.test(text);
  return here ? "page" : "node";
}

function labelOf(language) {
  const labels = { html: "HTML", js: "JavaScript", sh: "Commands", ts: "TypeScript" };
  return labels[language] ?? "Text";
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
