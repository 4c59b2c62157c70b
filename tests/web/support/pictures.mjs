// Pictures of views, for whoever wants to look at them: `.cache/screenshots` has them.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../.cache/screenshots", import.meta.url));
mkdirSync(FOLDER, { recursive: true });

const SCREENS = [1280, 360];

/** Pictures of a whole page on a large and a small screen. */
export async function takePictures(page, name, height = 900) {
  for (const width of SCREENS) {
    await page.setViewportSize({ width, height });
    const path = `${FOLDER}/${name}-${width}.png`;
    const { length } = await page.screenshot({ path, fullPage: true });
    assert.ok(length > 10_000);
  }
}
