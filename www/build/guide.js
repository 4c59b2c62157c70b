// The documents of the project as modules of the site:
//
//   virtual:guide           the list of them, with their headings and a function that loads each
//   virtual:guide/<slug>    one as HTML, which only this build has written
//   virtual:guide-sections  all sections as words, which the search reads

import { join } from "node:path";
import { readDocuments } from "./guide/documents.js";
import { renderDocument } from "./guide/render.js";

const LIST = "virtual:guide";
const SECTIONS = "virtual:guide-sections";
const ONE = `${LIST}/`;

export function guide(root) {
  let rendered;
  /** @type {Map<string, ReturnType<typeof renderDocument> & { slug: string, path: string }>} */
  const all = () => {
    rendered ??= renderAll(root);
    return rendered;
  };

  return {
    name: "guide",

    buildStart() {
      rendered = undefined;
      for (const { path } of all().values()) this.addWatchFile(join(root, path));
    },

    resolveId: (id) => (id === SECTIONS || id === LIST || id.startsWith(ONE) ? `\0${id}` : null),

    load(id) {
      if (id === `\0${LIST}`) return listModule([...all().values()]);
      if (id === `\0${SECTIONS}`) return sectionsModule([...all().values()]);
      if (!id.startsWith(`\0${ONE}`)) return null;
      const found = all().get(id.slice(ONE.length + 1));
      return found && `export const html = ${JSON.stringify(found.html)};`;
    },
  };
}

function renderAll(root) {
  const documents = readDocuments(root);
  return new Map(
    [...documents.values()].map((document) => {
      const { slug, path } = document;
      return [slug, { slug, path, ...renderDocument(document, documents) }];
    }),
  );
}

function listModule(documents) {
  const rows = documents.map(({ slug, path, title, headings }) => {
    const fields = JSON.stringify({ slug, path, title, headings }).slice(1, -1);
    return `{ ${fields}, load: () => import("${ONE}${slug}") }`;
  });
  return `export const documents = [\n${rows.join(",\n")}\n];\n`;
}

function sectionsModule(documents) {
  const sections = documents.flatMap(({ slug: document, title, sections: own }) =>
    own.map(({ slug, text, words }) => ({ document, title, heading: slug, text, words })),
  );
  return `export const sections = ${JSON.stringify(sections)};\n`;
}
