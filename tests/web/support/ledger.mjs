// The view of the ledger, and what tests do with it.

import { soon } from "./patience.mjs";

/** The buttons whose press is a step. */
const DEEDS = [
  "59.999 s", "Advance", "Consent", "Debit", "Have it so", "Make active", "Pay", "Refund", "Refuse",
  "Send the last call again", "Suspend", "Top up",
];

/** How many steps an address brings. */
function playedIn(address) {
  const query = new URLSearchParams(address.split("?")[1]);
  return JSON.parse(query.get("play") ?? "[]").length;
}

const rowsOf = (found) =>
  found.map(({ cells }) => [...cells].map((cell) => cell.innerText.replaceAll("\n", ", ")));

/** @param {import("playwright-core").Page} page with the view opened, or about to open */
export async function openLedger(page) {
  const root = page.locator('.view[data-view="ledger"]');
  await root.locator(".verdict .count").waitFor();
  const newest = root.locator("[data-part=steps] > li");
  const refused = root.locator("[data-part=notice]");
  const stopped = page.locator("#bug");
  /** Presses a button, and waits until it is a step, or is said to be none, where it does one. */
  const press = async (name) => {
    const before = await newest.count();
    await root.getByRole("button", { name, exact: true }).click();
    if (!DEEDS.includes(name)) return;
    await soon.ok(async () =>
      (await newest.count()) > before || (await refused.isVisible()) || stopped.isVisible(),
    );
  };

  /** The headline and what stands under it; with a pattern, once they fit. */
  async function says(pattern) {
    const read = async () => {
      const texts = await root.locator(".verdict p").allInnerTexts();
      return texts.filter((line) => line !== "").join(": ");
    };
    if (pattern !== undefined) await soon.match(read, pattern);
    return read();
  }

  return {
    page,
    root,
    press,
    says,
    fill: (label, value) => root.getByLabel(label).fill(value),
    choose: (label, option) => root.getByLabel(label).first().selectOption({ label: option }),
    postings: () =>
      root.locator("[data-part=step] .postings :is(tbody, tfoot) tr").evaluateAll(rowsOf),
    /** What the accounts of these names have, without what is held. */
    balances: async (...names) => {
      const found = await root.locator(".t-account").evaluateAll((tables) =>
        tables.map((table) => [
          table.caption.innerText,
          [...table.tFoot.querySelectorAll(".figure")].map((it) => it.textContent).join(),
        ]),
      );
      return names.map((name) => Object.fromEntries(found)[name]);
    },
    /** What was sent and came back last. */
    wire: async () => {
      const texts = await root.locator("[data-part=step] pre").allTextContents();
      const reason = await root.locator("[data-part=step] .reason").textContent();
      return { request: texts[0], response: texts[1], reason };
    },
    inbox: () => root.locator("[data-part=messages] .state").allTextContents(),
    left: () => root.locator(".minute span").innerText(),
    steps: () => newest.locator(".title").allTextContents(),
    /** The steps as a test. */
    code: async () => {
      const details = root.locator("[data-part=code]");
      if (!(await details.evaluate(({ open }) => open))) await details.locator("summary").click();
      return details.locator("pre", { hasText: "a story that was played" }).textContent();
    },
    /** The address, once it brings all that was played. */
    link: async () => {
      const count = await newest.count();
      await soon.equal(() => playedIn(page.url()), count);
      return page.url();
    },
  };
}
