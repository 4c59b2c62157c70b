// Whole requests: two texts, and beside them their charges or their problems.

import "./view.css";
import { createCodeField } from "../../parts/code-field.js";
import { createCopy } from "../../parts/copy.js";
import { download } from "../../parts/download.js";
import { markup } from "../../parts/element.js";
import { readJson } from "../../parts/json.js";
import { createSteps } from "../../parts/steps.js";
import { createOpener, readText } from "../../parts/text-file.js";
import { createTextProblems, summary } from "../../parts/text-problems.js";
import { createBatch } from "./batch/panel.js";
import { rulesOf } from "./book.js";
import { createLines, totalsOrNone } from "./charge-lines.js";
import { EXAMPLE } from "./example.js";
import { placeProblems } from "./places.js";
import { formatOf, partyOf, reckonRequest } from "./reckon-request.js";
import { responseText } from "./response-text.js";
import { fromQuery, toQuery } from "./state.js";
import page from "./view.html?raw";

const NAMES = { book: "price book", request: "request" };

/** What is asked for where a file is opened. */
const ACCEPTED = {
  book: ".json,application/json",
  request: ".json,.xml,application/json,text/xml",
};

/** What a text may have, in bytes: more is no request that a person reads. */
const MOST = 4 << 20;

const TYPES = { json: "application/json", xml: "application/xml" };

/**
 * @param {HTMLElement} root
 * @param {import("../../stage.js").Context} context
 */
export function mount(root, { follow, bug }) {
  root.append(markup(page));
  const part = (id) => root.querySelector(`#${id}`);
  const fields = byName((name) => createCodeField(part(name)));
  placeProblems(part, Object.keys(NAMES));
  const outcome = createOutcome(part, fields);
  const read = () => byName((name) => fields[name].read());
  const changed = () => Object.keys(EXAMPLE).filter((name) => read()[name] !== EXAMPLE[name]);
  const batch = createBatch(part("batch"), { rules: () => rulesIn(fields.book.read()), bug });
  let frame;
  let trapped = false;
  let response;

  function update() {
    frame = undefined;
    const state = read();
    response = undefined;
    batch.offer();
    try {
      const reckoned = reckonRequest(state);
      response = reckoned.charged?.response;
      outcome.show(reckoned);
      if (trapped) bug.hide();
      trapped = false;
    } catch (error) {
      trapped = true;
      bug.show(error, state);
      outcome.showBug();
    }
    part("keep").hidden = response === undefined;
  }

  /** The response in the format of the request. */
  const answer = () => responseText(response, formatOf(fields.request.read()));

  async function open(name, file) {
    const { text, wrong } = await readText(file, MOST);
    part(`${name}-file`).textContent = wrong ?? file.name;
    if (wrong === undefined) fields[name].retype(text);
  }

  for (const name of Object.keys(fields)) {
    createOpener(part(name).closest(".code"), part(`${name}-open`), {
      accept: ACCEPTED[name],
      onFile: (file) => open(name, file),
    });
  }
  createCopy(part("copy"), part("copied"), answer, "The browser gives no clipboard: save it");
  part("save").addEventListener("click", () => {
    const format = formatOf(fields.request.read());
    download(`response.${format}`, TYPES[format], answer());
  });
  root.addEventListener("input", ({ target }) => {
    if (!Object.hasOwn(fields, target.id)) return;
    frame ??= requestAnimationFrame(update);
    follow(toQuery(read()));
  });
  part("restore").addEventListener("click", () => {
    for (const name of changed()) fields[name].retype(EXAMPLE[name]);
    part("restore").focus();
  });

  for (const name of Object.keys(fields)) fields[name].write(EXAMPLE[name]);
  return {
    visit(query) {
      for (const [name, text] of Object.entries(fromQuery(query))) fields[name].write(text);
      update();
    },

    leave: batch.leave,
  };
}

/** The rules of a book, and none of one that is no JSON. */
function rulesIn(text) {
  const { value, mistake } = readJson(text);
  return mistake ? [] : rulesOf(value);
}

/** What stands beside the texts, and the marks in them. */
function createOutcome(part, fields) {
  const problems = byName((name) =>
    createTextProblems(part(`${name}-problems`), NAMES[name], fields[name].select),
  );
  const steps = createSteps(part("line-steps"));
  const lines = createLines(part("lines"), part("more-lines"), explain);
  const totals = part("totals");

  function explain(line) {
    steps.show(line);
    if (!line) return;
    const { chargeCode } = line.detail;
    const party = partyOf(line.detail);
    part("line-title").textContent = party ? `${chargeCode} of ${party}` : chargeCode;
  }

  function write(found, charged, wrong) {
    const { kind, nodes } = totalsOrNone({ charged, wrong });
    totals.dataset.kind = kind;
    totals.replaceChildren(...nodes);
    for (const name of Object.keys(fields)) {
      fields[name].mark(found[name]);
      problems[name].show(found[name]);
    }
    lines.show(charged?.lines ?? []);
  }

  return {
    /** @param {ReturnType<typeof reckonRequest>} outcome */
    show({ problems: found, charged }) {
      const wrong = Object.keys(found)
        .filter((name) => found[name].length > 0)
        .map((name) => summary(found[name], NAMES[name]));
      write(found, charged, `${wrong.join(", ")}.`);
    },

    showBug() {
      const wrong = "This is a bug in Ready Reckoner, not a mistake of yours.";
      write(byName(() => []), undefined, wrong);
    },
  };
}

function byName(make) {
  return Object.fromEntries(Object.keys(NAMES).map((name) => [name, make(name)]));
}
