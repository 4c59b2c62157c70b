// CodeMirror in the place of the text field: colours, mistakes under their characters with their
// corrections, completion, and the meaning of what the pointer rests on.

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Annotation, Compartment, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, hoverTooltip, keymap } from "@codemirror/view";
import { coded, element, sentence } from "../element.js";
import { isObject } from "../rule.js";
import { complete, meaning } from "./help.js";
import { highlighter, ruleLanguage } from "./language.js";
import { isRefused, visible } from "./marks.js";

/** Marks texts that the page writes, of which its listener is not told. */
const ofPage = Annotation.define();

const setPointed = StateEffect.define();
const pointedMark = Decoration.mark({ class: "pointed" });
const pointedField = StateField.define({
  create: () => Decoration.none,
  update(marks, { effects, docChanged }) {
    const effect = effects.find((it) => it.is(setPointed));
    if (effect === undefined) return docChanged ? Decoration.none : marks;
    const { start, end } = effect.value ?? {};
    return end > start ? Decoration.set(pointedMark.range(start, end)) : Decoration.none;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** What is marked as wrong or doubtful in the text. */
const setFound = StateEffect.define();
const foundField = StateField.define({
  create: () => [],
  update: (found, { effects }) => effects.findLast((it) => it.is(setFound))?.value ?? found,
});

/**
 * @param {HTMLElement} box
 * @param {{ field: HTMLTextAreaElement, focused: boolean, start: number, end: number }} taken over
 * @param {import("./editor.js").Actions} actions
 */
export function createRich(box, { field, focused, start, end }, { onInput, judge, steps }) {
  const language = new Compartment();

  const view = new EditorView({
    doc: field.value,
    selection: { anchor: start, head: end },
    extensions: [
      history(),
      EditorState.lineSeparator.of("\n"),
      EditorView.lineWrapping,
      language.of(ruleLanguage(field.value)),
      syntaxHighlighting(highlighter),
      autocompletion({ override: [complete], icons: false }),
      keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      hoverTooltip(hover),
      pointedField,
      foundField,
      EditorView.contentAttributes.compute([foundField], (state) =>
        named(field, isRefused(state.field(foundField))),
      ),
      EditorState.transactionExtender.of(alongWith),
      EditorView.updateListener.of(changed),
      EditorView.domEventHandlers({ beforeinput }),
    ],
  });

  /**
   * What hangs on the text changes with it, marks and language: in a turn of their own, the browser
   * would lay the text out a second time for the same key.
   */
  function alongWith({ docChanged, startState, newDoc }) {
    if (!docChanged) return null;
    const text = newDoc.toString();
    const json = isObject(text);
    const other = json !== isObject(startState.doc.toString());
    const effects = other ? [language.reconfigure(ruleLanguage(text))] : [];
    return { effects: [...effects, ...marking(startState, judged(text), text.length)] };
  }

  /** A defect shows again when the listener reads the text, and is told there. */
  function judged(text) {
    try {
      return judge(text);
    } catch {
      return [];
    }
  }

  /** What puts the marks of problems into a text; nothing where they are as they were. */
  function marking(state, diagnostics, length) {
    const before = state.field(foundField);
    if (diagnostics.length === 0 && before.length === 0) return [];
    const { effects } = setDiagnostics(state, diagnostics.flatMap((it) => marks(it, length)));
    return [...effects, setFound.of(diagnostics)];
  }

  function changed({ docChanged, transactions }) {
    if (docChanged && !transactions.some((it) => it.annotation(ofPage))) onInput();
  }

  /**
   * Typed letters are written here, not by the browser: over coloured text it would add style
   * attributes, which the page's policy refuses. What is composed stays the browser's.
   */
  function beforeinput(event) {
    const selection = view.root.getSelection();
    const typed = event.inputType === "insertText" && typeof event.data === "string";
    if (!typed || event.isComposing || selection.rangeCount === 0) return false;
    const range = selection.getRangeAt(0);
    if (!view.contentDOM.contains(range.commonAncestorContainer)) return false;
    const from = view.posAtDOM(range.startContainer, range.startOffset);
    const to = view.posAtDOM(range.endContainer, range.endOffset);
    event.preventDefault();
    view.dispatch({
      changes: { from, to, insert: event.data },
      selection: { anchor: from + event.data.length },
      scrollIntoView: true,
      userEvent: "input.type",
    });
    return true;
  }

  function hover(_, at, side) {
    const place = side < 0 ? at - 1 : at;
    const found = meaning(view.state.doc.toString(), place, steps());
    if (found === undefined) return null;
    const lines = found.sentences.map((said) => element("p", {}, ...coded(said)));
    const create = () => ({ dom: element("div", { class: "meaning" }, ...lines) });
    return { pos: found.start, end: found.end, above: true, create };
  }

  function replaceAll(text, annotations = isolateHistory.of("full")) {
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text },
      selection: { anchor: text.length },
      annotations,
    });
  }

  const [label] = field.labels;
  box.replaceChildren(view.dom);
  // A label names the editor by its id, but only fields are focused by it.
  label.id ||= `${field.id}-label`;
  label.addEventListener("click", () => view.focus());
  if (focused) view.focus();

  return {
    read: () => view.state.doc.toString(),

    write(text) {
      if (view.state.doc.toString() !== text) replaceAll(text, ofPage.of(true));
    },

    mark(diagnostics) {
      const { state } = view;
      const isSame = JSON.stringify(diagnostics) === JSON.stringify(state.field(foundField));
      const effects = isSame ? [] : marking(state, diagnostics, state.doc.length);
      if (state.field(pointedField).size > 0) effects.push(setPointed.of(undefined));
      if (effects.length > 0) view.dispatch({ effects });
    },

    point: (place) => view.dispatch({ effects: setPointed.of(place) }),

    select({ start: anchor, end: head }) {
      view.dispatch({ selection: { anchor, head }, scrollIntoView: true });
      view.focus();
    },

    replace(text) {
      replaceAll(text);
      view.focus();
    },
  };

  /** A diagnostic and the other places that it speaks of. */
  function marks(diagnostic, length) {
    const { code, severity, message, help, related = [], corrections } = diagnostic;
    const place = (it) => {
      const { start: first, end: last } = visible(it, length);
      return { from: first, to: last };
    };
    const words = (text) => () => element("span", {}, ...sentence(text));
    const actions = (corrections ?? []).map((text) => ({
      name: `Use ${text}`,
      apply: () => {
        replaceAll(text);
        view.focus();
      },
    }));
    const first = {
      ...place(diagnostic), severity, source: code, message, actions,
      renderMessage: words(help ? `${message}; ${help}` : message),
    };
    const others = related.map((it) => ({
      ...place(it), severity: "info", message: it.message, renderMessage: words(it.message),
    }));
    return [first, ...others];
  }
}

/** The attributes of the editable text: those of the field whose place it takes. */
function named(field, refused) {
  return {
    id: field.id,
    "aria-labelledby": `${field.id}-label`,
    "aria-describedby": field.getAttribute("aria-describedby"),
    "aria-invalid": String(refused),
    autocapitalize: "off",
    autocorrect: "off",
    spellcheck: "false",
  };
}
