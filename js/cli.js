#!/usr/bin/env node
// The command `ready-reckoner`.

import { readFileSync } from "node:fs";
import { optionName, readArguments, StartError, UsageError } from "./cli/arguments.js";
import { calculate } from "./cli/calculate.js";
import { charge } from "./cli/charge.js";
import { check } from "./cli/check.js";
import { curve } from "./cli/curve.js";
import { renderDiagnostic } from "./cli/diagnostic.js";
import { painter, print, printable, WriteError } from "./cli/print.js";
import { isRefusal } from "./cli/problems.js";
import { clear } from "./cli/progress.js";
import { DocumentError } from "./cli/rule.js";
import { solve } from "./cli/solve.js";
import { USAGE, usageOf } from "./cli/usage.js";

const COMMANDS = { calculate, charge, check, curve, init, rate, serve, solve };

const PROBLEMS_FOUND = 1;
const WRONG_USAGE = 2;
/** As wrong usage: there is trouble, and no answer to rely on. */
const CANNOT_WRITE = 2;
/** `EX_SOFTWARE` of sysexits.h: a defect of ours is not to look like an answer. */
const DEFECT = 70;

// The shell, and a loop in it, are to see that the command has ended by the signal.
process.once("SIGINT", endBySignal);

async function endBySignal() {
  clear();
  await print(process.stderr, "interrupted\n").catch(() => {});
  process.kill(process.pid, "SIGINT");
}

/** Only these two need the ledger, and what serves it. */
async function serve(request) {
  // For a server the signal is the usual end.
  process.off("SIGINT", endBySignal);
  const command = await import("./cli/serve.js");
  return command.serve({ ...request, version: version() });
}

async function init(request) {
  const command = await import("./cli/init.js");
  return command.init(request);
}

/** Only this one charges tables. */
async function rate(request) {
  const command = await import("./cli/rate.js");
  return command.rate({ ...request, version: version() });
}

process.exitCode = await run(process.argv.slice(2));

async function run(words) {
  let request;
  try {
    request = readArguments(words);
    return await dispatch(request);
  } catch (error) {
    if (error instanceof UsageError) return refuseUsage(error.message);
    if (error instanceof StartError) return refuse(`${printable(error.message)}\n`, WRONG_USAGE);
    if (error instanceof DocumentError) return refuse(error.message, PROBLEMS_FOUND);
    if (error instanceof WriteError) return refuse(`${printable(error.message)}\n`, CANNOT_WRITE);
    if (isRefusal(error)) return refuseInput(error, request.operands[0]);
    const trace = error instanceof Error ? error.stack : error;
    return refuse(`this is a defect of ready-reckoner: ${trace}\n`, DEFECT);
  }
}

async function dispatch(request) {
  if (request.options.help) return answer(usageOf(request.command));
  if (request.options.version) return answer(`${version()}\n`);
  const { command } = request;
  if (command === "help") return answer(usageOf(request.operands[0]));
  if (command === undefined) return refuse(USAGE, WRONG_USAGE);
  if (!Object.hasOwn(COMMANDS, command)) {
    const names = Object.keys(COMMANDS).map((name) => `\`${name}\``);
    const known = `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
    throw new UsageError(`unknown command \`${command}\`, expected ${known}`);
  }
  return (await COMMANDS[command](request)) ? 0 : PROBLEMS_FOUND;
}

/** Reports what the library refused: places in the formula, options, or what was asked for. */
function refuseInput(error, formula) {
  if (error.diagnostics.length > 0) {
    const paint = painter(process.stderr);
    const rendered = error.diagnostics.map((each) => renderDiagnostic(each, formula, paint));
    return refuse(rendered.join("\n"), PROBLEMS_FOUND);
  }
  const options = error.problems.filter(({ path }) => path !== "");
  if (options.length === 0) return refuse(`${printable(error.message)}\n`, PROBLEMS_FOUND);
  const problems = options.map(({ path, message, help }) => {
    const cure = help === undefined ? "" : `; ${help}`;
    return `${printable(`option \`${optionName(path.slice(1))}\`: ${message}${cure}`)}\n`;
  });
  return refuse(problems.join(""), WRONG_USAGE);
}

function refuseUsage(message) {
  const end = message.endsWith("?") ? "" : ";";
  return refuse(`${printable(message)}${end} see \`ready-reckoner --help\`\n`, WRONG_USAGE);
}

async function answer(text) {
  await print(process.stdout, text);
  return 0;
}

async function refuse(text, status) {
  try {
    await print(process.stderr, text);
    return status;
  } catch (error) {
    if (error instanceof WriteError) return CANNOT_WRITE;
    throw error;
  }
}

function version() {
  const manifest = new URL("./package.json", import.meta.url);
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}
