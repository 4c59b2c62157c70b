// The list of the documents, with the chapters of the one that is read.

import { element } from "../../parts/element.js";

/** Where a document has more chapters of the second level, those are all that is listed. */
const FEW = 12;

/** Wide enough for the list to stand beside the text. */
const WIDE = matchMedia("(min-width: 64rem)");

/** @param {{ slug: string, title: string, headings: { slug: string, level: number }[] }[]} all */
export function createContents(all) {
  const rows = new Map(all.map((one) => [one, rowOf(one)]));
  const list = element("ol", {}, ...[...rows.values()].map(({ item }) => item));
  const summary = element("summary", {}, "Contents");
  const nav = element("nav", { "aria-label": "Contents of the guide" }, list);
  const node = element("details", { class: "contents", open: WIDE.matches }, summary, nav);
  WIDE.addEventListener("change", () => (node.open = WIDE.matches));
  // On a small screen the list would hide what it has led to.
  list.addEventListener("click", ({ target }) => {
    if (!WIDE.matches && target.closest("a")) node.open = false;
  });

  return {
    node,

    /** Shows where the reader is. */
    mark(shown, heading) {
      for (const [one, { link, chapters }] of rows) {
        const isShown = one === shown;
        current(link, isShown && heading === undefined);
        if (isShown && chapters.childElementCount === 0) chapters.append(...chaptersOf(one));
        chapters.hidden = !isShown;
        if (!isShown) continue;
        for (const chapter of chapters.querySelectorAll("a")) {
          current(chapter, chapter.dataset.heading === heading);
        }
      }
    },
  };
}

function rowOf({ slug, title }) {
  const link = element("a", { href: `#/guide/${slug}` }, title);
  const chapters = element("ol", { class: "chapters", hidden: true });
  return { link, chapters, item: element("li", {}, link, chapters) };
}

function chaptersOf({ slug, headings }) {
  const second = headings.filter(({ level }) => level === 2);
  const deepest = second.length > FEW ? 2 : 3;
  const listed = headings.filter(({ level }) => level > 1 && level <= deepest);
  const shown = listed.length > FEW * 3 ? second : listed;
  return shown.map(({ slug: heading, level, text }) => {
    const href = `#/guide/${slug}/${heading}`;
    const link = element("a", { href, "data-heading": heading }, text);
    return element("li", { "data-level": level }, link);
  });
}

function current(link, isIt) {
  if (isIt) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
}
