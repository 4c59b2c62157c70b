import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readArguments } from "../../js/cli/arguments.js";
import { packed } from "./support.mjs";

const CLI = packed("cli.js");
const ENV = { ...process.env, NO_COLOR: "1" };

/** Runs the command; `input` is its standard input. */
function run(words, input = "") {
  const options = { encoding: "utf8", env: ENV, input, maxBuffer: 1 << 26, timeout: 300_000 };
  const { status, stderr, stdout } = spawnSync(process.execPath, [CLI, ...words], options);
  return { status, stderr, stdout };
}

const good = (stdout) => ({ status: 0, stderr: "", stdout });

test("charges amounts of the command line, one a line", () => {
  assert.deepEqual(run(["charge", "4P*A+20C", "1000", "0.5"]), good("60.00\n20.02\n"));
  assert.deepEqual(run(["charge", "4P*A", "99", "--currency", "JPY"]), good("4\n"));
  assert.deepEqual(
    run(["charge", "--currency=JPY", "--rounding", "down", "4P*A", "99"]),
    good("3\n"),
  );
  assert.deepEqual(
    run(["charge", "P*A+C", "100", "--percentage=4", "--constant=1"]),
    good("5.00\n"),
  );
  assert.deepEqual(run(["charge", "4P*A", "10.63", "--increment", "0.05"]), good("0.45\n"));
});

test("hyphens: negative amounts, negative options and the end of options", () => {
  const negative = run(["charge", "5C", "-1", "2"]);
  assert.equal(negative.stdout, "\n5.00\n");
  assert.match(negative.stderr, /^amount 1: .*`-1`/);
  assert.equal(negative.status, 1);
  assert.deepEqual(run(["charge", "C+A", "7", "--constant", "-5"]), good("2.00\n"));
  assert.deepEqual(run(["charge", "--", "5C", "2"]), good("5.00\n"));
  assert.equal(run(["charge", "--", "-A", "2"]).status, 1);
});

test("a bad amount leaves an empty line and is named with its line", () => {
  const { status, stderr, stdout } = run(["charge", "5C"], "1\nx\n\n4\n");
  assert.equal(stdout, "5.00\n\n\n5.00\n");
  assert.match(stderr, /^line 2: .*`x`.*\nline 3: .*\n$/);
  assert.equal(status, 1);
});

test("lines end as they may", () => {
  assert.deepEqual(run(["charge", "4P*A"], "100\r\n200\n300"), good("4.00\n8.00\n12.00\n"));
  assert.deepEqual(run(["charge", "4P*A"], "100\r\n200\r"), good("4.00\n8.00\n"));
  assert.deepEqual(run(["charge", "4P*A"], ""), good(""));
  // Only before the first line it is a mark of how the text is encoded.
  assert.deepEqual(run(["charge", "4P*A"], "\ufeff100\n200\n"), good("4.00\n8.00\n"));
  assert.deepEqual(run(["charge", "4P*A"], "\ufeff"), good(""));
  assert.equal(run(["charge", "4P*A"], "100\n\ufeff200\n").stdout, "4.00\n\n");
  const endless = run(["charge", "4P*A"], `${"1".repeat(300_000)}\n100\n`);
  assert.equal(endless.stdout, "\n4.00\n");
  assert.match(endless.stderr, /^line 1: /);
  assert.ok(endless.stderr.length < 1_000);
});

test("explains", () => {
  const { status, stdout } = run(["charge", "A<10C|1C|2P*A|>3C", "100", "--explain"]);
  assert.equal(status, 0);
  assert.match(stdout, /^formula {2}A<10C\|1C\|2P\*A\|>3C\namount {3}100\nsteps {4}A<10C/);
  assert.match(stdout, /\nexact {4}3\ncharge {3}3\.00\n\n$/);
});

test("check shows the place, and the canonical spelling of what is valid", () => {
  assert.deepEqual(run(["check", " 4p*a + 20c"]), good("valid: 4P*A+20C\n"));
  const malformed = run(["check", "2.5.6P*10C"]);
  assert.equal(malformed.status, 1);
  assert.match(
    malformed.stdout,
    /^error: .*\n {2}2\.5\.6P\*10C\n {2}\^{5,6}\nhelp: .*`5\.6P\*10C`\n$/,
  );
  assert.equal(malformed.stderr, "");
});

