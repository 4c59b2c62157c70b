import { answer } from "./serve.js";

const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: answer });
console.log(`listening     http://127.0.0.1:${server.port}, in Bun`);
