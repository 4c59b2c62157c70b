// The guide: documents with addresses, the search over them, and examples that run in the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readDocuments } from "../../www/build/guide/documents.js";
import { renderDocument } from "../../www/build/guide/render.js";
import { excerptOf } from "../../www/src/views/guide/excerpt.js";
import { instrument } from "../../www/src/views/guide/run/instrument.js";
import { usePages } from "./support/browser.mjs";
import { soon } from "./support/patience.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const documents = readDocuments(ROOT);
const rendered = new Map(
  [...documents.values()].map((one) => [one.slug, renderDocument(one, documents)]),
);
const open = usePages();
const withPage = (hash, test) =>
  open({ hash: `#/guide/${hash}` }, async (page) => {
    await page.locator(".document > *").first().waitFor();
    await test(page);
  });

const heading = (page) => page.locator("main h1").textContent();
const search = (page) => page.getByRole("searchbox");
const listing = (page, text) => page.locator(".listing", { hasText: text }).first();
const run = (block) => block.getByRole("button", { name: "Run" }).click();

/** What a block has told, once it has come to its end: line, kind and text of each. */
async function told(block) {
  await block.getByRole("button", { name: "Run" }).waitFor();
  return block.locator(".printed li").evaluateAll((rows) =>
    rows.map((row) => [
      Number(row.querySelector(".line")?.lastChild.data),
      row.dataset.kind,
      row.querySelector("code")?.textContent ?? row.textContent,
    ]),
  );
}

async function edit(block, text) {
  if ((await block.getByRole("button", { name: "Edit" }).count()) > 0) {
    await block.getByRole("button", { name: "Edit" }).click();
  }
  await block.getByRole("textbox").fill(text);
}

test("an example that is edited begins with the beginnings of its lines", () =>
  withPage("recipes", async (page) => {
    await page.setViewportSize({ width: 360, height: 800 });
    const block = page.locator('.listing[data-runs="page"]').nth(1);
    await block.getByRole("button", { name: "Edit" }).click();
    const text = block.getByRole("textbox");
    await text.waitFor();
    const { scrollLeft, scrollWidth, clientWidth } = await text.evaluate((field) => ({
      scrollLeft: field.scrollLeft,
      scrollWidth: field.scrollWidth,
      clientWidth: field.clientWidth,
    }));
    assert.ok(scrollWidth > clientWidth, `${scrollWidth} of ${clientWidth}`);
    assert.equal(scrollLeft, 0);
  }));

