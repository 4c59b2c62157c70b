import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { packed } from "./support.mjs";

const CLI = packed("cli.js");
const ENV = { ...process.env, NO_COLOR: "1" };
const SAMPLES = fileURLToPath(new URL("../data/requests/", import.meta.url));

const scratch = mkdtempSync(join(tmpdir(), "ready-reckoner-calculate-"));
after(() => rmSync(scratch, { recursive: true }));

/** A file of its own for a test: text, bytes, or data to be written as JSON. */
function file(name, content) {
  const path = join(scratch, name);
  const ready = typeof content === "string" || Buffer.isBuffer(content);
  writeFileSync(path, ready ? content : JSON.stringify(content));
  return path;
}

/** Runs `calculate` beside the sample requests; `input` is its standard input. */
function run(words, input = "") {
  const options = { cwd: SAMPLES, encoding: "utf8", env: ENV, input, timeout: 300_000 };
  const command = [CLI, "calculate", ...words];
  const { status, stderr, stdout } = spawnSync(process.execPath, command, options);
  return { status, stderr, stdout };
}

const RULES = ["--rules", "rules.json"];
const sample = (name) => readFileSync(join(SAMPLES, name), "utf8");

const FEE = sample("fee-answer.json");
const TRANSFER = sample("transfer-answer.xml");
const EXPLAINED = sample("fee-explained.txt");

/** What a good run prints. */
function answer(words, input) {
  const { status, stderr, stdout } = run(words, input);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  return stdout;
}

test("a request in JSON is answered in JSON, amounts as numbers with their digits", () => {
  assert.equal(answer(["fee.json", ...RULES]), FEE);
});

test("XML in both spellings of lists is the same request", () => {
  for (const name of ["fee.xml", "fee-wrapped.xml"]) {
    assert.equal(answer([name, ...RULES, "--format", "json"]), FEE, name);
  }
  const asked = answer(["fee.xml", ...RULES]);
  assert.equal(answer(["fee.json", ...RULES, "--format=xml"]), asked);
  assert.match(asked, /^<\?xml .*\?>\n<TransactionDetailsResponseDto>\n {2}<txnRefNo>LC-2041</);
  assert.deepEqual(
    [...asked.matchAll(/<charge>(.*)<\/charge>/g)].map(([, charge]) => charge),
    ["12000.00", "18000.00", "1200.00", "2700.00"],
  );
});

test("a bare transaction, with prefixes, too", () => {
  assert.equal(answer(["transfer.xml", ...RULES]), TRANSFER);
  assert.equal(answer(["transfer.json", ...RULES, "--format", "xml"]), TRANSFER);
});

test("several transactions are a list, in XML inside a root of its own", () => {
  const [first, second, ...others] = JSON.parse(answer(["several.json", ...RULES]));
  assert.deepEqual([first.txnRefNo, second.txnRefNo, others], ["BG-1", "BG-2", []]);
  assert.deepEqual(first.chargeDetails[0], {
    charge: 5.98,
    chargeCcy: "USD",
    chargeCode: "COMMISSION",
    chargeSharing: "N",
    exchangeRate: 0.0033,
    externalCharge: "N",
    maxChgAmount: 5000,
    minChgAmount: 250,
    minMaxValidationCriteria: "AMOUNT",
    partyId: "000384",
    partyToCharge: "APPLICANT",
    priceMethod: "SLAB_PERCENTAGE",
    priceRuleId: "GUARANTEE",
  });
  assert.equal(first.chargeDetails[1].applied, "minimum");
  const xml = answer(["several.json", ...RULES, "--format", "xml"]);
  assert.match(xml, /\n<TransactionDetailsResponseDtos>\n {2}<TransactionDetailsResponseDto>\n/);
  assert.ok(xml.endsWith("</TransactionDetailsResponseDto>\n</TransactionDetailsResponseDtos>\n"));
  assert.equal(answer(["-", ...RULES], '{"txnDetails":[]}'), "[]\n");
  assert.equal(answer(["-", ...RULES], '{"priceMethods":[]}'), '{\n  "chargeDetails": []\n}\n');
});

