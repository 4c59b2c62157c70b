import { build } from "esbuild";
import { agree, showFolder } from "../support/browser.mjs";

await build({
  bundle: true,
  entryPoints: ["main.js"],
  logLevel: "warning",
  minify: true,
  outfile: "bundle.js",
});
agree(await showFolder(import.meta.dirname));
