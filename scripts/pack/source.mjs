// Where a module comes from when it is first needed. That differs from runtime to runtime, and is
// all that does: the sources import it as `source/tariffs.js` and the like.

import { basename, dirname, join } from "node:path";
import { bytesOf, packedOf, requiredOf, STAGE, STARTING, wasmOf } from "./modules.mjs";

/** The text of a module's source in each kind of entry. */
export const SOURCES = {
  // For browsers and bundlers in the code itself: no asset for a bundler to lose, nothing to wait
  // for.
  inline: (module) => {
    const bytes = JSON.stringify(join(STAGE, module.folder, bytesOf(module)));
    return `export { bytes as source } from ${bytes};`;
  },

  // For Node in the code, too, since whoever bundles code for servers loses files beside it; as
  // base64, which Node decodes in a third of a millisecond.
  node: (module) => `export { bytes as source } from ${JSON.stringify(packedOf(module))};`,

  // CommonJS can ask for code at the first call, where bundlers follow it: so an import does not
  // read the text, which takes as long as all the rest of it.
  required: (module) => `
    export const source = () => require("./${requiredOf(module)}").bytes();
  `,

  // The runtime compiles modules when it deploys them, and refuses bytes.
  workerd: (module) => `
    import module from "./${wasmOf(module)}";
    export const source = () => module;
  `,

  // Its user starts it.
  slim: () => 'export { source } from "../not-started.js";',
};

/** Gives the sources of a build their text. */
export function sources(kind) {
  return {
    name: "source",
    setup({ onLoad }) {
      onLoad({ filter: /\/source\/\w+\.js$/ }, ({ path }) => ({
        contents: SOURCES[kind](STARTING[basename(path, ".js")]),
        resolveDir: dirname(path),
      }));
    },
  };
}
