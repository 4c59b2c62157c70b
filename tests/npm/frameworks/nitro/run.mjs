// Nitro with everything in the server's own files, nothing left outside.

import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { agree } from "../support/browser.mjs";
import { texts, withServer } from "../support/server.mjs";

const NITRO = "../../node_modules/nitro/dist/cli/index.mjs";

execFileSync(process.execPath, [NITRO, "build"], { stdio: "inherit" });
// What has been built must need nothing of the package.
rmSync("node_modules", { recursive: true });
agree(
  await withServer(
    () => [".output/server/index.mjs"],
    (origin) => texts(origin, ["/charge"]),
  ),
);
