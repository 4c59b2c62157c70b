// The ledger's view: stories played with its buttons, to the cent; what is kept, taken out, brought
// back and lost to nobody.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { usePages } from "./support/browser.mjs";
import { openLedger } from "./support/ledger.mjs";
import { soon } from "./support/patience.mjs";

const withPage = usePages();
const PACKAGE = fileURLToPath(new URL("../../pkg", import.meta.url));

const USER = "Subscriber 94777123456";
const PROVIDER = "Provider GAMES";
const OPERATOR = "Operator dialog";
const SHARES = [[PROVIDER, "", "70.00"], [OPERATOR, "", "30.00"]];

/** Of a debit of 100.00 with the default taxes of the time. */
const TAXED = [
  [USER, "149.67", ""],
  ...SHARES,
  ["Cess", "", "2.04"],
  ["Telecom levy", "", "25.51"],
  ["Nation building tax", "", "2.60"],
  ["VAT", "", "19.52"],
  ["Total", "149.67", "149.67"],
];

const play = (test_, options = {}) =>
  withPage({ hash: "#/ledger", ...options }, async (page) => test_(await openLedger(page), page));

test("a payment is shared, refunded in part, and never refunded beyond what is left", () =>
  play(async ({ press, fill, says, postings, balances, wire }) => {
    await soon.deepEqual(() => balances(USER, "Cash"), ["1000.00", "1500.00"]);
    await press("Pay");
    await soon.equal(says, "Charged LKR 100.00: from 94777123456");
    const paid = [[USER, "100.00", ""], ...SHARES, ["Total", "100.00", "100.00"]];
    await soon.deepEqual(postings, paid);
    await soon.deepEqual(() => balances(USER, PROVIDER, OPERATOR), ["900.00", "70.00", "30.00"]);
    await soon.match(async () => (await wire()).response, /^HTTP 200\n[^]*"Charged"/);
    const { request, response } = await wire();
    assert.match(request, /^POST \/wallet\/v1\/transaction\/tel%3A%2B94777123456\/payment\n/);
    assert.match(request, /^authorization: Bearer shop-token$/m);
    assert.match(response, /^HTTP 200\n[^]*"transactionOperationStatus": "Charged"/);

    await press("Refund");
    await soon.equal(says, "Refunded LKR 40.00: to 94777123456");
    await soon.deepEqual(postings, [
      [USER, "", "40.00"],
      [PROVIDER, "28.00", ""],
      [OPERATOR, "12.00", ""],
      ["Total", "40.00", "40.00"],
    ]);
    const left = ["940.00", "42.00", "18.00"];
    await soon.deepEqual(() => balances(USER, PROVIDER, OPERATOR), left);

    await fill("To give back", "60.01");
    await press("Refund");
    await soon.equal(
      says,
      "Declined POL1003: The refund exceeds the original amount charged 60.00.",
    );
    await soon.deepEqual(postings, []);
    await soon.equal(() => wire().then(({ reason }) => reason), "Reason: amount-above-remainder");
    await soon.deepEqual(() => balances(USER, PROVIDER, OPERATOR), left);
  }));

test("a reply is lost, and the retry gets the stored one", () =>
  play(async ({ press, choose, says, balances, wire }) => {
    await choose("How", "do it, but lose the answer");
    await press("Have it so");
    await press("Pay");
    await soon.match(says, /^No answer came: It was done, and its answer was lost/);
    await soon.match(async () => (await wire()).response, /^lost on its way/);
    await press("Send the last call again");
    await soon.match(says, /^Replayed: The stored answer came back/);
    await soon.deepEqual(() => balances(USER), ["900.00"]);
  }));

test("a debit waits for its customer, whose minute can be fast-forwarded", () =>
  play(async ({ press, says, postings, balances, inbox, left }) => {
    await press("Debit");
    await soon.match(says, /^Consent pending: LKR 149.67 is held/);
    await soon.deepEqual(postings, TAXED);
    await soon.deepEqual(() => balances(USER), ["1000.00"]);
    await soon.equal(left, "1 min left");
    await press("59.999 s");
    await soon.equal(left, "0.001 s left");
    await press("Consent");
    const debited = "Debited LKR 149.67: 100.00 from 94777123456, and taxes of 49.67";
    await soon.equal(says, debited);
    await soon.deepEqual(postings, TAXED);
    await soon.deepEqual(inbox, ["debited"]);

    await press("Debit");
    await press("Advance");
    await soon.match(says, /^Expired: LKR 149.67 is held no more/);
    await press("Debit");
    await press("Refuse");
    await soon.match(says, /^Rejected: LKR 149.67 is held no more/);
    await soon.deepEqual(inbox, ["debited", "expired", "rejected"]);
    await soon.deepEqual(() => balances(USER), ["850.33"]);
  }));

