// The rules that are compared, under the same circumstances: the days that are charged and what was
// charged earlier count for those that have a use for them. If none has, the rules say so.

import { readJson } from "../../parts/json.js";
import { isObject, readRule } from "../../parts/rule.js";

/**
 * @param {string[]} texts
 * @param {import("../../parts/rule.js").Options} options
 * @returns {ReturnType<typeof readRule>[]}
 */
export function readRules(texts, options) {
  const uses = texts.map((text) => usesOf(text, options));
  const isShared = (name) => uses.some((it) => it[name]);
  return texts.map((text, at) => {
    const kept = Object.entries(options).filter(
      ([name]) => uses[at][name] !== false || !isShared(name),
    );
    return readRule(text, Object.fromEntries(kept));
  });
}

/** Whether a rule has a use for what not every rule has one for. */
function usesOf(text, { slidingScaleTenor }) {
  const { value: rule = {} } = isObject(text) ? readJson(text) : {};
  return {
    tenor: rule.annualBasis !== undefined || slidingScaleTenor !== undefined,
    prior: rule.graduated !== undefined,
  };
}
