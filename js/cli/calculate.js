import { calculateCharges, explainCharges, ReckonerError } from "../index.js";
import { UsageError } from "./arguments.js";
import { readBook } from "./book.js";
import { renderCharges } from "./explanation.js";
import { readInput, STANDARD_INPUT } from "./input.js";
import { painter, print } from "./print.js";
import { isRefusal, renderProblem } from "./problems.js";
import { writeJsonResponse, writeXmlResponse } from "./response.js";

const FORMATS = ["json", "xml"];

/** `ready-reckoner calculate <request> --rules <file>`: true if there were no problems. */
export async function calculate({ operands, options }) {
  checkUsage(operands, options);
  // Only this command reads documents, so only here their reader is waited for.
  const documents = await import("../ledger/text.js");
  const inputs = await readInputs(operands[0], options);
  const format = formatOf(inputs.request);
  const problems = [];
  const body = attempt(inputs.request, problems, (text) =>
    format === "xml" ? documents.readXml(text) : documents.readJson(text),
  );
  const readMap = (help) => (text) => requireObject(documents.readJson(text), help);
  const given = attempt(inputs.rules, problems, readMap("give each price rule by its identity"));
  const prices =
    inputs.prices &&
    attempt(inputs.prices, problems, readMap("give each amount by its charge code"));
  if (problems.length > 0) return refuse(problems);

  const { book: ofFile, isWhole } = readBook(given);
  const chosen = { allocation: options.allocation, currency: options.currency };
  const book = { ...ofFile, ...askPrices(prices), ...settingsOf(chosen) };
  let answer;
  try {
    answer = options.explain ? explainCharges(body, book) : calculateCharges(body, book);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refuse(error.problems.map((problem) => place(problem, inputs, isWhole, body)));
  }
  const warnings = answer.response?.warnings ?? answer.warnings ?? [];
  const paint = painter(process.stderr);
  const told = warnings.map((warning) => renderProblem(warning, inputs.request, paint));
  await print(process.stderr, told.map((line) => `warning: ${line}`).join(""));
  if (options.explain) {
    await print(process.stdout, renderCharges(answer, painter(process.stdout)));
  } else if ((options.format ?? format) === "xml") {
    await print(process.stdout, writeXmlResponse(answer, documents.writeXml));
  } else {
    await print(process.stdout, writeJsonResponse(answer));
  }
  return true;
}

function checkUsage(operands, options) {
  const { explain, format, rules } = options;
  if (operands.length !== 1) {
    throw new UsageError(
      `\`calculate\` takes one request, a file or \`-\`, found ${operands.length}`,
    );
  }
  if (rules === undefined) {
    throw new UsageError("`calculate` needs price rules, such as `--rules rules.json`");
  }
  const files = [operands[0], rules, options["external-prices"]];
  if (files.filter((path) => path === STANDARD_INPUT).length > 1) {
    throw new UsageError("standard input can be only one of the request, the rules and the prices");
  }
  if (format !== undefined && !FORMATS.includes(format)) {
    throw new UsageError(`option \`--format\`: expected \`json\` or \`xml\`, found \`${format}\``);
  }
  if (format !== undefined && explain) {
    throw new UsageError("`--explain` answers with text: leave out it or `--format`");
  }
}

async function readInputs(request, options) {
  const prices = options["external-prices"];
  return {
    request: await readInput(request),
    rules: await readInput(options.rules),
    prices: prices === undefined ? undefined : await readInput(prices),
    options,
  };
}

/** By the file's name, or by its first character where the name does not say. */
function formatOf({ path, text }) {
  const named = FORMATS.find((format) => path.toLowerCase().endsWith(`.${format}`));
  return named ?? (/^\s*</.test(text) ? "xml" : "json");
}

/** What a reader makes of a document, or undefined, with its problems. */
function attempt(input, problems, read) {
  try {
    return read(input.text);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    problems.push(...error.problems.map((problem) => ({ input, problem })));
    return undefined;
  }
}

function requireObject(data, help) {
  if (typeof data === "object" && data !== null && !Array.isArray(data)) return data;
  const problem = { code: "wrong-type", path: "", message: "expected an object", help };
  throw new ReckonerError(/** @type {any} */ ({ ...problem, problems: [problem] }));
}

function askPrices(prices) {
  if (prices === undefined) return {};
  return {
    externalPrice: ({ line: { chargeCode } }) =>
      Object.hasOwn(prices, chargeCode) ? prices[chargeCode] : undefined,
  };
}

/** The settings that the command line has. */
function settingsOf(settings) {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

const BOOK = "/book";
const RULES = "/book/rules";
const EXTERNAL = /^for (\/\S*), /;

/** The file that a problem is in, and the problem with its path in that file. */
function place(problem, inputs, isWhole, body) {
  const { fault, path } = problem;
  if (fault === "host") return placeHost(problem, inputs, body);
  const [, option] = /^\/book\/(allocation|currency)$/.exec(path) ?? [];
  if (option !== undefined && inputs.options[option] !== undefined) {
    const cure = problem.help === undefined ? "" : `; ${problem.help}`;
    throw new UsageError(`option \`--${option}\`: ${problem.message}${cure}`);
  }
  if (fault === "book") {
    const start = isWhole ? BOOK : RULES;
    return { input: inputs.rules, problem: { ...problem, path: path.slice(start.length) } };
  }
  return { input: inputs.request, problem };
}

/** The prices of the host are in a file of their own, if they are there. */
function placeHost(problem, inputs, body) {
  const { code, message } = problem;
  const [start, line] = EXTERNAL.exec(message) ?? ["", ""];
  const told = { ...problem, path: line, message: message.slice(start.length) };
  if (code !== "external-price-source" && inputs.prices) {
    const { chargeCode } = valueAt(body, line);
    return { input: inputs.prices, problem: { ...told, path: `/${escape(chargeCode)}` } };
  }
  const help = "give the prices with `--external-prices`, a JSON object by charge code";
  return { input: inputs.request, problem: { ...told, help } };
}

/** The line that a pointer leads to: its steps are names and numbers without anything to escape. */
function valueAt(body, pointer) {
  return pointer.split("/").slice(1).reduce((value, step) => value[step], body);
}

/** A name as a step of a JSON pointer. */
function escape(name) {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

async function refuse(problems) {
  const paint = painter(process.stderr);
  const rendered = problems.map(({ input, problem }) => renderProblem(problem, input, paint));
  await print(process.stderr, rendered.join(""));
  return false;
}