test("standard input, and a name that says nothing, are known by their first character", () => {
  assert.equal(answer(["-", ...RULES], sample("fee.json")), FEE);
  assert.equal(answer(["-", ...RULES], `\ufeff \r\n\t${sample("fee.json")}`), FEE);
  assert.equal(answer(["-", ...RULES], sample("transfer.xml")), TRANSFER);
  const [, bare] = sample("transfer.xml").split("?>");
  assert.equal(answer(["-", ...RULES], `\ufeff \r\n\t${bare}`), TRANSFER);
  assert.equal(answer([file("request.txt", sample("transfer.xml")), ...RULES]), TRANSFER);
  assert.equal(answer([file("REQUEST.XML", sample("transfer.xml")), ...RULES]), TRANSFER);
  // A name that says something is believed.
  const misnamed = run([file("misnamed.json", sample("transfer.xml")), ...RULES]);
  assert.match(misnamed.stderr, /misnamed\.json: line 1, column 1: .* \[json-syntax\]/);
});

test("no digit of an amount is lost, in either kind of document", () => {
  const digits = "12345678901234567890.12";
  const line = { chargeCode: "W", priceRuleId: "WHOLE" };
  const json = JSON.stringify({ priceMethods: [{ ...line, chargeCriteriaValue: 1 }] });
  const precise = json.replace(/1(?=\})/, digits);
  const xml = [
    "<r><priceMethods><chargeCode>W</chargeCode><priceRuleId>WHOLE</priceRuleId>",
    `<chargeCriteriaValue>${digits}</chargeCriteriaValue></priceMethods></r>`,
  ].join("");
  for (const request of [precise, xml]) {
    const charge = answer(["-", ...RULES, "--format", "json"], request);
    assert.ok(charge.includes(`\n      "charge": ${digits},\n`), charge);
    assert.ok(answer(["-", ...RULES, "--explain"], request).includes(`= ${digits}\n`));
  }
  const rules = file("precise.json", `{"WHOLE":{"flat":${digits},"maximum":${digits}}}`);
  const bounded = answer(["-", "--rules", rules], json);
  assert.ok(bounded.includes(`"charge": ${digits},`));
  assert.ok(bounded.includes(`"maxChgAmount": ${digits},`));
});

test("a rate that is a fraction is read in either kind of document, and answered as a text", () => {
  const rules = file("dollars.json", { FLAT: { flat: "12.50", currency: "USD" } });
  const line = { chargeCode: "FEE", priceRuleId: "FLAT", chargeCriteriaValue: 1, txnCcy: "LKR" };
  const json = JSON.stringify({ priceMethods: [{ ...line, exchangeRate: "1/3" }] });
  const xml = [
    "<r><priceMethods><chargeCode>FEE</chargeCode><priceRuleId>FLAT</priceRuleId>",
    "<chargeCriteriaValue>1</chargeCriteriaValue><txnCcy>LKR</txnCcy>",
    "<exchangeRate>1/3</exchangeRate></priceMethods></r>",
  ].join("");
  for (const request of [json, xml]) {
    const text = answer(["-", "--rules", rules, "--format", "json"], request);
    const [{ charge, exchangeRate }] = JSON.parse(text).chargeDetails;
    assert.deepEqual([charge, exchangeRate], [4.17, "1/3"]);
    const answered = answer(["-", "--rules", rules, "--format", "xml"], request);
    assert.match(answered, /<exchangeRate>1\/3<\/exchangeRate>/);
  }
});

test("explains a shared fee and its taxes, from JSON and XML alike", () => {
  assert.equal(answer(["fee.json", ...RULES, "--explain"]), EXPLAINED);
  assert.equal(answer(["fee-wrapped.xml", ...RULES, "--explain"]), EXPLAINED);
});

