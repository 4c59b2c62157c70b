// How tests wait: for what they expect, as long as it takes. A machine that is busy with other
// things is slow and not wrong, so the times here matter only where something fails.

import assert from "node:assert/strict";

/** How long anything is waited for, in milliseconds. */
export const PATIENCE_MS = 60_000;

const PAUSE_MS = 25;

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** An assertion of `node:assert` on something that is read until the assertion holds. */
const held = (method) => async (read, ...expected) => {
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    try {
      return assert[method](await read(), ...expected);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await sleep(PAUSE_MS);
  }
};

/**
 * Assertions for what comes to be in a while: each calls `read` again until what it gives is as
 * expected. What must be so at once, or must not change, is asserted as ever.
 */
export const soon = {
  deepEqual: held("deepEqual"),
  doesNotMatch: held("doesNotMatch"),
  equal: held("equal"),
  match: held("match"),
  notDeepEqual: held("notDeepEqual"),
  notEqual: held("notEqual"),
  ok: held("ok"),
};

const STARTS = 3;

/**
 * A browser that has been started, if need be at the third attempt: where a machine is busy, a
 * driver may give up before its browser is there. What a test finds is never tried again.
 *
 * @template Started
 * @param {string} name
 * @param {() => Promise<Started>} start
 * @returns {Promise<Started>}
 */
export async function startedAtLast(name, start) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (attempt === STARTS) throw error;
      console.error(`${name} did not start, and is started again: ${error.message}`);
    }
  }
}
