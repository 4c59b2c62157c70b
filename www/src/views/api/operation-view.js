// What the document says of an operation: what it takes, and what it answers.

import { coded, element } from "../../parts/element.js";
import { textOf } from "./document.js";
import { schemaView, typeText } from "./schema-view.js";

/** @param {import("./document.js").Operation} operation */
export function operationView({ parameters, bodies, answers }) {
  const [body] = bodies;
  return [
    ...(parameters.length === 0 ? [] : [section("Parameters", parametersView(parameters))]),
    ...(body === undefined ? [] : [section("Body", ...schemaView(body.schema))]),
    section("Answers", ...answers.map(answerView)),
  ];
}

function section(title, ...content) {
  return element("section", {}, element("h3", {}, title), ...content);
}

function parametersView(parameters) {
  const rows = parameters.map(({ name, in: place, required, schema }) => {
    const marks = [place, typeText(schema), ...(required ? ["required"] : [])].join(", ");
    return element(
      "div",
      {},
      element("dt", {}, element("code", {}, name), element("span", { class: "type" }, marks)),
      element("dd", {}, ...coded(schema?.description ?? "")),
    );
  });
  return element("dl", { class: "fields" }, ...rows);
}

function answerView({ status, description, schema, examples }) {
  const fields = schemaView(schema);
  const parts = [
    ...examples.flatMap((example) => [
      element("p", { class: "label" }, example.summary ?? example.id),
      element("pre", { tabindex: "0", "aria-label": `Example: ${example.id}` }, textOf(example)),
    ]),
    ...(fields.length === 0 ? [] : [element("p", { class: "label" }, "Fields"), ...fields]),
  ];
  const kind = Number(status) < 400 ? "done" : "refused";
  const summary = element(
    "summary",
    {},
    element("span", { class: "stamp", "data-kind": kind }, status),
    element("span", { class: "title" }, ...coded(description)),
  );
  return element("details", { class: "answer" }, summary, ...parts);
}
