// Keeps what was played across reloads, in IndexedDB. Every state that is kept has a number;
// whoever wants to write over another one than the one that it knows has to say so. So two tabs
// cannot overwrite each other in silence.

import { createStore, get, set, update } from "idb-keyval";

const PRESENT = "present";
const BEFORE = "before";

/**
 * @typedef {import("./session.js").Kept} Kept
 *
 * @typedef {object} Entry
 * @property {number} number
 * @property {number} savedAt of the host's clock, in milliseconds since 1970
 * @property {Kept} kept
 */

/** @param {() => void} onOther another tab has kept another state */
export function createKeep(onOther) {
  const store = opened();
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("ready-reckoner") : null;
  /** The number of the state that this tab knows. */
  let known = 0;

  channel?.addEventListener("message", ({ data }) => {
    if (data?.number !== known) onOther();
  });

  /** @returns {Promise<Entry | undefined>} */
  async function stored(key) {
    return store === undefined ? undefined : get(key, store);
  }

  return {
    /** What is kept; from now on this tab knows it. */
    async load() {
      const entry = await stored(PRESENT);
      known = entry?.number ?? 0;
      return entry;
    },

    /**
     * Keeps a state, unless another tab has kept one since.
     *
     * @param {Kept} kept
     * @returns {Promise<boolean>} whether it is kept
     */
    async save(kept) {
      if (store === undefined) throw new Error("there is no IndexedDB");
      let isOther = false;
      const number = known + 1;
      await update(
        PRESENT,
        (entry) => {
          isOther = (entry?.number ?? 0) !== known;
          return isOther ? entry : { number, savedAt: Date.now(), kept };
        },
        store,
      );
      if (isOther) return false;
      known = number;
      channel?.postMessage({ number });
      return true;
    },

    /** Keeps a state in the place of another tab's, which can be brought back. */
    async replace(kept) {
      const entry = await stored(PRESENT);
      if (entry !== undefined) await this.putAside(entry.kept);
      known = entry?.number ?? 0;
      return this.save(kept);
    },

    /** Keeps a state that the user has left, until the next one that is left. */
    async putAside(kept) {
      if (store !== undefined) await set(BEFORE, kept, store);
    },

    /** The state that was left last. @returns {Promise<Kept | undefined>} */
    aside: () => stored(BEFORE),
  };
}

/** The store; nothing where the browser has none, or gives it to nobody. */
function opened() {
  try {
    return createStore("ready-reckoner", "ledger");
  } catch {
    return undefined;
  }
}
