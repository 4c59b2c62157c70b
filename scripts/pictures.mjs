// Takes the pictures of the site that the README shows, of what the last build has left in
// www/dist. They are looked at before they are committed.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serveSite } from "../tests/web/support/site.mjs";

const FOLDER = fileURLToPath(new URL("../www/pictures", import.meta.url));

const VIEWPORT = { width: 1280, height: 720 };

/** In bytes: the README is read on slow lines, too. */
const LARGEST = 150_000;

/** What is shown, and what is done before it is. */
const PICTURES = {
  tariff: {
    hash: "#/tariff?formula=A%3C1000C%7C5C%7C2.5P*A%7C%3E30C%7C%3C2000C&amount=80000&currency=LKR",
    seen: "#answer .charge",
  },
  ledger: {
    hash: "#/ledger",
    prepare: (page) => page.getByRole("button", { name: "Pay", exact: true }).click(),
    seen: "text=Charged LKR 100.00",
  },
};

const site = await serveSite();
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ args: ["--no-sandbox", "--disable-gpu"], executablePath });
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, picture] of Object.entries(PICTURES)) {
    const bytes = await take(picture);
    if (bytes.length > LARGEST) throw new Error(`${name}.png has ${bytes.length} bytes`);
    writeFileSync(join(FOLDER, `${name}.png`), bytes);
    console.log(`www/pictures/${name}.png: ${Math.ceil(bytes.length / 1000)} KB`);
  }
} finally {
  await browser.close();
  await site.close();
}

async function take({ hash, seen, prepare }) {
  const context = await browser.newContext({
    colorScheme: "light",
    reducedMotion: "reduce",
    serviceWorkers: "block",
    viewport: VIEWPORT,
  });
  const page = await context.newPage();
  await page.goto(site.address + hash);
  await prepare?.(page);
  await page.locator(seen).first().waitFor();
  await page.waitForFunction(() => {
    const states = [...document.fonts].map(({ status }) => status);
    return states.includes("loaded") && !states.includes("loading");
  });
  return page.screenshot({ animations: "disabled", caret: "hide" });
}
