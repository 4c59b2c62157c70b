// The view of the APIs: the reference, the console, and the requests as code.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { newFolder, start } from "../node/serve-command.mjs";
import { packed } from "../node/support.mjs";
import { until } from "../node/serve-site.mjs";
import { usePages } from "./support/browser.mjs";
import { useBrowser } from "./support/served.mjs";
import { soon } from "./support/patience.mjs";
import { WORLD } from "../../www/src/views/api/world.js";

const withPage = usePages();
const withAddress = useBrowser();
const run = promisify(execFile);

const openapi = JSON.parse(readFileSync(packed("openapi.json"), "utf8"));
const OPERATIONS = Object.values(openapi.paths).flatMap((methods) => Object.values(methods));

function viewOf(page) {
  const root = page.locator('.view[data-view="api"]');
  const part = (name) => root.locator(`[data-part=${name}]`);
  return {
    root,
    part,
    press: (name) => root.getByRole("button", { name, exact: true }).click(),
    open: async (id) => {
      await page.evaluate((hash) => (location.hash = hash), `#/api/${id}`);
      await root.locator(`li[data-operation="${id}"] a[aria-current]`).waitFor();
    },
    body: root.locator("textarea"),
    /** Sends what is filled in, and gives the answer as it is shown. */
    send: async () => {
      await part("sent").evaluate((node) => (node.textContent = ""));
      await root.getByRole("button", { name: "Send", exact: true }).click();
      await part("sent").filter({ hasText: "." }).waitFor();
      return part("answer").locator("pre").textContent();
    },
    sample: async (language) => {
      await root.getByLabel(language).check();
      return part("sample").textContent();
    },
  };
}

test("every operation is there, and answers in the page as the document says", () =>
  withPage({ hash: "#/api" }, async (page) => {
    const { open, send, root } = viewOf(page);
    assert.ok(OPERATIONS.length > 40);
    await soon.equal(() => root.locator("li[data-operation]").count(), OPERATIONS.length);
    for (const { operationId, responses } of OPERATIONS) {
      await open(operationId);
      const [, status] = /^HTTP (\d+)\n/.exec(await send()) ?? [];
      assert.ok(Object.keys(responses).includes(status), `${operationId}: ${status}`);
    }
  }));

test("examples are sent as they are shown, refused ones too", () =>
  withPage({ hash: "#/api/payment?example=insufficient" }, async (page) => {
    const { send, body, root, part } = viewOf(page);
    await soon.match(() => body.inputValue(), /"amount": "1000000"/);
    const refused = await send();
    assert.match(refused, /^HTTP 403\n[^]*x-mock-reason: insufficient-funds\n[^]*"POL1000"/);
    await root.getByRole("combobox", { name: "Example" }).selectOption("charged");
    assert.match(await send(), /^HTTP 200\n[^]*"Charged"/);
    await root.getByLabel("Bearer token").fill("wrong");
    assert.match(await send(), /^HTTP 401\n/);
    await body.fill("{");
    await root.getByLabel("Bearer token").fill("example-token");
    assert.match(await send(), /^HTTP 400\n/);
    await body.fill(`"${"x".repeat(1_100_000)}"`);
    assert.match(await send(), /^HTTP 413\n/);
    await body.fill("");
    assert.match(await send(), /^HTTP 4/);
    await soon.equal(() => part("answer").isVisible(), true);
  }));

test("a link brings what was typed; an unknown operation is told of", () =>
  withPage({ hash: "#/api/debit" }, async (page) => {
    const { body, root, part } = viewOf(page);
    await body.fill('{ "AMOUNT": 1.50 }');
    await until(() => page.url().includes("body="));
    await page.reload();
    await part("route").getByText("POST /accountdebit").waitFor();
    await soon.equal(() => body.inputValue(), '{ "AMOUNT": 1.50 }');
    await page.evaluate(() => (location.hash = "#/api/no-such-thing"));
    await root.getByText("There is no operation called no-such-thing.").waitFor();
    await root.getByLabel("Find").fill("mock clock");
    await root.getByText("2 operations").waitFor();
    await root.getByRole("link", { name: /POST \/mock\/clock/ }).click();
    await part("route").getByText("POST /mock/clock").waitFor();
    await root.getByLabel("Find").fill("nothing like it");
    await root.getByText("0 operations").waitFor();
  }));

test("the server that hands out the page answers, and samples do the same there", async () => {
  const config = join(newFolder(), "world.json");
  writeFileSync(config, JSON.stringify(WORLD));
  const server = await start(["--log", "none", "--config", config]);
  const statusIn = ({ stdout }) => Number(/^(\d{3})\b/.exec(stdout)?.[1]);
  await withAddress(`${server.url}/#/api/payment`, async (page) => {
    const { open, send, sample, root } = viewOf(page);
    await soon.match(() => root.getByLabel("Answered by").innerText(), /^the server 127\.0\.0\.1/);
    for (const id of [
      "payment", "createCharge", "calculateCharges", "setApplication", "moveClock", "addScript",
      "clearScripts", "getClock", "listTransactions",
    ]) {
      await open(id);
      const [, text] = /^HTTP (\d+)/.exec(await send());
      const status = Number(text);
      assert.ok(status < 300, `${id}: ${status}`);
      const curl = await sample("curl");
      assert.ok(curl.includes(server.url));
      const asked = ["-c", `${curl} --silent --output /dev/null --write-out '%{http_code}'`];
      assert.equal(statusIn(await run("bash", asked)), status, curl);
      const script = await sample("fetch");
      const node = ["--input-type=module", "--eval", script];
      assert.equal(statusIn(await run(process.execPath, node)), status, script);
      const python = await sample("Python");
      assert.equal(statusIn(await run("python3", ["-c", python])), status, python);
    }
    // A body that JavaScript would write with other digits is sent as a text.
    await open("calculateCharges");
    await root.locator("textarea").fill('{ "txnRefNo": "1", "priceMethods": [], "x": 37.50 }');
    for (const language of ["fetch", "Python"]) await soon.match(() => sample(language), /37\.50/);
    const log = await server.json("/mock/log");
    assert.ok(log.filter(({ operation }) => operation === "payment").length >= 4);
  });
  await server.end();
});
