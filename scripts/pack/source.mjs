// Where a module comes from when it is first needed. That differs from runtime to runtime, and is
// all that does: the sources import it as `source/tariffs.js` and the like.

import { basename, dirname, join } from "node:path";
import {
  bytesOf, PART, packedOf, requiredOf, STAGE, STARTING, TARIFFS, wasmOf,
} from "./modules.mjs";

const NO_PART = `
  /** @type {(() => Uint8Array) | undefined} */
  export const part = undefined;
`;

/** The text of a module's source in each kind of entry. */
export const SOURCES = {
  // For browsers and bundlers in the code itself: no asset for a bundler to lose, nothing to wait
  // for.
  inline: (module) => {
    const bytes = JSON.stringify(join(STAGE, module.folder, bytesOf(module)));
    return `export { bytes as source } from ${bytes};${NO_PART}`;
  },

  // For Node in the code, too, since whoever bundles code for servers loses files beside it; as
  // base64, which Node decodes in a third of a millisecond.
  node(module) {
    const bytes = (packed, name) => {
      return `export { bytes as ${name} } from ${JSON.stringify(packedOf(packed))};`;
    };
    return bytes(module, "source") + (module === TARIFFS ? bytes(PART, "part") : "");
  },

  // CommonJS can ask for code at the first call, where bundlers follow it: so an import does not
  // read the text, which takes as long as all the rest of it.
  required(module) {
    const bytes = (packed, name) => {
      return `export const ${name} = () => require("./${requiredOf(packed)}").bytes();`;
    };
    return bytes(module, "source") + (module === TARIFFS ? bytes(PART, "part") : "");
  },

  // The runtime compiles modules when it deploys them, and refuses bytes.
  workerd: (module) => `
    import module from "./${wasmOf(module)}";
    export const source = () => module;
    ${NO_PART}
  `,

  // Its user starts it.
  slim: () => `export { source } from "../not-started.js";${NO_PART}`,
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
