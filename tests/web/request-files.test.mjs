// Requests in XML, whole books, files that are opened and dropped, and what is saved.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { EXAMPLE } from "../../www/src/views/request/example.js";
import { usePages } from "./support/browser.mjs";
import {
  charges, edit, field, selected, texts, totals, write,
} from "./support/request.mjs";
import { soon } from "./support/patience.mjs";

const open = usePages();
const withPage = (options, test) => open({ hash: "#/request", ...options }, test);

const data = (name) => readFileSync(new URL(`../data/requests/${name}`, import.meta.url), "utf8");

async function choose(page, button, name, content) {
  const asked = page.waitForEvent("filechooser");
  await page.locator(button).click();
  await (await asked).setFiles({ name, mimeType: "", buffer: Buffer.from(content) });
}

/** What is saved at a click. */
async function saved(page, button) {
  const begun = page.waitForEvent("download");
  await page.locator(button).click();
  const file = await begun;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("a request in XML is charged as the same one in JSON, whichever way its lists stand", () =>
  withPage({}, async (page) => {
    await write(page, "Price book", data("rules.json"));
    await write(page, "Request", data("fee.json"));
    const expected = [await charges(page), await totals(page)];
    assert.equal(expected[0].length, 4);
    for (const name of ["fee.xml", "fee-wrapped.xml"]) {
      await write(page, "Request", "{");
      await write(page, "Request", data(name));
      await soon.deepEqual(async () => [await charges(page), await totals(page)], expected, name);
    }
  }));

test("a problem of XML is told with its path, its line and its place", () =>
  withPage({}, async (page) => {
    await write(page, "Price book", data("rules.json"));
    const wrong = data("fee-wrapped.xml").replace("<chargeSharingPct>60", "<chargeSharingPct>6o");
    await write(page, "Request", wrong);
    const problems = page.locator("#request-problems");
    const where = problems.locator(".where").first();
    const path = "/txnDetails/0/priceMethods/1/chargeSharingPct";
    await soon.match(() => where.textContent(), new RegExp(`^${path}, line \\d+, column \\d+$`));
    await problems.getByRole("button").first().click();
    await soon.equal(() => selected(page, "Request"), "<chargeSharingPct>6o</chargeSharingPct>");
    const mistakes = {
      "<a>": /missing end tag/i,
      "<a>x<b/></a>": /`?a`? holds both text and elements/,
      '<a x="1"/>': /attribute `?x`? has no meaning/,
      "<!DOCTYPE a><a/>": /document type/,
      '<?xml version="1.0" encoding="latin1"?><a/>': /calls itself/,
      '<a xmlns:xsi="s" xsi:nil="1">x</a>': /says that it is nothing/,
      [`${"<a>".repeat(101)}${"</a>".repeat(101)}`]: /more than 100 deep/,
    };
    for (const [text, message] of Object.entries(mistakes)) {
      await write(page, "Request", text);
      await soon.match(() => problems.textContent(), message);
      assert.equal(await page.locator("#bug").isVisible(), false);
    }
  }));

test("a whole book is read, and its problems are told where they stand", () =>
  withPage({}, async (page) => {
    const book = { rules: JSON.parse(EXAMPLE.book), allocation: "largestRemainder" };
    await write(page, "Price book", JSON.stringify(book, null, 2));
    await soon.deepEqual(() => totals(page), ["IMPORTERLKR 13200.00", "EXPORTERLKR 22200.00"]);
    await edit(page, "Price book", "largestRemainder", "largest");
    const problems = page.locator("#book-problems");
    const where = () => problems.locator(".where").first().textContent();
    await soon.match(where, /^\/allocation, line/);
    await edit(page, "Price book", '"largest"', '"largestRemainder"');
    await edit(page, "Price book", '"minimum": "1500"', '"minimm": "1500"');
    await soon.match(where, /^\/rules\/ADVICE\/minimm,/);
  }));

test("lines tell what they are a part of", () =>
  withPage({}, async (page) => {
    await soon.deepEqual(() => texts(page, "#lines .origin"), [
      "40% of 30000.00",
      "60% of 30000.00",
      "on LC_COMMISSION",
      "on LC_COMMISSION",
    ]);
    await soon.equal(() => page.locator("#lines .child").count(), 2);
  }));

test("the response is given to keep, in the format of the request", () =>
  withPage({}, async (page) => {
    const json = await saved(page, "#save");
    assert.equal(json.name, "response.json");
    const { chargeDetails, txnRefNo } = JSON.parse(json.text);
    assert.equal(txnRefNo, "LC-0117");
    assert.deepEqual(chargeDetails.map(({ charge }) => charge)[0], "12000.00");
    await write(page, "Price book", data("rules.json"));
    await write(page, "Request", data("fee.xml").replace("LC-2041", "A &amp; B"));
    const xml = await saved(page, "#save");
    assert.equal(xml.name, "response.xml");
    assert.match(xml.text, /^<\?xml[^>]*\?>\n<TransactionDetailsResponseDto>\n {2}<txnRefNo>/);
    assert.match(xml.text, /<txnRefNo>A &amp; B<\/txnRefNo>/);
    await write(page, "Request", "{");
    await soon.equal(() => page.locator("#keep").isVisible(), false);
  }));

test("a file is opened into its text, and one that is no text is refused", () =>
  withPage({}, async (page) => {
    await choose(page, "#request-open", "r.json", '{ "priceMethods": [] }');
    await page.getByText("0 charges").waitFor();
    await soon.equal(() => page.locator("#request-file").textContent(), "r.json");
    await choose(page, "#request-open", "r.bin", Buffer.from([0xff, 0xfe, 0]));
    await page.getByText("r.bin is no text in UTF-8").waitFor();
    await choose(page, "#book-open", "b.json", " ".repeat((4 << 20) + 1));
    await page.getByText("b.json is larger than 4 MB").waitFor();
    await soon.equal(() => field(page, "Request").inputValue(), '{ "priceMethods": [] }');
    await soon.equal(() => field(page, "Price book").inputValue(), EXAMPLE.book);
    await field(page, "Request").focus();
    await page.keyboard.press("Control+z");
    await soon.equal(() => field(page, "Request").inputValue(), EXAMPLE.request);
  }));

async function chargeFile(page, rule, content) {
  await choose(page, "#batch-open", "a.csv", content);
  await page.locator("#batch-start:enabled").waitFor();
  await page.locator("#batch-rule").selectOption(rule);
  await page.locator("#batch-start").click();
  await page.locator("#batch-outcome > *").first().waitFor();
  return page.locator("#batch-outcome").textContent();
}

test("a file is charged row by row, exactly, and refused rows are told by line and code", () =>
  withPage({}, async (page) => {
    const content =
      '\ufeffname,amount\r\n"x, y",1000000\r\n"a\r\nb",9007199254740993.01\r\n\r\n' +
      'c,1e3\r\nd,"1,000"\r\ne,1,000\r\nf\r\né,-5\r\n';
    const told = await chargeFile(page, "TAX-10", content);
    assert.match(told, /^2 rows charged, LKR 900719925574099\.30 in all\./);
    const rows = await texts(page, "#batch-outcome tbody tr");
    assert.deepEqual(rows.map((row) => row.replace(/(the|expected|a) .*/, "")), [
      "61e3amount-exponent",
      "71,000amount-comma",
      "8e 1 000row-length",
      "9frow-length",
      "10-5amount-negative",
    ]);
    const { name, text } = await saved(page, "#batch-outcome button");
    assert.equal(name, "a-charged.csv");
    assert.equal(
      text,
      'name,amount,charge,problem\n"x, y",1000000,100000.00,\n' +
        '"a\nb",9007199254740993.01,900719925474099.30,\nc,1e3,,amount-exponent\n' +
        'd,"1,000",,amount-comma\ne,1,000,,row-length\nf,,row-length\né,-5,,amount-negative\n',
    );
  }));

test("columns are found, with a heading and without, whatever separates them", () =>
  withPage({}, async (page) => {
    const finds = async (content, column, first) => {
      await choose(page, "#batch-open", "a.csv", content);
      await page.getByText(`a.csv: the first amount is ${first}`, { exact: true }).waitFor();
      const chosen = page.locator("#batch-column option:checked");
      await soon.equal(() => chosen.textContent(), column);
    };
    await finds("a;b\nx;1,5\n", "b", "1,5");
    await finds("7\n8\n", "Column 1", "7");
    await finds("id\tname\tvalue\n1\tx\t5.00\n", "value", "5.00");
    await finds("x,10\ny,11\n", "Column 2", "10");
    await page.locator("#batch-column").selectOption("0");
    await page.getByText("the first amount is x", { exact: false }).waitFor();
  }));

test("nothing is charged before it is known what is in the file", () =>
  withPage({}, async (page) => {
    await choose(page, "#batch-open", "first.csv", "1\n");
    await page.locator("#batch-start:enabled").waitFor();
    const states = await page.locator("#batch").evaluate((panel) => {
      const start = document.querySelector("#batch-start");
      const drop = (name, content) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], name));
        const how = { bubbles: true, cancelable: true, dataTransfer };
        panel.dispatchEvent(new DragEvent("drop", how));
        return start.disabled;
      };
      return [drop("large.csv", "2\n".repeat(2_000_000)), drop("last.csv", "3\n")];
    });
    assert.deepEqual(states, [true, true]);
    await page.getByText("last.csv: the first amount is 3").waitFor();
    await page.locator("#batch-start:enabled").click();
    await page.getByText(/^1 row charged/).waitFor();
  }));

