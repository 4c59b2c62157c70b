// The operator's desk: the clock, what goes wrong, the subscriber's account, what is pending.

import { markup } from "../element.js";
import page from "./desk.html?raw";
import { dayText, timeText, zoneOf } from "./names.js";
import { createPending } from "./pending.js";
import { createRules } from "./rules.js";

/**
 * @param {HTMLElement} panel
 * @param {object} steer
 * @param {(act: string, given: object) => void} steer.act
 * @param {(isOn: boolean) => void} steer.run has the clock pass by itself, or stand
 * @param {() => string} steer.subscriber whose telephone is shown
 * @param {() => boolean} steer.isRunning
 */
export function createDesk(panel, { act, run, subscriber, isRunning }) {
  panel.append(markup(page));
  const part = (name) => panel.querySelector(`[data-part=${name}]`);
  const clock = part("clock");
  const account = part("subscriber");
  const rules = createRules({ form: part("rules"), list: part("rule-list") }, act);
  const pending = createPending(part("pending"), act);
  const toggle = clock.querySelector("[data-run]");

  clock.addEventListener("submit", (event) => {
    event.preventDefault();
    const seconds = clock.elements.namedItem("seconds").value.trim();
    act("advance", { ms: Math.round(Number(seconds) * 1000) });
  });
  for (const button of clock.querySelectorAll("[data-ms]")) {
    button.addEventListener("click", () => act("advance", { ms: Number(button.dataset.ms) }));
  }
  toggle.addEventListener("click", () => run(!isRunning()));
  account.addEventListener("submit", (event) => {
    event.preventDefault();
    const amount = account.elements.namedItem("amount").value.trim();
    act("topUp", { subscriber: subscriber(), amount });
  });
  for (const button of account.querySelectorAll("[data-status]")) {
    const { status } = button.dataset;
    button.addEventListener("click", () => act("status", { subscriber: subscriber(), status }));
  }

  /** Shows what time it is. */
  function pass(now, books) {
    const zone = zoneOf(books.clock);
    const time = clock.querySelector("time");
    time.textContent = `${dayText(now, zone)} ${timeText(now, zone)}`;
    time.dateTime = new Date(now).toISOString();
    clock.querySelector(".mode").textContent = isRunning() ? "running" : "standing";
    toggle.textContent = isRunning() ? "Stop it" : "Let it run";
  }

  return {
    pass,

    /** @param {import("./books.js").Books} books */
    show(books) {
      pass(books.clock.now, books);
      rules.show(books.scripts);
      pending.show(books);
      part("who").textContent = subscriber() === "" ? "" : `Account ${subscriber()}:`;
    },
  };
}
