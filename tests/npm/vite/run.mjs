import { readdirSync } from "node:fs";
import { build, createServer } from "vite";
import { agree, showFolder, showPages } from "../support/browser.mjs";
import { expectFirstModule } from "../support/first-module.mjs";

await build({
  build: { rolldownOptions: { input: ["index.html", "slim.html"] }, target: "esnext" },
  logLevel: "warn",
});
const built = await showFolder("dist", ["/", "/slim.html"]);

// By itself: pages that are built together share what they import.
await build({
  build: { outDir: "one", rolldownOptions: { input: "compile.html" }, target: "esnext" },
  logLevel: "warn",
});
const [one] = await showFolder("one", ["/compile.html"]);
const [script, ...others] = readdirSync("one/assets");
if (others.length > 0) throw new Error(`the page has more files: ${others}`);
expectFirstModule(`one/assets/${script}`, one);

const server = await createServer({ logLevel: "warn", server: { host: "127.0.0.1", port: 0 } });
await server.listen();
const [origin] = server.resolvedUrls.local;
const served = await showPages([origin, `${origin}slim.html`]);
await server.close();

agree([...built, ...served]);