test("marks stand under the place, however wide the characters before it", () => {
  const { stdout } = run(["check", "5C+漢+é😀"]);
  const [, formula, marks] = stdout.split("\n");
  assert.equal(formula, "  5C+漢+é😀");
  assert.equal(marks, "     ^^");
  const long = run(["check", `${"5C+".repeat(500)}x${"+5C".repeat(500)}`]).stdout.split("\n");
  assert.ok(long[1].length < 90 && long[1].startsWith("  …") && long[1].endsWith("…"));
  assert.equal(long[1][long[2].indexOf("^")], "x");
  const hostile = run(["check", "5C+\u001b[31m\u202e\n+x"]).stdout;
  assert.ok(!/[\u001b\u202e]/.test(hostile.split("\n").slice(1, 2).join()));
});

test("a formula that charge refuses is shown on standard error", () => {
  const { status, stderr, stdout } = run(["charge", "5C+", "1"]);
  assert.deepEqual([status, stdout], [1, ""]);
  assert.match(stderr, /^error: .*\n {2}5C\+\n {2,}\^/);
});

test("wrong usage ends with 2 and says why", () => {
  const cases = [
    [[], /^usage: /],
    [["price"], /unknown command `price`/],
    [["charge"], /`charge` needs a formula/],
    [["check"], /takes one formula, found 0/],
    [["check", "5C", "4P"], /takes one formula, found 2/],
    [["charge", "5C", "--colour"], /unknown option `--colour`/],
    [["charge", "5C", "-x"], /unknown option `-x`/],
    [["charge", "5C", "--toString"], /unknown option `--toString`/],
    [["charge", "5C", "--curency", "USD"], /`--curency`: did you mean `--currency`\? see /],
    [["serve", "--prt", "8080"], /`--prt`: did you mean `--port`\? see /],
    [["charge", "5C", "--currency"], /`--currency` needs a value, such as `--currency=USD`; see /],
    [["rate", "--to"], /`--to` needs a value, such as `--to=rated\.parquet`; see /],
    [["curve", "5C", "--to"], /`--to` needs a value, such as `--to=1000`; see /],
    [["charge", "5C", "--currency=EUR", "--currency", "USD"], /`--currency` is given twice: give /],
    [["charge", "5C", "--currency", "--explain"], /option `--currency` needs a value/],
    [["charge", "5C", "--explain=yes"], /option `--explain` takes no value/],
    [["charge", "5C", "1", "--currency", "XYZ"], /option `--currency`: .*`XYZ`/],
    [["charge", "5C", "1", "--rounding", "up!"], /option `--rounding`: .*`up!`/],
    [["charge", "5C", "1", "--increment", "-1"], /option `--increment`: /],
    [["charge", "P*A", "1", "--percentage", "4%"], /option `--percentage`: /],
  ];
  for (const [words, message] of cases) {
    const { status, stderr, stdout } = run(words);
    assert.match(stderr, message);
    assert.deepEqual([status, stdout], [2, ""], words.join(" "));
  }
});

test("help and version", () => {
  const manifest = JSON.parse(readFileSync(packed("package.json"), "utf8"));
  assert.deepEqual(run(["--version"]), good(`${manifest.version}\n`));
  const help = run(["--help"]);
  assert.equal(help.status, 0);
  assert.match(help.stdout, /^usage: ready-reckoner charge/);
  assert.ok(help.stdout.split("\n").every((line) => line.length <= 80));
});

test("the help of a command is of that command alone", () => {
  const all = run(["--help"]).stdout;
  const found = (text, pattern) => new Set([...text.matchAll(pattern)].map(([, name]) => name));
  const commands = [...found(all, /ready-reckoner (\w+) /g)];
  assert.equal(commands.length, 8);
  const optionsOf = (text) => found(text, /[ ,](--[a-z-]+)/g);
  const accepts = (words) => {
    try {
      return readArguments(words) !== undefined;
    } catch {
      return false;
    }
  };
  /** Whether a command takes an option, with a value or without. */
  const takes = (command, option) =>
    accepts([command, option]) || accepts([command, `${option}=1`]);
  for (const command of commands) {
    for (const words of [[command, "--help"], ["-h", command, "more"]]) {
      const { status, stderr, stdout } = run(words);
      assert.deepEqual([status, stderr], [0, ""]);
      assert.ok(stdout.startsWith(`usage: ready-reckoner ${command} `), stdout);
      const told = optionsOf(stdout);
      for (const option of optionsOf(all)) {
        assert.equal(told.has(option), takes(command, option), `${command} ${option}`);
      }
    }
  }
  assert.equal(run(["--help", "unheard-of"]).stdout, all);
  assert.deepEqual(run(["help"]), good(all));
  assert.deepEqual(run(["help", "serve"]), run(["serve", "--help"]));
  assert.match(run(["serve", "--help"]).stdout, /^options:\n  --port PORT/m);
  assert.match(run(["solve", "--help"]).stdout, /^one of:\n  --net AMOUNT/m);
});

