// What a key costs the page's main thread, out of a trace of the browser. Times are of the
// processor, as the thread had it: what else the machine does is not in them.

const CATEGORIES = ["cc", "devtools.timeline", "toplevel"];

/** Kinds of events that one key brings. */
const OF_KEYS = ["keydown", "keypress", "beforeinput", "input", "keyup"];

/**
 * @typedef {object} Cost in milliseconds
 * @property {number} handled until the page's listeners have returned
 * @property {number} painted until the frame that shows it is painted, listeners included
 * @property {number} afterwards what followed then, until the next key
 */

/**
 * @param {import("playwright-core").Browser} browser
 * @param {import("playwright-core").Page} page
 * @param {() => Promise<void>} type presses keys, with pauses
 * @returns {Promise<Cost[]>} of each key
 */
export async function costOfKeys(browser, page, type) {
  await browser.startTracing(page, { categories: CATEGORIES });
  await type();
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const events = mainThreadOf(traceEvents);
  const tasks = events.filter(({ name }) => name === "ThreadControllerImpl::RunTask");
  const within = (outer) => (inner) => inner.ts >= outer.ts && inner.ts < outer.ts + outer.dur;
  const has = (task, wanted) => events.some((event) => wanted(event) && within(task)(event));
  const keys = events.filter((event) => typeOf(event) === "keydown");
  return keys.map((key, index) => {
    const end = keys[index + 1]?.ts ?? Infinity;
    const own = tasks.filter(({ ts, dur }) => ts + dur > key.ts && ts + dur < end);
    const frame = own.findIndex((task) => has(task, isFrame));
    const isInput = (task) => has(task, (event) => OF_KEYS.includes(typeOf(event)));
    const before = own.slice(0, frame + 1);
    return {
      handled: sum(before.filter(isInput)),
      painted: sum(before),
      afterwards: sum(own.slice(frame + 1)),
    };
  });
}

/** The events of the thread that the keys come to, in their order. */
function mainThreadOf(all) {
  const threadOf = ({ pid, tid }) => `${pid} ${tid}`;
  const thread = threadOf(all.find((event) => typeOf(event) === "keydown"));
  return all
    .filter((event) => event.ph === "X" && threadOf(event) === thread)
    .sort((one, other) => one.ts - other.ts);
}

function typeOf({ name, args }) {
  return name === "EventDispatch" ? args.data?.type : undefined;
}

function isFrame({ name }) {
  return name === "ProxyMain::BeginMainFrame";
}

function sum(tasks) {
  return tasks.reduce((all, { tdur = 0 }) => all + tdur, 0) / 1000;
}
