// `serve` hands out the site beside the APIs.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { request as ask } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { newFolder, start } from "./serve-command.mjs";
import { payment, until } from "./serve-site.mjs";
import { packed } from "./support.mjs";
import { API_PARTS, createPages } from "../../js/cli/serve/pages.js";

const SITE = packed("site");
const files = readdirSync(SITE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(SITE.length));

/** A request as it is written, with a path that `fetch` would tidy up. */
function raw(url, path, { method = "GET", headers = {} } = {}) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = ask({ hostname, port, path, method, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        const { statusCode: status, headers: got } = response;
        resolve({ status, headers: got, body: Buffer.concat(chunks) });
      });
    });
    sent.on("error", reject).end();
  });
}

test("every file of the site is served as it is, with its type", async () => {
  const server = await start(["--log", "none"]);
  assert.match(server.output.stdout, /^page +http:\S+\/#\/server /m);
  assert.ok(files.length > 5);
  for (const file of files) {
    const { status, headers, body } = await raw(server.url, file);
    assert.equal(status, 200, file);
    assert.notEqual(headers["content-type"], "application/octet-stream", file);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.ok(body.equals(readFileSync(join(SITE, file))), file);
  }
  const page = await raw(server.url, "/?a=1");
  assert.ok(page.body.equals(readFileSync(join(SITE, "index.html"))));
  assert.equal(page.headers["cache-control"], "no-cache");
  const policy = page.headers["content-security-policy"];
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';.*; frame-ancestors 'none'$/);
  const script = files.find((file) => file.startsWith("/assets/") && file.endsWith(".js"));
  const kept = await raw(server.url, script);
  assert.match(kept.headers["cache-control"], /^public, max-age=31536000, immutable$/);
  assert.match(kept.headers["content-type"], /^text\/javascript/);
});

test("a file that the browser has is not sent again, and packed if it may be", async () => {
  const server = await start(["--log", "none"]);
  const accept = { "accept-encoding": "br, gzip" };
  for (const headers of [{}, accept]) {
    const first = await raw(server.url, "/", { headers });
    const { etag } = first.headers;
    const again = await raw(server.url, "/", { headers: { ...headers, "if-none-match": etag } });
    assert.deepEqual([again.status, again.body.length], [304, 0]);
    const head = await raw(server.url, "/", { method: "HEAD", headers });
    assert.equal(head.headers["content-length"], String(first.body.length));
    assert.deepEqual([head.status, head.body.length, head.headers.etag], [200, 0, etag]);
  }
  const gzipped = await raw(server.url, "/", { headers: accept });
  assert.equal(gzipped.headers["content-encoding"], "gzip");
  const plain = await raw(server.url, "/");
  assert.ok(gunzipSync(gzipped.body).equals(plain.body));
  assert.notEqual(gzipped.headers.etag, plain.headers.etag);
  const other = { "if-none-match": gzipped.headers.etag };
  assert.equal((await raw(server.url, "/", { headers: other })).status, 200);
});

test("no path leads out of the folder", async () => {
  const server = await start(["--log", "none"]);
  const outside = [
    "/../package.json", "/assets/../../package.json", "/%2e%2e/package.json",
    "/..%2fpackage.json", "/assets/..%5c..%5cpackage.json", "//etc/passwd", "/./index.html",
    "/assets", "/assets/", "/cli.js", "/package.json", "/index.html/", "/%00", "/index.html%00",
  ];
  for (const path of outside) {
    const { status, headers } = await raw(server.url, path);
    assert.equal(status, 404, path);
    assert.equal(headers["content-type"], "application/problem+json", path);
  }
});

test("the APIs go before files, and files leave no trace in log and world", async () => {
  const openapi = JSON.parse(readFileSync(packed("openapi.json"), "utf8"));
  const parts = Object.keys(openapi.paths).map((path) => path.split("/")[1]);
  assert.deepEqual([...API_PARTS].sort(), [...new Set([...parts, "apicall", "w"])].sort());
  const folder = newFolder();
  mkdirSync(join(folder, "mock"));
  for (const name of ["index.html", "mock/log", "openapi.json", "charges"]) {
    writeFileSync(join(folder, name), "a file");
  }
  const pages = createPages(folder);
  const get = (url) => pages({ method: "GET", url, headers: {} })?.status;
  assert.deepEqual(["/", "/index.html"].map(get), [200, 200]);
  assert.deepEqual(["/mock/log", "/openapi.json", "/charges"].map(get), Array(3).fill(undefined));
  assert.equal(pages({ method: "POST", url: "/", headers: {} }), undefined);
  assert.equal(createPages(join(folder, "mock")), undefined);

  const server = await start();
  const first = server.json("/mock/clock");
  assert.equal((await raw(server.url, "/")).status, 200);
  assert.equal((await server.send("/", { method: "POST" })).status, 404);
  assert.equal((await server.send(...payment("F-1"))).status, 200);
  assert.deepEqual((await first).seed, 1);
  await until(() => / POST .*\/payment 200 /.test(server.output.stdout));
  assert.doesNotMatch(server.output.stdout, / GET +\/ /);
});
