import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";

// `.bin/bun` waits for an install script, which this project does not run: npm has put the program
// itself beside it.
const programs = resolve("../../../node_modules/@oven");
const [program] = readdirSync(programs);

execFileSync(resolve(programs, program, "bin/bun"), ["run", "--no-install", "main.mjs"], {
  env: { ...process.env, DO_NOT_TRACK: "1" },
  stdio: "inherit",
});
