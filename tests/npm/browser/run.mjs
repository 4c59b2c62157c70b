import { copyFileSync } from "node:fs";
import { agree, showFolder } from "../support/browser.mjs";

copyFileSync("../support/use.js", "use.js");
agree(await showFolder(import.meta.dirname, ["/", "/slim.html", "/worker.html"]));
