// The console of an operation: what is filled in, and the request that it makes.

import { element } from "../../parts/element.js";
import { textOf } from "./document.js";
import { requestOf } from "./request.js";

/** The credentials of the world in the page, which no other server need know. */
const TOKEN = "example-token";
const API_KEY = "example-key";

/** What stands in a parameter that must be there, and may be anything. */
const SOMETHING = "example";

/**
 * @param {HTMLFormElement} form
 * @param {() => void} onInput
 */
export function createConsole(form, onInput) {
  const part = (name) => form.querySelector(`[data-part=${name}]`);
  const field = (name) => form.elements.namedItem(name);
  /** @type {import("./document.js").Operation} */
  let operation;
  /** What was typed into parameters, kept from one operation to the next. */
  const values = { token: TOKEN, apiKey: API_KEY };

  /** The examples of all media types, each with its own. */
  const examples = () =>
    operation.bodies.flatMap(({ type, examples: list }) => list.map((it) => ({ ...it, type })));

  const chosen = () => examples()[field("example").selectedIndex];

  function input(name, label, value) {
    const made = element("input", {
      name: `parameter-${name}`,
      value,
      spellcheck: "false",
      oninput: ({ target }) => (values[name] = target.value),
    });
    return element("div", { class: "field" }, element("label", {}, label, " ", made));
  }

  function showParameters() {
    const { answers, parameters, security } = operation;
    // What never ends would not be shown.
    const isStream = answers.some(({ type }) => type === "text/event-stream");
    const credentials = [
      ...(security.includes("bearer") ? [["token", "Bearer token"]] : []),
      ...(security.includes("apiKey") ? [["apiKey", "apiKey"]] : []),
    ];
    part("parameters").replaceChildren(
      ...credentials.map(([name, label]) => input(name, label, values[name])),
      ...parameters.map(({ name, in: place, required, example }) => {
        const asked = isStream && name === "limit" ? "1" : "";
        values[name] = place === "query" ? asked : String(example ?? values[name] ?? SOMETHING);
        return input(name, `${name}${required ? "" : ", optional"}`, values[name]);
      }),
    );
  }

  field("example").addEventListener("change", () => {
    field("body").value = textOf(chosen());
    onInput();
  });
  form.addEventListener("input", onInput);

  return {
    /**
     * @param {import("./document.js").Operation} next
     * @param {{ example?: string | null, body?: string | null }} asked
     */
    show(next, { example, body }) {
      operation = next;
      showParameters();
      const all = examples();
      field("example").replaceChildren(
        ...all.map(({ id, summary }) => element("option", { value: id }, summary ?? id)),
      );
      part("example").hidden = all.length === 0;
      part("body").hidden = operation.bodies.length === 0;
      if (all.some(({ id }) => id === example)) field("example").value = example;
      field("body").value = body ?? (all.length === 0 ? "{}" : textOf(chosen()));
    },

    get request() {
      const type = chosen()?.type ?? operation.bodies[0]?.type ?? "";
      const { token, apiKey } = values;
      return requestOf(operation, { values, token, apiKey, type, body: field("body").value });
    },

    /** What of it an address has to say. */
    get query() {
      const example = chosen();
      if (example === undefined) return {};
      const isFirst = field("example").selectedIndex === 0;
      const isOwn = field("body").value !== textOf(example);
      return {
        ...(!isFirst && { example: example.id }),
        ...(isOwn && { body: field("body").value }),
      };
    },
  };
}
