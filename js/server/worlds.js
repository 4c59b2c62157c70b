// Worlds by name. Tests that run side by side must not share a bank: each has a ledger of its own,
// made from the same configuration when it is first asked.

import { LiveClock } from "./clock.js";

/** A name that may be given to a world. */
const NAME = /^[A-Za-z0-9._-]{1,64}$/;

/** The world in a path, and what is behind it. */
const PREFIX = /^((?:[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*)?)\/w\/([^/?#]*)(.*)$/s;

/** The world of whoever names none. */
export const DEFAULT = "";

/**
 * The world that a request is for, and its URL without the name.
 *
 * @param {{ url: string, headers: Record<string, string> }} request
 * @returns {{ name: string, url: string } | undefined} nothing if it is no name
 */
export function worldOf({ url, headers }) {
  const header = headers["x-mock-world"];
  if (header === undefined && !url.includes("/w/")) return { name: DEFAULT, url };
  const [, origin, part, rest] = PREFIX.exec(url) ?? [];
  if (part === undefined) {
    if (header === undefined) return { name: DEFAULT, url };
    return NAME.test(header) ? { name: header, url } : undefined;
  }
  const isOne = NAME.test(part) && (header === undefined || header === part);
  const path = rest.startsWith("/") ? rest : `/${rest}`;
  return isOne ? { name: part, url: origin + path } : undefined;
}

/** A ledger with its clock. */
export class World {
  /** Whether its clock moves by itself. @type {LiveClock | undefined} */
  clock;

  /** How often it has begun anew, or its time has gone back. */
  epoch = 0;

  /** What the ledger's clock says, as far as we know. */
  now;

  constructor(name, ledger, rate) {
    this.name = name;
    this.ledger = ledger;
    this.now = ledger.now;
    this.run(rate);
  }

  /** Whether whoever has the ledger has freed it. */
  get isFreed() {
    try {
      return this.ledger.now === undefined;
    } catch (error) {
      return /** @type {any} */ (error).code === "ledger-freed";
    }
  }

  /** Has the clock pass so many times as fast as the host's, or not at all. */
  run(rate) {
    this.clock = rate === undefined ? undefined : new LiveClock(this.now, rate);
  }

  /** When and in which epoch something happens that happens now. */
  stamp() {
    return { at: this.clock?.read(), epoch: this.epoch };
  }

  /** Moves the ledger to the time of a stamp, unless it has begun anew since. */
  reach({ at, epoch }) {
    if (at === undefined) return;
    // Whoever has the ledger may have moved its clock, too.
    this.follow();
    if (epoch !== this.epoch || at <= this.now) return;
    this.ledger.setTime(at);
    this.now = at;
  }

  /** Follows the ledger's clock where a call has moved it. */
  follow() {
    const { now } = this.ledger;
    if (now === this.now) return;
    if (now < this.now) this.epoch += 1;
    this.now = now;
    this.clock?.set(now);
  }
}

/** The worlds of a server. Beyond the most, the one that was not asked for longest goes. */
export class Worlds {
  /** @type {Map<string, World>} the longest unused first, but for the default one */
  #worlds = new Map();

  #first;
  #most;
  #onDrop;
  #rate;
  #seed;

  /**
   * @param {any} ledger of the default world, from whose configuration all others are made
   * @param {{ most: number, rate: number | undefined, onDrop: (world: World) => void }} options
   */
  constructor(ledger, { most, rate, onDrop }) {
    this.#first = new World(DEFAULT, ledger, rate);
    this.#most = most;
    this.#onDrop = onDrop;
    this.#rate = rate;
    const { body } = ledger.handle({ method: "GET", url: "/mock/clock", headers: QUIET });
    this.#seed = JSON.parse(body).seed;
  }

  get seed() {
    return this.#seed;
  }

  /** The default world. */
  get first() {
    return this.#first;
  }

  /** A world if it is there. */
  find(name) {
    return name === DEFAULT ? this.#first : this.#worlds.get(name);
  }

  /** A world that is asked for; if it is not there, it is made. */
  use(name) {
    if (name === DEFAULT) return this.#first;
    const known = this.#worlds.get(name);
    this.#worlds.delete(name);
    const ledger = () => this.#first.ledger.another(seedOf(this.#seed, name));
    const world = known ?? new World(name, ledger(), this.#rate);
    this.#worlds.set(name, world);
    if (this.#worlds.size > this.#most) this.drop(this.#worlds.keys().next().value);
    return world;
  }

  /** Puts a ledger in the place of a world's, as it was kept. */
  put({ name, epoch, rate }, snapshot) {
    const ledger = this.#first.ledger.constructor.restore(snapshot);
    const world = new World(name, ledger, rate);
    world.epoch = epoch;
    if (name === DEFAULT) {
      this.#first.ledger.free();
      this.#first = world;
    } else {
      this.#worlds.set(name, world);
    }
  }

  /** Ends a world; whether it was there. */
  drop(name) {
    const world = this.#worlds.get(name);
    if (world === undefined) return false;
    this.#worlds.delete(name);
    this.#onDrop(world);
    world.ledger.free();
    return true;
  }

  /** All of them, the default one first and the longest unused next. */
  *[Symbol.iterator]() {
    yield this.#first;
    yield* this.#worlds.values();
  }
}

/** What our own calls say, so that the ledger need not number them. */
export const QUIET = { "x-request-id": "server" };

/** FNV-1a, twice, for as many bits as a seed has. */
function seedOf(seed, name) {
  const text = `${seed}/${name}`;
  const hash = (begin) => {
    let rest = begin;
    for (let at = 0; at < text.length; at += 1) {
      rest = Math.imul(rest ^ text.charCodeAt(at), 0x01000193);
    }
    return rest >>> 0;
  };
  return (hash(0x811c9dc5) & 0x1fffff) * 2 ** 32 + hash(0x2545f491);
}
