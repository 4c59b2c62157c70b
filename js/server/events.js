// What happens in a world, told as it happens to those who listen: server-sent events.

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

  /** Tells somebody what happens from now on, until the function that it gives is called. */
  listen(world, send, end) {
    let feed = this.#feeds.get(world);
    if (feed === undefined) {
      feed = new Feed(world);
      this.#feeds.set(world, feed);
    }
    const listener = { send, end };
    feed.listeners.add(listener);
    send(text("tick", { now: world.now }));
    return () => {
      feed.listeners.delete(listener);
      if (feed.listeners.size === 0) this.#feeds.delete(world);
    };
  }

  /** Tells what is new in a world. */
  tell(world) {
    this.#feeds.get(world)?.tell(world);
  }

  /** A world is no more. */
  end(world) {
    const feed = this.#feeds.get(world);
    this.#feeds.delete(world);
    for (const { end } of feed?.listeners ?? []) end?.();
  }
}

class Feed {
  listeners = new Set();
  #now;
  #epoch;

  /** The last entry of each list that is known. */
  #last = {};

  constructor(world) {
    this.#begin(world);
    // What was there before is for the lists to tell.
    for (const name of Object.keys(LISTS)) for (const _ of this.#news(world, name));
  }

  #begin({ epoch, now }) {
    this.#last = {};
    this.#now = now;
    this.#epoch = epoch;
  }

  tell(world) {
    world.follow();
    // The ledger may have begun anew, and then all in it is new.
    if (world.epoch !== this.#epoch) this.#begin(world);
    const texts = [];
    for (const name of Object.keys(LISTS)) {
      for (const entry of this.#news(world, name)) texts.push(text(name, entry));
    }
    if (world.now !== this.#now) texts.push(text("tick", { now: world.now }));
    this.#now = world.now;
    if (texts.length === 0) return;
    const all = texts.join("");
    for (const { send } of this.listeners) send(all);
  }

  *#news({ ledger }, name) {
    for (;;) {
      const entries = entriesOf(ledger, name, this.#last[name]);
      yield* entries;
      this.#last[name] = entries.at(-1)?.id ?? this.#last[name];
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
