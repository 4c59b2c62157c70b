import { build } from "esbuild";
import { agree, showFolder } from "../support/browser.mjs";
import { expectFirstModule } from "../support/first-module.mjs";

for (const [entry, outfile] of [["main.js", "bundle.js"], ["compile.js", "compile.bundle.js"]]) {
  await build({ bundle: true, entryPoints: [entry], logLevel: "warning", minify: true, outfile });
}
const [all, one] = await showFolder(import.meta.dirname, ["/", "/compile.html"]);
expectFirstModule("compile.bundle.js", one);
agree([all]);
