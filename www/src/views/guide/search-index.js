// The index of all sections, and what is found in it.

import MiniSearch from "minisearch";
import { sections } from "virtual:guide-sections";

const OPTIONS = {
  boost: { text: 4, title: 2 },
  combineWith: "AND",
  prefix: true,
  // Short words are too like each other for a letter to be wrong.
  fuzzy: (term) => (term.length > 4 ? 0.2 : false),
};

const index = new MiniSearch({ idField: "at", fields: ["text", "title", "words"] });
index.addAll(sections.map((section, at) => ({ ...section, at })));

/** @returns {(typeof sections[number] & { terms: string[] })[]} the best first */
export function find(text) {
  return index.search(text, OPTIONS).map(({ id, terms }) => ({ ...sections[id], terms }));
}
