// What is played in this page: a ledger, the steps that were taken, and the time that passes. It
// does one thing after the other, however fast buttons are pressed.

import { MockLedger } from "ready-reckoner/ledger";
import { fetchHandler } from "ready-reckoner/server";
import { callOf, Missing } from "../../parts/world/acts.js";
import { readBooks } from "../../parts/world/books.js";
import { changesBetween, movesBetween } from "../../parts/world/changes.js";
import { createClient } from "../../parts/world/client.js";
import { CALLER, WORLD } from "./world.js";

/** Stands before the paths of a ledger that no network leads to. */
const HERE = "http://site";

/** How many steps are kept. */
const STEPS_MAX = 200;

/** The calls that are sent again as they were. */
const BY_PROVIDER = ["pay", "refund", "debit"];

/**
 * @typedef {import("../../parts/world/step.js").Step & { deed: import("./stories.js").Deed }}
 *   PlayedStep
 *
 * @typedef {object} Kept everything that a session is, to be kept and brought back
 * @property {Uint8Array} snapshot
 * @property {PlayedStep[]} steps the newest, oldest first
 * @property {number} count of all steps
 * @property {boolean} isWhole whether the steps lead from the first world to this one
 */

export class Session {
  /** @type {import("../../parts/world/books.js").Books} */
  books;
  /** @type {PlayedStep[]} */
  steps = [];
  count = 0;
  isWhole = true;

  #ledger;
  #client;
  /** The milliseconds that have passed and are no step yet. */
  #passed = 0;
  /** What is done comes after what was asked for before. */
  #queue = Promise.resolve();
  #onStep;

  /** @param {(step: PlayedStep) => void} onStep */
  constructor(onStep) {
    this.#onStep = onStep;
  }

  /** Begins with the first world. */
  begin() {
    return this.#put(new MockLedger(WORLD), { steps: [], count: 0, isWhole: true });
  }

  /**
   * Goes on from what was kept.
   *
   * @param {Kept} kept
   * @throws {import("ready-reckoner").ReckonerError} for bytes that are no snapshot
   */
  resume({ snapshot, steps, count, isWhole }) {
    return this.#put(MockLedger.restore(snapshot), { steps: [...steps], count, isWhole });
  }

  #put(ledger, { steps, count, isWhole }) {
    return this.#after(async () => {
      const client = clientOf(ledger);
      const books = await readBooks(client);
      this.#ledger?.free();
      this.#ledger = ledger;
      this.#client = client;
      [this.books, this.steps, this.count, this.isWhole] = [books, steps, count, isWhole];
      this.#passed = 0;
    });
  }

  /** @returns {Kept} */
  kept() {
    const { steps, count, isWhole } = this;
    return { snapshot: this.#ledger.snapshot(), steps: [...steps], count, isWhole };
  }

  /** Whether there is a call of the provider to send again. */
  get canRepeat() {
    return this.steps.some(({ deed }) => BY_PROVIDER.includes(deed[0]));
  }

  /** What was done, for a link; nothing where that does not lead here. */
  get deeds() {
    return this.isWhole ? this.steps.map(({ deed }) => deed) : undefined;
  }

  /**
   * Does something, and tells what came of it.
   *
   * @param {string} name of an act
   * @param {object} given
   * @returns {Promise<PlayedStep>}
   */
  act(name, given) {
    return this.#after(async () => {
      this.#settleTime();
      const number = String(this.count + 1);
      const call = this.#callOf(name, given, number);
      const reply = await this.#client.send(call);
      return this.#add([name, given], call, reply);
    });
  }

  /** Time passes by itself; it becomes a step when something happens, or is done. */
  pass(ms) {
    return this.#after(async () => {
      const books = this.books;
      this.#ledger.advance(ms);
      this.#passed += ms;
      const next = await readBooks(this.#client, books);
      if (changesBetween(books, next).length > 0) this.#settleTime(next);
      this.books = next;
    });
  }

  /** Makes a step of the time that has passed by itself. */
  settle() {
    return this.#after(() => this.#settleTime());
  }

  #settleTime(next = this.books) {
    if (this.#passed === 0) return;
    const ms = this.#passed;
    this.#passed = 0;
    const call = callOf("advance", { ms }, this.#world(""));
    const { clock } = next;
    const text = JSON.stringify(clock);
    const reply = { status: 200, headers: {}, text, body: clock, lost: false };
    this.#push(["advance", { ms }], call, reply, next);
  }

  #world(number) {
    return { books: this.books, number, caller: CALLER };
  }

  #callOf(name, given, number) {
    if (name !== "again") return callOf(name, given, this.#world(number));
    const last = this.steps.findLast(({ deed }) => BY_PROVIDER.includes(deed[0]));
    if (last === undefined) throw new Missing("There is nothing to send again.");
    const { method, path, headers, text } = last.request;
    return { title: "The same once more", method, path, headers, body: text };
  }

  async #add(deed, call, reply) {
    const next = await readBooks(this.#client, this.books);
    return this.#push(deed, call, reply, next);
  }

  #push(deed, call, reply, next) {
    this.count += 1;
    const changes = changesBetween(this.books, next);
    const { lost, status, text, body } = reply;
    const request = requestOf(call);
    const step = {
      id: String(this.count),
      title: call.title,
      at: next.clock.now,
      request,
      response: lost ? undefined : { status, text, body },
      lost,
      reason: reply.headers["x-mock-reason"],
      replayed: changes.length === 0 && this.#wasAnswered(request, text),
      changes,
      moves: movesBetween(this.books, next),
      deed,
    };
    this.books = next;
    this.steps.push(step);
    if (this.steps.length > STEPS_MAX) {
      this.steps.shift();
      this.isWhole = false;
    }
    this.#ledger.verify();
    this.#onStep(step);
    return step;
  }

  /** Whether the same was asked before: the wire does not say that an answer is a stored one. */
  #wasAnswered(request, text) {
    if (!("authorization" in request.headers)) return false;
    return this.steps.some((step) => {
      const isSame = step.request.path === request.path && step.request.text === request.text;
      return isSame && (step.lost || step.response.text === text);
    });
  }

  /** Does something once all that was asked for before is done, however that ended. */
  #after(doing) {
    const done = this.#queue.then(doing);
    this.#queue = done.then(() => {}, () => {});
    return done;
  }
}

function clientOf(ledger) {
  const answer = fetchHandler(ledger);
  return createClient((url, init) => answer(new Request(url, init)), HERE);
}

function requestOf({ method, path, headers = {}, body }) {
  const type = body === undefined ? {} : { "content-type": "application/json" };
  const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
  return { method, path, headers: { ...headers, ...type }, text };
}
