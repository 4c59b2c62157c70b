// Node's own server that reads a request and says nothing, or always the same: what serving costs
// at the least.

import { createServer } from "node:http";

/** What a payment is answered with, in bytes and headers. */
const ANSWER = "x".repeat(440);
const HEADERS = {
  "content-type": "application/json",
  "cache-control": "no-store",
  date: "Tue, 04 Apr 2017 00:00:00 GMT",
  "x-request-id": "REQ_0123456789ABCDEF",
  "content-length": ANSWER.length,
};

const isEmpty = process.argv[2] !== "answer";
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    if (isEmpty) response.end();
    else response.writeHead(200, HEADERS).end(ANSWER);
  });
});
server.listen(0, "127.0.0.1", () => {
  console.log(`listening     http://127.0.0.1:${server.address().port}, empty`);
});
