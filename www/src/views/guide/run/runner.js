// One block runs at a time, in a worker of its own.

import address from "worker:./block.js";

/**
 * @typedef {{ kind: "value" | "line" | "error" | "flood", line: number, text: string }} Told
 */
export function createRunner() {
  let worker;
  let ended;

  function stop() {
    worker?.terminate();
    worker = undefined;
    ended?.();
    ended = undefined;
  }

  return {
    /**
     * Runs a block; one that still runs is stopped.
     *
     * @param {{ text: string, language: string }} block
     * @param {(told: Told) => void} tell
     * @returns {Promise<void>} that it has come to its end, or was stopped
     */
    run(block, tell) {
      stop();
      const mine = new Worker(address, { type: "module" });
      worker = mine;
      return new Promise((resolve) => {
        ended = resolve;
        // The worker goes on: what the block has put off may still print.
        mine.onmessage = ({ data }) => (data.kind === "done" ? resolve() : tell(data));
        mine.onerror = ({ message }) => {
          const text = message || "the code that runs examples did not load: load the page again";
          tell({ kind: "error", line: 1, text });
          resolve();
        };
        mine.postMessage(block);
      });
    },

    stop,
  };
}
