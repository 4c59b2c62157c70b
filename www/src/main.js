// The frame around the views: it opens the one that the address asks for, and keeps those that were
// opened, so that going elsewhere and coming back loses nothing.

import { version } from "ready-reckoner/package.json";
import { keepForOffline } from "./offline/register.js";
import { createBug } from "./parts/bug.js";
import { createCopy } from "./parts/copy.js";
import { createRouter } from "./router.js";
import { createStage } from "./stage.js";

const part = (id) => document.getElementById(id);

/** Every folder of `views` with a `view.js` is a view; its code comes when it is opened. */
const views = Object.fromEntries(
  Object.entries(import.meta.glob("./views/*/view.js")).map(([path, load]) => [
    path.split("/").at(-2),
    load,
  ]),
);

const router = createRouter((address) => stage.open(address));
const stage = createStage(part("view"), {
  views,
  links: [...document.querySelectorAll("header nav a")],
  router,
  bug: createBug(part("bug")),
  status: part("announced"),
});

createCopy(
  part("share"),
  part("shared"),
  () => stage.share(),
  "The address of this page has it all",
);
// A link to a place of the page would be an address of another view.
part("skip").addEventListener("click", () => stage.enter());
part("version").textContent = version;
await stage.open(router.current());
// The first charge does not wait for the typefaces.
import("../styles/fonts.css");
keepForOffline();