test("the clock runs by itself, and what falls due is a step", () =>
  play(async ({ press, page, says, steps }) => {
    // From now on time passes where this says so, and not while the machine is busy elsewhere.
    const now = new Date();
    await page.clock.install({ time: now });
    await page.clock.pauseAt(now.getTime() + 60_000);
    await press("Debit");
    await says(/Consent pending/);
    await press("Let it run");
    await page.clock.runFor(10_000);
    await page.getByText("50 s left").waitFor();
    await page.clock.runFor(50_000);
    await says(/^Expired/);
    await soon.deepEqual(steps, ["1 min pass", "Debit 100, with consent"]);
    await press("Stop it");
  }, { isAlone: true }));

test("the operator declines, settles, suspends and tops up", () =>
  play(async ({ press, choose, fill, says, balances, page }) => {
    await fill("With the code", "POL1001");
    await press("Have it so");
    await soon.equal(() => page.getByText("payment: decline with POL1001 (once)").count(), 1);
    await press("Pay");
    await soon.match(says, /^Declined POL1001/);
    await soon.equal(() => page.getByText("payment: decline").count(), 0);
    await fill("With the code", "POL1");
    await press("Have it so");
    await soon.match(says, /^Refused: POL1 is no code of the wallet that says no/);
    await choose("How", "leave it pending until it is settled");
    await press("Have it so");
    await press("Pay");
    await soon.match(says, /^Processing LKR 100.00/);
    await page.getByRole("button", { name: /^Settle: / }).click();
    await says(/^Charged LKR 100.00/);
    await press("Suspend");
    await press("Pay");
    await soon.match(says, /^Declined SVC/);
    await press("Make active");
    await press("Top up");
    await press("Pay");
    await soon.match(says, /^Charged/);
    await soon.deepEqual(() => balances(USER), ["900.00"]);
  }));

test("what a postpaid subscriber owes stands on the debit side", () =>
  play(async ({ press, choose, says, root }) => {
    await choose("Number", "94776351232 · postpaid");
    await press("Pay");
    await says(/^Charged/);
    const foot = root.locator('[data-account="subscriber:94776351232"] tfoot td');
    await soon.deepEqual(() => foot.allInnerTexts(), ["100.00", ""]);
    const prepaid = root.locator('[data-account="subscriber:94777123456"] tfoot td');
    await soon.deepEqual(() => prepaid.allInnerTexts(), ["", "1000.00"]);
  }));

