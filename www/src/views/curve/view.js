// The curve of a tariff alone, or of two to compare.

import "./view.css";
import { currencies } from "ready-reckoner/tariffs";
import { createChart } from "../../parts/curve/chart.js";
import { LOOK } from "../../parts/curve/look.js";
import { SETTINGS } from "../../parts/defaults.js";
import { afterPaint, counted, markup } from "../../parts/element.js";
import { createFields } from "../../parts/fields.js";
import { createEditor } from "../../parts/formula/editor.js";
import { createProblems } from "../../parts/formula/problems.js";
import { judge, nameOf } from "../../parts/rule.js";
import { amountProblems, optionsOf, placeSettings } from "../../parts/settings.js";
import { formatAddress } from "../../router.js";
import { readRules } from "./read.js";
import { DEFAULTS, fromQuery, toQuery } from "./state.js";
import page from "./view.html?raw";

/** The rules by their fields, and what their curves are called. */
const NAMES = { rule: "First", second: "Second" };

/**
 * @param {HTMLElement} root
 * @param {import("../../stage.js").Context} context
 */
export function mount(root, { follow, bug }) {
  root.append(markup(page));
  placeSettings(root);
  const part = (id) => root.querySelector(`#${id}`);
  const { rule: first, second: other, ...others } = DEFAULTS;
  const fields = createFields(part("rules"), currencies(), others);
  const boxOf = (name) => root.querySelector(`[data-editor=${name}]`);
  /** The second rule may be left out, the first may not. */
  const isGiven = (name, text) => name === "rule" || text.trim() !== "";
  const judgeAs = (name) => (text) =>
    isGiven(name, text) ? judge(text, optionsOf(fields.read()).options) : [];
  const editors = byName((name) =>
    createEditor(boxOf(name), { onInput: typed, judge: judgeAs(name) }),
  );
  const problems = byName((name) =>
    createProblems(part(`${name}-problems`), {
      jump: editors[name].select,
      correct: editors[name].replace,
      supply: fields.focus,
    }),
  );
  let look = { ...LOOK };
  const read = () => ({ ...byName((name) => editors[name].read()), ...fields.read() });
  const write = () => follow(toQuery({ ...read(), ...look }));
  const chart = createChart(part("chart"), {
    onLook(chosen) {
      look = chosen;
      write();
    },
    onFault: (error, amount) => bug.show(error, { amount, ...look }),
  });
  let frame;

  function update() {
    frame = undefined;
    const state = read();
    try {
      show(state);
      bug.hide();
    } catch (error) {
      bug.show(error, { ...state, ...look });
    }
  }

  function show(state) {
    const amount = state.amount.trim();
    const { options, problems: wrong } = optionsOf(state);
    const given = Object.keys(NAMES).filter((name) => isGiven(name, state[name]));
    const read = readRules(given.map((name) => state[name]), options);
    const rules = byName((name) => read[given.indexOf(name)] ?? { diagnostics: [] });
    const unfit = Object.assign({}, ...read.map((it) => it.problems));
    const found = { ...amountProblems(amount), ...wrong, ...unfit };
    for (const name of Object.keys(NAMES)) {
      const { diagnostics } = rules[name];
      editors[name].underline(diagnostics);
      problems[name].show(diagnostics, nameOf(state[name]));
    }
    fields.show(found);
    const whole = Object.keys(found).length === 0;
    const lines = given
      .filter((name) => rules[name].line !== undefined)
      .map((name) => ({ name: NAMES[name], ...rules[name].line }));
    const errors = given.flatMap((name) => rules[name].diagnostics.filter(isError)).length;
    const wrongs = errors + Object.values(found).flat().length;
    part("none").hidden = lines.length > 0 && whole;
    part("none").textContent = `No curve: ${counted(wrongs, "problem")} above.`;
    if (!whole) for (const { tariff } of lines) tariff.free();
    chart.show(whole ? lines : [], amount);
    const { rule, second, ...settings } = state;
    part("charge-it").href = formatAddress("tariff", { formula: rule, ...changed(settings) });
  }

  function typed() {
    frame ??= requestAnimationFrame(update);
    write();
  }

  part("rules").addEventListener("input", ({ target }) => {
    // The editors tell of themselves.
    if (!target.closest(".editor")) typed();
  });

  return {
    visit(query) {
      const state = fromQuery(query);
      for (const name of Object.keys(NAMES)) editors[name].write(state[name]);
      fields.write(state);
      look = Object.fromEntries(Object.keys(LOOK).map((name) => [name, state[name]]));
      chart.look(look);
      update();
      afterPaint(() => Object.values(editors).forEach((editor) => editor.upgrade()));
    },
  };
}

function changed(settings) {
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => value !== SETTINGS[name]),
  );
}

function isError({ severity }) {
  return severity === "error";
}

function byName(make) {
  return Object.fromEntries(Object.keys(NAMES).map((name) => [name, make(name)]));
}
