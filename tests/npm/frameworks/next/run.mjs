// Next.js as it comes, without a configuration, built by each of its bundlers: a route handler, a
// server component and a page in the browser.

import { execFileSync } from "node:child_process";
import { renameSync, rmSync } from "node:fs";
import { agree, showPages } from "../support/browser.mjs";
import { texts, withServer } from "../support/server.mjs";

const NEXT = "../../node_modules/next/dist/bin/next";
process.env.NEXT_TELEMETRY_DISABLED = "1";

const found = [];
for (const bundler of ["--turbopack", "--webpack"]) {
  rmSync(".next", { force: true, recursive: true });
  execFileSync(process.execPath, [NEXT, "build", bundler], { stdio: "inherit" });
  // What has been built must need nothing of the package.
  renameSync("node_modules", "absent");
  const start = (port) => [NEXT, "start", "--hostname", "127.0.0.1", "--port", port];
  const shown = await withServer(start, async (origin) => [
    ...(await texts(origin, ["/", "/route"])),
    ...(await showPages([`${origin}/client`])),
  ]);
  renameSync("absent", "node_modules");
  console.log(`${bundler}: ${shown.join(" / ")}`);
  found.push(...shown);
}
agree(found);
