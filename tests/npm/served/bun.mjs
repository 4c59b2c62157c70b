import { play } from "./play.js";
import { answer } from "./serve.js";

const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: answer });
const origin = `http://127.0.0.1:${server.port}`;
console.log(await play((path, init) => fetch(origin + path, init)));
server.stop(true);
