// Angular with a page that its server makes for each request, and one that is made at the build.

import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { agree } from "../support/browser.mjs";
import { texts, withServer } from "../support/server.mjs";

const ARCHITECT = "../../node_modules/@angular-devkit/architect/bin/architect.js";
process.env.NG_CLI_ANALYTICS = "false";

execFileSync(process.execPath, [ARCHITECT, "app:build"], { stdio: "inherit" });
// What has been built must need nothing of the package.
rmSync("node_modules", { recursive: true });
agree(
  await withServer(
    () => ["dist/server/server.mjs"],
    (origin) => texts(origin, ["/server", "/prerendered"]),
  ),
);