test("a reader that has seen enough ends it quietly", { skip: !existsSync("/bin/bash") }, () => {
  const pipe = `"${process.execPath}" "${CLI}" charge 4P*A | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const input = "1000\n".repeat(1_000_000);
  const options = { encoding: "utf8", input, timeout: 300_000 };
  const { stderr, stdout } = spawnSync("/bin/bash", ["-c", pipe], options);
  assert.deepEqual([stdout, stderr], ["40.00\n0\n", ""]);
});

/** The memory of a process in bytes, where the system tells. */
function residentMemory(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return 1_024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}

test("a million amounts through a pipe, in constant memory", { timeout: 600_000 }, async (t) => {
  if (!existsSync("/proc/self/status")) return t.skip("the system does not tell memory");
  const count = 1_000_000;
  const command = spawn(process.execPath, [CLI, "charge", "4P*A+20C"], { env: ENV });
  const [peak, answers] = await Promise.all([feed(command, count), collect(command, count)]);
  const [status] = command.exitCode === null ? await once(command, "close") : [command.exitCode];
  assert.equal(status, 0);
  assert.equal(answers, count);
  // The input is 120 MB, and a command that kept it would show it.
  t.diagnostic(`memory grew by ${(peak / 1e6).toFixed(1)} MB`);
  assert.ok(peak < 60e6, `memory grew by ${peak} bytes`);
});

/** Writes long lines as fast as they are taken; gives the most that the memory has grown. */
async function feed({ pid, stdin }, count) {
  const batch = 1_000;
  let start;
  let peak = 0;
  for (let first = 0; first < count; first += batch) {
    let lines = "";
    for (let number = first; number < first + batch; number += 1) {
      lines += `${String(number).padStart(119, "0")}\n`;
    }
    if (!stdin.write(lines)) await once(stdin, "drain");
    // The first tenth warms up: code, caches, the collector's young generation.
    if (first < count / 10) start = residentMemory(pid);
    else peak = Math.max(peak, residentMemory(pid) - start);
  }
  stdin.end();
  return peak;
}

/** Reads the answers, slowly at first so that they would pile up, and checks every one. */
async function collect({ stdout }, count) {
  stdout.setEncoding("utf8");
  let number = 0;
  let rest = "";
  for await (const chunk of stdout) {
    if (number < count / 100) await new Promise((resolve) => setTimeout(resolve, 10));
    const lines = (rest + chunk).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      const charge = 2_000 + 4 * number;
      const expected = `${Math.floor(charge / 100)}.${String(charge % 100).padStart(2, "0")}`;
      if (line !== expected) assert.equal(line, expected, `line ${number + 1}`);
      number += 1;
    }
  }
  assert.equal(rest, "");
  return number;
}

const TERMINAL = spawnSync("script", ["--version"]).status === 0;

/** What a terminal gets when the shell command runs in it. */
function inTerminal(command) {
  const options = { encoding: "utf8", env: { ...ENV, TERM: "xterm" }, timeout: 300_000 };
  return spawnSync("script", ["-qec", command, "/dev/null"], options).stdout;
}

test("a long run shows its progress on a terminal", { skip: !TERMINAL }, () => {
  const command = `"${process.execPath}" "${CLI}" charge 5C`;
  const answers = join(tmpdir(), `ready-reckoner-answers-${process.pid}.txt`);
  // The command takes a while to start: the first answer says that it has.
  const begun = `until [ -s ${answers} ]; do sleep 0.1; done`;
  const slow = `(echo 1; ${begun}; sleep 1; echo 2; sleep 0.5; echo 3)`;
  // How many lines the last drawing saw is up to the clock.
  try {
    const shown = inTerminal(`${slow} | ${command} >${answers}`);
    assert.match(shown, /[123] lines? \| \d+ lines?\/s/);
    // Answers on the same terminal are not to be mixed with a bar.
    assert.doesNotMatch(inTerminal(`${slow} | ${command}`), /lines\/s/);
  } finally {
    rmSync(answers, { force: true });
  }
});

test("a file's progress is in percent", { skip: !TERMINAL }, () => {
  const file = join(tmpdir(), `ready-reckoner-${process.pid}.txt`);
  writeFileSync(file, "1\n".repeat(200_000));
  try {
    // Explaining takes long enough on any machine.
    const command = `"${process.execPath}" "${CLI}" charge --explain 2C*A+5C`;
    const shown = inTerminal(`${command} <"${file}" >/dev/null`);
    assert.match(shown, /\d+% \| [\d,]+ lines \| [\d,]+ lines\/s/);
  } finally {
    rmSync(file);
  }
});
