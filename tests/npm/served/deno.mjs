import { play } from "./play.js";
import { answer } from "./serve.js";

const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, answer);
const origin = `http://127.0.0.1:${server.addr.port}`;
console.log(await play((path, init) => fetch(origin + path, init)));
await server.shutdown();
