// Calls that miss something: the object of a method, an argument, an answer that is there at once.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import * as api from "../../pkg/node.js";
import { packed } from "./support.mjs";

const { MockLedger } = await import(packed("ledger/node.js"));
const { calculateCharges, compile, explainCharges, ReckonerError, Tariff } = api;

/** The methods and getters of a class, each as a function that is called on something. */
function membersOf({ prototype }) {
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== "constructor")
    .map((name) => {
      const { get, value } = Object.getOwnPropertyDescriptor(prototype, name);
      return [name, get ?? value];
    });
}

for (const [owner, Class, one] of [
  ["tariff", Tariff, compile("5C")],
  ["ledger", MockLedger, new MockLedger()],
]) {
  test(`what is called on no ${owner} says what it belongs to`, () => {
    const others = [undefined, null, 5, {}, () => 1, Object.create(one), new Proxy(one, {}), Class];
    const members = membersOf(Class);
    assert.ok(members.length >= 10);
    for (const [name, member] of members) {
      for (const other of others) {
        assert.throws(
          () => Reflect.apply(member, other, ["1", "2"]),
          (error) => {
            assert.ok(error instanceof ReckonerError, `${name}: ${error}`);
            assert.equal(error.code, "unbound-method", name);
            assert.match(error.message, new RegExp(`^\`${name}\` .* \`${owner}\\.${name}\``));
            return true;
          },
        );
      }
    }
    assert.equal(members.find(([name]) => name === "free")[1].name, "free");
  });
}

test("a method that is handed over alone is refused, and one in a function is not", () => {
  const tariff = compile("5C");
  const { charge } = tariff;
  assert.throws(() => charge("1"), { code: "unbound-method" });
  assert.throws(() => ["1", "2"].map(tariff.charge), { code: "unbound-method" });
  assert.deepEqual(["1", "2"].map((amount) => tariff.charge(amount)), ["5.00", "5.00"]);
  tariff.free();
  assert.throws(() => charge("1"), { code: "unbound-method" });
  assert.throws(() => tariff.charge("1"), { code: "tariff-freed" });
});

const REQUEST = { priceMethods: [] };
const tariff = compile("5C");

/** What is called without an argument, and how it is named. */
const MISSING = [
  [() => compile(), "formula-type", /expected a formula or a price rule, found nothing/],
  [() => api.format(), "formula-type", /expected a formula, found nothing/],
  [() => api.allocate(), "amount-type", /^\/amount: .* found nothing/],
  [() => api.allocate("1"), "wrong-type", /^\/ratios: .* found nothing/],
  [() => api.sum(), "wrong-type", /^\/amounts: .* found nothing/],
  [() => api.round(), "amount-type", /^\/amount: .* found nothing/],
  [() => api.clamp(), "wrong-type", /^\/options: .*`minimum`.* found nothing/],
  [() => api.clamp("1"), "wrong-type", /^\/options: .*`minimum`.* found nothing/],
  [() => tariff.charge(), "amount-type", /expected an amount, found nothing/],
  [() => tariff.chargeMany(), "wrong-type", /^\/amounts: /],
  [() => tariff.explain(), "amount-type", /expected an amount, found nothing/],
  [() => tariff.solve(), "solve-target", /a target is one of/],
  [() => new MockLedger(null), "wrong-type", /expected a configuration.* found null/],
  [() => new MockLedger("x"), "wrong-type", /expected a configuration.* found a string/],
  [() => MockLedger.restore(), "wrong-type", /^\/bytes: /],
  ...[calculateCharges, explainCharges].flatMap((calculate) => [
    [() => calculate(), "wrong-type", /^\/book: expected a book of price rules, found nothing/],
    [() => calculate(REQUEST), "wrong-type", /^\/book: .* found nothing/],
    [() => calculate(REQUEST, null), "wrong-type", /^\/book: .* found null/],
    [() => calculate(REQUEST, []), "wrong-type", /^\/book: .* found an array/],
    [() => calculate(REQUEST, {}), "wrong-type", /^\/book\/rules: /],
    [() => calculate(undefined, { rules: {} }), "wrong-type", /expected a request for charges/],
  ]),
];

test("what is called without an argument says which one is missing", () => {
  for (const [call, code, says] of MISSING) {
    assert.throws(call, (error) => {
      assert.ok(error instanceof ReckonerError, `${call}: ${error}`);
      assert.equal(error.code, code, String(call));
      assert.match(error.message, says);
      return true;
    });
  }
  for (const name of Object.keys(api).filter((name) => /^validate(?!Book)/.test(name))) {
    const { problems } = api[name]();
    assert.equal(problems[0].message, "expected a body, found nothing", name);
  }
  assert.deepEqual(api.check().map(({ code }) => code), ["formula-type"]);
});

/** What the methods of a ledger can do without any argument. */
const ALONE = [
  "accounts", "clearScript", "deliveries", "eachTransaction", "free", "messages", "notifications",
  "scripts", "snapshot", "transactions", "verify",
];

test("a ledger's method that is called without an argument names it", () => {
  const methods = membersOf(MockLedger)
    .map(([name]) => name)
    .filter((name) => !["nextDue", "now"].includes(name) && !ALONE.includes(name));
  assert.ok(methods.length >= 20);
  const ledger = new MockLedger();
  for (const name of methods) {
    const says = `^\`${name}\` was called without its \`\\w+\`: call \`ledger.${name}\\(`;
    const refused = { code: "missing-argument", message: new RegExp(says) };
    assert.throws(() => ledger[name](), refused, name);
  }
  const message =
    "`confirmDebit` was called without its `token`: call `ledger.confirmDebit(trid, token)`";
  assert.throws(() => ledger.confirmDebit("T"), { code: "missing-argument", message });
  // Something was given, if nothing: a document is judged, and answered.
  assert.equal(ledger.payment(undefined).status, 400);
  ledger.free();
  assert.throws(() => ledger.payment(), { code: "ledger-freed" });
});

const LINE = { chargeCode: "A", externalPricingApplicable: "Y" };

test("a price that is only promised is refused, with what to do instead", () => {
  const sources = [
    async () => "5",
    () => new Promise(() => {}),
    () => ({ then: () => assert.fail("a query that was only prepared has begun") }),
    async () => assert.fail("the host's source has failed"),
  ];
  for (const externalPrice of sources) {
    for (const calculate of [calculateCharges, explainCharges]) {
      assert.throws(
        () => calculate({ priceMethods: [LINE] }, { rules: {}, externalPrice }),
        ({ code, message, problems: [problem] }) => {
          assert.equal(code, "price-promised");
          assert.deepEqual([problem.path, problem.fault], ["/book/externalPrice", "host"]);
          assert.equal(message, `${problem.path}: ${problem.message}; ${problem.help}`);
          assert.match(problem.message, /a price is needed at once/);
          return true;
        },
      );
    }
  }
  const script = `
    const { calculateCharges } = await import(${JSON.stringify(packed("node.js"))});
    const externalPrice = async () => { throw new Error("it fails"); };
    const priceMethods = [{ chargeCode: "A", externalPricingApplicable: "Y" }];
    try { calculateCharges({ priceMethods }, { rules: {}, externalPrice }); }
    catch ({ code }) { setTimeout(() => console.log(code), 20); }
  `;
  const options = ["--input-type=module", "-e", script];
  const printed = execFileSync(process.execPath, options, { encoding: "utf8" });
  assert.equal(printed, "price-promised\n");
});
