#!/usr/bin/env node
// The command `ready-reckoner`.

import { readFileSync } from "node:fs";
import { optionName, readArguments, USAGE, UsageError } from "./cli/arguments.js";
import { calculate } from "./cli/calculate.js";
import { charge } from "./cli/charge.js";
import { check } from "./cli/check.js";
import { curve } from "./cli/curve.js";
import { painter, renderDiagnostic } from "./cli/diagnostic.js";
import { write } from "./cli/lines.js";
import { DocumentError } from "./cli/rule.js";
import { solve } from "./cli/solve.js";
import { ReckonerError } from "./index.js";

const COMMANDS = { calculate, charge, check, curve, solve };

const PROBLEMS_FOUND = 1;
const WRONG_USAGE = 2;

// A reader such as `head` that has seen enough closes the pipe: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

process.exitCode = await run(process.argv.slice(2));

async function run(words) {
  let request;
  try {
    request = readArguments(words);
    return await dispatch(request);
  } catch (error) {
    if (error instanceof UsageError) return refuseUsage(error.message);
    if (error instanceof DocumentError) return refuse(error.message, PROBLEMS_FOUND);
    if (error instanceof ReckonerError) return refuseInput(error, request.operands[0]);
    throw error;
  }
}

async function dispatch(request) {
  if (request.options.help) return answer(USAGE);
  if (request.options.version) return answer(`${version()}\n`);
  const { command } = request;
  if (command === undefined) return refuse(USAGE, WRONG_USAGE);
  if (!Object.hasOwn(COMMANDS, command)) {
    const known = "`calculate`, `charge`, `check`, `curve` or `solve`";
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
  if (options.length === 0) return refuse(`${error.message}\n`, PROBLEMS_FOUND);
  const problems = options.map(({ path, message, help }) => {
    const cure = help === undefined ? "" : `; ${help}`;
    return `option \`${optionName(path.slice(1))}\`: ${message}${cure}\n`;
  });
  return refuse(problems.join(""), WRONG_USAGE);
}

function refuseUsage(message) {
  return refuse(`${message}; see \`ready-reckoner --help\`\n`, WRONG_USAGE);
}

async function answer(text) {
  await write(process.stdout, text);
  return 0;
}

async function refuse(text, status) {
  await write(process.stderr, text);
  return status;
}

function version() {
  const manifest = new URL("./package.json", import.meta.url);
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}
