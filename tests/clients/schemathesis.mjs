// Has schemathesis judge what is served by the OpenAPI document, by all of its checks, with good
// and bad requests for every operation: `npm run test:schemathesis -- [serve | handler] [n]`, with
// n examples for each operation. It is for who changes a wire: a run takes minutes.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packed } from "../node/support.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const SCHEMATHESIS = here("../../.cache/clients/venv/bin/schemathesis");

/** The world that the examples of the document are from; schemathesis.toml has its secrets. */
const WORLD = {
  applications: [
    {
      id: "APP_000001",
      password: "password",
      token: "example-token",
      serviceCharge: "30",
    },
  ],
  apiKeys: { "example-key": "example-token" },
  rules: { FEE: { percentage: "2.5", minimum: "30", maximum: "1000" } },
};

const [place = "serve", examples = "50"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "ready-reckoner-schemathesis-"));
const { url, end } = await (place === "handler" ? handler() : serve());
const status = await judge();
await end();
rmSync(folder, { force: true, recursive: true });
console.log(`${place}: schemathesis ended with ${status}`);
process.exitCode = status;

async function judge() {
  const words = ["--config-file", here("../data/openapi/schemathesis.toml"), "run"];
  words.push(`${url}/openapi.json`, "--url", url, "--checks", "all", "--mode", "all");
  words.push("--max-examples", examples, "--request-timeout", "20");
  words.push("--continue-on-failure", "--no-color");
  const child = spawn(SCHEMATHESIS, words, { cwd: folder, stdio: "inherit" });
  const [code] = await once(child, "close");
  return code ?? 1;
}

/** `ready-reckoner serve` in a process of its own. */
async function serve() {
  const config = join(folder, "world.json");
  writeFileSync(config, JSON.stringify(WORLD));
  const words = ["serve", "--port", "0", "--log", "none", "--config", config];
  const child = spawn(process.execPath, [packed("cli.js"), ...words]);
  child.stderr.pipe(process.stderr);
  let output = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk;
    const [, url] = /^listening +(\S+),/m.exec(output) ?? [];
    if (url === undefined) continue;
    const end = () => {
      child.kill();
      return once(child, "close");
    };
    return { url, end };
  }
  throw new Error(`serve did not listen: ${output}`);
}

/** The handler of Fetch behind nothing but Node's server. */
async function handler() {
  const { MockLedger } = await import(packed("ledger/node.js"));
  const { fetchHandler } = await import(packed("server/index.js"));
  const answer = fetchHandler(new MockLedger(WORLD));
  const server = createServer(async (request, response) => {
    const { headers, url } = request;
    // No request of Fetch can be a `TRACE`: another method that nothing has stands for it.
    const method = request.method === "TRACE" ? "BREW" : request.method;
    const body = ["GET", "HEAD"].includes(method) ? undefined : request;
    const init = { method, headers, body, duplex: "half" };
    const given = await answer(new Request(`http://site${url}`, init));
    // A script has lost it.
    if (given.type === "error") return request.socket.destroy();
    response.writeHead(given.status, Object.fromEntries(given.headers));
    const reader = given.body?.getReader();
    response.on("close", () => reader?.cancel());
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return response.end();
      response.write(value);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const end = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, end };
}
