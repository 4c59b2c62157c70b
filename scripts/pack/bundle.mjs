// The JavaScript of the package: the entries for each runtime, and the command.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import {
  BOTH, glueOf, PACKAGE, packedApart, PART, REQUESTS, requiredOf, STAGE, STARTING, TARIFFS,
} from "./modules.mjs";
import { REQUIRE, sources } from "./source.mjs";

const COMMON = {
  bundle: true,
  charset: "ascii",
  // Takes the place of the globals of these names.
  inject: [join(STAGE, "encoders.js")],
  legalComments: "inline",
  logLevel: "warning",
  target: "es2022",
};

// Neither import.meta nor a `require` that no bundler follows exists in CommonJS, so the built-in
// module is asked for by a name. Only the slim entry looks for a file beside it.
const CJS_HEADS = {
  index: "",
  node: "",
  slim:
    'const moduleUrl = globalThis.process?.getBuiltinModule?.("node:url")' +
    ".pathToFileURL(__filename).href;",
};

/** The source of each entry's module: of ES modules, and of CommonJS. */
const KINDS = {
  bundled: "bundled", index: "inline", node: "beside", slim: "slim", workerd: "workerd",
};
const CJS_KINDS = { index: "inline", node: "required", slim: "slim" };

const FOR_SERVERS = ["bundled", "node"];
/** Node opens a shorter file faster. Names stay, for whoever reads a stack. */
const FOR_NODE = { minifySyntax: true, minifyWhitespace: true, platform: "node" };
const FOR_ALL = { platform: "neutral" };

/** The entries of the API. */
export async function bundleApi() {
  await bundleHalves("index", "");
  await bundleHalves("workerd", "workerd-");
  for (const name of ["index", "tariffs"]) {
    for (const entry of ["bundled", "node"]) await bundleWhole(entry, ".", name);
    await bundleCjs(["node", "index"], ".", name);
  }
  await bundleCjs(["node"], ".", "requests");
  await bundleWhole("slim", ".", "slim");
  await bundleCjs(["slim"], ".", "slim");
}

/** The entries of the mock ledger. */
export async function bundleLedger() {
  for (const entry of Object.keys(KINDS)) {
    await bundleWhole(entry, "ledger", entry === "slim" ? "slim" : "index");
  }
  await bundleCjs(["node", "index"], "ledger", "index");
  await bundleCjs(["slim"], "ledger", "slim");
}

/**
 * An entry whose halves are files of their own, so that a bundler drops the one that is not used.
 * Inside a file it would have to know of every statement that it does nothing.
 */
async function bundleHalves(entry, prefix) {
  const half = (name) => [prefix + name, join(STAGE, `${name}.js`)];
  await build({
    ...COMMON,
    chunkNames: `${prefix}shared`,
    entryPoints: Object.fromEntries([half("requests"), half("tariffs")]),
    format: "esm",
    outdir: PACKAGE,
    platform: "neutral",
    plugins: [keep(/\.wasm$/), sources(KINDS[entry])],
    splitting: true,
  });
  const index = readFileSync(join(STAGE, "index.js"), "utf8");
  writeFileSync(join(PACKAGE, `${entry}.js`), index.replaceAll('"./', `"./${prefix}`));
}

/** An entry in one file: Node opens one faster than four. */
async function bundleWhole(entry, folder, source) {
  const file = join(PACKAGE, folder, `${fileOf(entry, source)}.js`);
  await build({
    ...COMMON,
    entryPoints: [join(STAGE, folder, `${source}.js`)],
    format: "esm",
    outfile: file,
    plugins: plugins(entry, KINDS),
    ...(FOR_SERVERS.includes(entry) ? FOR_NODE : FOR_ALL),
  });
  giveRequire(file);
}

/** Asks for `require` by its own name. */
function giveRequire(file) {
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(REQUIRE, "require"));
}

