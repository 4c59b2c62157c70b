// Wires the parts together: each knows only its own piece of the page.

import { currencies } from "ready-reckoner";
import { version } from "ready-reckoner/package.json";
import { createAddress } from "./address.js";
import { createAnswer } from "./answer.js";
import { createBug } from "./bug.js";
import { createCharges } from "./charges.js";
import { EXAMPLE } from "./charges-example.js";
import { createEditor } from "./editor.js";
import { createExamples } from "./examples.js";
import { createFields } from "./fields.js";
import { createLedger } from "./ledger.js";
import { createProblems } from "./problems.js";
import { reckon } from "./reckon.js";
import { createCopy } from "./share.js";
import { createWorking } from "./working.js";

const part = (id) => document.getElementById(id);

const known = currencies();
const form = part("preview");
const fields = createFields(form, known);
const editor = createEditor(part("formula"), part("mirror"));
const problems = createProblems(part("formula-problems"), {
  jump: editor.select,
  correct: editor.replace,
  supply: fields.focus,
});
const answer = createAnswer(part("answer"), new Map(known.map(({ code, name }) => [code, name])));
const working = createWorking(part("steps"), { point: editor.point, select: editor.select });
const examples = createExamples(part("examples"));
const bug = createBug(part("bug"));
const address = createAddress(visit);
const charges = createCharges(part("charges"), { onInput: follow, bug });
const ledger = createLedger(part("ledger"), bug);

function update() {
  const state = fields.read();
  examples.show(state);
  let outcome = { diagnostics: [], problems: {} };
  try {
    outcome = reckon(state);
    bug.hide();
    answer.show(outcome);
  } catch (error) {
    bug.show(error, state);
    answer.showBug();
  }
  editor.underline(outcome.diagnostics);
  fields.show(outcome);
  problems.show(outcome.diagnostics);
  working.show(outcome.explanation);
  ledger.follow(state.formula);
}

function follow() {
  address.follow({ ...fields.read(), ...charges.read() });
}

function visit(state) {
  fields.write(state);
  update();
  charges.write(state);
  // An example leaves the request alone, so its address has to take that in.
  if (charges.changed()) follow();
  // An example far down the page is of no use if its answer is out of sight.
  part("formula").scrollIntoView({ block: "nearest" });
}

form.addEventListener("input", () => {
  update();
  follow();
});
createCopy(
  part("share"),
  part("shared"),
  () => {
    address.settle();
    return location.href;
  },
  "The address of this page has it all",
);
part("version").textContent = version;
const visited = address.current();
fields.write(visited);
update();
charges.write({ ...EXAMPLE, ...visited });
