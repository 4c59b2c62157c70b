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

/** What `require` is called until an ES module is written, as esbuild would replace it there. */
export const REQUIRE = "requireOfRuntime";

/** The text of a module's source in each kind of entry. */
export const SOURCES = {
  // For browsers and bundlers in the code itself: no asset for a bundler to lose, nothing to wait
  // for.
  inline: (module) => {
    const bytes = JSON.stringify(join(STAGE, module.folder, bytesOf(module)));
    return `export { bytes as source } from ${bytes};${NO_PART}`;
  },

  // For servers in the code, too, where it is bundled; as base64, which Node decodes in a third of
  // a millisecond.
  bundled: (module) => named(module, (packed, name) => {
    return `export { bytes as ${name} } from ${JSON.stringify(packedOf(packed))};`;
  }),

  // CommonJS can ask for code at the first call, where bundlers follow it: so an import does not
  // read the text, which takes as long as all the rest of it.
  required: (module) => named(module, (packed, name) => {
    return `export const ${name} = () => require("./${requiredOf(packed)}").bytes();`;
  }),

  // Nor does that of an ES module in Node. A bundler that takes one all the same follows either the
  // `require`, which Node has not, or the address.
  beside: (module) => named(module, (packed, name) => {
    const file = `"./${requiredOf(packed)}"`;
    return `
      import { beside as beside_${name} } from ${JSON.stringify(join(STAGE, "beside.js"))};
      export const ${name} = () => beside_${name}(
        () => typeof ${REQUIRE} === "function" && ${REQUIRE}(${file}),
        () => new URL(${file}, import.meta.url),
      ).bytes();
    `;
  }),

  // The runtime compiles modules when it deploys them, and refuses bytes.
  workerd: (module) => `
    import module from "./${wasmOf(module)}";
    export const source = () => module;
    ${NO_PART}
  `,

  // Its user starts it.
  slim: () => `export { source } from "../not-started.js";${NO_PART}`,
};

/** The text for a module's bytes and those of the part that Node starts before it. */
function named(module, textOf) {
  return textOf(module, "source") + (module === TARIFFS ? textOf(PART, "part") : NO_PART);
}

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