test("every link of a document leads to a document and a heading that there are", () => {
  let links = 0;
  for (const [slug, { html }] of rendered) {
    for (const [, target, anchor] of html.matchAll(/href="#\/guide\/([^/"]*)(?:\/([^"]*))?"/g)) {
      links += 1;
      assert.ok(rendered.has(target), `${slug}: ${target}`);
      const names = rendered.get(target).headings.map((one) => one.slug);
      if (anchor !== undefined) assert.ok(names.includes(anchor), `${slug}: ${target}/${anchor}`);
    }
    const others = html.match(/href="(?!#\/guide\/)[^"]*"/g);
    assert.equal(others, null, slug);
  }
  assert.ok(links > 100);
  assert.ok(rendered.get("readme").html.includes('<span class="elsewhere">MIT</span>'));
});

test("documents stand in the order of the README's list, and its pictures stay there", () => {
  assert.deepEqual([...rendered.keys()].slice(0, 4), ["readme", "formula", "pricing", "tariffs"]);
  assert.ok(documents.get("README.md").text.includes("!["));
  assert.doesNotMatch(rendered.get("readme").html, /pictures/);
});

test("a document brings no markup and no style of its own", () => {
  for (const [slug, { html }] of rendered) {
    assert.doesNotMatch(html, /style=|<script|<img|<iframe/i, slug);
  }
  const text = "# A\n\n<b onclick=x>b</b> [c](javascript:alert)\n\n```js\n</pre><b>\n```\n";
  const { html } = renderDocument({ slug: "a", path: "a.md", text }, new Map());
  assert.doesNotMatch(html, /<b|href="javascript/);
  assert.match(html, /&lt;b onclick=x&gt;/);
});

test("the search takes sections as plain words, and cuts them about what was found", () => {
  const text = "# A\n\n## One *two*\n\nthree `four`\nfive\n\n- six\n\n```js\nseven();\n```\n";
  const { sections } = renderDocument({ slug: "a", path: "a.md", text }, new Map());
  assert.deepEqual(sections.map(({ slug, words }) => [slug, words.trim()]), [
    ["a", ""],
    ["one-two", "three four five six seven();"],
  ]);
  const long = `${"before ".repeat(30)}a found word ${"after ".repeat(60)}`;
  const pieces = excerptOf(long, ["found", "absent"]);
  assert.deepEqual(pieces.filter(({ isFound }) => isFound), [{ text: "found", isFound: true }]);
  assert.match(pieces.map((piece) => piece.text).join(""), /^…before .*a found word after.*…$/);
  assert.deepEqual(excerptOf("A*(B)", ["*("]).map((piece) => piece.text), ["A", "*(", "B)"]);
});

test("an address opens a document at its heading", () =>
  withPage("pricing/handles", async (page) => {
    await soon.equal(() => heading(page), "Price rules and requests");
    await soon.equal(() => page.title(), "Price rules and requests · Ready Reckoner");
    const focused = page.locator(":focus");
    await soon.equal(() => focused.getAttribute("data-heading"), "handles");
    await soon.ok(async () => {
      const { y } = await focused.boundingBox();
      return y >= 0 && y < 200;
    });
    const contents = page.getByRole("navigation", { name: "Contents of the guide" });
    await soon.equal(() => contents.locator("[aria-current]").textContent(), "Handles");

    await contents.getByRole("link", { name: "The formula guide" }).click();
    await page.waitForFunction(() => document.title.startsWith("The formula guide"));
    await soon.equal(() => page.evaluate(() => scrollY), 0);
    await page.goBack();
    await page.waitForFunction(() => document.title.startsWith("Price rules"));
    await soon.equal(() => page.locator(":focus").getAttribute("data-heading"), "handles");
  }));

test("a link between documents stays in the guide", () =>
  withPage("readme", async (page) => {
    await soon.equal(() => heading(page), "Overview");
    const article = page.locator(".document");
    await article.getByRole("link", { name: "The formula guide" }).first().click();
    await page.waitForFunction(() => document.title.startsWith("The formula guide"));
    await soon.equal(() => page.evaluate(() => location.hash), "#/guide/formula");
  }));

test("a document or a heading that is none is said to be none", () =>
  withPage("no%20such", async (page) => {
    await soon.equal(() => heading(page), "No such document");
    const text = () => page.locator(".document").textContent();
    await soon.match(text, /no document called “no such”/);
    await page.getByRole("link", { name: "Begin at the beginning" }).click();
    await page.locator("h1", { hasText: "Overview" }).waitFor();
    await page.evaluate(() => (location.hash = '#/guide/cli/no"]such'));
    await page.locator("#announced", { hasText: "no chapter of that name" }).waitFor();
    await soon.equal(() => heading(page), "The command");
  }));

test("the search finds sections of all documents, and its address brings it back", () =>
  withPage("readme", async (page) => {
    const found = page.locator(".found li");
    await search(page).fill("amount-exponent");
    await found.first().waitFor();
    await soon.match(() => found.first().textContent(), /amount-exponent.*Diagnostics/);
    await soon.match(() => page.locator("#announced").textContent(), /place/);
    await page.waitForFunction(() => location.hash === "#/guide/readme?search=amount-exponent");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.title.startsWith("Diagnostics"));
    await soon.equal(() => page.locator(":focus").getAttribute("data-heading"), "amount-exponent");

    await search(page).fill("zzzzqqqq");
    await page.getByText("Nothing about “zzzzqqqq”.").first().waitFor();
    await search(page).press("Escape");
    await page.locator(".search .hint:empty").waitFor({ state: "attached" });
    await page.evaluate(() => (location.hash = "#/guide/formula?search=graduated"));
    await found.first().waitFor();
    await soon.equal(() => search(page).inputValue(), "graduated");
  }));

/**
 * The value of a remark or of what was told, as JavaScript reads it. A remark may name a constant
 * of its block: that part is anything.
 */
const valueOf = (text, anything) =>
  new Function("body", `return (${text});`)(anything);
const REMARK = /^(.*?)\s*\/\/ (→|throws) (.+)$/;

/** Holds what a block has told to the remarks in it. */
function assertTold(text, rows, name) {
  const lines = text.split("\n");
  const printed = rows.filter(([, kind]) => kind === "line").map(([, , line]) => line);
  const expected = [];
  for (const [at, line] of lines.entries()) {
    const [, source, kind, remark] = REMARK.exec(line) ?? [];
    if (kind === undefined) continue;
    if (kind === "→" && (source.trim() === "" || source.includes("console.log("))) {
      expected.push(remark);
      continue;
    }
    const own = rows.filter(([row, what]) => row === at + 1 && what !== "line");
    assert.equal(own.length, 1, `${name}:${at + 1} ${JSON.stringify(rows)}`);
    const [[, what, told]] = own;
    if (kind === "throws") assert.deepEqual([what, told.split(":")[0]], ["error", remark], name);
    else {
      const value = valueOf(told);
      assert.deepEqual(value, valueOf(remark, value?.value), `${name}:${at + 1}`);
    }
  }
  for (const line of printed.join("\n").split("\n").filter(Boolean)) {
    if (line === expected[0]) {
      expected.shift();
      continue;
    }
    // Node writes an object over several lines.
    const whole = expected.findIndex((end) => /^[}\]]/.test(end)) + 1;
    assert.ok(whole > 0, `${name} printed ${line}, not ${expected[0]}`);
    assert.deepEqual(valueOf(line), valueOf(expected.splice(0, whole).join("\n")), name);
  }
  assert.deepEqual(expected, [], name);
}

