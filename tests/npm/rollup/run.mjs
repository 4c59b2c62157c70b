import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";
import { agree, showFolder } from "../support/browser.mjs";
import { expectFirstModule } from "../support/first-module.mjs";

for (const [input, file] of [["main.js", "bundle.js"], ["compile.js", "compile.bundle.js"]]) {
  const bundle = await rollup({
    input,
    onwarn(warning) {
      throw new Error(warning.message);
    },
    plugins: [nodeResolve({ browser: true })],
  });
  await bundle.write({ file, format: "es" });
}
const [all, one] = await showFolder(import.meta.dirname, ["/", "/compile.html"]);
expectFirstModule("compile.bundle.js", one);
agree([all]);
