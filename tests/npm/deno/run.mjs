import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

const deno = resolve("../../../node_modules/.bin/deno");
execFileSync(deno, ["run", "--no-remote", "--no-lock", "--allow-read=.", "main.mjs"], {
  env: { ...process.env, DENO_DIR: resolve("deno-cache"), DENO_NO_UPDATE_CHECK: "1" },
  stdio: "inherit",
});
