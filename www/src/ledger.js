// The door of the mock ledger's panel. Its module is larger than everything else on the page, so it
// comes only when somebody comes near the panel, or presses its button.

import { element } from "./element.js";

/** How near: the module is mostly there before the panel is seen. */
const NEAR = "400px";

/**
 * @param {HTMLElement} panel
 * @param {{ show: (error: unknown, state: object) => void }} bug
 */
export function createLedger(panel, bug) {
  const button = panel.querySelector("#ledger-open");
  const status = panel.querySelector("#ledger-status");
  let bank;
  let formula = "";

  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) open();
    },
    { rootMargin: NEAR },
  );

  function announce(headline, note = "") {
    const said = element("p", { class: "count" }, headline);
    status.replaceChildren(said, element("p", { class: "note" }, note));
  }

  async function open() {
    observer.disconnect();
    const pressed = document.activeElement === button;
    button.hidden = true;
    announce("Opening the bank …");
    const { createBank } = await import("./bank.js").catch(() => ({}));
    if (createBank === undefined) {
      // The browser says no more than that. Some remember the failure until the page is left.
      announce("The bank is closed", "It could not be loaded: load this page again.");
      return;
    }
    try {
      bank = createBank(panel, bug);
      bank.follow(formula);
      // Where the button was, nothing could have the focus.
      if (pressed) panel.querySelector("#ledger-subscriber").focus();
    } catch (error) {
      bug.show(error, { formula });
    }
  }

  button.addEventListener("click", open);
  observer.observe(panel);

  return {
    /** Takes the formula of the preview, with which payments may be charged. */
    follow(text) {
      formula = text;
      bank?.follow(text);
    },
  };
}
