// DuckDB, which reads and writes the tables: an optional peer of the package.

import * as modules from "node:module";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { StartError } from "../arguments.js";
import { printable } from "../print.js";
import { DocumentError } from "../rule.js";
import { csvReason } from "./csv.js";

const PEER = "@duckdb/node-api";
const BINDINGS = "@duckdb/node-bindings";
const INSTALL = `install it by \`npm install ${PEER}\``;

/** What the function needs, and older releases lack. */
const CALLS = [
  "copy_data_to_vector", "copy_data_to_vector_validity", "scalar_function_set_function",
];

/** Charging takes one thread; what more of them read and write ahead, has to be kept. */
const THREADS_MAX = 8;

/** What tables may take of the memory; what does not fit, goes to disk. */
const MEMORY = "640MB";

/** Mistakes in what we have asked for, not in the tables. */
const OURS = /^(Binder|Catalog|INTERNAL|Parser|Syntax)\b/;

/**
 * @typedef {typeof import("@duckdb/node-api")} Api
 * @typedef {typeof import("@duckdb/node-bindings")} Bindings
 */

/**
 * The peer, from beside this package or from the project that the command runs in.
 *
 * @returns {{ api: Api, duck: Bindings }}
 */
export function loadDuckDb() {
  for (const place of [import.meta.url, join(process.cwd(), "package.json")]) {
    const requireFrom = modules.createRequire(place);
    let path;
    try {
      path = requireFrom.resolve(PEER);
    } catch {
      continue;
    }
    return loaded(requireFrom, path);
  }
  throw new StartError(`\`rate\` needs the package \`${PEER}\`, which is not here: ${INSTALL}`);
}

function loaded(requireFrom, path) {
  let api;
  let duck;
  try {
    api = requireFrom(path);
    duck = modules.createRequire(path)(BINDINGS);
  } catch (error) {
    const [reason] = String(/** @type {Error} */ (error)?.message ?? error).split("\n");
    throw new StartError(`the package \`${PEER}\` cannot be loaded, ${INSTALL}: ${reason}`);
  }
  if (CALLS.some((name) => typeof duck[name] !== "function")) {
    throw new StartError(`the package \`${PEER}\` is too old, ${INSTALL}@latest`);
  }
  return { api, duck };
}

/** An empty database in memory, which needs no more of it the longer the tables are. */
export class Database {
  #connection;
  #instance;

  constructor(instance, connection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  /** @param {Api} api */
  static async open(api) {
    const instance = await api.DuckDBInstance.create(":memory:", {
      // Nothing is fetched from the network that was not asked for.
      autoinstall_known_extensions: "false",
      memory_limit: MEMORY,
      temp_directory: join(tmpdir(), `ready-reckoner-${process.pid}`),
      threads: String(Math.min(availableParallelism(), THREADS_MAX)),
    });
    return new Database(instance, await instance.connect());
  }

  register(scalarFunction) {
    this.#connection.registerScalarFunction(scalarFunction);
  }

  /** The rows of an answer, with values as JSON has them. */
  async query(sql) {
    try {
      const result = await this.#connection.run(sql);
      return await result.getRowsJson();
    } catch (error) {
      const message = String(/** @type {Error} */ (error)?.message ?? error);
      if (OURS.test(message)) throw error;
      const reason = csvReason(message) ?? message.split("\n")[0];
      throw new DocumentError(`${printable(reason)}\n`);
    }
  }

  close() {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}
