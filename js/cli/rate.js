// `ready-reckoner rate`: the charges of whole tables, on DuckDB.

import { print } from "./print.js";
import { watchRows } from "./progress.js";
import { Database, loadDuckDb } from "./rate/duckdb.js";
import { CALL, chargeFunction } from "./rate/function.js";
import { readOrder } from "./rate/order.js";
import { Output } from "./rate/output.js";
import { readPrices } from "./rate/prices.js";
import { explainedLines, manifestOf, summary, textOf } from "./rate/report.js";
import { copyStatement, inspect, rulesStatement } from "./rate/table.js";

/** Charges every row of the tables; true, since a refused row is an answer, too. */
export async function rate({ operands, options, version }) {
  const order = readOrder(operands, options);
  const peer = loadDuckDb();
  const book = await readPrices(order);
  const output = new Output(order.to);
  output.check(order);
  const database = await Database.open(peer.api);
  const drop = () => output.drop();
  process.once("SIGINT", drop);
  try {
    const charging = await write({ book, database, order, output, peer });
    const versions = {
      "ready-reckoner": version,
      node: process.versions.node,
      duckdb: peer.api.version(),
    };
    const manifest = manifestOf({ ...book, charging, versions });
    if (order.sample > 0) output.write(output.explained, explainedLines(book.prices));
    output.write(output.manifest, `${textOf(manifest)}\n`);
    await print(process.stdout, `${summary(manifest, output).join("\n")}\n`);
    return true;
  } finally {
    drop();
    process.off("SIGINT", drop);
    database.close();
  }
}

/** Writes the table with its charges, and what they have come to. */
async function write({ book, database, order, output, peer }) {
  const table = await inspect(database, order);
  output.checkAgainst(table.files);
  const job = { ...book, amount: table.amount, prior: table.prior, sample: order.sample };
  const { charging, failure, scalar } = chargeFunction(peer, job);
  database.register(scalar);
  if (order.rule !== undefined) {
    await database.query(rulesStatement(book.prices.map(({ id }) => id)));
  }
  await output.begin(order);
  const stop = watchRows(() => charging.rows, await rowsOf(database, table));
  const { rule } = order;
  const { isCsv, part } = output;
  try {
    const sql = copyStatement(table, { call: CALL, rule, path: part, isCsv });
    const [[rows]] = await database.query(sql);
    if (Number(rows) !== charging.rows) {
      throw new Error(`${rows} rows were written, and ${charging.rows} charged`);
    }
  } catch (error) {
    throw failure.thrown ?? error;
  } finally {
    stop();
  }
  output.keep();
  return charging;
}

/** How many rows there are, where the files say it without being read. */
async function rowsOf(database, { from, isCsv }) {
  if (isCsv) return undefined;
  const [[rows]] = await database.query(`SELECT count(*) FROM ${from}`);
  return Number(rows);
}
