import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

const deno = resolve("../../../node_modules/.bin/deno");
// Without a permission, not even to read files.
execFileSync(deno, ["run", "--no-remote", "--no-lock", "--no-prompt", "main.mjs"], {
  env: { ...process.env, DENO_DIR: resolve("deno-cache"), DENO_NO_UPDATE_CHECK: "1" },
  stdio: "inherit",
});
