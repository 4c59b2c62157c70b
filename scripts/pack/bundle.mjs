// The JavaScript of the package: for each module the same entries, and the command.

import { join } from "node:path";
import { build } from "esbuild";
import { GLUE, MODULE, PACKAGE, STAGE } from "./modules.mjs";

const COMMON = {
  bundle: true,
  charset: "ascii",
  legalComments: "inline",
  logLevel: "warning",
  target: "es2022",
};

// Jest's jsdom has no TextDecoder, and neither import.meta nor a bundler-proof `require` exists in
// CommonJS, so the built-in modules are asked for by a name that bundlers do not follow.
const ENCODERS = "const { TextDecoder, TextEncoder } =";
const BUILT_IN = "const builtIn = globalThis.process?.getBuiltinModule;";
const CJS_HEADS = {
  node: [
    `${ENCODERS} require("node:util");`,
    'const moduleUrl = require("node:url").pathToFileURL(__filename).href;',
  ],
  index: [BUILT_IN, `${ENCODERS} globalThis.TextDecoder ? globalThis : builtIn("node:util");`],
  slim: [
    BUILT_IN,
    `${ENCODERS} globalThis.TextDecoder ? globalThis : builtIn("node:util");`,
    'const moduleUrl = builtIn?.("node:url").pathToFileURL(__filename).href;',
  ],
};

/** The entries of a module. */
export async function bundleEntries({ folder }) {
  await bundleEsm(folder);
  await bundleCjs(folder);
}

async function bundleEsm(folder) {
  // These entries share the API and the glue, so that a page that uses two of them has one module.
  await build({
    ...COMMON,
    chunkNames: "api",
    entryPoints: ["index", "slim", "workerd"].map((name) => join(STAGE, folder, `${name}.js`)),
    format: "esm",
    outdir: join(PACKAGE, folder),
    platform: "neutral",
    plugins: [keep(GLUE, MODULE)],
    splitting: true,
  });
  // Node opens one file faster than four.
  await build({
    ...COMMON,
    entryPoints: [join(STAGE, folder, "node.js")],
    format: "esm",
    outfile: join(PACKAGE, folder, "node.js"),
    platform: "node",
    plugins: [glue(folder)],
  });
}

async function bundleCjs(folder) {
  for (const [name, head] of Object.entries(CJS_HEADS)) {
    await build({
      ...COMMON,
      banner: { js: head.join("\n") },
      define: { "import.meta.url": "moduleUrl" },
      entryPoints: [join(STAGE, folder, `${name}.js`)],
      format: "cjs",
      outfile: join(PACKAGE, folder, `${name}.cjs`),
      platform: name === "node" ? "node" : "neutral",
      plugins: [glue(folder)],
    });
  }
}

/** The reader of documents, which the command loads when it meets one. */
export async function bundleDocuments({ folder }) {
  await build({
    ...COMMON,
    entryPoints: [join(STAGE, folder, "text.js")],
    format: "esm",
    outfile: join(PACKAGE, folder, "text.js"),
    platform: "node",
    plugins: [glue(folder)],
  });
}

/**
 * The command, which shares the modules of the other files and carries the libraries it needs.
 *
 * @returns the files that went into it
 */
export async function bundleCommand() {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: [join(STAGE, "cli.js")],
    format: "esm",
    // A CommonJS library inside an ES module still asks for Node's own modules by `require`.
    banner: {
      js: [
        'import { createRequire } from "node:module";',
        "const require = createRequire(import.meta.url);",
      ].join("\n"),
    },
    metafile: true,
    outfile: join(PACKAGE, "cli.js"),
    platform: "node",
    plugins: [keep("ledger/text.js", "node.js")],
  });
  return Object.keys(metafile.inputs);
}

/** Leaves imports of these files as imports, from beside the output. */
function keep(...files) {
  const names = files.join("|").replaceAll(".", "\\.");
  const filter = new RegExp(`/(${names})$`);
  return {
    name: "keep",
    setup({ onResolve }) {
      onResolve({ filter }, ({ path }) => ({ external: true, path: `./${filter.exec(path)[1]}` }));
    },
  };
}

/** What both modules' entries share has the glue of the one that it is packed for. */
function glue(folder) {
  return {
    name: "glue",
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`/${GLUE}$`) }, () => ({ path: join(STAGE, folder, GLUE) }));
    },
  };
}
