import { execFileSync, spawnSync } from "node:child_process";

const npx = (...words) => ["--offline", "--no-install", "ready-reckoner", ...words];

const charge = execFileSync("npx", npx("charge", "4P*A+20C"), {
  encoding: "utf8",
  input: "1000\n",
});
const refusal = spawnSync("npx", npx("check", "2.5.6P*10C"), { encoding: "utf8" });
if (refusal.status !== 1) throw new Error(`ended with ${refusal.status}: ${refusal.stderr}`);
console.log(charge.trim(), /\[([a-z-]+)\]/.exec(refusal.stdout)[1]);
