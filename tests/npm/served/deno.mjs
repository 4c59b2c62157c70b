import { answer } from "./serve.js";

const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, answer);
console.log(`listening     http://127.0.0.1:${server.addr.port}, in Deno`);
