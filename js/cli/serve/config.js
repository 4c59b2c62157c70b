// The file with the configuration of a world: JSON or YAML.

import { MockLedger } from "../../ledger/index.js";
import { readInput } from "../input.js";
import { painter, printable } from "../print.js";
import { isRefusal, renderProblem } from "../problems.js";
import { DocumentError } from "../rule.js";

/** What a file may say that is for people and editors. */
const COMMENT = "//";
const SCHEMA = "$schema";

/** As many as JSON and XML may have. */
const LEVELS_MAX = 64;

const SEVERAL = {
  message: "another document begins, and a file has one world",
  help: "take out what begins with this `---`, or give it a file of its own",
};

/**
 * The configuration in a file; an empty one without a file.
 *
 * @param {string | undefined} path
 * @returns {Promise<{ config: Record<string, any>, input?: { name: string, text: string } }>}
 */
export async function readConfig(path) {
  if (path === undefined) return { config: {} };
  const input = await readInput(path);
  const config = /\.ya?ml$/i.test(path) ? await readYaml(input) : await readJson(input);
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    const help = "give a world, such as `ready-reckoner init` writes";
    throw refusal([{ code: "wrong-type", path: "", message: "expected an object", help }], input);
  }
  const { [SCHEMA]: _, ...rest } = config;
  return { config: withoutComments(rest), input };
}

/** A ledger of a configuration; what is wrong with it is told with the name of its file. */
export function createLedger(config, input) {
  try {
    return new MockLedger(config);
  } catch (error) {
    if (!isRefusal(error) || input === undefined) throw error;
    throw refusal(error.problems, input);
  }
}

async function readJson(input) {
  const { readJson: read } = await import("../../ledger/text.js");
  try {
    return read(input.text);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw refusal(error.problems, input);
  }
}

async function readYaml(input) {
  const { parseDocument, tooDeepAt } = await import("./yaml.js");
  const deep = tooDeepAt(input.text, LEVELS_MAX);
  if (deep !== undefined) throw tooDeep(`${placed(deep)}the document is nested too deeply`, input);
  const document = parseDocument(input.text, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const [{ line, col: column } = { line: 1, col: 1 }] = error.linePos ?? [];
    const [sentence] = error.message.split(/ at line |:?\n/);
    const told = error.code === "MULTIPLE_DOCS" ? SEVERAL : { message: sentence };
    throw wrongYaml({ ...told, message: placed({ line, column }) + told.message }, input);
  }
  let config;
  try {
    config = document.toJS();
  } catch (error) {
    // Aliases that would make a large document of a small one.
    const { message } = /** @type {Error} */ (error);
    throw wrongYaml({ message }, input);
  }
  if (isDeeper(config, LEVELS_MAX)) throw tooDeep("its aliases nest the document too deeply", input);
  return config;
}

const placed = ({ line, column }) => `line ${line}, column ${column}: `;

/** @param {{ message: string, help?: string }} told */
function wrongYaml(told, input) {
  return refusal([{ code: "yaml-syntax", path: "", ...told }], input);
}

function tooDeep(message, input) {
  const help = `a document has at most ${LEVELS_MAX} levels`;
  return refusal([{ code: "document-too-deep", path: "", message, help }], input);
}

/** Whether a value has more levels than so many; one that is inside of itself has no last one. */
function isDeeper(value, most) {
  if (typeof value !== "object" || value === null) return false;
  return most === 0 || Object.values(value).some((field) => isDeeper(field, most - 1));
}

function withoutComments(value) {
  if (Array.isArray(value)) return value.map(withoutComments);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => name !== COMMENT);
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutComments(field)]));
}

function refusal(problems, input) {
  const paint = painter(process.stderr);
  const text = problems.map((problem) => renderProblem(problem, input, paint)).join("");
  return new DocumentError(text || `${printable(input.name)}: it is no world\n`);
}
