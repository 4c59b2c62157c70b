import { promisify } from "node:util";
import webpack from "webpack";
import { agree, showFolder } from "../support/browser.mjs";

const stats = await promisify(webpack)({
  context: import.meta.dirname,
  entry: { main: "./main.js", cjs: "./cjs.cjs", slim: "./slim.js" },
  mode: "production",
  output: { path: import.meta.dirname, filename: "[name].bundle.js" },
  performance: false,
});
if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
agree(await showFolder(import.meta.dirname, ["/", "/cjs.html", "/slim.html"]));