async function bundleCjs(entries, folder, source) {
  for (const entry of entries) {
    await build({
      ...COMMON,
      banner: { js: CJS_HEADS[entry] },
      define: { "import.meta.url": "moduleUrl" },
      entryPoints: [join(STAGE, folder, `${source}.js`)],
      format: "cjs",
      outfile: join(PACKAGE, folder, `${fileOf(entry, source)}.cjs`),
      plugins: plugins(entry, CJS_KINDS),
      ...(entry === "node" ? FOR_NODE : FOR_ALL),
    });
  }
}

/** What Node asks for at its first call: the bytes of each module. */
export async function bundleBytes() {
  for (const module of [...Object.values(STARTING), PART]) {
    await build({
      ...COMMON,
      entryPoints: [packedApart(module)],
      format: "cjs",
      outfile: join(PACKAGE, module.folder, requiredOf(module)),
      ...FOR_NODE,
    });
  }
}

const HALVES_OF_API = ["requests", "tariffs"];

/** What an entry is called: by its runtime, and by the half that it has if it is not the whole. */
function fileOf(entry, source) {
  if (!HALVES_OF_API.includes(source)) return entry;
  return entry === "index" ? source : `${entry}-${source}`;
}

/** What serves a ledger: it is given one, and has no module of its own. */
export async function bundleServer() {
  for (const name of ["server/index", "msw"]) {
    for (const [format, ending] of [["esm", "js"], ["cjs", "cjs"]]) {
      await build({
        ...COMMON,
        entryPoints: [join(STAGE, `${name}.js`)],
        external: ["msw"],
        format,
        outfile: join(PACKAGE, `${name}.${ending}`),
        platform: "neutral",
      });
    }
  }
}

/** The reader of documents, which the command loads when it meets one. */
export async function bundleDocuments() {
  const file = join(PACKAGE, "ledger/text.js");
  await build({
    ...COMMON,
    entryPoints: [join(STAGE, "ledger/text.js")],
    format: "esm",
    outfile: file,
    platform: "node",
    plugins: [sources("beside")],
  });
  giveRequire(file);
}

/** Which files of the package the command imports. */
const FILES_OF_COMMAND = {
  "index.js": "node.js",
  "ledger/index.js": "ledger/node.js",
  "ledger/text.js": "ledger/text.js",
};

/**
 * The command, which shares the modules of the other files and carries the libraries it needs. What
 * only servers need is in files of its own, which are loaded when they are.
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
    chunkNames: "cli-[name]-[hash]",
    metafile: true,
    outdir: PACKAGE,
    platform: "node",
    plugins: [packed(FILES_OF_COMMAND)],
    splitting: true,
  });
  return Object.keys(metafile.inputs);
}

function plugins(entry, kinds) {
  const all = [keep(/\.wasm$|_bytes\.cjs$|-requests\.cjs$/), sources(kinds[entry])];
  if (entry === "node") return [...all, lateRequests()];
  return entry === "slim" ? [...all, oneGlue()] : all;
}

/** Leaves such imports as they are. */
function keep(filter) {
  return {
    name: "keep",
    setup({ onResolve }) {
      onResolve({ filter }, ({ path }) => ({ external: true, path }));
    },
  };
}

/** In the whole API, requests wait for their first call. */
function lateRequests() {
  return {
    name: "late-requests",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/requests\.js$/ }, () => ({
        path: join(STAGE, "requests-late.js"),
      }));
    },
  };
}

/** The glue of the module with both halves in place of those of its halves. */
function oneGlue() {
  const halves = [TARIFFS, REQUESTS].map(glueOf).join("|").replaceAll(".", "\\.");
  return {
    name: "one-glue",
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`/(${halves})$`) }, () => ({
        path: join(STAGE, glueOf(BOTH)),
      }));
    },
  };
}

/** Imports of these sources become imports of files of the package. */
function packed(files) {
  return {
    name: "packed",
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ path, resolveDir }) => {
        const imported = join(resolveDir, path);
        const source = Object.keys(files).find((file) => join(STAGE, file) === imported);
        return source === undefined ? undefined : { external: true, path: `./${files[source]}` };
      });
    },
  };
}
