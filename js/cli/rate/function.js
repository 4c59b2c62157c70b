// The function that DuckDB calls with a part of a table, a few thousand rows, for its charges.

import { Charging } from "./charging.js";
import { Answers, integersOf, Numbers, Texts } from "./vectors.js";

/** Its name in SQL. */
export const CALL = "charge_by_the_book";

/** How many digits a charge may have: all that 128 bits hold. */
const DIGITS = 38;

/**
 * @param {{ api: import("./duckdb.js").Api, duck: import("./duckdb.js").Bindings }} peer
 * @param {object} job
 * @param {import("./table.js").Column} job.amount
 * @param {import("./table.js").Column} [job.prior]
 * @param {import("./price.js").Price[]} job.prices
 * @param {number} [job.only] the rule that charges all rows, in place of a column
 * @param {number} job.sample how many amounts of each rule are to be explained
 */
export function chargeFunction({ api, duck }, { amount, prior, prices, only, sample }) {
  const size = duck.vector_size();
  const places = Math.max(0, ...prices.map((price) => price.places));
  const amounts = readerOf(api, amount);
  const priors = prior === undefined ? undefined : readerOf(api, prior);
  const answers = new Answers(size, places);
  const charging = new Charging({ prices, amounts, priors, answers, sample, size });
  const types = [typeOf(api, amount)];
  if (only === undefined) types.push(api.INTEGER);
  if (prior !== undefined) types.push(typeOf(api, prior));
  const scalar = api.DuckDBScalarFunction.create({
    name: CALL,
    mainFunction() {},
    parameterTypes: types,
    returnType: api.STRUCT({ charge: api.DECIMAL(DIGITS, places), refused: api.VARCHAR }),
    // A row without an amount has an answer, too, and each call is counted.
    specialHandling: true,
    volatile: true,
  });
  /** @type {{ thrown: unknown }} */
  const failure = { thrown: undefined };

  const run = (input, output) => {
    const rows = duck.data_chunk_get_size(input);
    const column = (index) => duck.data_chunk_get_vector(input, index);
    amounts.read(duck, column(0), rows);
    priors?.read(duck, column(types.length - 1), rows);
    answers.begin();
    if (only === undefined) charging.chargeEach(rows, integersOf(duck, column(1), rows));
    else charging.chargeAll(rows, only);
    answers.write(duck, output, rows);
  };

  // The calls of the upper layer make an object for each value, a hundred times as slow.
  duck.scalar_function_set_function(scalar.scalar_function, (info, input, output) => {
    try {
      run(input, output);
    } catch (thrown) {
      failure.thrown ??= thrown;
      duck.scalar_function_set_error(info, "the charges were broken off");
    }
  });
  return { charging, failure, scalar };
}

function readerOf(api, { bits, scale }) {
  return bits === undefined ? new Texts(api) : new Numbers({ bits, scale });
}

function typeOf(api, { bits, scale }) {
  if (bits === undefined) return api.VARCHAR;
  if (scale === undefined) return bits === 64 ? api.BIGINT : api.HUGEINT;
  return api.DECIMAL(bits === 64 ? 18 : DIGITS, scale);
}
