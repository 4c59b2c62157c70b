import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync } from "node:fs";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { loadEntries, PACKAGE, packed } from "./support.mjs";

const entries = await loadEntries();
const NODE = entries["node.js"];

/** The values that a declaration file exports; a function may be declared several times. */
function declaredValues(name) {
  const text = readFileSync(packed(name), "utf8");
  const declared = text.matchAll(/^export (?:function|class|const) (\w+)/gm);
  return [...new Set([...declared].map(([, value]) => value))];
}

test("every entry exports exactly what the types declare", () => {
  const declared = declaredValues("index.d.ts");
  assert.ok(declared.includes("compile"));
  for (const [name, entry] of Object.entries(entries)) {
    const own = name.startsWith("slim") ? declaredValues("slim.d.ts") : [];
    assert.deepEqual(Object.keys(entry).sort(), [...declared, ...own].sort(), name);
  }
});

test("the package has its README and its licences", () => {
  for (const name of ["README.md", "LICENSE-APACHE", "LICENSE-MIT", "LICENSE-THIRD-PARTY"]) {
    assert.ok(readFileSync(packed(name), "utf8").length > 500, name);
  }
});

test("every link in the package's documents leads to what is in the package", () => {
  const isDocument = (name) => name.endsWith(".md");
  const documents = readdirSync(PACKAGE, { recursive: true }).map(String).filter(isDocument);
  assert.ok(documents.includes("README.md") && documents.includes("docs/pricing.md"));
  let links = 0;
  for (const document of documents) {
    const prose = readFileSync(packed(document), "utf8").replaceAll(/```[^]*?```/g, "");
    for (const [, target] of prose.matchAll(/\]\(([^)#]+)/g)) {
      links += 1;
      const file = join(dirname(document), target);
      assert.ok(existsSync(packed(file)), `${document}: ${target}`);
    }
  }
  assert.ok(links > 30);
});

test("classes have exactly the members that the types declare", () => {
  const text = readFileSync(packed("index.d.ts"), "utf8");
  const body = /^export class Tariff \{\n([^]*?)^\}/m.exec(text)[1];
  const declared = [...body.matchAll(/^ {2}(?:readonly )?(\w+|\[Symbol\.dispose\])[:(<]/gm)];
  const members = Reflect.ownKeys(NODE.Tariff.prototype)
    .filter((key) => key !== "constructor")
    .map((key) => (key === Symbol.dispose ? "[Symbol.dispose]" : key));
  assert.deepEqual(members.sort(), declared.map(([, member]) => member).sort());
});

test("the manifest names only files that are there", () => {
  const manifest = JSON.parse(readFileSync(packed("package.json"), "utf8"));
  const cargo = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8");
  assert.match(cargo, new RegExp(`^version = "${manifest.version}"$`, "m"));
  const files = JSON.stringify([manifest.exports, manifest.bin, manifest.sideEffects]);
  for (const [, file] of files.matchAll(/"(?:\.\/)?([\w./-]+\.(?:c?js|wasm|c?ts|json))"/g)) {
    assert.ok(readFileSync(packed(file)).length > 0, file);
  }
  for (const entry of [".", "./ledger"]) {
    const conditions = Object.keys(manifest.exports[entry]);
    assert.deepEqual(conditions, ["workerd", "node", "import", "require", "default"]);
  }
});

for (const [name, entry] of Object.entries(entries)) {
  const { allocate, clamp, compile, currencies, ReckonerError, round, Tariff } = entry;
  const { calculateCharges, explainCharges } = entry;
  const { validateChargeCalculation } = entry;
  const validators = Object.keys(entry).filter((key) => key.startsWith("validate"));

  test(`${name}: tariffs`, () => {
    const tariff = compile(" 4p * a + 20 c", { currency: "JPY", rounding: "down" });
    assert.ok(tariff instanceof Tariff);
    assert.deepEqual([tariff.source, tariff.currency], ["4P*A+20C", "JPY"]);
    assert.equal(typeof tariff.exactCurve, "boolean");
    assert.equal(tariff.charge("99"), "23");
    assert.equal(tariff.charge(99n), "23");
    assert.equal(tariff.charge(99), "23");
  });

  test(`${name}: price rules`, () => {
    const card = compile({ percentage: "2.9", flat: "0.30" }, { currency: "USD" });
    assert.deepEqual([card.charge("100"), card.currency], ["3.20", "USD"]);
    assert.deepEqual(JSON.parse(card.source), { flat: "0.3", percentage: "2.9", currency: "USD" });
    const tiers = [{ upTo: 250, flat: 10 }, { upTo: "500", flat: "20" }, { upTo: null, flat: 30n }];
    assert.equal(compile({ graduated: tiers }).charge(1000), "60.00");
    assert.equal(compile({ volume: tiers }).charge(1000), "30.00");
    assert.throws(
      () => compile({ flat: 1, minimum: "x", fee: 2 }),
      ({ problems }) => {
        assert.deepEqual(problems.map(({ path }) => path).sort(), ["/fee", "/minimum"]);
        return true;
      },
    );
  });

  test(`${name}: whole requests`, () => {
    const book = { rules: { fee: { percentage: 1 } }, externalPrice: () => "7.5" };
    const line = { chargeCode: "FEE", priceRuleId: "fee", chargeCriteriaValue: "1000" };
    const bare = { txnRefNo: "T", priceMethods: [line] };
    const answer = calculateCharges(bare, book);
    assert.equal(answer.chargeDetails[0].charge, "10.00");
    const listed = { ...answer, txnDetails: [answer] };
    assert.deepEqual(calculateCharges({ txnDetails: [bare] }, book), listed);
    const external = { chargeCode: "X", externalPricingApplicable: "Y" };
    const two = { txnDetails: [bare, { priceMethods: [external] }] };
    const { txnDetails, ...top } = calculateCharges(two, book);
    assert.deepEqual([top, txnDetails[0]], [{}, answer]);
    assert.equal(txnDetails[1].chargeDetails[0].charge, "7.50");
    const { response, explanations } = explainCharges(bare, book);
    assert.deepEqual(response, answer);
    assert.deepEqual(explanations.map(({ path }) => path), ["/priceMethods/0"]);
    assert.equal(explanations[0].steps.at(-1).kind, "rounding");
    assert.throws(
      () => calculateCharges({ priceMethods: [{}, { ...line, tenor: "x" }] }, book),
      ({ name, problems }) => {
        assert.equal(name, "ReckonerError");
        const paths = problems.map(({ path }) => path);
        assert.ok(paths.includes("/priceMethods/0/chargeCode"), paths.join());
        assert.ok(paths.includes("/priceMethods/1/tenor"), paths.join());
        return true;
      },
    );
  });

  test(`${name}: validators`, () => {
    const bare = { priceMethods: [], extra: 1 };
    const { warnings, ...judged } = validateChargeCalculation(bare);
    assert.deepEqual(judged, { valid: true, value: bare });
    assert.deepEqual(warnings.map(({ code, path }) => [code, path]), [["unknown-field", "/extra"]]);
    const { valid, problems } = validateChargeCalculation(bare, { strict: true });
    assert.deepEqual([valid, problems[0].path, problems[0].severity], [false, "/extra", "warning"]);
    assert.equal(validators.length, 9);
    for (const validator of validators) {
      for (const body of [undefined, null, 1, "x", [], () => 1, { priceMethods: 1 }]) {
        assert.equal(entry[validator](body).valid, false);
      }
    }
  });

  test(`${name}: a freed tariff says so`, () => {
    const uses = [
      (tariff) => tariff.charge("1"),
      (tariff) => tariff.charge("0.001"),
      (tariff) => tariff.explain("1"),
      (tariff) => tariff.source,
      (tariff) => tariff.currency,
      (tariff) => tariff.exactCurve,
    ];
    for (const use of uses) {
      const tariff = compile("5C");
      tariff.free();
      tariff.free();
      assert.throws(() => use(tariff), { name: "ReckonerError", code: "tariff-freed" });
    }
    const disposed = compile("5C");
    disposed[Symbol.dispose]();
    assert.throws(() => disposed.charge("1"), { code: "tariff-freed" });
  });

  test(`${name}: a tariff is not made with new`, () => {
    assert.throws(() => new Tariff(), { name: "ReckonerError", code: "tariff-constructor" });
    assert.throws(() => new Tariff({}), { name: "ReckonerError", code: "tariff-constructor" });
  });

  test(`${name}: refusals are errors with all that is known`, () => {
    assert.throws(
      () => compile("A<|B"),
      (error) => {
        assert.ok(error instanceof ReckonerError && error instanceof Error);
        assert.equal(error.name, "ReckonerError");
        assert.match(error.code, /^[a-z]+(-[a-z]+)*$/);
        assert.ok(error.diagnostics.length >= 2, "both faults");
        assert.deepEqual(error.problems, []);
        assert.match(error.stack, /^ReckonerError: /);
        assert.match(error.stack, /contract\.test\.mjs/);
        return true;
      },
    );
    assert.throws(
      () => compile("5C", { currency: "XYZ", rounding: "sideways" }),
      ({ diagnostics, problems }) => {
        assert.deepEqual(diagnostics, []);
        assert.deepEqual(problems.map(({ path }) => path).sort(), ["/currency", "/rounding"]);
        return true;
      },
    );
  });

  test(`${name}: the calculators`, () => {
    assert.deepEqual(allocate("100", [1, 1, 1]), ["33.34", "33.33", "33.33"]);
    assert.deepEqual(allocate(5, ["3", 7n], { currency: "JPY", mode: "firstInOrder" }), ["2", "3"]);
    assert.equal(round("2.345", {}), "2.35");
    assert.equal(round("2.345", { rounding: "halfEven", currency: "LKR" }), "2.34");
    assert.deepEqual(clamp("5", { minimum: "10" }), { amount: "10.00", applied: "minimum" });
    assert.deepEqual(clamp("5", {}), { amount: "5.00", applied: null });
    const list = currencies();
    assert.ok(list.length > 150);
    assert.deepEqual(
      list.find(({ code }) => code === "BHD"),
      { code: "BHD", minorUnits: 3, name: "Bahraini Dinar" },
    );
  });
}

test("the slim entry says what is missing, until it has started", () => {
  const script = `
    const { readFileSync } = require("node:fs");
    const slim = require(${JSON.stringify(packed("slim.cjs"))});
    const calls = [
      () => slim.compile("5C"), () => slim.check("5C"), () => slim.format("5C"),
      () => slim.allocate(1, [1]), () => slim.round(1), () => slim.clamp(1, {}),
      () => slim.calculateCharges({ priceMethods: [] }, { rules: {} }),
      () => slim.explainCharges({ priceMethods: [] }, { rules: {} }),
      () => slim.validateChargeCalculation({}), () => slim.validateChargeCreation({}),
      () => slim.validatePayment({}), () => slim.validateSubscription({}),
    ];
    // The list of currencies is not in the module.
    const listed = slim.currencies().length > 100;
    const codes = new Set();
    for (const call of calls) {
      try { call(); codes.add("none"); } catch (error) { codes.add(error.name + error.code); }
    }
    slim.init("file:///nowhere.wasm").catch(() => {
      const first = slim.init();
      return Promise.all([first, slim.init()]);
    }).then(() => {
      slim.initSync(readFileSync(${JSON.stringify(packed("ready_reckoner_bg.wasm"))}));
      console.log([...codes].join(), slim.compile("5C").charge("1"), listed);
    });
  `;
  const printed = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" });
  assert.equal(printed, "ReckonerErrornot-initialised 5.00 true\n");
});

/** What a script prints, which finds what starts in the list `instances`. */
function started(script) {
  const watch = `
    const instances = [];
    globalThis.WebAssembly.Instance = class extends WebAssembly.Instance {
      constructor(module, imports) {
        super(module, imports);
        instances.push(Object.keys(this.exports));
      }
    };
    const marks = ["rawtariff_compile", "validate", "rawledger_create"];
    const names = () => instances.map((names) => marks.filter((name) => names.includes(name)));
  `;
  const options = ["--input-type=module", "-e", watch + script];
  return JSON.parse(execFileSync(process.execPath, options, { encoding: "utf8" }));
}

test("importing starts nothing, and a call only the module that it needs", () => {
  for (const name of ["node.js", "node.cjs", "bundled.js", "index.js", "index.cjs"]) {
    const load = name.endsWith(".cjs") ? "require" : "await import";
    const [main, ledger] = ["", "ledger/"].map((folder) => JSON.stringify(packed(folder + name)));
    const script = `
      const require = process.getBuiltinModule("node:module").createRequire("/");
      const api = ${load}(${main});
      const bank = ${load}(${ledger});
      const seen = [names()];
      const note = (action) => { action(); seen.push(names()); };
      note(() => api.currencies());
      note(() => { try { new api.Tariff(); } catch {} });
      note(() => api.validatePayment({}));
      note(() => api.compile("5C").charge("1"));
      note(() => api.allocate("1", [1, 2]));
      note(() => new bank.MockLedger());
      note(() => new bank.MockLedger());
      console.log(JSON.stringify(seen));
    `;
    const [requests, tariffs, mock] = [["validate"], ["rawtariff_compile"], ["rawledger_create"]];
    // In Node, a part of the tariffs starts first.
    const whole = name.startsWith("index") ? [] : [tariffs];
    const both = [requests, tariffs];
    const shared = [...both, ...whole];
    const all = [...shared, mock];
    assert.deepEqual(started(script), [[], [], [], [requests], both, shared, all, all], name);
  }
});

test("Node reads the bytes of a module, and the half of requests, at the first call", () => {
  for (const ending of ["cjs", "js"]) {
    const names = ["node", "ledger/node"].map((name) => packed(`${name}.${ending}`));
    const [main, ledger] = names.map((file) => JSON.stringify(file));
    const load = ending === "cjs" ? "require" : "await import";
    const script = `
      const require = process.getBuiltinModule("node:module").createRequire("/");
      const api = ${load}(${main});
      const { MockLedger } = ${load}(${ledger});
      const late = /(?:_bytes|-requests)\\.cjs$/;
      const files = () => Object.keys(require.cache).filter((file) => late.test(file));
      const seen = [files()];
      for (const call of [
        () => api.compile("5C"), () => api.check("5C"), () => api.validatePayment({}),
        () => new MockLedger(),
      ]) {
        call();
        seen.push(files());
      }
      console.log(JSON.stringify(seen.map((files) => files.length)));
    `;
    const options = ["--input-type=module", "-e", script];
    const shown = execFileSync(process.execPath, options, { encoding: "utf8" });
    // Its part, which is all that tariffs need first, is a file.
    assert.deepEqual(JSON.parse(shown), [0, 0, 1, 3, 4], ending);
  }
});

test("an entry of Node that lies alone tells the bundler's user a cure", async () => {
  const folder = mkdtempSync(join(tmpdir(), "alone-"));
  const calls = {
    "node.js": (api) => api.compile("5C"),
    "node-tariffs.js": (api) => api.check("5C"),
    "ledger/node.js": (api) => new api.MockLedger(),
  };
  try {
    for (const [name, call] of Object.entries(calls)) {
      const file = join(folder, `${name.replace("/", "-")}.mjs`);
      copyFileSync(packed(name), file);
      const api = await import(file);
      const told = { name: "ReckonerError", code: "module-missing", message: /`module`/ };
      for (let count = 0; count < 2; count += 1) assert.throws(() => call(api), told, name);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("tariffs that nobody holds are collected", () => {
  const script = `
    import { compile } from ${JSON.stringify(packed("node.js"))};
    const collect = () => new Promise((resolve) => setTimeout(() => resolve(gc()), 20));
    for (let round = 0; round < 20; round += 1) {
      for (let count = 0; count < 5000; count += 1) compile("4P*A+20C").charge("1");
      await collect();
    }
    console.log(process.memoryUsage().external + process.memoryUsage().arrayBuffers);
  `;
  const options = ["--expose-gc", "--input-type=module", "-e", script];
  const bytes = Number(execFileSync(process.execPath, options, { encoding: "utf8" }));
  // 100,000 tariffs would take 120 MB; a busy machine finalises those of two or three rounds late.
  assert.ok(bytes < 40e6, `${bytes} bytes`);
});
