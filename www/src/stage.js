// Where views are shown, one at a time. A view is mounted when it is first visited; when the user
// goes elsewhere it is taken out of the document, but kept.

import { element } from "./parts/element.js";
import { formatAddress } from "./router.js";

/**
 * What a view is given besides its element.
 *
 * @typedef {object} Context
 * @property {(query: URLSearchParams | Record<string, string>, path?: string[]) => void} follow
 *   writes the view's address, without a new entry of history
 * @property {(view: string, query: URLSearchParams | Record<string, string>) => void} suggest what
 *   another view begins with where it has not been opened
 * @property {() => string} share the whole address of what is shown, for a link to it
 * @property {ReturnType<typeof import("./parts/bug.js").createBug>} bug the panel for what no input
 *   may cause
 * @property {(text: string) => void} announce says a sentence to screen readers
 *
 * @typedef {object} View
 * @property {(query: URLSearchParams, path: string[]) => void | Promise<void>} visit the user went
 *   to its address
 * @property {() => void} [leave] the user went elsewhere
 */

/**
 * @param {HTMLElement} panel
 * @param {object} frame
 * @param {Record<string, () => Promise<{ mount: Function }>>} frame.views
 * @param {HTMLAnchorElement[]} frame.links to the views
 * @param {ReturnType<typeof import("./router.js").createRouter>} frame.router
 * @param {Context["bug"]} frame.bug
 * @param {HTMLElement} frame.status says what is announced
 */
export function createStage(panel, { views, links, router, bug, status }) {
  /** @type {Map<string, Promise<{ root: HTMLElement, view: View }>>} */
  const mounted = new Map();
  /** The name of what is shown, and the view if it is one. */
  let shown;
  let current;
  /** Counts the visits: what a slow network brings late may be wanted no more. */
  let visits = 0;

  const context = (name) => ({
    follow(query, path) {
      const hash = formatAddress(name, query, path);
      lead(name, hash);
      if (shown === name) router.follow(hash);
    },
    suggest(other, query) {
      if (!mounted.has(other)) lead(other, formatAddress(other, query));
    },
    share,
    bug,
    announce: (text) => (status.textContent = text),
  });

  /** Lets the link to a view lead to what the user left there. */
  function lead(name, hash) {
    links.find((link) => nameOf(link) === name)?.setAttribute("href", hash);
  }

  function share() {
    router.settle();
    return location.href;
  }

  async function mount(name, build) {
    const root = element("div", { class: "view", "data-view": name });
    return { root, view: await build(root, context(name)) };
  }

  /** The view of a name, mounted once. */
  async function find(name) {
    const { mount: build } = await views[name]();
    if (!mounted.has(name)) mounted.set(name, mount(name, build));
    return mounted.get(name);
  }

  async function open({ view: name, path, query }) {
    visits += 1;
    const visit = visits;
    if (name !== shown) leave();
    if (!Object.hasOwn(views, name)) {
      show(name, unknown(name));
      return;
    }
    panel.setAttribute("aria-busy", "true");
    const found = await find(name).catch((error) => ({ root: broken(error) }));
    if (visit !== visits) return;
    panel.removeAttribute("aria-busy");
    show(name, found.root);
    lead(name, formatAddress(name, query, path));
    current = found.view;
    try {
      await current?.visit(query, path);
    } catch (error) {
      bug.show(error, { view: name, path, query: String(query) });
    }
  }

  function leave() {
    current?.leave?.();
    current = undefined;
  }

  /** Puts a view into the page, and takes the user to it where another one was shown. */
  function show(name, root) {
    if (root.parentNode === panel) return;
    const first = shown === undefined;
    shown = name;
    panel.replaceChildren(root);
    bug.hide();
    for (const link of links) {
      if (nameOf(link) === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.title = `${root.querySelector("h1").textContent} · Ready Reckoner`;
    if (first) return;
    scrollTo(0, 0);
    enter({ preventScroll: true });
  }

  /** Takes the user to the heading of what is shown. */
  function enter(options) {
    const heading = panel.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus(options);
  }

  return { open, share, enter };
}

/** The view that a link of the frame leads to, whatever it says of it. */
function nameOf(link) {
  return link.hash.split(/[/?]/)[1];
}

function unknown(name) {
  return notice(
    "No such page",
    `This site has no page called “${name.slice(0, 80)}”. The link may be of another version.`,
    element("a", { href: "#/tariff" }, "Go to the tariff"),
  );
}

/** A view whose code did not come: browsers say no more than that, and some remember it. */
function broken(error) {
  const again = { type: "button", class: "act", onclick: () => location.reload() };
  return notice(
    "It could not be opened",
    `The code of this page did not load, or stopped: ${error}.`,
    element("button", again, "Load the page again"),
  );
}

function notice(title, text, cure) {
  const words = [element("h1", {}, title), element("p", {}, text), element("p", {}, cure)];
  return element("div", { class: "view notice" }, ...words);
}
