// A small world to play with: the subscriber's telephone, the provider's checkout, the operator's
// desk and books. It is a ledger in this page; what is pressed is a call of its APIs.

import "../../parts/world/world.css";
import "../../parts/world/exchange.css";
import "./view.css";
import { markup } from "../../parts/element.js";
import { isRefusal } from "../../parts/refusal.js";
import { tariff } from "../../parts/tariff.js";
import { createDesk } from "../../parts/world/desk.js";
import { zoneOf } from "../../parts/world/names.js";
import { createPhone } from "../../parts/world/phone.js";
import { stepView, verdictView } from "../../parts/world/step.js";
import { createSteps } from "../../parts/world/steps.js";
import { createTAccounts } from "../../parts/world/t-accounts.js";
import { createCheckout } from "./checkout.js";
import { createKeeping } from "./keeping.js";
import { createPlayer } from "./player.js";
import { Session } from "./session.js";
import page from "./view.html?raw";
import { SUBSCRIBERS } from "./world.js";

/** How often the clock is moved while it runs by itself. */
const TICK_MS = 1_000;

/**
 * @param {HTMLElement} root
 * @param {import("../../stage.js").Context} context
 */
export async function mount(root, { bug, follow }) {
  root.append(markup(page));
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const session = new Session(told);
  let timer;

  const phone = createPhone(part("phone"), act, SUBSCRIBERS);
  const checkout = createCheckout(
    {
      pay: part("pay"), refund: part("refund"), debit: part("debit"), again: part("again"),
      formula: part("formula"),
    },
    { act, say, subscriber: () => phone.subscriber },
  );
  const desk = createDesk(part("desk"), {
    act,
    run,
    subscriber: () => phone.subscriber,
    isRunning: () => timer !== undefined,
  });
  const books = createTAccounts(part("books"));
  const steps = createSteps(part("steps"));
  const player = createPlayer(
    { choice: part("stories"), next: part("next"), all: part("all"), say: part("say") },
    { session, act, restart: () => keeping.restart(), follow },
  );
  const keeping = createKeeping(root, { session, shown: showAll, say });

  /** Does something; whether it was done. What cannot be done is said. */
  async function act(name, given) {
    try {
      await session.act(name, given);
      return true;
    } catch (error) {
      failed(error, { name, given });
      return false;
    }
  }

  function failed(error, state) {
    if (error.name === "Missing" || isRefusal(error)) return say(error.message);
    stop();
    return bug.show(error, { ...state, deeds: session.deeds });
  }

  function told(step) {
    say("");
    showStep(step);
    steps.show(step, zoneOf(session.books.clock));
    part("none").hidden = true;
    showBooks(step.changes);
    keeping.changed();
    player.changed();
  }

  function showStep(step) {
    part("unsent").hidden = true;
    const { kind, nodes } = verdictView(step);
    part("verdict").dataset.kind = kind;
    part("verdict").replaceChildren(...nodes);
    part("step").replaceChildren(...stepView(step));
  }

  function showBooks(changes) {
    phone.show(session.books);
    desk.show(session.books);
    checkout.show(session);
    books.show(session.books, changes);
  }

  /** Shows another session from its beginning on. */
  function showAll() {
    steps.clear();
    for (const step of session.steps) steps.show(step, zoneOf(session.books.clock));
    const last = session.steps.at(-1);
    part("none").hidden = last !== undefined;
    if (last === undefined) {
      part("verdict").dataset.kind = "plain";
      part("verdict").replaceChildren(
        ...markup('<p class="count">Nothing has happened yet</p>').childNodes,
      );
      part("step").replaceChildren();
      part("unsent").hidden = false;
    } else {
      showStep(last);
    }
    showBooks(last?.changes ?? []);
    player.changed();
  }

  function say(text) {
    part("notice").textContent = text;
    part("notice").hidden = text === "";
  }

  /** Has the clock pass as the host's does, or stand. */
  function run(isOn) {
    if (!isOn) {
      stop();
      session.settle().catch((error) => failed(error, {}));
    } else {
      timer ??= setInterval(tick, TICK_MS);
    }
    desk.show(session.books);
  }

  function stop() {
    clearInterval(timer);
    timer = undefined;
  }

  async function tick() {
    try {
      await session.pass(TICK_MS);
      const { now } = session.books.clock;
      desk.pass(now, session.books);
      phone.pass(now);
    } catch (error) {
      failed(error, {});
    }
  }

  await keeping.open();
  root.addEventListener("change", ({ target }) => {
    if (target === part("choice")) desk.show(session.books);
  });

  return {
    visit(query) {
      checkout.offer(tariff.shown);
      player.visit(query);
    },
    leave() {
      run(false);
    },
  };
}
