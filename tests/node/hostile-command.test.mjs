// What strangers write cannot move the cursor of a terminal, colour, hide or reorder what is on it;
// and wherever the output goes, the command ends with a line that says why, and a status.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync } from "node:fs";
import { closeSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { seeded } from "../support/random.mjs";
import { packed } from "./support.mjs";

const CLI = packed("cli.js");
const FOLDER = mkdtempSync(join(tmpdir(), "ready-reckoner-hostile-"));
after(() => rmSync(FOLDER, { recursive: true }));

const OPTIONS = { cwd: FOLDER, env: { ...process.env, NO_COLOR: "1" }, timeout: 300_000 };

/** Runs the command to its end. */
async function run(words, input = "") {
  const command = spawn(process.execPath, [CLI, ...words], OPTIONS);
  // It may end without reading all.
  command.stdin.on("error", () => {});
  command.stdin.end(input);
  const texts = { stdout: "", stderr: "" };
  for (const [name, text] of Object.entries(texts)) {
    texts[name] = text;
    command[name].setEncoding("utf8").on("data", (chunk) => (texts[name] += chunk));
  }
  const [status] = await once(command, "close");
  return { status, ...texts };
}

function file(name, text) {
  writeFileSync(join(FOLDER, name), text);
  return name;
}

/** Every code point of these ranges, both ends included. */
const range = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));

// By number, since the command asks for the properties of characters.
const CONTROLS = [...range(0x01, 0x1f), ...range(0x7f, 0x9f)];
const MARKS = [
  ...["\u00ad", "\u061c", "\u180e", "\ufeff"],
  ...range(0x200b, 0x200f),
  ...range(0x2028, 0x202e),
  ...range(0x2060, 0x2064),
  ...range(0x2066, 0x206f),
  "\u{e0041}",
];
const SEQUENCES = [
  ...["\u001b[2J", "\u009b31m", "\u001b]0;title\u0007", "\r\u001b[K", "\u202eCBA\u202c"],
];
const UNSAFE = new Set([...CONTROLS, ...MARKS, "\0"]);
UNSAFE.delete("\n");

const random = seeded(11);
const { pick } = random;

/** The text with a few unsafe characters in it, often at its ends, where reading looks last. */
function hostile(text) {
  let result = text;
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    const place = pick([0, result.length, random.below(result.length + 1)]);
    const inserted = pick([CONTROLS, MARKS, SEQUENCES].map(pick));
    result = result.slice(0, place) + inserted + result.slice(place);
  }
  return result;
}

let files = 0;

/** A file whose name is as hostile as what is in it. */
function hostileFile(ending, text) {
  files += 1;
  return file(hostile(`f${files}${ending}`).replaceAll("/", "-"), text);
}

/** JSON with its unsafe characters as they are, or escaped, or the text broken by them. */
function hostileJson(data) {
  const text = JSON.stringify(data);
  return pick([text, text, hostile(text)]);
}

const line = () => ({
  chargeCode: hostile("FEE"),
  chargeCriteriaValue: pick([1000, hostile("1000")]),
  partyId: hostile("BUYER"),
  priceRuleId: pick(["F", "F", hostile("F")]),
  [pick(["tenor", hostile("tenor")])]: 30,
});
const goodLine = () => ({
  chargeCode: hostile("FEE"),
  chargeCriteriaValue: 1000,
  partyId: hostile("BUYER"),
  priceRuleId: "F",
});
const request = (lineOf) => ({ txnRefNo: hostile("LC-1"), priceMethods: [lineOf(), lineOf()] });
const rule = () => ({
  [pick(["flat", hostile("flat")])]: pick([5, hostile("5")]),
  ...pick([{}, { currency: hostile("LKR") }, { formula: hostile("4P*A+20C") }]),
});
const steps = { volume: [{ upTo: 250, percentage: 10 }, { percentage: 8 }] };

const VALUED = [
  ...["allocation", "charge", "constant", "currency", "external-prices", "format", "from", "gross"],
  ...["increment", "net", "percentage", "rounding", "rule", "rules", "sliding-scale-tenor"],
  ...["tenor", "to"],
];

