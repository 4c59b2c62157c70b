import { build, createServer } from "vite";
import { agree, showFolder, showPages } from "../support/browser.mjs";

await build({
  build: { rolldownOptions: { input: ["index.html", "slim.html"] }, target: "esnext" },
  logLevel: "warn",
});
const built = await showFolder("dist", ["/", "/slim.html"]);

const server = await createServer({ logLevel: "warn", server: { host: "127.0.0.1", port: 0 } });
await server.listen();
const [origin] = server.resolvedUrls.local;
const served = await showPages([origin, `${origin}slim.html`]);
await server.close();

agree([...built, ...served]);
