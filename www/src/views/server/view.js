// Watches a running server: the same world as in the ledger's view, but another's. Here the tester
// is the customer who consents, the operator who steers, and time.

import "../../parts/world/world.css";
import "../../parts/world/exchange.css";
import "./view.css";
import { coded, counted, element, markup } from "../../parts/element.js";
import { callOf } from "../../parts/world/acts.js";
import { createClient } from "../../parts/world/client.js";
import { createDesk } from "../../parts/world/desk.js";
import { addressOf, isServedHere, usualAddress } from "../../parts/world/here.js";
import { timeText, zoneOf } from "../../parts/world/names.js";
import { createPhone } from "../../parts/world/phone.js";
import { createSteps } from "../../parts/world/steps.js";
import { createTAccounts } from "../../parts/world/t-accounts.js";
import { Watch } from "../../parts/world/watch.js";
import { firstCall } from "./first-call.js";
import page from "./view.html?raw";

/** How often the time is shown that passes by itself. */
const TICK_MS = 1_000;

/** A name that a world may have. */
const WORLD = /^[A-Za-z0-9._-]{0,64}$/;

/**
 * @param {HTMLElement} root
 * @param {import("../../stage.js").Context} context
 */
export function mount(root, { bug, follow }) {
  root.append(markup(page));
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const form = part("address");
  const field = (name) => form.elements.namedItem(name);
  let client;
  let timer;
  /** When the books were read that are shown, by the host's clock. */
  let readAt = 0;

  const watch = new Watch({ onState: showState, onBooks: show, onAnew: clear });
  const phone = createPhone(part("phone"), act);
  const desk = createDesk(part("desk"), {
    act,
    run: (isOn) => act("live", { live: isOn }),
    subscriber: () => phone.subscriber,
    isRunning: () => watch.books?.clock.mode === "live",
  });
  const steps = createSteps(part("steps"));
  const books = createTAccounts(part("books"));
  field("address").value = usualAddress();

  function begin() {
    const world = field("world").value.trim();
    let address;
    try {
      if (!WORLD.test(world)) throw new Error("A world is named by letters, digits and `. _ -`.");
      address = addressOf(field("address").value);
    } catch (error) {
      watch.stop();
      showState({ name: "refused", text: error.message });
      return;
    }
    field("address").value = address;
    client = createClient((url, init) => fetch(url, init), address, { world });
    follow({
      ...(address !== usualAddress() && { at: address }),
      ...(world !== "" && { world }),
    });
    watch.start(client);
    timer ??= setInterval(pass, TICK_MS);
  }

  function end() {
    watch.stop();
    clearInterval(timer);
    timer = undefined;
  }

  /** Steers the server; what it refuses is said. */
  async function act(name, given) {
    if (watch.books === undefined) return;
    try {
      const call = callOf(name, given, { books: watch.books, number: "", caller: {} });
      const reply = await client.send(call);
      say(reply.lost || reply.status >= 400 ? `${call.title}: ${sentenceOf(reply)}` : "");
      await watch.refresh();
    } catch (error) {
      if (error.name === "Missing") say(error.message);
      else bug.show(error, { name, given });
    }
  }

  function say(text) {
    part("notice").textContent = text;
    part("notice").hidden = text === "";
  }

  function showState({ name, text }) {
    const { base = "" } = client ?? {};
    part("state").dataset.state = name;
    part("state").replaceChildren(...coded(STATES[name](base, text)));
    part("world").inert = name !== "watching";
  }

  function clear() {
    steps.clear();
    say("");
  }

  function show(next, news) {
    readAt = performance.now();
    part("world").hidden = false;
    for (const step of news) steps.show(step, zoneOf(next.clock));
    const isEmpty = steps.size === 0;
    for (const name of ["first", "curl"]) part(name).hidden = !isEmpty;
    const world = field("world").value.trim();
    if (isEmpty) part("curl").textContent = firstCall(client.base, next, world);
    part("count").textContent = isEmpty ? "" : `${counted(steps.size, "call")}, the newest first`;
    phone.show(next);
    desk.show(next);
    books.show(next, news.at(-1)?.changes);
    part("notifications").replaceChildren(...notifications(next));
  }

  /** The time that passes by itself between two looks. */
  function pass() {
    const clock = watch.books?.clock;
    if (clock?.mode !== "live") return;
    const now = Math.floor(clock.now + (performance.now() - readAt) * (clock.rate ?? 1));
    desk.pass(now, watch.books);
    phone.pass(now);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    begin();
  });
  root.addEventListener("change", ({ target }) => {
    if (target === part("choice") && watch.books !== undefined) desk.show(watch.books);
  });

  return {
    visit(query) {
      const at = query.get("at");
      field("address").value = at ?? usualAddress();
      field("world").value = query.get("world") ?? "";
      // Where no server has handed out the page, one may not be there.
      if (at !== null || isServedHere()) begin();
      else showState({ name: "idle" });
    },
    leave: end,
  };
}

const STATES = {
  idle: () => "Start one with `npx ready-reckoner serve`, and press Watch.",
  connecting: (base) => `Asking ${base} …`,
  watching: (base) => `Watching ${base}.`,
  gone: (base) =>
    `No answer from ${base}: it is not there, or does not let this page call it (the ` +
    "configuration's `origins`). It is looked for again until it comes.",
  refused: (base, text) => `${text}`,
};

function sentenceOf({ lost, status, body }) {
  if (lost) return "no answer came.";
  const problems = (body?.problems ?? []).map(({ message, help }) =>
    help ? `${message}; ${help}` : message,
  );
  if (problems.length > 0) return problems.join(" ");
  return body?.detail ?? body?.resDesc ?? `status ${status}`;
}

/** Who is told, how often it was tried, and why one stays. */
function notifications({ notifications: list, clock }) {
  if (list.length === 0) return [element("li", { class: "hint" }, "None.")];
  return [...list].reverse().map(({ url, createdAt, attempts, acknowledged, undelivered }) => {
    const how = acknowledged ? "acknowledged" : `${counted(attempts, "attempt")}, not acknowledged`;
    return element(
      "li",
      {},
      element("time", {}, timeText(createdAt, zoneOf(clock))),
      element("code", {}, url),
      element("span", {}, how),
      ...(undelivered === undefined ? [] : [element("span", { class: "why" }, undelivered)]),
    );
  });
}
