// What a key costs in the views of tariff and curve, in the site as the last build has left it in
// www/dist: the work of the page's main thread, and the time to the next paint on a core that is
// four times slower.

import {
  median, printGoal, printMachine, printTable, refuse, requirePackage, showProgress,
} from "./harness.mjs";
import { costOfKeys } from "./page/trace.mjs";

const WARMING = 30;
const KEYS = 40;
/** Between keys, in milliseconds: a quick typist's pause, longer than what a key sets off. */
const PAUSE_MS = 160;
/** How long a finger holds a key down, in milliseconds: until after the paint that shows it. */
const HELD_MS = 60;
const SLOWER = 4;
const GOAL_WORK_MS = 5;
const GOAL_PAINT_MS = 50;

const RULE = "A%3C1000C%7C5C%7C2.5P*A%7C%3E30C%7C%3C2000C";
const TWO = `rule=${RULE}&second=2P*A%2B10C`;

/** What is typed where: a key and the one that takes it back, behind keys that place the caret. */
const CASES = [
  {
    name: "tariff, a digit of the formula",
    hash: `#/tariff?formula=${RULE}&amount=1200`,
    field: "#formula.cm-content",
    first: ["Home", "ArrowRight", "ArrowRight", "ArrowRight"],
    keys: ["0", "Backspace"],
  },
  {
    name: "tariff, a mistake and its correction",
    hash: `#/tariff?formula=${RULE}&amount=1200`,
    field: "#formula.cm-content",
    first: ["End"],
    keys: ["x", "Backspace"],
  },
  {
    name: "tariff, a digit of the amount",
    hash: `#/tariff?formula=${RULE}&amount=1200`,
    field: "#amount",
    first: ["End"],
    keys: ["7", "Backspace"],
  },
  {
    name: "curve of two, a digit of the formula",
    hash: `#/curve?${TWO}`,
    field: "#rule.cm-content",
    first: ["Home", "ArrowRight", "ArrowRight", "ArrowRight"],
    keys: ["0", "Backspace"],
  },
  {
    name: "curve of two, a digit of the amount",
    hash: `#/curve?${TWO}`,
    field: "#amount",
    first: ["End"],
    keys: ["7", "Backspace"],
  },
];

requirePackage({ peers: [] });
const { chromium } = await import("playwright-core").catch(() =>
  refuse("playwright-core missing: run `npm ci` in the project's folder first"),
);
const { serveSite } = await import("../tests/web/support/site.mjs");
printMachine("a key in the page");
const site = await serveSite();
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ args: ["--no-sandbox", "--disable-gpu"], executablePath });
const rows = [];
try {
  console.log(`Chromium ${browser.version()}, headless; milliseconds\n`);
  for (const it of CASES) {
    showProgress(it.name);
    rows.push({ name: it.name, costs: await work(it), paints: await paints(it) });
  }
} finally {
  showProgress("");
  await browser.close();
  await site.close();
}

const middle = (values) => median(values).toFixed(1);
const least = (values) => Math.min(...values).toFixed(1);
printTable(
  ["typed", "handled", "least", "painted", "afterwards", `next paint, ${SLOWER} × slower`, ""],
  rows.map(({ name, costs, paints: waits }) => [
    name,
    middle(costs.map(({ handled }) => handled)),
    least(costs.map(({ handled }) => handled)),
    middle(costs.map(({ painted }) => painted)),
    middle(costs.map(({ afterwards }) => afterwards)),
    median(waits).toFixed(0),
    "",
  ]),
);
console.log(`medians of ${KEYS} keys, and the least of them\n`);
const worst = (of) => Math.max(...rows.map(of));
const handled = worst(({ costs }) => median(costs.map((cost) => cost.handled)));
printGoal(`a key is handled in ${GOAL_WORK_MS} ms`, handled.toFixed(1), handled < GOAL_WORK_MS);
const paint = worst(({ paints: waits }) => median(waits));
printGoal(
  `the next paint within ${GOAL_PAINT_MS} ms on a core ${SLOWER} times slower`,
  paint.toFixed(0),
  paint < GOAL_PAINT_MS,
);

/** A page of the case whose code is warm, with the caret where it types. */
async function open({ hash, field, first, keys }, test) {
  const viewport = { width: 1280, height: 900 };
  const context = await browser.newContext({ viewport, serviceWorkers: "block" });
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      globalThis.waits = new Map();
      const note = ({ interactionId, duration }) => {
        if (interactionId === 0) return;
        const before = globalThis.waits.get(interactionId) ?? 0;
        globalThis.waits.set(interactionId, Math.max(duration, before));
      };
      const observer = new PerformanceObserver((list) => list.getEntries().forEach(note));
      observer.observe({ type: "event", durationThreshold: 16 });
    });
    await page.goto(site.address + hash);
    await page.locator(".cm-content").first().waitFor();
    await page.locator("path.curve").first().waitFor();
    await page.locator(field).focus();
    for (const key of first) await page.keyboard.press(key);
    const type = async (count) => {
      for (let index = 0; index < count; index += 1) {
        await page.keyboard.press(keys[index % keys.length], { delay: HELD_MS });
        await page.waitForTimeout(PAUSE_MS);
      }
    };
    await type(WARMING);
    return await test(page, () => type(KEYS));
  } finally {
    await context.close();
  }
}

/** @returns {Promise<import("./page/trace.mjs").Cost[]>} */
function work(it) {
  return open(it, (page, type) => costOfKeys(browser, page, type));
}

/** From each key to the paint that shows it, in milliseconds; the browser tells steps of eight. */
function paints(it) {
  return open(it, async (page, type) => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.evaluate(() => globalThis.waits.clear());
    await type();
    const told = await page.evaluate(() => [...globalThis.waits.values()]);
    // The browser tells of none that took less than two frames of a fast screen.
    return [...told, ...Array(Math.max(0, KEYS - told.length)).fill(16)];
  });
}
