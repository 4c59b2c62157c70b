// How cost grows: with the tiers of a rule, with the amounts that are charged at once, with the
// lines of a request, and with the transactions that a ledger holds. Every answer is checked,
// against integers. With a file behind the command, the figures are kept there; `plot.mjs` draws
// them.

import {
  count, keep, machine, printMachine, printTable, ratio, requirePackage, showProgress,
} from "./harness.mjs";
import { amountsFor, chargeOf, ruleOf } from "./cost/tiers.mjs";
import { payInto, MSISDN } from "./cost/payments.mjs";
import { book, makeRequest } from "./requests/requests.mjs";

const ROUNDS = 7;
const TIERS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];
const LENGTHS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
const LINES = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
/** Tenths of a million payments. */
const SHARES = 10;
const SHARE = 100_000;

requirePackage({ peers: [] });
const { calculateCharges, compile } = await import("../pkg/node.js");
const { MockLedger } = await import("../pkg/ledger/node.js");
printMachine("how cost grows");
const series = {
  tiers: TIERS.map(measureTiers),
  amounts: LENGTHS.map(measureAmounts),
  lines: LINES.map(measureLines),
  held: measureHeld(),
};
showProgress("");
for (const rows of Object.values(series)) {
  const names = Object.keys(rows[0]);
  printTable([...names, ""], rows.map((row) => [...names.map((name) => shown(row[name])), ""]));
}
const [, , path] = process.argv;
if (path !== undefined) keep(path, { machine: machine(), ...series });

function shown(value) {
  return value >= 1_000 || Number.isInteger(value) ? count(value) : ratio(value);
}

/** One charge, an amount of many, compiling and explaining, for a rule of so many tiers. */
function measureTiers(tiers) {
  showProgress(`${tiers} tiers`);
  const rule = ruleOf(tiers);
  const tariff = compile(rule);
  const cents = amountsFor(tiers);
  const texts = cents.map((amount) => (amount / 100).toFixed(2));
  for (const [index, amount] of cents.entries()) {
    const right = chargeOf(tiers, amount);
    same(tariff.charge(texts[index]), right, `${tiers} tiers, ${texts[index]}`);
    if (index % 100 === 0) same(tariff.explain(texts[index]).charge, right, "explained");
  }
  const amounts = Float64Array.from(cents);
  const charges = tariff.chargeMany(amounts);
  for (const [index, text] of texts.entries()) {
    same((charges[index] / 100).toFixed(2), tariff.charge(text), "charged at once");
  }
  const times = Math.max(3, Math.round(2_000 / tiers));
  return {
    tiers,
    "charge, ns": perItem(texts.length, () => texts.forEach((text) => tariff.charge(text))),
    "chargeMany, ns an amount": perItem(amounts.length, () => tariff.chargeMany(amounts, charges)),
    "compile, µs": perItem(times, () => repeat(times, () => compile(rule).free())) / 1_000,
    "explain, µs": perItem(times, () => repeat(times, () => tariff.explain(texts[0]))) / 1_000,
  };
}

/** An amount of so many that are charged at once, by five tiers. */
function measureAmounts(amounts) {
  showProgress(`${amounts} amounts`);
  const tariff = compile(ruleOf(5));
  const cents = amountsFor(5);
  const given = Float64Array.from({ length: amounts }, (_, index) => cents[index % cents.length]);
  const out = new Float64Array(amounts);
  tariff.chargeMany(given, out);
  for (let index = 0; index < amounts; index += 1) {
    same((out[index] / 100).toFixed(2), chargeOf(5, given[index]), "of many amounts");
  }
  const times = Math.max(1, Math.round(100_000 / amounts));
  const run = () => repeat(times, () => tariff.chargeMany(given, out));
  return { amounts, "ns an amount": perItem(times * amounts, run) };
}

/** A line of a request with so many. */
function measureLines(lines) {
  showProgress(`${lines} lines`);
  const { request, charges } = makeRequest({ lines, start: 0 });
  const answer = calculateCharges(request, book);
  const given = answer.txnDetails.flatMap(({ chargeDetails }) => chargeDetails);
  same(given.length, charges.length, "lines");
  for (const [index, { charge }] of given.entries()) same(charge, charges[index], `line ${index}`);
  const times = Math.max(1, Math.round(10_000 / lines));
  const run = () => repeat(times, () => calculateCharges(request, book));
  const time = perItem(times * lines, run) / 1_000;
  return { lines, "µs a line": time, "ms a request": (time * lines) / 1_000 };
}

/** Payments into a ledger that holds more and more of them. */
function measureHeld() {
  const ledger = new MockLedger({
    subscribers: [{ msisdn: MSISDN, kind: "prepaid", balance: "20000000.00" }],
  });
  const rows = [];
  for (let share = 0; share < SHARES; share += 1) {
    showProgress(`${share * SHARE} payments held`);
    const begin = performance.now();
    for (let number = 0; number < SHARE; number += 1) payInto(ledger, share * SHARE + number);
    const seconds = (performance.now() - begin) / 1_000;
    const held = (share + 1) * SHARE;
    same(ledger.account(MSISDN).balance, `${20_000_000 - 2 * held}.00`, `${held} payments`);
    const start = performance.now();
    ledger.verify();
    const verified = performance.now() - start;
    rows.push({
      held,
      "payments a second": Math.round(SHARE / seconds),
      "verify, ms": verified,
      "snapshot, MB": ledger.snapshot().length / 1e6,
    });
  }
  ledger.free();
  return rows;
}

/** Nanoseconds an item: the least of some rounds: what disturbs the machine only adds. */
function perItem(items, run) {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - start) / items;
  });
  return Math.min(...rounds);
}

function repeat(times, action) {
  for (let time = 0; time < times; time += 1) action();
}

function same(given, right, what) {
  if (given !== right) throw new Error(`${what}: ${given} is not ${right}`);
}
