// Where a module comes from when it is first needed. That differs from runtime to runtime, and is
// all that does: the sources import it as `source/tariffs.js` and the like.

import { basename, dirname, join } from "node:path";
import {
  bytesOf, HALF, hashedOf, PART, packedOf, requiredOf, STAGE, STARTING, TARIFFS, wasmOf,
} from "./modules.mjs";

const NO_PART = `
  /** @type {(() => Uint8Array) | undefined} */
  export const part = undefined;
`;

/** What `require` is called until an ES module is written, as esbuild would replace it there. */
export const REQUIRE = "requireOfRuntime";

const IMPORT = `import { codeAt, fileAt } from ${JSON.stringify(join(STAGE, "beside.js"))};`;

/** An expression for what CommonJS beside the code exports: in CommonJS, and in an ES module. */
const REQUIRED = (name) => `require("./${name}")`;
const BESIDE = (name) => `codeAt(
  () => typeof ${REQUIRE} === "function" && ${REQUIRE}("./${name}"),
  () => new URL("./${name}", import.meta.url),
)`;

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
  bundled(module) {
    const bytes = (packed, name) => {
      return `export { bytes as ${name} } from ${JSON.stringify(packedOf(packed))};`;
    };
    return bytes(module, "source") + (module === TARIFFS ? bytes(PART, "part") : NO_PART);
  },

  // CommonJS can ask for code at the first call, where bundlers follow it: so an import does not
  // read the text, which takes as long as all the rest of it.
  required: (module) => besideNode(module, {
    code: REQUIRED,
    file: (name) => `__dirname + "/${name}"`,
  }),

  // Nor does that of an ES module in Node. A bundler that takes one all the same follows either the
  // `require`, which Node has not, or the address.
  beside: (module) => besideNode(module, {
    code: BESIDE,
    file: (name) => `import.meta.dirname + "/${name}"`,
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

/** The text of `source/half.js`: where `js/requests-late.js` has the half of requests from. */
export const HALVES = {
  inline: `
    import * as half from "../requests.js";
    export const requests = () => half;
  `,
  required: halfBeside(REQUIRED),
  beside: halfBeside(BESIDE),
};

function halfBeside(code) {
  return `
    ${IMPORT}
    let half;
    export const requests = () => (half ??= ${code(HALF)});
  `;
}

/** Reads the part, which comes first, from its file where there is one: code takes longer. */
function besideNode(module, { code, file }) {
  const bytes = (packed) => `${code(requiredOf(packed))}.bytes()`;
  const part = () => `fileAt(() => ${file(hashedOf(PART))}) ?? ${bytes(PART)}`;
  return `
    ${IMPORT}
    export const source = () => ${bytes(module)};
    ${module === TARIFFS ? `export const part = () => ${part()};` : NO_PART}
  `;
}

/** Gives the sources of a build their text. */
export function sources(kind) {
  return {
    name: "source",
    setup({ onLoad }) {
      onLoad({ filter: /\/source\/\w+\.js$/ }, ({ path }) => {
        const name = basename(path, ".js");
        const contents = name === "half" ? HALVES[kind] : SOURCES[kind](STARTING[name]);
        return { contents, resolveDir: dirname(path) };
      });
    },
  };
}
