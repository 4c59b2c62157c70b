// The styles of a view are for that view. All that were loaded stay in the page, so that those of
// one view would else reach into the next, which has elements of the same class.

import prefixer from "postcss-prefix-selector";

const VIEW = /\/src\/views\/([^/]+)\//;

/** Parts whose names are no more than words, and the views that have them. */
const WORLD = /\/src\/parts\/world\//;
const WORLDS = ["api", "ledger", "server"];

export function viewStyles() {
  return prefixer({
    prefix: "[data-view]",
    transform(_prefix, selector, _prefixed, file = "", rule) {
      const root = rootOf(file);
      if (root === undefined || isNested(rule) || selector.includes("[data-view")) return selector;
      return /^\.view\b/.test(selector)
        ? selector.replace(".view", `.view${root}`)
        : `${root} ${selector}`;
    },
  });
}

/** The element of the views that a file of styles is for, if it is not for all of them. */
function rootOf(file) {
  const view = VIEW.exec(file)?.[1];
  if (view !== undefined) return `[data-view="${view}"]`;
  if (!WORLD.test(file)) return undefined;
  return `:is(${WORLDS.map((world) => `[data-view="${world}"]`).join(", ")})`;
}

/** Whether a rule stands in another one, which has the view's element already. */
function isNested({ parent }) {
  return parent !== undefined && (parent.type === "rule" || isNested(parent));
}
