// What tests of the view of requests do with it.

import assert from "node:assert/strict";

export const field = (page, name) => page.getByRole("textbox", { name });
export const texts = (page, selector) => page.locator(selector).allTextContents();
export const charges = (page) => texts(page, "#lines .charged");
export const totals = (page) => texts(page, "#totals dl > div");

/** Writes over a piece of a text, and waits for the frame in which that is calculated. */
export async function edit(page, name, from, to) {
  const before = await field(page, name).inputValue();
  assert.ok(before.includes(from), from);
  await write(page, name, before.replace(from, to));
}

export async function write(page, name, text) {
  await field(page, name).fill(text);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));
}

export async function selected(page, name) {
  return field(page, name).evaluate((area) =>
    area.value.slice(area.selectionStart, area.selectionEnd),
  );
}
