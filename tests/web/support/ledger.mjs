// The view of the ledger, and what tests do with it.

const rowsOf = (found) =>
  found.map(({ cells }) => [...cells].map((cell) => cell.innerText.replaceAll("\n", ", ")));

/** @param {import("playwright-core").Page} page with the view opened, or about to open */
export async function openLedger(page) {
  const root = page.locator('.view[data-view="ledger"]');
  await root.locator(".verdict .count").waitFor();
  const newest = root.locator("[data-part=steps] > li");
  /** Presses a button, and waits for what it does where that is a step. */
  const press = async (name) => {
    await root.getByRole("button", { name, exact: true }).click();
    // All that a step does is done in this page: it is there before the next task but a few.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 60)));
  };

  /** The headline and what stands under it; with a pattern, once they fit. */
  async function says(pattern) {
    const texts = () => root.locator(".verdict p").allInnerTexts();
    for (let tries = 0; ; tries += 1) {
      const text = (await texts()).filter((line) => line !== "").join(": ");
      if (pattern === undefined || pattern.test(text)) return text;
      if (tries > 100) throw new Error(`it says “${text}”, not ${pattern}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
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
    link: async () => {
      await page.waitForTimeout(300);
      return page.url();
    },
  };
}
