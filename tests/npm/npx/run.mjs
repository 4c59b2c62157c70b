import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const npx = (...words) => ["--offline", "--no-install", "ready-reckoner", ...words];

const charge = execFileSync("npx", npx("charge", "4P*A+20C"), {
  encoding: "utf8",
  input: "1000\n",
});
const refusal = spawnSync("npx", npx("check", "2.5.6P*10C"), { encoding: "utf8" });
if (refusal.status !== 1) throw new Error(`ended with ${refusal.status}: ${refusal.stderr}`);

// The peer lies above, where a project that has it would have it.
writeFileSync("book.json", '{ "FEE": { "percentage": "2.9", "flat": "0.30" } }');
writeFileSync("tx.csv", "amount\n100\n");
const columns = ["--amount", "amount", "--rule-id", "FEE"];
execFileSync("npx", npx("rate", "tx.csv", "--book", "book.json", ...columns, "--to", "out.csv"));
const rated = readFileSync("out.csv", "utf8");
if (rated !== "amount,charge,refused\n100,3.20,\n") throw new Error(`rated as ${rated}`);
console.log(charge.trim(), /\[([a-z-]+)\]/.exec(refusal.stdout)[1]);
