import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

execFileSync(resolve("../../../node_modules/.bin/bun"), ["run", "--no-install", "main.mjs"], {
  env: { ...process.env, DO_NOT_TRACK: "1" },
  stdio: "inherit",
});
