// Runs one block of code, apart from the page: what never ends can be stopped, and what goes wrong
// harms nothing.
//
// The policy of the page forbids code that is made of text. It is the page's alone: a worker has
// the policy that its own file is served with, and static files are served with none. So the block
// becomes a module here, by the browser's own engine. A server that sends the page's policy with
// every file forbids that as well; then the block says so instead of what it prints.

import { instrument, TELLER } from "./instrument.js";
import { importPackage } from "./packages.js";
import { shownError, shownLine, shownValue } from "./shown.js";

/** What one block may print. */
const MOST_LINES = 1000;

/** The ways out of the page: nothing that is run in it sends anything, by mistake at least. */
const WAYS_OUT = [
  "BroadcastChannel",
  "EventSource",
  "WebSocket",
  "WebTransport",
  "XMLHttpRequest",
  "caches",
  "fetch",
  "importScripts",
  "indexedDB",
];

let told = 0;
let line = 1;

/** @param {"value" | "line" | "error"} kind */
function tell(kind, at, text) {
  told += 1;
  if (told > MOST_LINES) {
    if (told === MOST_LINES + 1) postMessage({ kind: "flood", line: at, text: MOST_LINES });
    return;
  }
  postMessage({ kind, line: at, text });
}

const print = (at) => (...words) => tell("line", at, shownLine(words));

const teller = {
  at: (now) => (line = now),
  value: (at, value) => {
    if (value !== undefined) tell("value", at, shownValue(value));
  },
  thrown: (at, error) => tell("error", at, shownError(error)),
  load: importPackage,
  console: (at) => {
    const printed = print(at);
    return { debug: printed, error: printed, info: printed, log: printed, warn: printed };
  },
};

async function run({ text, language }) {
  const { code, imports } = instrument(language === "ts" ? await withoutTypes(text) : text);
  // A block without imports is about the whole package.
  if (!imports) Object.assign(globalThis, await importPackage("ready-reckoner"));
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  await import(/* @vite-ignore */ url).finally(() => URL.revokeObjectURL(url));
}

/** Types are left out, and lines stay what they are. */
async function withoutTypes(text) {
  const { transform } = await import("sucrase");
  return transform(text, { transforms: ["typescript"], disableESTransforms: true }).code;
}

for (const name of WAYS_OUT) {
  Object.defineProperty(globalThis, name, { value: undefined, configurable: true });
}
globalThis[TELLER] = teller;
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  teller.thrown(line, event.reason);
});
addEventListener("message", async ({ data }) => {
  try {
    await run(data);
  } catch (error) {
    const place = error.loc?.line ?? line;
    teller.thrown(place, error);
  }
  postMessage({ kind: "done" });
});
