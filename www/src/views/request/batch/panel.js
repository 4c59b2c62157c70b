// The panel in which a file of amounts is charged. The work is done by a worker, which can be
// stopped; the page only hears of it.

import address from "worker:./charge-rows.js";
import { amount } from "../../../parts/amount.js";
import { download } from "../../../parts/download.js";
import { coded, counted, element } from "../../../parts/element.js";
import { createOpener } from "../../../parts/text-file.js";
import { sampleOf } from "./rows.js";

const DECIMAL = /^\s*-?\d+(?:[.,]\d+)*\s*$/;

/**
 * @param {HTMLElement} panel
 * @param {object} options
 * @param {() => [string, object][]} options.rules those of the book, as it stands
 * @param {{ show: (error: unknown, state: object) => void }} options.bug
 */
export function createBatch(panel, { rules, bug }) {
  const part = (name) => panel.querySelector(`#batch-${name}`);
  const [rule, column, start, cancel] = ["rule", "column", "start", "cancel"].map(part);
  const [progress, outcome] = [part("progress"), part("outcome")];
  /** The file, and what separates its values. */
  let chosen;
  /** The file that was given last: what is read of another one is wanted no more. */
  let given;
  let worker;

  createOpener(panel, part("open"), { accept: ".csv,.tsv,.txt,text/csv", onFile: choose });
  part("form").addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  cancel.addEventListener("click", () => {
    finish();
    say("Stopped. Nothing was written; the file can be charged again.");
  });

  column.addEventListener("change", nameFile);

  async function choose(file) {
    // Until it is known what is in it, there is nothing to start.
    chosen = undefined;
    given = file;
    finish();
    const sample = await sampleOf(file).catch((error) => ({ wrong: error.message }));
    if (given !== file) return;
    if (sample.wrong !== undefined || sample.rows.length === 0) {
      const why = sample.wrong ?? "it has no rows";
      say(`${file.name} cannot be charged: ${why}.`);
      ready();
      return;
    }
    const { rows, delimiter } = sample;
    const { hasHeading, amounts } = columnsOf(rows);
    const names = rows[0].map((cell, at) => (hasHeading && cell.trim()) || `Column ${at + 1}`);
    const options = names.map((name, value) => element("option", { value }, name));
    column.replaceChildren(...options);
    column.value = String(amounts);
    chosen = { file, delimiter, hasHeading, first: rows[hasHeading ? 1 : 0] ?? [] };
    nameFile();
    say("");
    ready();
  }

  /** The first amount shows whether it is the right column, and read rightly. */
  function nameFile() {
    const amount = chosen.first[column.value];
    const first = amount === undefined ? "it has no amounts" : `the first amount is ${amount}`;
    part("file").textContent = `${chosen.file.name}: ${first}`;
  }

  function ready() {
    if (!chosen) part("file").textContent = "";
    column.disabled = !chosen;
    start.disabled = !chosen || rule.options.length === 0 || worker !== undefined;
  }

  function run() {
    const [, wanted] = rules().find(([name]) => name === rule.value) ?? [];
    if (!chosen || wanted === undefined) return;
    finish();
    worker = new Worker(address, { type: "module" });
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = ({ message }) => {
      hear({ kind: "refused", message: message || "the code for it did not load" });
    };
    progress.value = 0;
    progress.hidden = cancel.hidden = false;
    say("");
    const { file, delimiter, hasHeading } = chosen;
    const task = { file, delimiter, hasHeading, column: Number(column.value), rule: wanted };
    worker.postMessage(task);
    ready();
  }

  function hear({ kind, ...told }) {
    if (kind === "progress") {
      progress.value = told.bytes / chosen.file.size;
      progress.textContent = counted(told.rows, "row");
      return;
    }
    finish();
    if (kind === "done") outcome.replaceChildren(...doneNodes(told, chosen.file));
    else if (kind === "refused") say(`Nothing was charged: ${told.message}.`);
    else bug.show(told.message, { file: chosen.file.name, rule: rule.value });
  }

  function finish() {
    worker?.terminate();
    worker = undefined;
    progress.hidden = cancel.hidden = true;
    ready();
  }

  function say(words) {
    outcome.replaceChildren(...(words === "" ? [] : [element("p", {}, ...coded(words))]));
  }

  return {
    /** Offers the rules of the book; the chosen one stays chosen if it is still there. */
    offer() {
      const before = rule.value;
      const names = rules().map(([name]) => name);
      const isSame = names.join("\n") === [...rule.options].map(({ value }) => value).join("\n");
      if (isSame) return;
      rule.replaceChildren(...names.map((value) => element("option", { value }, value)));
      if (names.includes(before)) rule.value = before;
      ready();
    },

    /** Ends what still runs. */
    leave: finish,
  };
}

/** Whether the first row is a heading, and which column has the amounts. */
function columnsOf(rows) {
  const [first, second = first] = rows;
  const at = second.findIndex((cell) => DECIMAL.test(cell));
  const amounts = at < 0 ? 0 : at;
  const named = first.findIndex((cell) => /amount|value/i.test(cell));
  const hasHeading = !first.some((cell) => DECIMAL.test(cell));
  return { hasHeading, amounts: hasHeading && named >= 0 ? named : amounts };
}

function doneNodes({ charged, refused, total, currency, told, blob }, file) {
  const name = file.name.replace(/(\.[^.]*)?$/, "-charged$&");
  const onclick = () => download(name, "text/csv", blob);
  const save = { type: "button", class: "act first", onclick };
  const sum = total === undefined ? [] : [", ", ...amount(currency ?? undefined, total), " in all"];
  const nodes = [
    element("p", { class: "count" }, counted(charged, "row"), " charged", ...sum, "."),
    element("p", {}, element("button", save, `Save ${name}`)),
  ];
  if (refused === 0) return nodes;
  const more = refused > told.length ? ` The first ${told.length}:` : "";
  const words = `${counted(refused, "row")} refused; the file has the code of each.${more}`;
  const rows = told.map(({ line, amount: given, code, message }) =>
    element(
      "tr",
      {},
      element("td", { class: "number" }, String(line)),
      element("td", {}, element("code", {}, given === "" ? "(empty)" : given)),
      element("td", {}, element("code", {}, code)),
      element("td", {}, ...coded(message)),
    ),
  );
  const heads = ["Line", "Amount", "Code", "What is wrong"];
  const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)));
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
  const scroller = { class: "refused", tabindex: "0", role: "group", "aria-label": "Refused rows" };
  return [...nodes, element("p", {}, words), element("div", scroller, table)];
}
