// The reference of what is served, made of the package's OpenAPI document. It is drawn by a few
// small files of this folder: the ready-made ones weigh more than the whole site, and bring styles
// and code that a strict policy forbids.

import "../../parts/world/exchange.css";
import "./view.css";
import { MockLedger } from "ready-reckoner/ledger";
import { fetchHandler } from "ready-reckoner/server";
import { createCopy } from "../../parts/copy.js";
import { coded, counted, element, markup } from "../../parts/element.js";
import { createClient } from "../../parts/world/client.js";
import { isServedHere, usualAddress } from "../../parts/world/here.js";
import { readable } from "../../parts/world/pretty.js";
import { createConsole } from "./console.js";
import { OPERATIONS, TAGS } from "./document.js";
import { operationView } from "./operation-view.js";
import { SAMPLES } from "./samples.js";
import page from "./view.html?raw";
import { WORLD } from "./world.js";

const HERE = "http://site";

/** What is sent is what the samples say, and no more. */
const PLAIN = { asker: {} };

/** What is shown where nothing else is asked for. */
const FIRST = OPERATIONS.find(({ id }) => id === "payment");

/**
 * @param {HTMLElement} root
 * @param {import("../../stage.js").Context} context
 */
export function mount(root, { follow }) {
  root.append(markup(page));
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const form = part("try");
  const field = (name) => form.elements.namedItem(name);
  const clients = targets();
  let operation = FIRST;
  /** Counts what is sent: only the last answer is shown. */
  let sent = 0;

  field("target").append(
    ...clients.map(({ name }, at) => element("option", { value: String(at) }, name)),
  );
  const tryIt = createConsole(form, changed);
  drawLanguages();
  drawContents();

  function changed() {
    showSample();
    follow(tryIt.query, [operation.id]);
  }

  function drawLanguages() {
    const radio = ([id, { name }], at) =>
      element(
        "label",
        { class: "choice" },
        element("input", { type: "radio", name: "api-language", value: id, checked: at === 0 }),
        name,
      );
    part("languages").append(...Object.entries(SAMPLES).map(radio));
    part("languages").addEventListener("change", showSample);
  }

  function showSample() {
    const { value } = part("languages").querySelector(":checked");
    part("sample").textContent = SAMPLES[value].write(usualAddress(), tryIt.request);
  }

  function drawContents() {
    part("contents").replaceChildren(
      ...TAGS.map(({ name, description, operations }) =>
        element(
          "section",
          {},
          element("h2", { title: description }, name),
          element("ul", {}, ...operations.map(entry)),
        ),
      ),
    );
  }

  function entry({ id, method, path, summary }) {
    const link = element(
      "a",
      { href: `#/api/${id}` },
      element("span", {}, ...coded(heading(summary))),
      element("code", {}, `${method} `, ...breakable(path)),
    );
    return element("li", { "data-operation": id }, link);
  }

  /** Shows the operations in which every word is found. */
  function find() {
    const words = part("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const item of part("contents").querySelectorAll("li")) {
      const text = `${item.dataset.operation} ${item.textContent}`.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) count += 1;
    }
    for (const section of part("contents").children) {
      section.hidden = section.querySelector("li:not([hidden])") === null;
    }
    part("found").textContent = words.length === 0 ? "" : counted(count, "operation");
  }

  function show(next, query) {
    operation = next;
    part("summary").replaceChildren(...coded(heading(next.summary)));
    part("route").replaceChildren(`${next.method} `, ...breakable(next.path));
    part("answer").hidden = true;
    tryIt.show(next, { example: query.get("example"), body: query.get("body") });
    part("reference").replaceChildren(...operationView(next));
    for (const item of part("contents").querySelectorAll("li")) {
      const link = item.querySelector("a");
      if (item.dataset.operation === next.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    showSample();
  }

  async function send() {
    sent += 1;
    const number = sent;
    const { name, client } = clients[field("target").selectedIndex];
    const reply = await client().send(tryIt.request);
    if (number !== sent) return;
    part("answer").hidden = false;
    part("answer").querySelector("pre").textContent = answerText(reply, name);
    part("sent").textContent = reply.lost ? "No answer came." : `Answered: ${reply.status}.`;
  }

  part("find").addEventListener("input", find);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  createCopy(part("copy"), part("copied"), () => part("sample").textContent, "Select and copy it");

  return {
    visit(query, [id]) {
      const next = OPERATIONS.find((it) => it.id === id);
      const isOther = next !== undefined && next !== operation;
      show(next ?? FIRST, query);
      if (id !== undefined && next === undefined) {
        part("sent").textContent = `There is no operation called ${id.slice(0, 80)}.`;
      } else {
        part("sent").textContent = "";
      }
      if (isOther && root.isConnected) part("summary").scrollIntoView({ block: "nearest" });
    },
  };
}

/** Who may answer: the ledger in this page, and the server that the page comes from. */
function targets() {
  let own;
  const here = () => {
    if (own === undefined) {
      const answer = fetchHandler(new MockLedger(WORLD));
      own = createClient((url, init) => answer(new Request(url, init)), HERE, PLAIN);
    }
    return own;
  };
  const page = { name: "the ledger in this page", client: here };
  if (!isServedHere()) return [page];
  const server = createClient((url, init) => fetch(url, init), location.origin, PLAIN);
  return [{ name: `the server ${location.host}`, client: () => server }, page];
}

function answerText({ status, headers, text, lost }, name) {
  if (lost) return `No answer came from ${name}: it was lost on its way, or nobody is there.`;
  const fields = Object.entries(headers).map(([field, value]) => `${field}: ${value}`);
  const body = text === "" ? [] : ["", readable(text)];
  return [`HTTP ${status}`, ...fields, ...body].join("\n");
}

/** A path that may go on in another line behind each of its slashes. */
function breakable(path) {
  return path.split(/(?<=\/)/).flatMap((part) => [part, element("wbr")]);
}

/** A sentence that stands as a heading has no full stop. */
function heading(sentence) {
  return sentence.replace(/\.$/, "");
}
