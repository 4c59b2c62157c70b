// What every browser must do, told once: `cross-*.test.mjs` runs the list in each.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createDriven } from "./driven.mjs";
import { BROWSERS, missing } from "./drivers.mjs";
import { PATIENCE_MS, soon, startedAtLast } from "./patience.mjs";
import { DIST, serveSite } from "./site.mjs";
import { badWorlds, sharedByLink, toldByLedger, toldByServer, twoTabs } from "./story.mjs";

const data = (name) =>
  readFileSync(fileURLToPath(new URL(`../../data/requests/${name}`, import.meta.url)), "utf8");

const TOTALS = "#totals dl";

/**
 * @typedef {ReturnType<typeof createDriven>} Page
 * @type {Record<string, (page: Page, site: { address: string }) => Promise<void>>}
 */
const SCENARIOS = {
  async "an amount is charged, and its mistakes are told"(page, { address }) {
    await page.open(`${address}#/tariff?formula=A%3C1000C%7C5C%7C2.5P*A%7C%3E30C&amount=2000`);
    await page.says("#answer .charge", "50.00");
    await page.type("#amount", "999.99");
    await page.says("#answer .charge", "5.00");
    await page.type("#amount", "1e3");
    await page.says("#answer", /problem in the amount/);
    await page.type("#amount", "4000");
    await page.says("#answer .charge", "100.00");
  },

  async "what is wrong in a formula is underlined, and corrected with a click"(page, { address }) {
    await page.open(`${address}#/tariff?formula=2.5.6P*10C&amount=1`);
    await page.says(".cm-lintRange-error", /^2\.5\.6P?$/);
    await page.says("#answer", /1 problem in the formula/);
    await page.click(".cure");
    await page.says("#answer .charge", "0.25");
    await page.says("#formula.cm-content", "2.5P*10C");
    await page.type("#formula.cm-content", "7C");
    await page.says("#answer .charge", "7.00");
  },

  async "a request in JSON and in XML is charged, and a problem is a way to its place"(page, site) {
    await page.open(`${site.address}#/request`);
    await page.says(TOTALS, /IMPORTERLKR 13200\.00/);
    await page.write("#book", data("rules.json"));
    await page.write("#request", data("fee.xml"));
    await page.says(TOTALS, "BUYERLKR 13200.00SELLERLKR 20700.00");
    await page.says("#line-title", /OPENING of BUYER/);
    await page.write("#request", data("fee.xml").replace("<chargeSharing>Y", "<chargeSharing>X"));
    await page.says("#request-problems .where", /^\/txnDetails\/0\/priceMethods\/0\/chargeSharing/);
    await page.click("#request-problems .jump");
    const selected = await page.run(
      "const { value, selectionStart, selectionEnd } = document.activeElement;" +
        "return value.slice(selectionStart, selectionEnd)",
    );
    assert.equal(selected, "<chargeSharing>X</chargeSharing>");
  },

  async "a file of amounts is charged in the page"(page, { address }) {
    await page.open(`${address}#/request`);
    await page.says(TOTALS, /LKR/);
    await page.drop("#batch", "amounts.csv", 'name;amount\n"a\nb";1000000\nc;12,5\nd;5.00\n');
    await page.says("#batch-file", "amounts.csv: the first amount is 1000000");
    assert.equal(await page.run("return document.querySelector('#batch-column').value"), "1");
    await page.click("#batch-start");
    await page.says("#batch-outcome .count", "2 rows charged, LKR 12500.00 in all.");
    await page.says("#batch-outcome tbody tr", /^412,5amount-/);
  },

  async "a payment is posted, and is there after the page is loaded again"(page, { address }) {
    await page.open(`${address}#/ledger`);
    await page.says('[data-part="balance"]', /1000\.00/);
    await page.click('[data-part="pay"] button[type="submit"]');
    await page.says('[data-part="verdict"]', /^Charged LKR 100\.00/);
    await page.says('[data-part="balance"]', /900\.00/);
    await page.says('[data-part="step"]', /Operator dialog30\.00/);
    await page.says('[data-part="kept"]', /^Kept in this browser/);
    await page.reload();
    await page.says('[data-part="balance"]', /900\.00/);
  },

  "the whole story is told by the ledger in the page": toldByLedger,

  "the whole story is told by a server that the page watches": toldByServer,

  "what was played is in a link": sharedByLink,

  "a file that is no world is told, and the world stays": badWorlds,

  "two tabs do not write over each other's world": twoTabs,

  async "an example of the guide runs, as it stands and edited"(page, { address }) {
    await page.open(`${address}#/guide/formula`);
    const block = '.listing[data-runs="page"]';
    await page.click(`${block} .bar button`);
    await page.says(`${block} .printed li code`, /"/);
    await page.click(`${block} .bar button:last-child`);
    await page.write(`${block} textarea`, 'compile("7C").charge("1");');
    await page.says(`${block} .bar button`, "Run");
    await page.click(`${block} .bar button`);
    await page.says(`${block} .printed li code`, '"7.00"');
  },

  async "what is found in the guide is a way to it"(page, { address }) {
    await page.open(`${address}#/guide/readme?search=amount-exponent`);
    await page.click(".found a");
    await page.until("return document.title.startsWith('Diagnostics')");
    await page.until("return document.activeElement.dataset.heading === 'amount-exponent'");
  },

  async "a link shows what its sender saw"(page, { address }) {
    await page.open(`${address}#/request`);
    await page.says(TOTALS, /LKR/);
    const book = (await page.value("#book")).replace('"0.5"', '"0.25"');
    await page.write("#book", book);
    await page.says(TOTALS, /IMPORTERLKR 8800\.00/);
    await page.until("return location.hash.includes('book=')");
    const link = await page.run("return location.href");
    await page.driver.switchTo().newWindow("tab");
    await page.open(link);
    await page.says(TOTALS, /IMPORTERLKR 8800\.00/);
    assert.equal(await page.value("#book"), book);
  },

  async "a bad file is told, and nothing is lost for it"(page, { address }) {
    await page.open(`${address}#/request`);
    await page.says(TOTALS, /LKR/);
    const before = [await page.value("#book"), await page.value("#request")];
    await page.drop("#request", "picture.png", [0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]);
    await page.says("#request-file", /picture\.png is no text in UTF-8/);
    await page.drop("#book", "zeros.json", [0, 0, 0]);
    await page.says("#book-file", /zeros\.json is no text/);
    await page.drop("#batch", "bad.csv", [0xc3, 0x28]);
    await page.says("#batch-outcome", /bad\.csv cannot be charged: the file is not UTF-8/);
    await page.drop("#batch", "empty.csv", "");
    await page.says("#batch-outcome", /empty\.csv cannot be charged: it has no rows/);
    assert.deepEqual([await page.value("#book"), await page.value("#request")], before);
    await page.says(TOTALS, /IMPORTERLKR 13200\.00/);
    await page.drop("#request", "good.json", '{ "priceMethods": [] }');
    await page.says("#totals", "0 charges");
  },

  async "nothing moves for those who want no motion"(page, { address }) {
    for (const view of await viewsOf(page, address)) {
      await page.open(address + view);
      assert.equal(await page.run("return matchMedia('(prefers-reduced-motion)').matches"), true);
      const moving = await page.run(
        "return [...document.querySelectorAll('*')].filter((one) => {" +
          "  const { transitionDuration, animationDuration } = getComputedStyle(one);" +
          "  return /[1-9]/.test(transitionDuration + animationDuration);" +
          "}).map((one) => one.outerHTML.slice(0, 60))",
      );
      assert.deepEqual(moving, [], view);
    }
  },

  async "two tabs leave each other alone"(page, { address }) {
    await page.open(`${address}#/tariff?formula=5C&amount=1`);
    await page.says("#answer .charge", "5.00");
    const first = await page.driver.getWindowHandle();
    await page.driver.switchTo().newWindow("tab");
    await page.open(`${address}#/tariff?formula=6C&amount=1`);
    await page.says("#answer .charge", "6.00");
    await page.driver.switchTo().window(first);
    await page.says("#answer .charge", "5.00");
    await page.reload();
    await page.says("#answer .charge", "5.00");
  },
};

/** The addresses of all views that the frame links. */
async function viewsOf(page, address) {
  await page.open(address);
  return page.run(
    "const links = document.querySelectorAll('header nav a');" +
      "return [...links].map((link) => link.getAttribute('href'));",
  );
}

/** Without a network: the site closes, and is there. */
async function offline(page, site) {
  await page.open(`${site.address}#/tariff?formula=9C&amount=1`);
  await page.says("#answer .charge", "9.00");
  await page.kept();
  await site.close();
  await page.reload();
  await page.says("#answer .charge", "9.00");
  // A view that was never opened before, and a worker.
  await page.open(`${site.address}#/guide/formula`);
  await page.click('.listing[data-runs="page"] .bar button');
  await page.says('.listing[data-runs="page"] .printed li code', /"/);
  await page.open(`${site.address}#/request`);
  await page.says(TOTALS, /IMPORTERLKR 13200\.00/);
}

const MARK = "<footer>";
const versionOf = (page) => page.run("return document.querySelector('footer')?.dataset.version");

/** A newer version comes whole, when no page of the older one is open. */
async function update(page) {
  const folder = mkdtempSync(join(tmpdir(), "ready-reckoner-site-"));
  cpSync(DIST, folder, { recursive: true });
  const publish = (version) => {
    const text = readFileSync(join(DIST, "index.html"), "utf8");
    const marked = text.replace(MARK, `<footer data-version="${version}">`);
    writeFileSync(join(folder, "index.html"), marked);
    const worker = readFileSync(join(DIST, "service-worker.js"), "utf8");
    const named = worker.replace(/VERSION = "\w+"/, `VERSION = "${version}"`);
    writeFileSync(join(folder, "service-worker.js"), named);
  };
  publish("older");
  const site = await serveSite(() => folder);
  try {
    await page.open(site.address);
    await page.kept();
    await page.open(site.address);
    assert.equal(await versionOf(page), "older");
    const first = await page.driver.getWindowHandle();
    await page.driver.switchTo().newWindow("tab");
    await page.open(site.address);
    publish("newer");
    await page.driver.executeAsyncScript(
      "const done = arguments[0];" +
        "navigator.serviceWorker.ready.then(async (one) => {" +
        "  await one.update();" +
        "  const soon = () => new Promise((resolve) => setTimeout(resolve, 50));" +
        "  while (one.waiting?.state !== 'installed') await soon();" +
        "  done();" +
        "});",
    );
    // Two pages are open: both go on with the older version.
    await page.reload();
    assert.equal(await versionOf(page), "older");
    await page.driver.close();
    await page.driver.switchTo().window(first);
    // The browser counts a tab that was closed for a moment more.
    await soon.equal(async () => {
      await page.reload();
      return versionOf(page);
    }, "newer");
    const stores = await page.driver.executeAsyncScript(
      "const done = arguments[0]; const look = async () => {" +
        "  const names = await caches.keys();" +
        "  if (names.length === 1) done(names); else setTimeout(look, 50);" +
        "}; look();",
    );
    assert.deepEqual(stores, ["ready-reckoner-newer"]);
  } finally {
    await site.close();
    rmSync(folder, { recursive: true });
  }
}

/** Another program at the same port of this machine is not hidden by what was kept. */
async function replaced(page) {
  const folder = mkdtempSync(join(tmpdir(), "ready-reckoner-other-"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><h1>Another</h1>");
  let served = DIST;
  const site = await serveSite(() => served);
  try {
    await page.open(site.address);
    await page.kept();
    served = folder;
    await page.driver.get("about:blank");
    await page.driver.get(site.address);
    await page.says("h1", "Another");
  } finally {
    await site.close();
    rmSync(folder, { recursive: true });
  }
}

/** Runs all of it in one browser. */
export function testIn(name) {
  const { needs, start } = BROWSERS[name];
  const skip = missing(needs);
  let started;
  let site;
  let page;
  before(async () => {
    if (skip) return;
    [started, site] = await Promise.all([startedAtLast(name, start), serveSite()]);
    page = createDriven(started.driver);
    const patience = { pageLoad: PATIENCE_MS, script: PATIENCE_MS };
    await started.driver.manage().setTimeouts(patience);
  });
  after(async () => {
    await started?.stop();
    await site?.close();
  }, { timeout: 2 * PATIENCE_MS });
  // A browser that hangs ends one test, not all.
  const options = { skip, timeout: 4 * PATIENCE_MS };
  for (const [title, scenario] of Object.entries(SCENARIOS)) {
    test(`${name}: ${title}`, options, () => alone(page, () => scenario(page, site)));
  }
  test(`${name}: without a network the site is there`, options, async () => {
    const own = await serveSite();
    await alone(page, () => offline(page, own)).finally(() => own.close());
  });
  test(`${name}: a newer version never mixes with the older`, options, () =>
    alone(page, () => update(page)));
  test(`${name}: another program at the same port is shown`, options, () =>
    alone(page, () => replaced(page)));
}

/** A scenario ends in the one window that it began in. */
async function alone({ driver }, scenario) {
  const [home] = await driver.getAllWindowHandles();
  try {
    await scenario();
  } finally {
    for (const window of await driver.getAllWindowHandles()) {
      if (window === home) continue;
      await driver.switchTo().window(window);
      await driver.close();
    }
    await driver.switchTo().window(home);
  }
}