for (const slug of rendered.keys()) {
  const count = rendered.get(slug).html.split('data-runs="page"').length - 1;
  if (count === 0) continue;
  test(`the ${count} examples of ${slug} give in the page what they say`, () =>
    withPage(slug, async (page) => {
      const blocks = await page.locator('.listing[data-runs="page"]').all();
      assert.equal(blocks.length, count);
      for (const [at, block] of blocks.entries()) {
        const text = await block.locator("pre").textContent();
        await run(block);
        assertTold(text, await told(block), `${slug}, example ${at + 1}`);
      }
    }));
}

test("an example that is edited gives something else, until it is put back", () =>
  withPage("formula", async (page) => {
    const block = page.locator('.listing[data-runs="page"]').first();
    const before = await block.locator("pre").textContent();
    await edit(block, 'compile("5C").charge("1");');
    const active = page.locator(":focus");
    await soon.equal(() => active.evaluate(({ localName }) => localName), "textarea");
    await page.keyboard.press("Control+Enter");
    await block.locator(".printed li").first().waitFor();
    await soon.deepEqual(() => told(block), [[1, "value", '"5.00"']]);
    await block.getByRole("button", { name: "Put back" }).click();
    await soon.equal(() => block.locator("pre").textContent(), before);
    await soon.equal(() => block.locator(".printed").isVisible(), false);
  }));

test("what goes wrong in an example is told in its line", () =>
  withPage("formula", async (page) => {
    const block = page.locator('.listing[data-runs="page"]').first();
    const tells = async (text, expected) => {
      await edit(block, text);
      await run(block);
      const rows = await told(block);
      assert.deepEqual(rows.map(([line, kind]) => [line, kind]), expected, text);
      return rows.at(-1)[2];
    };
    assert.match(await tells("1;\nlet = 5;", [[2, "error"]]), /^SyntaxError/);
    assert.match(
      await tells('1;\n\nconst a = compile("4A");\n2;', [[1, "value"], [3, "error"]]),
      /^[a-z-]+: /,
    );
    assert.match(await tells('import fs from "node:fs";', [[1, "error"]]), /cannot be imported/);
    assert.match(
      await tells('import { no } from "ready-reckoner";', [[1, "error"]]),
      /exports no no/,
    );
    assert.match(await tells('\nawait import("./x.js");', [[2, "error"]]), /cannot be imported/);
    assert.match(await tells("fetch('/');", [[1, "error"]]), /fetch is not a function/);
    assert.match(await tells("\nPromise.reject(new Error('late'));\n1;", [
      [2, "value"],
      [3, "value"],
      [3, "error"],
    ]), /late/);
    await edit(block, "");
    await run(block);
    const none = ["none", "It printed nothing."];
    await soon.deepEqual(async () => (await told(block))[0].slice(1), none);
    await edit(block, "for (let at = 0; ; at += 1) console.log(at);");
    await run(block);
    await block.locator('[data-kind="flood"]').waitFor();
    await soon.equal(() => block.locator(".printed li").count(), 1001);
    await block.getByRole("button", { name: "Stop" }).click();
    await block.getByRole("button", { name: "Run" }).waitFor();
  }));

test("types are passed over, and what needs Node says so", () =>
  withPage("recipes", async (page) => {
    const node = listing(page, "mkdtempSync");
    await soon.equal(() => node.getByRole("button").count(), 0);
    await soon.match(() => node.locator(".needs").textContent(), /Node/);
    const typed = page.locator('.listing[data-language="ts"]').first();
    await edit(typed, "const a: number = 5;\n\na satisfies number;");
    await run(typed);
    await soon.deepEqual(() => told(typed), [[3, "value", "5"]]);
  }));

test("the module of a block keeps its lines and shadows nothing", () => {
  const { code, imports } = instrument('import { a as b } from "x";\n\nb(1); // throws y\n"two";');
  assert.equal(imports, true);
  assert.equal(code.split("\n").length, 4);
  assert.match(code.split("\n")[2], /^__guide\.at\(3\); try \{ .*b\(1\).*\/\/ throws y$/);
  assert.equal(instrument("console.log(1)").code, "__guide.at(1); " +
    "__guide.value(1, (__guide.console(1).log(1)));");
});

test("what a block prints stands beside its lines, and below it on a narrow page", () =>
  withPage("recipes", async (page) => {
    const block = listing(page, "amountReader");
    await run(block);
    const rows = await told(block);
    const [code, printed] = [block.locator("pre"), block.locator(".printed")];
    const boxes = () => Promise.all([code, printed].map((it) => it.boundingBox()));
    const [left, right] = await boxes();
    assert.ok(right.x >= left.x + left.width && right.y === left.y, "it stands beside the block");
    const [first] = rows;
    const { y } = await printed.locator("li").first().boundingBox();
    const { paddingTop, lineHeight } = await code.evaluate((it) => ({ ...getComputedStyle(it) }));
    const line = left.y + parseFloat(paddingTop) + (first[0] - 1) * parseFloat(lineHeight);
    assert.ok(first[0] > 1 && Math.abs(y - line) < 2, `${y} is the height of the line, ${line}`);

    await page.setViewportSize({ width: 360, height: 800 });
    const [above, below] = await boxes();
    assert.ok(below.x === above.x && below.y >= above.y + above.height, "it stands below it");
  }));
