// A rule as text and as a form: two views of one rule. The text is the rule; the form reads it when
// it is opened, and writes it with every change.

import { put } from "../../parts/element.js";
import { isObject } from "../../parts/rule.js";
import { createTabs } from "../../parts/tabs.js";
import { asJson } from "./written.js";

/**
 * @param {HTMLElement} panel
 * @param {object} actions
 * @param {ReturnType<typeof import("../../parts/formula/editor.js").createEditor>} actions.editor
 * @param {() => object} actions.options of the settings, for the compiler
 * @param {() => void} actions.onChange the form has written another text
 * @param {() => void} actions.onView the user has changed between the two
 */
export function createRuleViews(panel, { editor, options, onChange, onView }) {
  const part = (selector) => panel.querySelector(selector);
  const said = part("#rule-said");
  const convert = part("#convert");
  const tabs = createTabs(part("[role=tablist]"), choose);
  let view = "text";
  let form;
  let code;
  /** Whether the text was a formula when the form was opened, and what the form was made from. */
  let opened = { formula: true, text: undefined };
  let problems = [];

  async function choose(name) {
    if (name === view) return true;
    const open = name === "text" || (await openForm());
    if (!open) return false;
    view = name;
    say();
    onView();
    return true;
  }

  function say(text = "") {
    put(said, text);
  }

  /** Fills the form from the text, or says why it cannot be. */
  async function openForm() {
    code ??= await load();
    const text = editor.read();
    const read = code.filledFromText(text, options());
    if (read.filled === undefined) {
      say(read.reason);
      return false;
    }
    form ??= code.createForm(part(".rule-form"), typed);
    form.write(read.filled);
    form.say(read.reason);
    form.mark(problems);
    opened = { formula: !isObject(text), text };
    return true;
  }

  function typed() {
    const rule = code.ruleFrom(form.read());
    const found = opened.formula ? code.formulaOfRule(rule, options()) : {};
    const text = found.result ?? asJson(rule);
    form.say(found.reason === undefined ? "" : `As text it is JSON: ${lower(found.reason)}`);
    opened.text = text;
    editor.write(text);
    onChange();
  }

  async function rewrite() {
    code ??= await load();
    const text = editor.read();
    const { result, reason } = isObject(text)
      ? code.formulaOfText(text, options())
      : code.ruleOfFormula(text, options());
    if (result === undefined) {
      say(reason);
      return;
    }
    editor.replace(typeof result === "string" ? result : asJson(result));
    say();
  }

  convert.addEventListener("click", rewrite);

  return {
    view: () => view,

    /** Shows one of the two. The form follows a text that came from elsewhere. */
    async show(name) {
      const wanted = name === "form" && (await openForm()) ? "form" : "text";
      view = wanted;
      tabs.show(wanted);
    },

    /** What hangs on the text. */
    update(diagnostics) {
      problems = diagnostics;
      const object = isObject(editor.read());
      put(convert, object ? "Write it as a formula" : "Write it as a price rule");
      convert.disabled = diagnostics.some(({ severity }) => severity === "error");
      const other = editor.read() !== opened.text;
      // A correction of a problem writes the text, whatever is shown.
      if (view === "form" && other) openForm();
      else if (view === "form") form.mark(diagnostics);
      else if (other) say();
    },

    /** Takes the user to the field of a problem, if the form has it. */
    focus: ({ path }) => view === "form" && form.focus(path),
  };
}

/** The code of the form, which comes when the form is opened. */
async function load() {
  const [form, fields, convert, text] = await Promise.all([
    import("./form/form.js"),
    import("./form/fields.js"),
    import("./form/convert.js"),
    import("./form/text.js"),
  ]);
  return { ...form, ...fields, ...convert, ...text };
}

function lower(sentence) {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