test("explains bounds, exchange and odd units, in eighty columns", () => {
  const text = answer(["several.json", ...RULES, "--explain"]);
  assert.match(text, /^BG-1 · COMMISSION · party 000384, APPLICANT · rule GUARANTEE\n/);
  assert.match(text, /\n {2}exchange {5}1812\.5 × 0\.0033 exchange rate = 5\.98125\n/);
  assert.match(text, /\n {2}bound {8}15 is to be at least 250, which it becomes\n/);
  assert.match(text, /\n {2}per unit {5}75 × 5 units = 375\n/);
  assert.match(text, /\n\nBG-2 · MESSAGE · party C · [^]*\n {2}sharing .* with 1 odd unit\n/);
  assert.ok(text.split("\n").every((line) => line.length <= 80));
});

test("an explanation shows nothing that could move the cursor", () => {
  const name = "\u001b[2J\u202e";
  const line = { chargeCode: name, partyId: name, priceRuleId: "WHOLE", chargeCriteriaValue: 1 };
  const text = answer(["-", ...RULES, "--explain"], JSON.stringify({ priceMethods: [line] }));
  assert.doesNotMatch(text, /[\u001b\u202e]/);
  const request = JSON.stringify({ priceMethods: [{ ...line, priceRuleId: name }] });
  const { stderr } = run(["-", "--rules", file("hostile.json", { [name]: {} })], request);
  assert.match(stderr, /\[rule-form\]/);
  assert.doesNotMatch(stderr, /[\u001b\u202e]/);
});

test("transactions without a reference are numbered where there are several", () => {
  const lines = [{ chargeCode: "W", priceRuleId: "WHOLE", chargeCriteriaValue: 1 }];
  const one = { priceMethods: lines };
  const both = answer(["-", ...RULES, "--explain"], JSON.stringify({ txnDetails: [one, one] }));
  assert.match(both, /^transaction 1 · W · rule WHOLE\n[^]*\n\ntransaction 2 · W · rule WHOLE\n/);
  assert.match(answer(["-", ...RULES, "--explain"], JSON.stringify(one)), /^W · rule WHOLE\n/);
});

