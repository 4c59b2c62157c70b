// Holds the package to the oracle in tests/oracle, a second implementation in exact fractions that
// shares nothing with the engine: random requests and random rules, answered by both.
//
//   ORACLE_SEED=7 ORACLE_COUNT=100000 node --test tests/node/oracle.test.mjs

import assert from "node:assert/strict";
import { test } from "node:test";
import { calculateCharges, compile, explainCharges, ReckonerError } from "../../pkg/node.js";
import { bookOf, generated, hold, written } from "./oracle.mjs";

const SEED = process.env.ORACLE_SEED ?? "20251121";
const COUNT = Number(process.env.ORACLE_COUNT ?? 20_000);

const table = (name, least, check) => hold(written(name), least, name, check);
const random = (program, check) =>
  hold(generated(program, SEED, COUNT), COUNT, `${program} --seed ${SEED}`, check);

/** What a call answers, or the problems that it refuses with. */
function outcome(call) {
  try {
    return { answer: call() };
  } catch (error) {
    if (!(error instanceof ReckonerError)) throw error;
    return { refusal: error };
  }
}

// Requests.

const unique = (items) => [...new Set(items)].sort();

function checkRequest(given, count) {
  const { request, expected } = given;
  const book = bookOf(given);
  const { answer, refusal } = outcome(() => calculateCharges(request, book));
  if (expected.errors === undefined) {
    assert.equal(refusal, undefined, refusal?.message);
    assert.deepEqual(answer, expected.response);
    // An explanation takes twice the time of an answer, and comes from the same calculation.
    if (count % 4 === 0) checkExplanations(explainCharges(request, book), expected.response);
    return;
  }
  assert.equal(answer, undefined);
  const codes = (problems) => unique(problems.map(([code]) => code));
  const found = refusal.problems.map(({ code, path }) => [code, path]);
  assert.deepEqual(codes(found), codes(expected.errors));
  const places = new Set(found.map(String));
  for (const error of expected.errors) {
    if (error[1] !== null) assert.ok(places.has(String(error)), `${error} is not among ${found}`);
  }
  assert.deepEqual(outcome(() => explainCharges(request, book)).refusal.problems, refusal.problems);
}

/** There is one explanation for each line, and it leads to the line's charge. */
function checkExplanations({ response, explanations }, expected) {
  assert.deepEqual(response, expected);
  const details = (expected.txnDetails ?? [expected]).flatMap((one) => one.chargeDetails);
  assert.equal(explanations.length, details.length);
  for (const [place, explanation] of explanations.entries()) {
    const { charge, chargeCcy, chargeCode, partyId, partyToCharge } = details[place];
    assert.equal(explanation.charge, charge);
    assert.equal(explanation.currency, chargeCcy);
    assert.equal(explanation.chargeCode, chargeCode);
    assert.equal(explanation.partyId, partyId);
    assert.equal(explanation.partyToCharge, partyToCharge);
  }
}

test("the table of requests is answered as the oracle answers it", () =>
  table("charge-requests.jsonl", 250, checkRequest));

test("random requests are answered as the oracle answers them", () =>
  random("generate_requests.py", checkRequest));

// Single rules.

function checkRule({ rule, value, terms = {}, expected }) {
  const { exchangeRate, ...tenors } = terms;
  // A tariff charges in the rule's currency, whatever the rate.
  if (exchangeRate !== undefined) return;
  const { answer: explained, refusal } = outcome(() => priced(rule, value, tenors));
  const line = { chargeCode: "FEE", priceRuleId: "R", chargeCriteriaValue: value, ...tenors };
  const book = { rules: { R: rule } };
  const whole = outcome(() => calculateCharges({ priceMethods: [line] }, book));
  if (expected.error !== undefined) {
    assert.equal(refusal?.code, expected.error);
    assert.deepEqual(whole.refusal?.problems.map(({ code }) => code), [expected.error]);
    return;
  }
  assert.equal(refusal, undefined, refusal?.message);
  assert.deepEqual(explained, expected);
  assert.equal(whole.answer?.chargeDetails[0].charge, expected.charge, whole.refusal?.message);
}

function priced(rule, value, tenors) {
  const tariff = compile(rule, tenors);
  try {
    const charge = tariff.charge(value);
    const explained = tariff.explain(value);
    assert.equal(explained.charge, charge);
    return { exact: explained.exact, charge };
  } finally {
    tariff.free();
  }
}

test("the table of rules is priced as the oracle prices it", () =>
  table("price-rules.jsonl", 700, checkRule));

test("random rules price as the oracle prices them, alone and in a request", () =>
  random("generate.py", checkRule));
