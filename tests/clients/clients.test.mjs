// Clients that know nothing of us play one story against `serve`, and come to what the typed
// methods of the ledger come to: curl, Python's httpx, Node's fetch, and the client that is
// generated of the OpenAPI document. scripts/setup installs what they need.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { newFolder, start } from "../node/serve-command.mjs";
import { packed } from "../node/support.mjs";
import { expected } from "./expected.mjs";
import { play, STEPS, WORLD } from "./story.mjs";

const run = promisify(execFile);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const installed = (name) => here(`../../.cache/clients/${name}`);
const PYTHON = installed("venv/bin/python");

const folder = newFolder();
const config = `${folder}/world.json`;
writeFileSync(config, JSON.stringify(WORLD));

/** Plays the story against a server of its own, and looks at what it came to. */
async function tell(playAt) {
  const server = await start(["--config", config, "--clock", "manual", "--log", "none"]);
  const { feesInXml, ...told } = await playAt(server.url);
  await server.end();
  const all = expected();
  assert.deepEqual(Object.keys(told).sort(), Object.keys(all).sort());
  for (const [name, answer] of Object.entries(told)) assert.deepEqual(answer, all[name], name);
  const { status, body } = feesInXml;
  const { charge } = all.fees.body.chargeDetails[0];
  assert.equal(status, 200);
  assert.match(body, /^<\?xml /);
  assert.ok(body.includes(`<charge>${charge.toFixed(2)}</charge>`), body);
}

test("curl", () => {
  return tell((url) =>
    play(async ({ method, path, headers, body }) => {
      const words = ["-s", "-w", "\n%{http_code}", "-X", method];
      for (const [name, value] of Object.entries(headers)) words.push("-H", `${name}: ${value}`);
      if (body !== undefined) words.push("--data-binary", body);
      const { stdout } = await run("curl", [...words, url + path]);
      const [, text, status] = /^([^]*)\n(\d+)$/.exec(stdout);
      return { status: Number(status), body: text };
    }),
  );
});

test("Node's fetch", () => {
  return tell((url) =>
    play(async ({ path, ...init }) => {
      const response = await fetch(url + path, init);
      return { status: response.status, body: await response.text() };
    }),
  );
});

test("Python's httpx", () => {
  return tell(async (url) => {
    const child = spawn(PYTHON, ["-B", here("httpx_client.py"), url], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.end(JSON.stringify(STEPS));
    let text = "";
    for await (const chunk of child.stdout) text += chunk;
    return JSON.parse(text);
  });
});

test("the client that is generated of the document", async () => {
  // Beside the packages that it imports, and is type-checked with.
  for (const name of ["generated.ts", "story.mjs"]) copyFileSync(here(name), installed(name));
  const { execPath } = process;
  const command = (name) => installed(`node_modules/${name}`);
  const openapi = command("openapi-typescript/bin/cli.js");
  await run(execPath, [openapi, packed("openapi.json"), "-o", installed("api.d.ts")]);
  const words = ["--strict", "--exactOptionalPropertyTypes", "--allowJs", "--skipLibCheck"];
  words.push("--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom");
  words.push("--outDir", installed("built"), installed("generated.ts"));
  await run(execPath, [command("typescript/bin/tsc"), ...words]).catch(({ stdout }) => {
    assert.fail(stdout);
  });
  const generated = await import(installed("built/generated.js"));
  await tell((url) => generated.play(url));
});

test("a validator of OpenAPI documents finds nothing", async () => {
  await run(PYTHON, ["-m", "openapi_spec_validator", packed("openapi.json")]);
});