test("the host's prices come from a file, by charge code", () => {
  const unpriced = run(["external.json", ...RULES]);
  assert.deepEqual([unpriced.status, unpriced.stdout], [1, ""]);
  assert.match(
    unpriced.stderr,
    /^external\.json: \/priceMethods\/0: .*`--external-prices`.*\n/,
  );
  const words = ["external.json", ...RULES, "--external-prices"];
  const { chargeDetails } = JSON.parse(answer([...words, "prices.json"]));
  assert.deepEqual(
    chargeDetails.map((detail) => [detail.charge, detail.chargeCcy, detail.externalCharge]),
    [
      [1235, "JPY", "Y"],
      [18, undefined, "Y"],
    ],
  );
  const prices = file("prices.json", { COURIER: "12,5" });
  const { status, stderr } = run([...words, prices]);
  assert.equal(status, 1);
  assert.equal(
    stderr.replaceAll(prices, "prices.json").replaceAll(/: [^/[]+\[/g, ": … ["),
    "prices.json: /COURIER: … [amount-comma]\nprices.json: /SWIFT~1MT700: … [amount-type]\n",
  );
});

test("only the file's own fields are prices", () => {
  const line = { chargeCode: "toString", externalPricingApplicable: "Y" };
  const words = ["-", ...RULES, "--external-prices", "prices.json"];
  const { stderr } = run(words, JSON.stringify({ priceMethods: [line] }));
  assert.match(stderr, /^prices\.json: \/toString: .*found nothing/);
});

test("the odd units go where `--allocation` says", () => {
  const charges = (mode) =>
    JSON.parse(answer(["several.json", ...RULES, "--allocation", mode]))[1].chargeDetails.map(
      ({ charge }) => charge,
    );
  assert.deepEqual(charges("largestRemainder"), [33.33, 33.33, 33.34]);
  assert.deepEqual(charges("firstInOrder"), [33.34, 33.33, 33.33]);
});

test("problems are named with their file and their place in it, all at once", () => {
  const { status, stderr, stdout } = run(["wrong.json", ...RULES]);
  assert.deepEqual([status, stdout], [1, ""]);
  assert.equal(stderr.split("\n").length, 3);
  assert.match(stderr, /^wrong\.json: \/priceMethods\/0\/tenor: .*; .* \[tenor-missing\]\n/);
  assert.match(stderr, /\nwrong.json: \/priceMethods\/1\/priceRuleId: .* \[unknown-price-rule\]\n/);

  const rules = file("rules.json", { "TRANS/FER": { formula: "5C+4A" }, WHOLE: { minimum: [] } });
  const line = { priceRuleId: "TRANS/FER", chargeCode: "T", chargeCriteriaValue: 1 };
  const request = { priceMethods: [line, { ...line, chargeCode: "W", priceRuleId: "WHOLE" }] };
  const wrong = run(["-", "--rules", rules], JSON.stringify(request));
  assert.equal(wrong.status, 1);
  const lines = wrong.stderr.replaceAll(rules, "rules.json").split("\n");
  assert.match(lines[0], /^rules\.json: \/TRANS~1FER\/formula: .* \[coefficient-on-amount\]$/);
  assert.match(wrong.stderr, /rules\.json: \/WHOLE\/minimum: .* \[amount-type\]\n/);

  const missing = run(["-", ...RULES], "{}");
  assert.match(missing.stderr, /^standard input: the field `txnDetails`.* \[missing-field\]\n$/);
});

test("a document that cannot be read is shown where it breaks", () => {
  const line = '\r\n  [{"chargeCode":"😀é" "x":1}]}';
  const json = run(["-", ...RULES], `{"priceMethods":${line}`);
  assert.deepEqual([json.status, json.stdout], [1, ""]);
  const [message, excerpt, marks] = json.stderr.split("\n");
  assert.match(message, /^standard input: line 2, column 23: .* \[json-syntax\]$/);
  assert.equal(excerpt, '    [{"chargeCode":"😀é" "x":1}]}');
  // The emoji is two columns wide.
  assert.equal(marks, `${" ".repeat(25)}^`);

  const xml = run([file("broken.xml", "<a>\r\n<b>\r\n</a>\r\n"), ...RULES]);
  assert.equal(xml.status, 1);
  assert.match(xml.stderr, /broken\.xml: line 3, column 1: .* \[xml-tag\]\n {2}<\/a> \n {2}\^\n$/);

  const empty = run(["-", ...RULES], "");
  assert.match(empty.stderr, /^standard input: line 1, column 1: .* \[json-syntax\]\n$/);
  const twice = run(["-", "--rules", file("twice.json", '{"A":{},"A":{}}')], "<a>");
  assert.match(twice.stderr, /\[xml-tag\]\n {2}<a>\n {2}\^\n.*json: .*\[json-duplicate-field\]/);
  for (const [words, code] of [
    [["fee.json", "--rules", file("list.json", [])], "wrong-type"],
    [["fee.json", ...RULES, "--external-prices", file("text.json", '"5"')], "wrong-type"],
    [[file("entity.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), ...RULES], "xml-doctype"],
  ]) {
    const { status, stderr } = run(words);
    assert.equal(status, 1);
    assert.ok(stderr.includes(`[${code}]\n`), stderr);
  }
});

test("a document is at most 1 MiB long", () => {
  const padded = (length) => sample("transfer.xml").padEnd(length, " ");
  assert.equal(answer(["-", ...RULES], padded(1 << 20)), TRANSFER);
  for (const length of [(1 << 20) + 1, 3 << 20]) {
    const { status, stderr, stdout } = run(["-", ...RULES], padded(length));
    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(stderr, /^standard input: .*1048576 bytes.* \[document-too-large\]\n$/);
    // The limit may fall between the bytes of a character.
    const wide = run(["-", ...RULES], `<a>${"é".repeat(length / 2)}</a>`);
    assert.match(wide.stderr, /\[document-too-large\]\n$/);
  }
});

test("what is not there, or cannot be read, is wrong usage", () => {
  const latin = file("latin.xml", Buffer.from([0x3c, 0x61, 0xe9, 0x3e]));
  const cases = [
    [[], /takes one request, a file or `-`, found 0/],
    [["fee.json", "fee.xml", ...RULES], /takes one request, a file or `-`, found 2/],
    [["fee.json"], /needs price rules, such as `--rules rules\.json`/],
    [["fee.json", "--rules"], /option `--rules` needs a value/],
    [["none.json", ...RULES], /cannot read `none\.json`: there is no such file/],
    [["fee.json", "--rules", "none.json"], /cannot read `none\.json`: there is no such file/],
    [["fee.json/a", ...RULES], /cannot read `fee\.json\/a`: there is no such file/],
    [["../requests", ...RULES], /cannot read `\.\.\/requests`: it is a folder/],
    [[latin, ...RULES], /it is not in UTF-8/],
    [["fee.json", ...RULES, "--format", "csv"], /option `--format`: .*`csv`/],
    [["fee.json", ...RULES, "--format", "xml", "--explain"], /leave out it or `--format`/],
    [["fee.json", ...RULES, "--allocation", "odd"], /: `odd` is .*; the modes are .*`rest`/],
    [["fee.json", ...RULES, "--net", "5"], /`--net` is for `solve`, not/],
  ];
  for (const [words, message] of cases) {
    const { status, stderr, stdout } = run(words);
    assert.match(stderr, message);
    assert.deepEqual([status, stdout], [2, ""], words.join(" "));
  }
  const charge = spawnSync(process.execPath, [CLI, "charge", "5C", "1", ...RULES], { env: ENV });
  assert.match(String(charge.stderr), /`--rules` is for `calculate` and `check`, not for `charge`/);
  assert.equal(charge.status, 2);
});

test("other commands do not wait for the reader of documents", () => {
  const folder = join(scratch, "package");
  mkdirSync(folder);
  // What the command shares with what it loads later, and the bytes of its tariffs, are in files of
  // their own.
  const isShared = (name) => /^(?:cli-chunk-|ready_reckoner_tariffs_part)/.test(name);
  const shared = readdirSync(packed("")).filter(isShared);
  for (const name of ["cli.js", "node.js", "package.json", ...shared]) {
    copyFileSync(packed(name), join(folder, name));
  }
  const bare = (...words) => spawnSync(process.execPath, [join(folder, "cli.js"), ...words]);
  assert.equal(String(bare("charge", "4P*A", "100").stdout), "4.00\n");
  const calculated = bare("calculate", join(SAMPLES, "fee.json"), "--rules", "rules.json");
  assert.match(String(calculated.stderr), /ERR_MODULE_NOT_FOUND/);
});

test("a reader that has seen enough ends it quietly", { skip: !existsSync("/bin/bash") }, () => {
  const command = `"${process.execPath}" "${CLI}" calculate - --rules rules.json`;
  const line = { chargeCode: "W", priceRuleId: "WHOLE", chargeCriteriaValue: 1 };
  const input = JSON.stringify({ priceMethods: new Array(5_000).fill(line) });
  const pipe = `${command} | head -n 2; echo "\${PIPESTATUS[0]}"`;
  const options = { cwd: SAMPLES, encoding: "utf8", input, timeout: 300_000 };
  const { stderr, stdout } = spawnSync("/bin/bash", ["-c", pipe], options);
  assert.deepEqual([stdout, stderr], ['{\n  "chargeDetails": [\n0\n', ""]);
});
