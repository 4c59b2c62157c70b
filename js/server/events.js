// What happens in a world, told as it happens to those who listen: server-sent events.

import { Pending } from "./pending.js";
import { QUIET } from "./worlds.js";

/** How many entries of a list are read at once. */
const PAGE = 1_000;

/** The lists of a ledger whose new entries are told, by the name of the event. */
const LISTS = {
  posting: (ledger, page) => ledger.transactions(page),
  message: (ledger, page) => ledger.messages(page),
  notification: (ledger, page) => ledger.notifications(page),
  exchange,
};

export class Events {
  /** Those who listen to a world, and what they know. @type {Map<object, Feed>} */
  #feeds = new Map();

  /** Whether anybody listens to a world. */
  has(world) {
    return this.#feeds.has(world);
  }

  /**
   * Tells somebody what happens from now on, until the function that it gives is called.
   *
   * @param {import("./worlds.js").World} world
   * @param {Listener} listener
   */
  listen(world, listener) {
    let feed = this.#feeds.get(world);
    if (feed === undefined) {
      feed = new Feed(world);
      this.#feeds.set(world, feed);
    }
    const own = feed;
    own.listeners.add(listener);
    own.send(listener, [text("tick", { now: world.now })]);
    this.#leave(world, own);
    return () => {
      own.listeners.delete(listener);
      this.#leave(world, own);
    };
  }

  /** Tells what is new in a world. */
  tell(world) {
    const feed = this.#feeds.get(world);
    if (feed === undefined) return;
    feed.tell(world);
    this.#leave(world, feed);
  }

  /** Looks no more at a world to which nobody listens; another feed may be in this one's place. */
  #leave(world, feed) {
    if (feed.listeners.size === 0 && this.#feeds.get(world) === feed) this.#feeds.delete(world);
  }

  /** A world is no more. */
  end(world) {
    const feed = this.#feeds.get(world);
    this.#feeds.delete(world);
    for (const { end } of feed?.listeners ?? []) end();
  }
}

/**
 * @typedef {object} Listener
 * @property {(text: string) => void} send
 * @property {() => void} end
 * @property {number} left how many events it still wants
 */

class Feed {
  listeners = new Set();
  #now;
  #epoch;

  /** The last entry of each list that is known. */
  #last = {};

  /** The postings whose outcome is still to be told. */
  #pending = new Pending();

  constructor(world) {
    this.#begin(world);
    // What was there before is for the lists to tell.
    for (const name of Object.keys(LISTS)) for (const _ of this.#news(world, name));
  }

  #begin({ epoch, now }) {
    this.#last = {};
    this.#pending = new Pending();
    this.#now = now;
    this.#epoch = epoch;
  }

  tell(world) {
    world.follow();
    // The ledger may have begun anew, and then all in it is new.
    if (world.epoch !== this.#epoch) this.#begin(world);
    const texts = [];
    for (const entry of this.#pending.ended(world.ledger)) texts.push(text("posting", entry));
    for (const name of Object.keys(LISTS)) {
      for (const entry of this.#news(world, name)) texts.push(text(name, entry));
    }
    if (world.now !== this.#now) texts.push(text("tick", { now: world.now }));
    this.#now = world.now;
    if (texts.length > 0) for (const listener of this.listeners) this.send(listener, texts);
  }

  /** Tells one listener as many events as it still wants; behind the last its stream ends. */
  send(listener, texts) {
    const wanted = texts.slice(0, listener.left);
    listener.left -= wanted.length;
    listener.send(wanted.join(""));
    if (listener.left > 0) return;
    this.listeners.delete(listener);
    listener.end();
  }

  *#news({ ledger }, name) {
    for (;;) {
      const entries = entriesOf(ledger, name, this.#last[name]);
      for (const entry of entries) {
        yield entry;
        if (name === "posting") this.#pending.note(entry, this.#last[name]);
        this.#last[name] = entry.id;
      }
      if (entries.length < PAGE) return;
    }
  }
}

/** The next entries of a list; all again if the one before is no more. */
function entriesOf(ledger, name, after) {
  const list = LISTS[name];
  if (after === undefined) return list(ledger, { limit: PAGE });
  try {
    return list(ledger, { after, limit: PAGE });
  } catch {
    return list(ledger, { limit: PAGE });
  }
}

/** The last calls of the APIs, which the ledger keeps without what is secret. */
function exchange(ledger, { after, limit }) {
  const query = after === undefined ? "" : `&cursor=${after}`;
  const url = `/mock/log?limit=${limit}${query}`;
  const { status, body } = ledger.handle({ method: "GET", url, headers: QUIET });
  return status === 200 ? JSON.parse(body) : [];
}

function text(name, data) {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
