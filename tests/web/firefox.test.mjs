// The page in Firefox: what is typed is charged, and what is wrong is underlined.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Builder, By, Key, until } from "selenium-webdriver";
import firefox from "selenium-webdriver/firefox.js";
import { serveSite } from "./support/site.mjs";

const GECKODRIVER = fileURLToPath(new URL("../../.cache/tools/bin/geckodriver", import.meta.url));

let driver;
let site;

before(async () => {
  site = await serveSite();
  const binary = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
  driver = await new Builder()
    .forBrowser("firefox")
    .setFirefoxOptions(new firefox.Options().setBinary(binary).addArguments("-headless"))
    .setFirefoxService(new firefox.ServiceBuilder(GECKODRIVER))
    .build();
});

after(async () => {
  await driver?.quit();
  await site?.close();
});

test("Firefox charges, underlines and corrects", async () => {
  await driver.get(site.address);
  const headline = await driver.wait(until.elementLocated(By.css("#answer .headline")), 20_000);
  assert.equal(await headline.getText(), "LKR 30.00");

  const formula = await driver.wait(until.elementLocated(By.css("#formula.cm-content")), 20_000);
  await formula.sendKeys(Key.chord(Key.CONTROL, "a"), "2.5.6P*10C");
  const underlined = await driver.findElements(By.css(".cm-lintRange-error"));
  const texts = await Promise.all(underlined.map((piece) => piece.getText()));
  assert.match(texts.join(""), /^2\.5\.6P?$/);

  await driver.findElement(By.css(".cure")).click();
  assert.equal(await formula.getText(), "2.5P*10C");
  assert.equal(await driver.findElement(By.css("#answer .charge")).getText(), "0.25");
});
