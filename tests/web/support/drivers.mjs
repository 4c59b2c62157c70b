// The three browsers behind one way to drive them.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Builder } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import firefox from "selenium-webdriver/firefox.js";
import { PATIENCE_MS, sleep } from "./patience.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const GECKODRIVER = `${ROOT}.cache/tools/bin/geckodriver`;
const CHROMEDRIVER = "/usr/bin/chromedriver";
const WEBKITDRIVER = "/usr/bin/WebKitWebDriver";
const XVFB = "/usr/bin/Xvfb";

/** WebKit's browser for tests, which Debian keeps apart for each architecture. */
const MINIBROWSERS = ["x86_64", "aarch64"].map(
  (machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`,
);

const SIZE = { width: 1280, height: 900 };

/** Each is started as by a person who wants no motion. */
export const BROWSERS = {
  chromium: { needs: [CHROMEDRIVER], start: startChromium },
  firefox: { needs: [GECKODRIVER], start: startFirefox },
  webkit: { needs: [WEBKITDRIVER, XVFB], start: startWebKit },
};

/**
 * Why a browser cannot be driven here, or undefined. Where CI runs, all of them must be.
 *
 * @param {string[]} needs the files that it takes
 */
export function missing(needs) {
  const absent = needs.filter((path) => !existsSync(path));
  const mustRun = process.env.CI && !process.env.MAY_SKIP;
  if (absent.length === 0 || mustRun) return undefined;
  return `${absent.join(" and ")} is missing: \`scripts/setup\` installs it where there is apt-get`;
}

/**
 * @typedef {object} Started
 * @property {import("selenium-webdriver").WebDriver} driver
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<Started>} */
async function startChromium() {
  const options = new chrome.Options();
  options.setChromeBinaryPath(process.env.CHROMIUM ?? "/usr/bin/chromium");
  options.addArguments(
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
    `--window-size=${SIZE.width},${SIZE.height}`,
  );
  const service = new chrome.ServiceBuilder(CHROMEDRIVER);
  const builder = new Builder().forBrowser("chrome").setChromeOptions(options);
  const driver = await builder.setChromeService(service).build();
  return { driver, stop: () => driver.quit() };
}

/** @returns {Promise<Started>} */
async function startFirefox() {
  const options = new firefox.Options();
  options.setBinary(process.env.FIREFOX ?? "/usr/bin/firefox-esr");
  options.addArguments("-headless", `--width=${SIZE.width}`, `--height=${SIZE.height}`);
  options.setPreference("ui.prefersReducedMotion", 1);
  const service = new firefox.ServiceBuilder(GECKODRIVER);
  const builder = new Builder().forBrowser("firefox").setFirefoxOptions(options);
  const driver = await builder.setFirefoxService(service).build();
  return { driver, stop: () => driver.quit() };
}

/** @returns {Promise<Started>} */
async function startWebKit() {
  const screen = `${SIZE.width}x${SIZE.height}x24`;
  const xvfb = spawn(XVFB, ["-displayfd", "3", "-screen", "0", screen, "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const display = await new Promise((resolve, reject) => {
    xvfb.on("error", reject);
    xvfb.on("exit", () => reject(new Error("Xvfb has ended before it had a screen")));
    xvfb.stdio[3].once("data", (number) => resolve(`:${String(number).trim()}`));
  });
  const port = await freePort();
  const home = settingsWithoutMotion();
  const server = spawn(WEBKITDRIVER, [`--port=${port}`], {
    env: { ...process.env, DISPLAY: display, XDG_CONFIG_HOME: home },
    stdio: "ignore",
  });
  const stop = () => {
    for (const started of [server, xvfb]) started.kill();
    rmSync(home, { recursive: true });
  };
  try {
    const driver = await connect(`http://127.0.0.1:${port}`);
    return {
      driver,
      stop: () => driver.quit().finally(stop),
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** The folder of settings that WebKit's toolkit reads. */
function settingsWithoutMotion() {
  const home = mkdtempSync(join(tmpdir(), "ready-reckoner-webkit-"));
  mkdirSync(join(home, "gtk-3.0"));
  const text = "[Settings]\ngtk-enable-animations = 0\n";
  writeFileSync(join(home, "gtk-3.0/settings.ini"), text);
  return home;
}

async function connect(address) {
  const binary = MINIBROWSERS.find((path) => existsSync(path));
  const capabilities = {
    browserName: "MiniBrowser",
    "webkitgtk:browserOptions": { binary, args: ["--automation"] },
  };
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    try {
      return await new Builder().usingServer(address).withCapabilities(capabilities).build();
    } catch (error) {
      if (Date.now() > end || !/ECONNREFUSED/.test(String(error))) throw error;
      await sleep(100);
    }
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
