import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";
import { agree, showFolder } from "../support/browser.mjs";

const bundle = await rollup({
  input: "main.js",
  onwarn(warning) {
    throw new Error(warning.message);
  },
  plugins: [nodeResolve({ browser: true })],
});
await bundle.write({ file: "bundle.js", format: "es" });
agree(await showFolder(import.meta.dirname));
