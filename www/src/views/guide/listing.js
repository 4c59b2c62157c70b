// A block of code of a document: run as it stands or edited, with what its lines give beside it.

import { element } from "../../parts/element.js";

const IDLE = "Run";
const RUNNING = "Stop";

/**
 * @param {HTMLElement} listing
 * @param {ReturnType<typeof import("./run/runner.js").createRunner>} runner of all listings
 */
export function createListing(listing, runner) {
  const { language, runs } = listing.dataset;
  if (runs === "node") {
    listing.append(element("p", { class: "needs" }, "Runs in Node, not in a page."));
    return;
  }
  if (runs !== "page") return;
  const pre = listing.querySelector("pre");
  const original = pre.textContent;
  const printed = element("ol", { class: "printed", "aria-live": "polite", hidden: true });
  const run = element("button", { type: "button", onclick: toggle }, IDLE);
  const edit = element("button", { type: "button", onclick: openEditor }, "Edit");
  const bar = element("p", { class: "bar" }, run, edit);
  listing.append(bar, printed);
  let field;
  /** The row of what was printed last. */
  let row;

  async function toggle() {
    if (run.textContent === RUNNING) {
      runner.stop();
      return;
    }
    run.textContent = RUNNING;
    printed.replaceChildren();
    printed.hidden = false;
    row = 0;
    const text = field?.value ?? original;
    printed.style.setProperty("--lines", text.split("\n").length);
    await runner.run({ text, language }, tell);
    run.textContent = IDLE;
    if (printed.childElementCount === 0) {
      printed.append(element("li", { "data-kind": "none" }, "It printed nothing."));
    }
  }

  function tell({ kind, line, text }) {
    const said = kind === "flood" ? `Here it was cut: a block may print ${text} lines.` : text;
    const name = element("span", { class: "unseen" }, "Line ");
    const number = element("span", { class: "line" }, name, String(line));
    const item = element("li", { "data-kind": kind }, number, element("code", {}, said));
    // Beside the block it stands on the height of its line, or below what was printed before.
    row = Math.max(row + 1, line);
    item.style.setProperty("--row", row);
    printed.append(item);
  }

  function openEditor() {
    field = element("textarea", {
      "aria-label": "The code of this example",
      autocapitalize: "off",
      autocomplete: "off",
      autocorrect: "off",
      spellcheck: "false",
      oninput: fit,
      onkeydown: runByKey,
    });
    field.value = original;
    pre.replaceWith(field);
    fit();
    edit.replaceWith(element("button", { type: "button", onclick: putBack }, "Put back"));
    // The caret of a new text stands at its end, far to the right of what is to be seen.
    field.setSelectionRange(0, 0);
    field.focus();
  }

  function putBack({ currentTarget }) {
    field.replaceWith(pre);
    field = undefined;
    printed.hidden = true;
    currentTarget.replaceWith(edit);
    edit.focus();
  }

  function fit() {
    field.rows = field.value.split("\n").length;
  }

  function runByKey(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run.click();
  }
}
