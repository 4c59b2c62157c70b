// One story of a shop and its customer: paid, given back in part, lost and sent again, declined,
// consented to at the last moment, settled late, suspended. It is told against the ledger in the
// page, where the shop's calls are buttons, and against a real `serve` process, where they come
// from another program and the page watches. Either way customer and operator are the page's.

import assert from "node:assert/strict";
import { start } from "../../node/serve-command.mjs";
import { until } from "../../node/serve-site.mjs";

const MSISDN = "94777123456";
const BALANCE = '[data-part="balance"] .figure';
const NEWEST = '[data-part="steps"] > li:first-child';

const HEADERS = { authorization: "Bearer shop-token", "content-type": "application/json" };

/** More than the customer has: refused in any case. */
const TOO_MUCH = "5000.00";

/**
 * What the shop does.
 *
 * @typedef {object} Shop
 * @property {(amount: string) => Promise<unknown>} pay
 * @property {(amount: string) => Promise<unknown>} refund of the first payment
 * @property {(amount: string) => Promise<unknown>} debit
 * @property {() => Promise<unknown>} again sends the last payment once more, word for word
 * @property {(reason: string) => Promise<unknown>} feels waits until its payments are refused for a
 *   reason: nothing but a call tells that a subscriber is suspended
 */

/** @typedef {ReturnType<typeof import("./driven.mjs").createDriven>} Page */

/** The shop of the page's own ledger. @param {Page} page @returns {Shop} */
function shopOfPage(page) {
  const submit = async (form, amount) => {
    await page.write(`[data-part="${form}"] [name="amount"]`, amount);
    await page.click(`[data-part="${form}"] button[type="submit"]`);
  };
  return {
    pay: (amount) => submit("pay", amount),
    refund: (amount) => submit("refund", amount),
    debit: (amount) => submit("debit", amount),
    again: () => page.click('[data-part="again"]'),
    // The page does one thing after the other.
    feels: async () => {},
  };
}

/** A shop that is another program, and knows nothing of the page. @returns {Shop} */
function shopOfServer({ url }) {
  const user = encodeURIComponent(`tel:+${MSISDN}`);
  let number = 0;
  let last;
  let first;

  const send = async (path, body) => {
    last = { path, body };
    const init = { method: "POST", headers: HEADERS, body: JSON.stringify(body) };
    // A reply may be lost: that is for the page to show.
    const response = await fetch(url + path, init).catch(() => undefined);
    return { reason: response?.headers.get("x-mock-reason"), body: await response?.json() };
  };
  const wallet = (action, name, amount, more) => {
    number += 1;
    const body = {
      clientCorrelator: `C-${number}`,
      endUserId: `tel:+${MSISDN}`,
      paymentAmount: { chargingInformation: { amount, currency: "LKR", description: "A game" } },
      referenceCode: `R-${number}`,
      ...more,
    };
    return send(`/wallet/v1/transaction/${user}/${action}`, { [name]: body });
  };
  return {
    async pay(amount) {
      const answer = await wallet("payment", "makePayment", amount);
      first ??= answer.body.makePayment;
      return answer;
    },
    refund: (amount) =>
      wallet("refund", "refundTransaction", amount, {
        originalReferenceCode: first.referenceCode,
        originalServerReferenceCode: first.serverReferenceCode,
      }),
    debit: (amount) =>
      send(`/accountdebit/v1/${MSISDN}`, {
        BILLERID: "BILLER-1", AUTHFLAG: 3, AMOUNT: Number(amount), RC: 1, TRID: "T-1",
      }),
    again: () => send(last.path, last.body),
    feels(reason) {
      const pay = () => wallet("payment", "makePayment", TOO_MUCH);
      return until(async () => (await pay()).reason === reason);
    },
  };
}

/**
 * @param {Page} page with the view opened
 * @param {Shop} shop
 */
