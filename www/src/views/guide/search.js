// The search over all documents. Its index is made when it is first used.

import { counted, element } from "../../parts/element.js";
import { excerptOf } from "./excerpt.js";

const SHOWN = 20;

/** The index is asked once the reader pauses. */
const PAUSE_MS = 120;

const LABEL = "Search the guide";

/**
 * @param {object} actions
 * @param {(text: string) => void} actions.announce
 * @param {() => void} actions.onInput
 */
export function createSearch({ announce, onInput }) {
  const field = element("input", {
    "aria-label": LABEL,
    autocomplete: "off",
    maxlength: "200",
    placeholder: LABEL,
    spellcheck: "false",
    type: "search",
  });
  const found = element("ol", { class: "found" });
  const count = element("p", { class: "hint" });
  const node = element("form", { role: "search", class: "search" }, field, count, found);
  let index;
  let timer;
  let asked = "";

  node.addEventListener("submit", (event) => {
    event.preventDefault();
    found.querySelector("a")?.click();
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
    onInput();
  });
  field.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") field.value = "";
    if (key === "Escape") field.dispatchEvent(new Event("input"));
  });

  async function look() {
    asked = field.value.trim();
    const mine = asked;
    if (asked === "") {
      write([], "");
      return;
    }
    index ??= import("./search-index.js");
    const { find } = await index.catch(() => ({}));
    if (mine !== asked) return;
    if (find === undefined) {
      index = undefined;
      write([], "The index did not load: look again when there is a network.");
      return;
    }
    const places = find(asked);
    const isFound = places.length > 0;
    const words = isFound ? counted(places.length, "place") : `Nothing about “${asked}”`;
    write(places, `${words}.`);
  }

  function write(places, words) {
    found.replaceChildren(...places.slice(0, SHOWN).map(rowOf));
    const more = places.length > SHOWN ? ` The first ${SHOWN} are shown.` : "";
    count.textContent = words + more;
    if (words !== "") announce(words + more);
  }

  return {
    node,

    /** What is looked for, for the address. */
    query: () => (field.value.trim() === "" ? {} : { search: field.value.trim() }),

    /** Looks for what an address asks for. */
    show(text) {
      if (text === "" || text === field.value.trim()) return;
      field.value = text;
      look();
    },
  };
}

function rowOf({ document, title, heading, text, words, terms }) {
  const pieces = excerptOf(words, terms).map(({ text: piece, isFound }) =>
    isFound ? element("mark", {}, piece) : piece,
  );
  const link = element("a", { href: `#/guide/${document}/${heading}` }, text);
  const where = text === title ? "" : title;
  return element("li", {}, link, element("span", {}, where), element("p", {}, ...pieces));
}
