// SvelteKit with the package as a devDependency, which adapter-node puts into the server's own
// files: a page's load function, an endpoint and a page in the browser.

import { rmSync } from "node:fs";
import { build } from "vite";
import { agree, showPages } from "../support/browser.mjs";
import { texts, withServer } from "../support/server.mjs";

await build({ logLevel: "warn" });
// What has been built must need nothing of the package.
rmSync("node_modules", { recursive: true });
const shown = await withServer(
  () => ["build/index.js"],
  async (origin) => [
    ...(await texts(origin, ["/", "/charge"])),
    ...(await showPages([`${origin}/browser`])),
  ],
);
agree(shown);