async function told(page, shop) {
  const has = (amount) => page.says(BALANCE, amount);
  /** How the newest call was answered, behind its path in the list of calls. */
  const answered = (expected) => page.says(`${NEWEST} summary`, expected);
  /** What is to happen to the next payment. */
  const next = async (behaviour, code = "") => {
    await page.choose('[data-part="rules"] [name="behaviour"]', behaviour);
    await page.write('[data-part="rules"] [name="code"]', code);
    await page.click('[data-part="rules"] button[type="submit"]');
    await page.find('[data-part="rule-list"] li');
  };
  const message = (state) => page.says('[data-part="messages"] li:last-child .state', state);
  const balanceOf = (account, amount) =>
    page.says(`[data-account="${account}"] tfoot .figure`, amount);

  await has("1000.00");
  await shop.pay("100.00");
  await has("900.00");
  await answered(/payment200$/);
  await balanceOf("operator:dialog", "30.00");
  await shop.refund("40.00");
  await has("940.00");
  await balanceOf("operator:dialog", "18.00");
  await shop.refund("60.01");
  await answered(/refund403amount-above-remainder$/);

  await next("loseReply");
  await shop.pay("10.00");
  await has("930.00");
  await shop.again();
  await answered(/paymentreplayed200$/);
  await has("930.00");
  await next("decline", "POL1001");
  await shop.pay("10.00");
  await answered(/payment403scripted$/);

  await shop.debit("100");
  await page.says(".minute span", "1 min left");
  await page.click('[data-part="clock"] [data-ms="59999"]');
  await page.says(".minute span", "0.001 s left");
  await has("930.00");
  await page.click(".consent button[type=submit]");
  await message("debited");
  await has("780.33");
  await balanceOf("tax:vat", "19.52");

  await next("processing");
  await shop.pay("80.00");
  await page.says('[data-part="balance"] .held', "80.00 held");
  await page.click('[data-part="pending"] button');
  await has("700.33");
  await page.click('[data-part="subscriber"] [data-status="suspended"]');
  await shop.feels("subscriber-inactive");
  await shop.pay("10.00");
  await answered(/payment400subscriber-inactive$/);
  await page.click('[data-part="subscriber"] [data-status="active"]');
  await shop.feels("insufficient-funds");
  await page.click('[data-part="subscriber"] button[type="submit"]');
  await has("800.33");
  await shop.pay("0.33");
  await has("800.00");
}

/** Against the ledger in the page, which is there after a reload. */
export async function toldByLedger(page, { address }) {
  await page.open(`${address}#/ledger`);
  // What another scenario has left is kept in this browser.
  await page.click('[data-part="reset"]');
  await told(page, shopOfPage(page));
  await page.says('[data-part="kept"]', /^Kept in this browser/);
  await page.reload();
  await page.says(BALANCE, "800.00");
}

/** Against a process that serves the page as well, and has it all when the page is new. */
export async function toldByServer(page) {
  const server = await start(["--log", "none", "--clock", "manual"]);
  try {
    await page.open(`${server.url}/#/server`);
    await page.says('[data-part="state"]', `Watching ${server.url}.`);
    await told(page, shopOfServer(server));
    const account = await server.json(`/mock/accounts/${MSISDN}`);
    assert.equal(account.balance, "800.00");
    await page.reload();
    await page.says(BALANCE, "800.00");
  } finally {
    await server.end();
  }
}

/** Opens the ledger of this page anew, and pays. */
async function paid(page, address) {
  await page.open(`${address}#/ledger`);
  await page.click('[data-part="reset"]');
  await page.says(BALANCE, "1000.00");
  await shopOfPage(page).pay("100.00");
  await page.says(BALANCE, "900.00");
  await page.says('[data-part="kept"]', /^Kept in this browser/);
}

/** A link brings what was played to somebody else. */
export async function sharedByLink(page, { address }) {
  await paid(page, address);
  await page.until("return location.hash.includes('play=')");
  const link = await page.run("return location.href");
  await page.click('[data-part="reset"]');
  await page.says(BALANCE, "1000.00");
  await page.driver.switchTo().newWindow("tab");
  await page.open(link);
  await page.click('[data-part="all"]');
  await page.says(BALANCE, "900.00");
  await page.says('[data-part="verdict"]', /^Charged LKR 100\.00/);
  await page.open(`${address}#/ledger?play=%5B1`);
  await page.says('[data-part="say"]', "The steps in this link cannot be read.");
}

/** A file that is no world is told, and the world stays as it is. */
export async function badWorlds(page, { address }) {
  await paid(page, address);
  for (const [content, words] of [
    ["{", /bad\.json was not taken, and nothing has changed: The file is no JSON/],
    [[0xff, 0xfe, 0x00], /nothing has changed/],
    ['{ "kind": "other" }', /This is no world: give a file that “Export” has written/],
    ['{ "snapshot": "AAAA" }', /nothing has changed/],
  ]) {
    await page.drop('.view[data-view="ledger"]', "bad.json", content);
    await page.says('[data-part="notice"]', words);
    await page.says(BALANCE, "900.00");
  }
  await shopOfPage(page).refund("40.00");
  await page.says(BALANCE, "940.00");
}

/** What one tab has kept, another one does not write over in silence. */
export async function twoTabs(page, { address }) {
  await paid(page, address);
  const first = await page.driver.getWindowHandle();
  await page.driver.switchTo().newWindow("tab");
  const second = await page.driver.getWindowHandle();
  await page.open(`${address}#/ledger`);
  await page.says(BALANCE, "900.00");
  await shopOfPage(page).refund("40.00");
  await page.says('[data-part="kept"]', /^Kept in this browser/);
  await page.driver.switchTo().window(first);
  await page.says('[data-part="kept"]', /^Another tab has gone on with this world/);
  await shopOfPage(page).pay("1.00");
  await page.says(BALANCE, "899.00");
  await page.says('[data-part="kept"]', /^Another tab has gone on with this world/);
  await page.driver.switchTo().window(second);
  await page.reload();
  await page.says(BALANCE, "940.00");
}
