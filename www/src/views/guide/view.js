// The documents of the project, to read, to search and to try: `#/guide/<document>/<heading>`.

import { documents } from "virtual:guide";
import { element, markup } from "../../parts/element.js";
import { createContents } from "./contents.js";
import { createListing } from "./listing.js";
import { createRunner } from "./run/runner.js";
import { createSearch } from "./search.js";
import { letScroll } from "./scrolling.js";
import "./view.css";

/** @param {HTMLElement} root */
export function mount(root, { follow, announce }) {
  const contents = createContents(documents);
  const search = createSearch({ announce, onInput: () => follow(search.query(), place()) });
  const title = element("h1", {}, documents[0].title);
  const article = element("article", { class: "document" });
  const runner = createRunner();
  const side = element("div", { class: "side" }, search.node, contents.node);
  root.append(side, element("div", { class: "text" }, title, article));
  letScroll(article, ".listing > pre, .wide");
  /** The document that is shown, and its heading in the address. */
  let shown;
  let heading;
  let visits = 0;

  const place = () => (shown ? [shown.slug, ...(heading ? [heading] : [])] : []);

  async function visit(query, [slug, wanted]) {
    visits += 1;
    const mine = visits;
    search.show(query.get("search") ?? "");
    const found = slug === undefined ? (shown ?? documents[0]) : documentOf(slug);
    if (found === undefined) {
      showMissing(slug);
      return;
    }
    if (found === shown) {
      call(found.title);
    } else {
      article.setAttribute("aria-busy", "true");
      const { html } = await found.load();
      // Somebody who is quicker than the network wants the later one.
      if (mine !== visits) return;
      show(found, html);
    }
    heading = wanted;
    contents.mark(found, wanted);
    goTo(wanted, query.has("search"));
  }

  function show(found, html) {
    runner.stop();
    article.replaceChildren(markup(html));
    article.removeAttribute("aria-busy");
    for (const listing of article.querySelectorAll(".listing")) createListing(listing, runner);
    shown = found;
    call(found.title);
  }

  function call(name) {
    title.textContent = name;
    document.title = `${name} · Ready Reckoner`;
  }

  /** Takes the reader to a heading, or to the top of a document that was not shown before. */
  function goTo(wanted, stays) {
    if (wanted === undefined || wanted === shown.headings[0].slug) {
      if (!stays) scrollTo(0, 0);
      return;
    }
    const target = article.querySelector(`[data-heading="${CSS.escape(wanted)}"]`);
    if (target === null) {
      announce(`${shown.title} has no chapter of that name; this is its beginning.`);
      scrollTo(0, 0);
      return;
    }
    target.scrollIntoView();
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  function showMissing(slug) {
    shown = undefined;
    const words = `The guide has no document called “${slug.slice(0, 80)}”.`;
    const link = element("a", { href: `#/guide/${documents[0].slug}` }, "Begin at the beginning");
    article.replaceChildren(element("p", {}, words), element("p", {}, link));
    article.removeAttribute("aria-busy");
    call("No such document");
    contents.mark(undefined);
  }

  return { visit, leave: runner.stop };
}

const documentOf = (slug) => documents.find((one) => one.slug === slug);
