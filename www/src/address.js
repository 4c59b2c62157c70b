// The address of the page follows the state, and the state follows the address.

import { fromHash, toHash } from "./state.js";

// Browsers refuse an address that changes with every key.
const PAUSE_MS = 200;

/**
 * @param {(state: Record<string, string>) => void} onVisit called when the user goes to an address
 */
export function createAddress(onVisit) {
  let timer;
  let waiting;

  const write = () => {
    clearTimeout(timer);
    if (waiting === undefined) return;
    history.replaceState(null, "", toHash(waiting) || location.pathname + location.search);
    waiting = undefined;
  };

  window.addEventListener("hashchange", () => {
    clearTimeout(timer);
    waiting = undefined;
    onVisit(fromHash(location.hash));
  });
  window.addEventListener("pagehide", write);

  return {
    current: () => fromHash(location.hash),

    /** Writes the state into the address once the user pauses. */
    follow(state) {
      waiting = state;
      clearTimeout(timer);
      timer = setTimeout(write, PAUSE_MS);
    },

    /** Writes it now. */
    settle: write,
  };
}
