// Worlds by name. Tests that run side by side must not share a bank: each has a ledger of its own,
// made from the same configuration when it is first asked.

import { WATCH } from "../watchers.js";
import { LiveClock } from "./clock.js";

/** A name that may be given to a world. */
const NAME = /^[A-Za-z0-9._-]{1,64}$/;

/** The world in a path, and what is before and behind it. */
const PREFIX = /^((?:[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*)?)(?:\/apicall)?\/w\/([^/?#]*)(.*)$/s;

/** The world of whoever names none. */
export const DEFAULT = "";

/** How often the name may come. */
const PREFIXES_MAX = 2;

/**
 * The world that a request is for, and its URL without the name. A client that has the name in its
 * base puts it once more before a path that the world has told, which has it already.
 *
 * @param {{ url: string, headers: Record<string, string> }} request
 * @returns {{ name: string, url: string } | undefined} nothing if it is no name
 */
export function worldOf({ url, headers }) {
  const header = headers["x-mock-world"];
  if (header === undefined && !url.includes("/w/")) return { name: DEFAULT, url };
  const names = header === undefined ? [] : [header];
  let rest = url;
  for (let turn = 0; turn < PREFIXES_MAX; turn += 1) {
    const [, origin, part, behind] = PREFIX.exec(rest) ?? [];
    if (part === undefined) break;
    names.push(part);
    rest = origin + (behind.startsWith("/") ? behind : `/${behind}`);
  }
  const [name = DEFAULT] = names;
  const isOne = names.every((one) => one === name && NAME.test(one));
  return isOne ? { name, url: rest } : undefined;
}

/** A ledger with its clock. */
export class World {
  /** Whether its clock moves by itself. @type {LiveClock | undefined} */
  clock;

  /** How often it has begun anew, or its time has gone back. */
  epoch = 0;

  /** What the ledger's clock says, as far as we know. */
  now;

  /** Whether others than us have called the ledger, and may have moved its clock. */
  isTouched = false;

  #unwatch;

  /**
   * @param {string} name
   * @param {any} ledger
   * @param {{ rate?: number | undefined, onChange: (world: World) => void }} options
   */
  constructor(name, ledger, { rate, onChange }) {
    this.name = name;
    this.ledger = ledger;
    this.now = ledger.now;
    this.run(rate);
    // Whoever goes to a path that is told is to come to this world.
    if (name !== DEFAULT) ledger.mountAt(`/w/${name}`);
    this.#unwatch = ledger[WATCH](() => onChange(this));
  }

  /** Hears no more of the ledger. */
  leave() {
    this.#unwatch();
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
    this.isTouched = false;
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
  #onChange;
  #onDrop;
  #rate;
  #seed;

  /**
   * @param {any} ledger of the default world, from whose configuration all others are made
   * @param {object} options
   * @param {number} options.most
   * @param {number | undefined} options.rate
   * @param {(world: World) => void} options.onChange a ledger was called, by us or by others
   * @param {(world: World) => void} options.onDrop
   */
  constructor(ledger, { most, rate, onChange, onDrop }) {
    this.#first = new World(DEFAULT, ledger, { rate, onChange });
    this.#most = most;
    this.#onChange = onChange;
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
    const world = known ?? this.#made(name);
    this.#worlds.set(name, world);
    if (this.#worlds.size > this.#most) this.drop(this.#worlds.keys().next().value);
    return world;
  }

  #made(name) {
    const ledger = this.#first.ledger.another(seedOf(this.#seed, name));
    return new World(name, ledger, { rate: this.#rate, onChange: this.#onChange });
  }

  /** Puts a ledger in the place of a world's, as it was kept. */
  put({ name, epoch, rate }, snapshot) {
    const ledger = this.#first.ledger.constructor.restore(snapshot);
    const world = new World(name, ledger, { rate, onChange: this.#onChange });
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
