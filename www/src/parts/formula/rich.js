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
import { visible } from "./marks.js";

/** Marks texts that the page writes, of which its listener is not told. */
const ofPage = Annotation.define();

const setPointed = StateEffect.define();
const pointedMark = Decoration.mark({ class: "pointed" });
const pointedField = StateField.define({
  create: () => Decoration.none,
  update(marks, { changes, effects, docChanged }) {
    const effect = effects.find((it) => it.is(setPointed));
    if (effect === undefined) return docChanged ? marks.map(changes) : marks;
    const { start, end } = effect.value ?? {};
    return end > start ? Decoration.set(pointedMark.range(start, end)) : Decoration.none;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * @param {HTMLElement} box
 * @param {{ field: HTMLTextAreaElement, focused: boolean, start: number, end: number }} taken over
 * @param {{ onInput: () => void, steps: () => import("ready-reckoner").Step[] }} actions
 */
export function createRich(box, { field, focused, start, end }, { onInput, steps }) {
  const language = new Compartment();
  const attributes = new Compartment();
  let json = isObject(field.value);
  let length = field.value.length;
  let invalid = false;
  /** Whether anything is marked now: what is not needs no second turn of the editor's. */
  let marked = false;

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
      attributes.of(named(field, false)),
      EditorView.updateListener.of(changed),
      EditorView.domEventHandlers({ beforeinput }),
    ],
  });

  function changed({ docChanged, transactions, state }) {
    if (!docChanged) return;
    length = state.doc.length;
    const text = state.doc.toString();
    if (isObject(text) !== json) {
      json = !json;
      view.dispatch({ effects: language.reconfigure(ruleLanguage(text)) });
    }
    if (!transactions.some((it) => it.annotation(ofPage))) onInput();
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
      changes: { from: 0, to: length, insert: text },
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

    mark(diagnostics, refused) {
      if (diagnostics.length === 0 && !marked && refused === invalid) return;
      marked = diagnostics.length > 0;
      const effects = [setPointed.of(undefined)];
      if (refused !== invalid) effects.push(attributes.reconfigure(named(field, refused)));
      invalid = refused;
      view.dispatch(setDiagnostics(view.state, diagnostics.flatMap(marks)), { effects });
    },

    point(place) {
      marked = true;
      view.dispatch({ effects: setPointed.of(place) });
    },

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
  function marks(diagnostic) {
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
  return EditorView.contentAttributes.of({
    id: field.id,
    "aria-labelledby": `${field.id}-label`,
    "aria-describedby": field.getAttribute("aria-describedby"),
    "aria-invalid": String(refused),
    autocapitalize: "off",
    autocorrect: "off",
    spellcheck: "false",
  });
}
