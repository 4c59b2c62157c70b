// A page in a browser that is driven: what scenarios do with it.

import assert from "node:assert/strict";
import { By, Key, until } from "selenium-webdriver";
import { PATIENCE_MS } from "./patience.mjs";

/** @param {import("selenium-webdriver").WebDriver} driver */
export function createDriven(driver) {
  const run = (script, ...values) => driver.executeScript(script, ...values);

  const driven = {
    driver,
    run,

    /** Opens an address, even where only what follows the `#` is another. */
    async open(address) {
      await driver.get("about:blank");
      await driver.get(address);
      await driven.find("main:not([aria-busy]) .view h1");
    },

    /** Loads the page again as its own button does: that of a driver may pass over what is kept. */
    async reload() {
      await run("window.isOld = true; setTimeout(() => location.reload(), 0)");
      const isNew = () => run("return !window.isOld && document.readyState === 'complete'");
      await driver.wait(() => isNew().catch(() => false), PATIENCE_MS, "loaded again");
      await driven.find("main:not([aria-busy]) .view h1");
    },

    /** The element of a selector, once it is there. */
    find: (selector) => driver.wait(until.elementLocated(By.css(selector)), PATIENCE_MS, selector),

    /** Waits until an element says what is expected. */
    async says(selector, expected) {
      const look = () =>
        run("return document.querySelector(arguments[0])?.textContent ?? ''", selector);
      let said = "";
      const isSo = async () => {
        said = await look();
        return typeof expected === "string" ? said === expected : expected.test(said);
      };
      await driver.wait(isSo, PATIENCE_MS).catch(() => {
        assert.fail(`${selector} says “${said}”, not ${expected}`);
      });
    },

    /** Waits until a script gives something that counts as true, and gives it. */
    until(script, ...values) {
      // While a page goes, a script may find none.
      const look = () => run(script, ...values).catch(() => false);
      return driver.wait(look, PATIENCE_MS, script);
    },

    async click(selector) {
      await driven.find(selector);
      await run("document.querySelector(arguments[0]).click()", selector);
    },

    /** Writes a text into a field, as if it were pasted over all that stands there. */
    async write(selector, text) {
      await driven.find(selector);
      await run(
        "const [field, text] = [document.querySelector(arguments[0]), arguments[1]];" +
          "field.focus(); field.value = text;" +
          "field.dispatchEvent(new Event('input', { bubbles: true }));",
        selector,
        text,
      );
    },

    /** Chooses an entry of a list by its value. */
    async choose(selector, value) {
      await driven.find(selector);
      await run(
        "const [list, value] = [document.querySelector(arguments[0]), arguments[1]];" +
          "list.value = value;" +
          "for (const name of ['input', 'change']) {" +
          "  list.dispatchEvent(new Event(name, { bubbles: true }));" +
          "}",
        selector,
        value,
      );
    },

    /** Types key by key, over all that stands there. */
    async type(selector, text) {
      await run("arguments[0].focus()", await driven.find(selector));
      const keys = driver.actions().keyDown(Key.CONTROL).sendKeys("a").keyUp(Key.CONTROL);
      await keys.sendKeys(text).perform();
    },

    /** Drops a file on an element. Its bytes are the text's, or those of a list of numbers. */
    async drop(selector, name, content) {
      await driven.find(selector);
      await run(
        "const [selector, name, content] = arguments;" +
          "const bytes = typeof content === 'string' ? content : Uint8Array.from(content);" +
          "const dataTransfer = new DataTransfer();" +
          "dataTransfer.items.add(new File([bytes], name));" +
          "const how = { bubbles: true, cancelable: true, dataTransfer };" +
          "document.querySelector(selector).dispatchEvent(new DragEvent('drop', how));",
        selector,
        name,
        content,
      );
    },

    value: (selector) => run("return document.querySelector(arguments[0]).value", selector),

    /** Waits until the site is kept for later. */
    kept: () =>
      driver.executeAsyncScript(
        "const done = arguments[0];" +
          "navigator.serviceWorker.ready.then(async ({ active }) => {" +
          "  const soon = () => new Promise((resolve) => setTimeout(resolve, 50));" +
          "  while (!navigator.serviceWorker.controller) await soon();" +
          "  done(active.state);" +
          "});",
      ),
  };
  return driven;
}
