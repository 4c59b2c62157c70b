// Node's own server that reads a request and says nothing: what serving costs at the least.

import { createServer } from "node:http";

const server = createServer((request, response) => {
  request.resume().on("end", () => response.end());
});
server.listen(0, "127.0.0.1", () => {
  console.log(`listening     http://127.0.0.1:${server.address().port}, empty`);
});
