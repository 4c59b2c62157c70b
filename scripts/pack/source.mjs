// Where a module comes from when it is first needed. That differs from runtime to runtime, and is
// all that does: the sources import it as `source/tariffs.js` and the like.

import { basename, dirname, join } from "node:path";
import { bytesOf, STAGE, STARTING, wasmOf } from "./modules.mjs";

/** The text of a module's source in each kind of entry. */
export const SOURCES = {
  // For browsers and bundlers in the code itself: no asset for a bundler to lose, nothing to wait
  // for.
  inline: (module) => {
    const bytes = JSON.stringify(join(STAGE, module.folder, bytesOf(module)));
    return `export { bytes as source } from ${bytes};`;
  },

  // A file beside the entry.
  node: (module) => `
    import { readModule } from "../module-file.js";
    export const source = () => readModule(new URL("./${wasmOf(module)}", import.meta.url));
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
