import { promisify } from "node:util";
import webpack from "webpack";
import { agree, showFolder } from "../support/browser.mjs";
import { expectFirstModule } from "../support/first-module.mjs";

const stats = await promisify(webpack)({
  context: import.meta.dirname,
  entry: { main: "./main.js", cjs: "./cjs.cjs", compile: "./compile.js", slim: "./slim.js" },
  mode: "production",
  output: { path: import.meta.dirname, filename: "[name].bundle.js" },
  performance: false,
});
if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
const [one, ...all] = await showFolder(import.meta.dirname, [
  "/compile.html",
  "/",
  "/cjs.html",
  "/slim.html",
]);
expectFirstModule("compile.bundle.js", one);
agree(all);
