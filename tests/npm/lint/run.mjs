// The manifest, seen by publint and by are-the-types-wrong.

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const folder = resolve("node_modules/ready-reckoner");
const { messages, pkg } = await publint({ pkgDir: folder, pack: false, strict: true });
for (const message of messages) console.log(formatMessage(message, pkg));

execFileSync(resolve("../../../node_modules/.bin/attw"), [process.env.TARBALL], {
  stdio: "inherit",
});
if (messages.length === 0) console.log("60.00 several-points 200 998.00 ledger-freed");
