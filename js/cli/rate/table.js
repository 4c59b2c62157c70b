// The tables that are charged: whether their columns can be, and how they are read and written.

import { CSV } from "./csv.js";
import { filesOf, refuse, refuseAlike, source } from "./files.js";
import { identifier, list, literal } from "./sql.js";

const FLOATS = /^(FLOAT|DOUBLE)$/;
const SMALL_INTEGERS = /^(U?(TINY|SMALL)INT|U?INTEGER|BIGINT)$/;
const LARGE_INTEGERS = /^(UBIGINT|HUGEINT)$/;
const DECIMAL = /^DECIMAL\((\d+),(\d+)\)$/;
const TEXT = "VARCHAR";

/** How many digits 64 bits hold, and 128 bits. */
const [NARROW, WIDE] = [18, 38];

/** How many names a message lists. */
const LISTED = 20;

/**
 * How amounts come: whole numbers of 64 or 128 bits in units of their last decimal, or texts. The
 * scale is their decimals; without one they count minor units.
 *
 * @typedef {{ sql: string, bits: 64 | 128 | undefined, scale: number | undefined }} Column
 */

/**
 * @param {import("./duckdb.js").Database} database
 * @param {import("./order.js").Order} order
 */
export async function inspect(database, order) {
  const files = await filesOf(database, order.tables);
  await refuseAlike(database, files);
  const columns = await describe(database, source(order.tables));
  // What is looked at is what is read, whatever comes into the folder meanwhile, such as our own.
  const from = source(files.length > 0 ? files : order.tables);
  refuseTaken(columns);
  const amount = columnOf(columns, order.amount, order);
  const prior = order.prior === undefined ? undefined : columnOf(columns, order.prior, order);
  if (order.rule !== undefined) requireText(columns, order.rule);
  const asked = [order.amount, order.prior, order.rule].filter((name) => name !== undefined);
  // One by one: together, they have the types that all of them fit into.
  if (files.length > 1) await compare(database, { files, columns, asked });
  const isCsv = CSV.test(order.tables[0]);
  return { from, files, isCsv, names: [...columns.keys()], amount, prior };
}

/** The types of the columns by their names. */
async function describe(database, from) {
  const rows = await database.query(`DESCRIBE SELECT * FROM ${from}`);
  return new Map(rows.map(([name, type]) => [name, type]));
}

function refuseTaken(columns) {
  for (const name of columns.keys()) {
    if (!/^(charge|refused)$/i.test(name)) continue;
    const cure = "take it out, or give it another name";
    refuse(`the tables have a column \`${name}\` already, which would be written: ${cure}`);
  }
}

function typeOf(columns, name) {
  const type = columns.get(name);
  if (type !== undefined) return type;
  const names = [...columns.keys()].slice(0, LISTED).map((each) => `\`${each}\``);
  const more = columns.size > LISTED ? ", …" : "";
  return refuse(`the tables have no column \`${name}\`, but ${names.join(", ")}${more}`);
}

function requireText(columns, name) {
  const type = typeOf(columns, name);
  if (type !== TEXT) refuse(`the column \`${name}\` is ${type}: rules are named by texts, cast it`);
}

/** @returns {Column} */
function columnOf(columns, name, { inMinorUnits }) {
  const type = typeOf(columns, name);
  const told = `the column \`${name}\` is ${type}`;
  const quoted = identifier(name);
  if (FLOATS.test(type)) {
    refuse(`${told}, whose binary fractions are no exact amounts: cast it to decimal`);
  }
  const isInteger = SMALL_INTEGERS.test(type) || LARGE_INTEGERS.test(type);
  if (isInteger && !inMinorUnits) {
    refuse(`${told}: give \`--minor-units\` if it counts minor units, or cast it to decimal`);
  }
  if (isInteger) {
    const isSmall = SMALL_INTEGERS.test(type);
    const sql = `CAST(${quoted} AS ${isSmall ? "BIGINT" : "HUGEINT"})`;
    return { sql, bits: isSmall ? 64 : 128, scale: undefined };
  }
  if (inMinorUnits) refuse(`${told}, and \`--minor-units\` is for integers: leave it out`);
  if (type === TEXT) return { sql: quoted, bits: undefined, scale: undefined };
  const [, width, scale] = DECIMAL.exec(type) ?? [];
  if (scale === undefined) refuse(`${told}: amounts are decimals, cast it`);
  const isNarrow = Number(width) <= NARROW;
  const sql = `CAST(${quoted} AS DECIMAL(${isNarrow ? NARROW : WIDE}, ${scale}))`;
  return { sql, bits: isNarrow ? 64 : 128, scale: Number(scale) };
}

/** Every file has the columns that charge it, and no two have others of one name. */
async function compare(database, { files, columns, asked }) {
  const first = new Map();
  for (const file of files) {
    const own = await describe(database, source([file]));
    for (const name of asked) {
      if (!own.has(name)) refuse(`\`${file}\` has no column \`${name}\`, which others have`);
    }
    for (const name of columns.keys()) {
      const type = own.get(name);
      if (type === undefined) continue;
      const other = first.get(name);
      if (other === undefined) first.set(name, { file, type });
      else if (other.type !== type) {
        const both = `${other.type} in \`${other.file}\` and ${type} in \`${file}\``;
        refuse(`the column \`${name}\` is ${both}: give it one type`);
      }
    }
  }
}

/**
 * What charges a table and writes it.
 *
 * @param {Awaited<ReturnType<typeof inspect>>} table
 * @param {{ call: string, rule: string | undefined, path: string, isCsv: boolean }} writing
 */
export function copyStatement(table, { call, rule, path, isCsv }) {
  const { amount, from, names, prior } = table;
  const answer = identifier(unused(names));
  const columns = [amount.sql];
  if (rule !== undefined) {
    const code = `enum_code(TRY_CAST(${identifier(rule)} AS ${RULES}))`;
    columns.push(`coalesce(CAST(${code} AS INTEGER), -1)`);
  }
  if (prior !== undefined) columns.push(prior.sql);
  const inner = `SELECT *, ${call}(${columns.join(", ")}) AS ${answer} FROM ${from}`;
  const fields = `${answer}.charge AS charge, ${answer}.refused AS refused`;
  const outer = `SELECT * EXCLUDE (${answer}), ${fields} FROM (${inner})`;
  const format = isCsv ? "FORMAT csv, HEADER" : "FORMAT parquet";
  return `COPY (${outer}) TO ${literal(path)} (${format}, USE_TMP_FILE false)`;
}

const RULES = "rules_of_the_book";

/** Numbers the rules, so that the function gets small integers; what is no rule's name has none. */
export function rulesStatement(ids) {
  return `CREATE TYPE ${RULES} AS ENUM (SELECT unnest(${list(ids)}))`;
}

/** A name that no column has, in whatever case. */
function unused(names) {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  let name = "answer";
  while (taken.has(name)) name += "_";
  return name;
}