/** Ways to call the command, each new whenever it is asked for. */
const CALLS = {
  "a command": () => [[hostile("charge"), "5C"]],
  "an option": () => [["charge", "5C", hostile("--currency"), "LKR"]],
  "the value of a switch": () => [["charge", "5C", `--explain=${hostile("yes")}`]],
  "the value of an option": () => {
    const command = pick(["charge", "check", "curve", "solve", "calculate"]);
    const values = pick(VALUED);
    return [[command, "5C", `--${values}=${hostile("100")}`], "1\n"];
  },
  "an operand too many": () => [[pick(["solve", "curve"]), "5C", hostile("5"), "--net=1"]],
  "formula and amount": () => [["charge", hostile("4P*A+20C"), hostile("100"), "--explain"]],
  "amount alone": () => [["charge", "4P*A+20C", "100", hostile("100"), pick(["7", "--explain"])]],
  "amounts by lines": () => [["charge", "4P*A"], [1, 2, 3].map(() => `${hostile("1")}\n`).join("")],
  "formula to check": () => [["check", hostile("A<1000C|5C|2.5P*A|<2000C")]],
  "formula to draw": () => [["curve", hostile("4P*A+20C"), pick(["--svg", "--to=100"])]],
  "figure to solve for": () => [["solve", "4P*A+20C", `--net=${hostile("100")}`]],
  "formula to solve": () => [["solve", hostile("4P*A+20C"), "--charge=6"]],
  "rule to check": () => [["check", "--rule", hostileFile("", hostileJson(rule()))]],
  "rule to warn of": () => [["check", "--rule", hostileFile("", JSON.stringify(steps))]],
  "rule to price with": () => {
    return [["charge", "--rule", hostileFile("", hostileJson(rule())), "1", "--explain"]];
  },
  "name of a rule": () => {
    const name = hostileFile("", '{"flat":5}');
    const words = pick([["charge", "--explain", "1"], ["curve"], ["curve", "--svg"]]);
    return [[...words, "--rule", name]];
  },
  "no such file": () => [["check", "--rule", hostile("none")]],
  "request in JSON": () => {
    return [["calculate", hostileFile(".json", hostileJson(request(line))), "--rules", "rules"]];
  },
  "request that is good": () => {
    const words = pick([[], ["--format=xml"], ["--explain"]]);
    return [["calculate", "-", "--rules", "rules", ...words], JSON.stringify(request(goodLine))];
  },
  "request in XML": () => {
    const text = (name, content) => `<${name}>${content}</${name}>`;
    const fields = Object.entries(line()).map(([name, value]) => text(name, value));
    const xml = text("r", text("priceMethods", fields.join("")));
    return [["calculate", hostileFile(".xml", pick([xml, hostile(xml)])), "--rules", "rules"]];
  },
  "rules of a request": () => {
    const rules = hostileFile("", hostileJson({ F: rule(), [hostile("G")]: {} }));
    return [["calculate", "-", "--rules", rules], JSON.stringify(request(goodLine))];
  },
  "prices of a request": () => {
    const code = hostile("COURIER");
    const asked = { priceMethods: [{ chargeCode: code, externalPricingApplicable: "Y" }] };
    const prices = hostileFile("", JSON.stringify({ [pick([code, "C"])]: hostile("5") }));
    const words = ["calculate", "-", "--rules", "rules", "--external-prices", prices];
    return [words, JSON.stringify(asked)];
  },
};

const ROUNDS = 4;

/** The unsafe characters of a text, as numbers. */
const unsafe = (text) => Array.from(text).filter((each) => UNSAFE.has(each)).map((each) =>
  `U+${each.codePointAt(0).toString(16)}`,
);

for (const [name, call] of Object.entries(CALLS)) {
  test(`nothing unsafe comes out again: ${name}`, async () => {
    file("rules", '{"F":{"flat":1}}');
    for (let round = 0; round < ROUNDS; round += 1) {
      const [words, input] = call();
      const { status, stderr, stdout } = await run(words, input);
      const told = JSON.stringify([words, input]);
      assert.deepEqual(unsafe(stdout + stderr), [], told);
      assert.notEqual(stdout + stderr, "", told);
      assert.ok([0, 1, 2].includes(status), `${status}: ${told} ${stderr}`);
    }
  });
}

/** All unsafe characters that a text may have, in texts short enough for an identity. */
const EVERY = [...UNSAFE].filter((each) => each !== "\0" && each !== "\u001f").join("")
  .match(/.{1,20}/gsu)
  .map((text) => `X${text}`);

/** What XML cannot have is replaced. */
const asXml = (text) => text.replaceAll(/[\u0001-\u0008\u000b\u000c\u000e-\u001f]/g, "\ufffd");