test("every story is told to its end, and its test passes as it is copied", () =>
  play(async ({ page, press, choose, code }) => {
    const folder = mkdtempSync(join(tmpdir(), "ready-reckoner-story-"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(PACKAGE, join(folder, "node_modules/ready-reckoner"));
    try {
      const stories = await page.getByLabel("Story").locator("option").allTextContents();
      assert.ok(stories.length >= 5);
      const files = [];
      for (const [at, story] of stories.entries()) {
        await choose("Story", story);
        await press("Play to the end");
        await page.getByText("That was the story.").waitFor();
        const file = join(folder, `story-${at}.test.mjs`);
        writeFileSync(file, await code());
        files.push(file);
      }
      // A test that runs inside another one reports to it, unless it does not know.
      const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
      const run = () =>
        execFileSync(process.execPath, ["--test", ...files], { encoding: "utf8", env });
      assert.match(run(), new RegExp(`^(?:#|ℹ) pass ${files.length}$`, "m"));
      const [first] = files;
      writeFileSync(first, readFileSync(first, "utf8").replace('"1000.00"', '"1000.01"'));
      assert.throws(run, /Command failed/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, { reducedMotion: "reduce" }));

test("a link brings the steps, and plays them to the same end", () =>
  play(async ({ press, says, link, page }) => {
    await press("Pay");
    await press("Refund");
    await says(/^Refunded/);
    const hash = new URL(await link()).hash;
    assert.match(hash, /^#\/ledger\?play=/);
    const other = await page.context().browser().newContext();
    try {
      const visitor = await other.newPage();
      await visitor.goto(page.url().replace(/#.*/, "") + hash);
      const ledger = await openLedger(visitor);
      await soon.equal(() => visitor.getByLabel("Story").inputValue(), "link");
      await ledger.press("Play to the end");
      await ledger.says(/^Refunded LKR 40.00/);
      await visitor.goto(page.url().replace(/#.*/, "#/ledger?play=%5B1"));
      await visitor.getByText("The steps in this link cannot be read.").waitFor();
    } finally {
      await other.close();
    }
  }));

test("a reload goes on where it was, and what was left can be brought back", () =>
  play(async ({ press, says, page }) => {
    await press("Pay");
    await page.getByText("Kept in this browser.").waitFor();
    await page.reload();
    const again = await openLedger(page);
    await soon.match(() => again.says(), /^Charged LKR 100.00/);
    await soon.deepEqual(() => again.balances(USER), ["900.00"]);
    await again.press("Start over");
    await again.says(/^Nothing has happened yet/);
    await soon.deepEqual(() => again.balances(USER), ["1000.00"]);
    await again.press("Bring back the world before");
    await again.says(/^Charged LKR 100.00/);
    await soon.deepEqual(() => again.balances(USER), ["900.00"]);
    await again.press("Refund");
    await again.says(/^Refunded/);
  }));

/** Pays in a page, and refunds that in a second one with the same world. */
async function refundedInAnother(page, press) {
  await press("Pay");
  await page.getByText("Kept in this browser.").waitFor();
  const second = await page.context().newPage();
  await second.goto(page.url());
  const other = await openLedger(second);
  await other.says(/^Charged/);
  await other.press("Refund");
  return { second, other };
}

test("two tabs do not overwrite each other in silence", () =>
  play(async ({ press, says, page }) => {
    const { second } = await refundedInAnother(page, press);
    await page.getByText("Another tab has gone on with this world").waitFor();
    await press("Pay");
    await says(/^Charged/);
    await second.reload();
    const reloaded = await openLedger(second);
    await soon.deepEqual(() => reloaded.balances(USER), ["940.00"]);

    await press("Keep this one");
    await second.getByText("Another tab has gone on with this world").waitFor();
    await reloaded.press("Show that world");
    await reloaded.says(/^Charged/);
    await soon.deepEqual(() => reloaded.balances(USER), ["800.00"]);
    await reloaded.press("Bring back the world before");
    await soon.deepEqual(() => reloaded.balances(USER), ["940.00"]);
  }));

// Some browsers have none.
const deaf = (context) => context.addInitScript(() => delete globalThis.BroadcastChannel);

test("two tabs that cannot tell each other do not overwrite each other either", () =>
  play(async ({ press, says, page }) => {
    const { second, other } = await refundedInAnother(page, press);
    await other.says(/^Refunded/);
    await second.getByText("Kept in this browser.").waitFor();
    await press("Pay");
    await says(/^Charged/);
    await page.getByText("Another tab has gone on with this world").waitFor();
    await second.reload();
    const reloaded = await openLedger(second);
    await soon.deepEqual(() => reloaded.balances(USER), ["940.00"]);
  }, { prepare: deaf }));

test("a file takes the world elsewhere, and a bad one changes nothing", () =>
  play(async ({ press, says, balances, page, root }) => {
    await press("Pay");
    const download = page.waitForEvent("download");
    await press("Export");
    const text = readFileSync(await (await download).path(), "utf8");
    await press("Start over");
    await says(/^Nothing/);
    const give = async (content, name = "world.json") => {
      const buffer = Buffer.from(content);
      await root.locator("input[type=file]").setInputFiles({ name, mimeType: "", buffer });
    };
    const notice = root.locator("[data-part=notice]");
    const bad = [
      ["{", /was not taken, and nothing has changed: The file is no JSON/],
      ["[]", /This is no world: give a file/],
      ['{"kind":"other"}', /This is no world: give a file/],
      [text.replace(/"snapshot": "..../, '"snapshot": "%%%%'), /is no base64/],
      [text.replace(/("snapshot": ".{400})./, "$1A"), /changed|damaged|snapshot/i],
      [text.replace('"title"', '"titel"'), /Its `steps` are not as/],
      [JSON.stringify({ snapshot: "AAAA" }), /nothing has changed/],
    ];
    for (const [content, words] of bad) {
      await give(content);
      await notice.filter({ hasText: words }).waitFor();
      await soon.deepEqual(() => balances(USER), ["1000.00"]);
    }
    await give(text);
    await says(/^Charged LKR 100.00/);
    await soon.deepEqual(() => balances(USER), ["900.00"]);
    await press("Refund");
    await says(/^Refunded/);
  }));

// The ledger's module traps when the page says so, as a bug in it would.
const trap = () => {
  const Instance = WebAssembly.Instance;
  WebAssembly.Instance = class {
    constructor(...given) {
      const { exports } = new Instance(...given);
      const rawledger_call = (...values) => {
        if (globalThis.trap) throw new WebAssembly.RuntimeError("unreachable");
        return exports.rawledger_call(...values);
      };
      this.exports = { ...exports, rawledger_call };
    }
  };
};

test("a trap in the module is shown as our bug, and one can start over", () =>
  play(async ({ press, says, balances, page }) => {
    await page.evaluate(() => (globalThis.trap = true));
    await press("Pay");
    await page.getByText("This is a bug in Ready Reckoner").waitFor();
    await soon.match(() => page.getByLabel("Report").textContent(), /"pay"/);
    await page.evaluate(() => (globalThis.trap = false));
    await press("Start over");
    await press("Pay");
    await says(/^Charged/);
    await soon.deepEqual(() => balances(USER), ["900.00"]);
  }, { prepare: (context) => context.addInitScript(trap) }));

test("what cannot be done is said, and nothing is lost", () =>
  play(async ({ press, fill, says, balances, page }) => {
    await fill("To pay", "1.005");
    await press("Pay");
    await soon.match(says, /^Declined SVC0002: .*two digit decimal/);
    await fill("To pay", "9".repeat(5_000));
    await press("Pay");
    await soon.match(says, /^Declined /);
    await fill("Seconds to pass", "soon");
    await press("Advance");
    await soon.match(says, /^Refused: /);
    await page.goto(page.url().replace(/#.*/, "#/ledger?story=nothing"));
    await soon.deepEqual(() => balances(USER), ["1000.00"]);
  }));
