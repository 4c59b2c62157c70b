// A site that fails, by a mistake of ours, costs the one request and nothing else.

import assert from "node:assert/strict";
import { once } from "node:events";
import { after, test } from "node:test";
import { createHttpServer } from "../../js/server/http.js";

const ANSWERS = {
  "/fine": () => ({ status: 200, headers: {}, body: "fine" }),
  "/throws": () => {
    throw new TypeError("a mistake at once");
  },
  "/rejects": () => Promise.reject(new TypeError("a mistake later")),
  "/nothing": () => Promise.reject(undefined),
};
const { server, close } = createHttpServer({ answer: ({ url }) => ANSWERS[url]() });
server.listen(0, "127.0.0.1");
await once(server, "listening");
after(close);
const get = (path) => fetch(`http://127.0.0.1:${server.address().port}${path}`);

test("what a site throws, now or later, is answered 500, and others as ever", async () => {
  for (const [path, detail] of [
    ["/throws", "a mistake at once"],
    ["/rejects", "a mistake later"],
    ["/nothing", "undefined"],
  ]) {
    const response = await get(path);
    assert.equal(response.status, 500);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    assert.equal((await response.json()).detail, detail);
    assert.equal(await (await get("/fine")).text(), "fine");
  }
});
