// The rule as JSON, and the lines of code that charge by it: complete, so that they can be copied.

import { complete } from "../../parts/complete.js";
import { createCopy } from "../../parts/copy.js";
import { asJson, asScript } from "./written.js";

/** The lines that charge an amount by a rule. */
export function lines({ given, options }, amount, charge) {
  const beside = Object.keys(options).length === 0 ? "" : `, ${asScript(options)}`;
  return [
    'import { compile } from "ready-reckoner";',
    "",
    `const tariff = compile(${asScript(given)}${beside});`,
    `tariff.charge(${JSON.stringify(amount)}); // ${JSON.stringify(charge)}`,
  ].join("\n");
}

/** @param {HTMLElement} section */
export function createCode(section) {
  const texts = ["js", "json"].map((name) => section.querySelector(`[data-code=${name}]`));
  for (const text of texts) {
    const bar = text.closest("figure");
    const [button, status] = [bar.querySelector("button"), bar.querySelector("[role=status]")];
    createCopy(button, status, () => text.textContent, "Select the text and copy it");
  }
  return {
    /** @param {{ charge: string } | undefined} explanation */
    show(state, options, explanation) {
      section.hidden = explanation === undefined;
      if (section.hidden) return;
      const whole = complete(state.formula, options);
      const [js, json] = texts;
      js.textContent = lines(whole, state.amount.trim(), explanation.charge);
      json.textContent = asJson(whole.rule);
    },
  };
}
