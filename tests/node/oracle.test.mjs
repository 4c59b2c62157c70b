// Holds the package to the oracle in tests/oracle, a second implementation in exact fractions that
// shares nothing with the engine: random requests and random rules, answered by both.
//
//   ORACLE_SEED=7 ORACLE_COUNT=100000 node --test tests/node/oracle.test.mjs

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allocate, calculateCharges, compile, explainCharges, ReckonerError, round, sum,
} from "../../pkg/node.js";
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

/** What is suspicious is told beside the answer; the oracle answers with charges alone. */
function withoutWarnings({ warnings: _warnings, ...response }) {
  return response;
}

function checkRequest(given, count) {
  const { request, expected } = given;
  const book = bookOf(given);
  const { answer, refusal } = outcome(() => calculateCharges(request, book));
  if (expected.errors === undefined) {
    assert.equal(refusal, undefined, refusal?.message);
    assert.deepEqual(withoutWarnings(answer), expected.response);
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
  assert.deepEqual(withoutWarnings(response), expected);
  const details = (expected.txnDetails ?? [expected]).flatMap((one) => one.chargeDetails);
  assert.equal(explanations.length, details.length);
  for (const [place, explanation] of explanations.entries()) {
    const { charge, chargeCcy, chargeCode, partyId, partyToCharge } = details[place];
    assert.equal(explanation.charge, charge);
    assert.equal(explanation.currency ?? undefined, chargeCcy);
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

function checkRule({ rule, value, terms = {}, options = {}, compiles = true, expected }) {
  const { exchangeRate, prior, ...tenors } = terms;
  // A tariff charges in the rule's currency, whatever the rate.
  if (exchangeRate !== undefined) return;
  const alone = outcome(() => priced(rule, value, { ...tenors, prior, ...options }));
  const contradicts = Object.entries(options).some(
    ([name, given]) => rule[name] !== undefined && String(rule[name]) !== String(given),
  );
  if (compiles) checkAnswer(alone, expected);
  else assert.notEqual(alone.refusal, undefined, "a tenor of no use is refused");
  // In a book there are no options: what they fill in is in the rule.
  if (contradicts) return;
  const line = { chargeCode: "FEE", priceRuleId: "R", chargeCriteriaValue: value, ...tenors };
  const book = { rules: { R: { ...options, ...rule } } };
  const priceMethods = [prior === undefined ? line : { ...line, priorCriteriaValue: prior }];
  const whole = outcome(() => calculateCharges({ priceMethods }, book).chargeDetails[0].charge);
  if (expected.error === undefined) assert.equal(whole.answer, expected.charge, whole.refusal);
  else checkRefusal(whole.refusal, expected.error);
}

function checkAnswer({ answer, refusal }, expected) {
  if (expected.error !== undefined) return checkRefusal(refusal, expected.error);
  assert.equal(refusal, undefined, refusal?.message);
  return assert.deepEqual(answer, expected);
}

/** A code of null is a refusal that the specification asks for and does not name. */
function checkRefusal(refusal, code) {
  assert.notEqual(refusal, undefined);
  if (code !== null) assert.equal(refusal.code, code);
}

function priced(rule, value, options) {
  const tariff = compile(rule, options);
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

// Calculators.

const CALCULATORS = { allocate, round, sum };

function checkCall({ call, arguments: given, expected }) {
  const { answer, refusal } = outcome(() => CALCULATORS[call](...given));
  if (expected.error !== undefined) return checkRefusal(refusal, expected.error);
  assert.equal(refusal, undefined, refusal?.message);
  return assert.deepEqual(answer, expected.answer);
}

test("random calls of the calculators are answered as the oracle answers them", () =>
  random("generate_calculators.py", checkCall));