test("documents have every character of the input, escaped", async () => {
  const lines = EVERY.map((chargeCode) => ({ ...goodLine(), chargeCode }));
  const asked = JSON.stringify({ priceMethods: lines });
  const words = ["calculate", "-", "--rules", file("rules", '{"F":{"flat":1}}')];
  const json = await run(words, asked);
  assert.equal(json.stderr, "");
  const codes = JSON.parse(json.stdout).chargeDetails.map(({ chargeCode }) => chargeCode);
  assert.deepEqual(codes, EVERY);
  const xml = await run([...words, "--format", "xml"], asked);
  const texts = [...xml.stdout.matchAll(/<chargeCode>(.*)<\/chargeCode>/g)].map(([, text]) =>
    text.replaceAll(/&#(x?[0-9a-f]+);/g, (_, number) => String.fromCodePoint(Number(`0${number}`))),
  );
  assert.deepEqual(texts, EVERY.map(asXml));
  assert.deepEqual(unsafe(json.stdout + xml.stdout), []);
});

test("a picture is XML, whatever a file is called", async () => {
  const name = file(`<a href="&b">'\u001b\u202e\uffff]]>`.replace("/", ""), '{"flat":5}');
  const { stdout } = await run(["curve", "--svg", "--rule", name]);
  const title = /<title>(The .*)<\/title>/.exec(stdout)[1];
  const plain = `a href="b"'\ufffd\ufffd\ufffd]]`;
  assert.equal(title.replaceAll(/&(lt|gt|amp);/g, ""), `The charge by rule ${plain}`);
});

test("a line break in a name does not make a line of its own", async () => {
  const forged = "none\nerror: your disk is full";
  for (const words of [[forged], ["check", "--rule", forged], ["check", "5C", `--${forged}`]]) {
    const { stderr } = await run(words);
    assert.equal(stderr.split("\n").length, 2, stderr);
  }
});

const TERMINAL = spawnSync("script", ["--version"]).status === 0;

test("on a terminal the only colours are ours", { skip: !TERMINAL }, () => {
  const environment = { ...process.env, HOSTILE: "5C+\u001b[31mx\u009b7m\u202e", TERM: "xterm" };
  delete environment.NO_COLOR;
  const command = `"${process.execPath}" "${CLI}" check "$HOSTILE"`;
  const options = { ...OPTIONS, encoding: "utf8", env: environment };
  const shown = spawnSync("script", ["-qec", command, "/dev/null"], options).stdout;
  assert.match(shown, /^\u001b\[1;31merror\u001b\[0m: .*\r\n {2}5C\+\ufffd\[31mx/);
  const plain = shown.replaceAll("\r\n", "\n").replaceAll(/\u001b\[(0|1;31|1;36)m/g, "");
  assert.deepEqual(unsafe(plain), []);
});

/** Every way to print an answer, with its input. */
const ANSWERS = {
  help: [["--help"]],
  version: [["--version"]],
  "charge of an operand": [["charge", "5C", "1"]],
  "charge of lines": [["charge", "5C"], "1\n".repeat(1_000_000)],
  explanation: [["charge", "5C", "1", "--explain"]],
  "check of what is good": [["check", "5C"]],
  "check of what is bad": [["check", "5C+"]],
  curve: [["curve", "5C"]],
  picture: [["curve", "5C", "--svg"]],
  solve: [["solve", "5C", "--net", "1"]],
  calculate: [["calculate", "-", "--rules", "rules"], '{"priceMethods":[]}'],
};

const FULL = "/dev/full";

test("a full disk is told in one line, and no good end", { skip: !existsSync(FULL) }, () => {
  file("rules", '{"F":{"flat":1}}');
  for (const [name, [words, input = ""]] of Object.entries(ANSWERS)) {
    const full = openSync(FULL, "w");
    const options = { ...OPTIONS, encoding: "utf8", input, stdio: ["pipe", full, "pipe"] };
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...words], options);
    closeSync(full);
    assert.deepEqual([status, stderr], [2, "cannot write: there is no space left\n"], name);
  }
});

test("what cannot be told either is no good end", { skip: !existsSync(FULL) }, () => {
  const calls = [["charge", "5C", "x"], ["charge", "5C+", "1"], ["charge"], ["check", "5C"]];
  for (const words of calls) {
    const full = openSync(FULL, "w");
    const stdout = words.includes("check") ? full : "pipe";
    const options = { ...OPTIONS, stdio: ["ignore", stdout, full] };
    const { status } = spawnSync(process.execPath, [CLI, ...words], options);
    closeSync(full);
    assert.equal(status, 2, words.join(" "));
  }
});

test("a reader that has seen enough ends it quietly, with the status so far", async () => {
  file("rules", '{"F":{"flat":1}}');
  for (const [name, [words, input = ""]] of Object.entries(ANSWERS)) {
    const command = spawn(process.execPath, [CLI, ...words], OPTIONS);
    command.stdout.destroy();
    command.stdin.on("error", () => {});
    command.stdin.end(input);
    let stderr = "";
    command.stderr.on("data", (chunk) => (stderr += chunk));
    const [status] = await once(command, "close");
    const expected = name === "check of what is bad" ? 1 : 0;
    assert.deepEqual([status, stderr], [expected, ""], name);
  }
});

test("control-C ends it by the signal, with one line", async () => {
  file("rules", '{"F":{"flat":1}}');
  const waiting = [
    ["charge", "5C"],
    ["calculate", "-", "--rules", "rules"],
    ...["charge", "check", "curve", "solve"].map((name) => [name, "--rule", "-", "--net", "5"]),
  ];
  // `--net` is for one of them only.
  for (const all of waiting) {
    const words = all[0] === "solve" ? all : all.filter((word) => word !== "--net" && word !== "5");
    if (words[0] === "charge" && words.includes("-")) words.push("7");
    const command = spawn(process.execPath, [CLI, ...words], OPTIONS);
    // More than fits between two processes: what is written all has begun to be read.
    await new Promise((resolve) => command.stdin.write(" ".repeat(900_000), resolve));
    let stderr = "";
    command.stderr.on("data", (chunk) => (stderr += chunk));
    command.kill("SIGINT");
    const [status, signal] = await once(command, "close");
    assert.deepEqual([status, signal, stderr], [null, "SIGINT", "interrupted\n"], words.join(" "));
  }
});

test("control-C in the middle of answers", async () => {
  const command = spawn(process.execPath, [CLI, "charge", "5C"], OPTIONS);
  command.stdin.on("error", () => {});
  command.stdin.write("1\n".repeat(1_000_000));
  let stderr = "";
  command.stderr.on("data", (chunk) => (stderr += chunk));
  await once(command.stdout, "data");
  command.kill("SIGINT");
  command.stdout.resume();
  const [, signal] = await once(command, "close");
  assert.deepEqual([signal, stderr], ["SIGINT", "interrupted\n"]);
});

test("a folder as standard input is not an empty one", () => {
  const folder = openSync(FOLDER, "r");
  for (const words of [["charge", "5C"], ["check", "--rule", "-"]]) {
    const options = { ...OPTIONS, encoding: "utf8", stdio: [folder, "pipe", "pipe"] };
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...words], options);
    assert.match(stderr, /^cannot read `standard input`: it is a folder; /);
    assert.equal(status, 2);
  }
  closeSync(folder);
});

test("standard input is one document", async () => {
  const calls = [["-", "--rules", "-"], ["-", "--rules", "rules", "--external-prices", "-"]];
  for (const words of calls) {
    const { status, stderr } = await run(["calculate", ...words], "{}");
    assert.match(stderr, /^standard input can be only one of the request, the rules and the pr/);
    assert.equal(status, 2);
  }
});

test("a defect is not taken for an answer, nor is it told unsafely", () => {
  const folder = join(FOLDER, "pack\u001b[31m\u202eage");
  mkdirSync(folder);
  const others = /^cli-chunk-|^ready_reckoner_tariffs_.*bytes\.cjs$/;
  const shared = readdirSync(packed("")).filter((name) => others.test(name));
  for (const name of ["cli.js", "node.js", "package.json", ...shared]) {
    copyFileSync(packed(name), join(folder, name));
  }
  const changes = {
    "there is no module": ["ready_reckoner_tariffs_part_bytes.cjs", /"AGFzb/g, '"AAAAA'],
    "a call breaks off": [
      "node.js",
      /(\w+)\.rawtariff_compile\(/g,
      "(() => { throw new WebAssembly.RuntimeError('x'); })(",
    ],
  };
  for (const [name, [file, place, by]] of Object.entries(changes)) {
    const whole = readFileSync(packed(file), "utf8");
    assert.ok(place.test(whole), name);
    writeFileSync(join(folder, file), whole.replaceAll(place, by));
    const words = [join(folder, "cli.js"), "charge", "5C", "1"];
    const { status, stderr } = spawnSync(process.execPath, words, { ...OPTIONS, encoding: "utf8" });
    assert.equal(status, 70, name);
    assert.match(stderr, /^this is a defect of ready-reckoner: /, name);
    assert.deepEqual(unsafe(stderr), [], name);
    copyFileSync(packed(file), join(folder, file));
  }
});
