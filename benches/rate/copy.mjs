// What DuckDB takes alone: reads a table, and writes columns of it.

import { createRequire } from "node:module";

const require = createRequire(new URL("../../pkg/cli.js", import.meta.url));
const { DuckDBInstance } = require("@duckdb/node-api");
const [, , from, to, columns] = process.argv;
const instance = await DuckDBInstance.create(":memory:", { memory_limit: "640MB" });
const connection = await instance.connect();
await connection.run(`COPY (SELECT ${columns} FROM '${from}') TO '${to}' (FORMAT parquet)`);
connection.closeSync();
instance.closeSync();
