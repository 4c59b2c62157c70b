// Watches a server: what happens there is told as it happens, and read anew. When the server goes,
// it is looked for until it comes back.

import { parseTree } from "jsonc-parser";
import { readBooks } from "./books.js";
import { Refusal } from "./client.js";
import { Exchanges } from "./exchanges.js";

/** How long is waited before a server is looked for again, in milliseconds; the last, for ever. */
const WAITS_MS = [1_000, 2_000, 4_000, 8_000];

/** How long events gather before the books are read once for all of them. */
const GATHER_MS = 60;

/**
 * How long it takes at most until something is seen that nobody tells of, such as a rule of another
 * tester; and while something is pending on a clock that passes, such as a consent that runs out.
 */
const UNTOLD_MS = 5_000;
const PENDING_MS = 1_000;

/**
 * @typedef {import("./books.js").Books} Books
 *
 * @typedef {object} Listener
 * @property {(state: State) => void} onState
 * @property {(books: Books, steps: import("./step.js").Step[]) => void} onBooks
 * @property {() => void} onAnew the world has begun anew, or another one is watched
 *
 * @typedef {{ name: "connecting" | "watching" | "gone" | "refused", text?: string }} State
 */

export class Watch {
  /** @type {Books | undefined} */
  books;

  #client;
  #exchanges = new Exchanges();
  #listener;
  #controller;
  #timer;
  /** When it goes off, by the host's clock. */
  #due = 0;
  /** The last time that the stream has told. */
  #told = -Infinity;
  /** The reading that is under way. @type {Promise<void> | undefined} */
  #reading;
  /** Whether something has happened since it has begun. */
  #isStale = false;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  /** Watches a world until another one is watched, or none. */
  start(client) {
    this.stop();
    this.#client = client;
    this.#begin();
    const controller = new AbortController();
    this.#controller = controller;
    this.#follow(controller.signal);
  }

  stop() {
    this.#controller?.abort();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #begin() {
    this.books = undefined;
    this.#told = -Infinity;
    this.#exchanges.clear();
    this.#listener.onAnew();
  }

  async #follow(signal) {
    for (let tries = 0; !signal.aborted; tries += 1) {
      if (tries === 0) this.#listener.onState({ name: "connecting" });
      try {
        for await (const { event, data } of this.#client.events(signal)) {
          tries = 0;
          await this.#hear(event, data, signal);
        }
      } catch (error) {
        if (signal.aborted) return;
        // A server that says no will say it again.
        if (error instanceof Refusal) {
          return this.#listener.onState({ name: "refused", text: error.message });
        }
      }
      if (signal.aborted) return;
      // When it is there again, it is read from the beginning.
      this.books = undefined;
      this.#listener.onState({ name: "gone" });
      const ms = WAITS_MS[Math.min(tries, WAITS_MS.length - 1)];
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }

  async #hear(event, data, signal) {
    if (event === "exchange") this.#exchanges.add(data);
    const isAnew = event === "tick" && this.#isBack(JSON.parse(data).now);
    // A look at a live clock moves it, and is told as a tick: that alone is no reason for a look.
    const isOwn = event === "tick" && this.books?.clock.mode === "live";
    if (this.books !== undefined && !isAnew) return isOwn ? undefined : this.#soon(signal);
    // The first word of a stream: from now on all is heard, so what was before is read.
    this.#begin();
    await this.#readLog();
    await this.#read(signal);
    this.#soon(signal, UNTOLD_MS);
    return this.#listener.onState({ name: "watching" });
  }

  /** Whether time has gone back, as it does where a world begins anew. */
  #isBack(now) {
    const isBack = now < this.#told;
    this.#told = now;
    return isBack;
  }

  async #readLog() {
    const reply = await this.#client.send({ method: "GET", path: "/mock/log?limit=1000" });
    for (const text of elementsOf(reply.text)) this.#exchanges.add(text);
  }

  /** Reads after a time, unless that is to happen earlier. */
  #soon(signal, ms = GATHER_MS) {
    const due = performance.now() + ms;
    if (this.#timer !== undefined && this.#due <= due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // Nobody looks, so there is nothing to read; the events are not lost.
      if (document.hidden) this.#soon(signal, PENDING_MS);
      else this.refresh(signal);
    }, ms);
  }

  /** Reads how the world stands now. */
  async refresh(signal = this.#controller.signal) {
    this.#isStale = true;
    this.#reading ??= this.#readAll(signal).finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readAll(signal) {
    while (this.#isStale && !signal.aborted) {
      this.#isStale = false;
      // The stream tells when the server is gone.
      await this.#read(signal).catch(() => {});
    }
    if (!signal.aborted) this.#soon(signal, this.#isPending() ? PENDING_MS : UNTOLD_MS);
  }

  #isPending() {
    return this.books?.transactions.some(({ pending }) => pending) ?? false;
  }

  async #read(signal) {
    const books = await readBooks(this.#client, this.books).catch((error) => {
      // After a restart the entries are gone that were read to.
      if (error instanceof Refusal && error.status !== 0) return readBooks(this.#client);
      throw error;
    });
    if (signal.aborted) return;
    this.books = books;
    this.#listener.onBooks(books, [...this.#exchanges.news(books)]);
  }
}

/** The texts of the elements of a list in JSON: their digits stay as they are. */
function elementsOf(text) {
  const tree = parseTree(text);
  if (tree?.type !== "array") return [];
  return tree.children.map(({ offset, length }) => text.slice(offset, offset + length));
}
