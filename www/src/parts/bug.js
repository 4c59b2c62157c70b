// What no input may cause, a trap in the WebAssembly above all, is shown as what it is: a bug of
// ours, with everything that is needed to report it.

import { version } from "ready-reckoner/package.json";
import { createCopy } from "./copy.js";

/** @param {HTMLElement} panel */
export function createBug(panel) {
  const report = panel.querySelector("pre");
  const [button, status] = [panel.querySelector("button"), panel.querySelector("[role=status]")];
  createCopy(button, status, () => report.textContent, "Select the text and copy it");

  return {
    /** @param {unknown} error */
    show(error, state) {
      const input = JSON.stringify(state, null, 2);
      const browser = navigator.userAgent;
      const cause = error?.cause === undefined ? "" : `${error.cause}\n`;
      report.textContent = `Ready Reckoner ${version}\n${error}\n${cause}${input}\n${browser}`;
      panel.hidden = false;
    },

    hide() {
      panel.hidden = true;
    },
  };
}