test("a file that cannot be charged is told why, and nothing is kept of it", () =>
  withPage({}, async (page) => {
    const outcome = page.locator("#batch-outcome");
    await choose(page, "#batch-open", "u.csv", Buffer.from([0x31, 0xff]));
    await outcome.getByText("u.csv cannot be charged: the file is not UTF-8").waitFor();
    await soon.equal(() => page.locator("#batch-start").isDisabled(), true);
    const late = Buffer.concat([Buffer.from("1\n".repeat(1 << 16)), Buffer.from([0xff])]);
    await choose(page, "#batch-open", "late.csv", late);
    await page.locator("#batch-start").click();
    await outcome.getByText(/Nothing was charged: behind line \d+ the file is not UTF-8/).waitFor();
    const open = `amount\n1\n"${"x".repeat(1.5 * (1 << 20))}`;
    await choose(page, "#batch-open", "open.csv", open);
    await page.locator("#batch-start").click();
    await outcome.getByText(/line 3 is longer than a million characters/).waitFor();
    await edit(page, "Price book", '"percentage": "15"', '"percentag": "15"');
    assert.match(await chargeFile(page, "TAX-15", "1\n"), /^Nothing was charged: a rule is one of/);
  }));

test("a long file tells how far it is, and is stopped", () =>
  withPage({}, async (page) => {
    await choose(page, "#batch-open", "long.csv", "12345.67\n".repeat(1_000_000));
    await page.locator("#batch-start:enabled").click();
    const progress = page.getByRole("progressbar");
    // From inside the page, so that it is stopped long before its end wherever this runs.
    const at = await progress.evaluate((bar) => {
      const stop = [...document.querySelectorAll("button")].find(
        ({ textContent }) => textContent === "Stop",
      );
      return new Promise((done) => {
        const look = () => {
          if (bar.value === 0) return setTimeout(look, 1);
          done(bar.value);
          return stop.click();
        };
        look();
      });
    });
    assert.ok(at < 1, String(at));
    await page.getByText("Stopped. Nothing was written").waitFor();
    await soon.equal(() => progress.isVisible(), false);
    await page.locator("#batch-start").click();
    await page.getByText(/^1000000 rows charged/).waitFor({ timeout: 120_000 });
  }));
