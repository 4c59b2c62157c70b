// What happens in worlds without a call: events are told, notifications go out, clocks come to what
// falls due.

import { callOff, later, passed, wake } from "./host-time.js";
import { isLoss } from "./loss.js";

/** How many times as long as looking after a world takes, it is left alone. */
const REST = 9;

/** The longest that a timer can be set to, in milliseconds. */
const TIMER_MAX = 2 ** 31 - 1;

/**
 * @typedef {object} Charge what is looked after, and who is told
 * @property {import("./events.js").Events} events
 * @property {import("./outbox.js").Outbox | undefined} outbox
 * @property {(world: any) => void} tick has a world's clock move to now
 * @property {(world: any) => void} freed whoever had a world's ledger has freed it
 * @property {(error: any) => void} failed the worlds are gone
 */

export class Caretaker {
  /** @type {Charge} */
  #charge;

  /** The worlds in which something has changed that nobody has looked at. */
  #changed = new Set();

  /** Timers for what falls due in a world. @type {Map<any, any>} */
  #timers = new Map();

  /** When a world is looked at again, where looking takes long. @type {WeakMap<object, number>} */
  #rests = new WeakMap();

  /** The worlds that are left alone until then. */
  #resting = new Set();
  #isClosed = false;

  /** @param {Charge} charge */
  constructor(charge) {
    this.#charge = charge;
  }

  /** Whether all that has changed is looked at, and nothing is on its way. */
  get isQuiet() {
    const isSent = this.#charge.outbox?.isEmpty ?? true;
    return isSent && this.#changed.size === 0 && this.#resting.size === 0;
  }

  /** Looks after a world, once for all that changes in it in this turn. */
  look(world) {
    const { events, outbox } = this.#charge;
    const isWatched = world.clock || outbox || events.has(world);
    if (!isWatched || this.#isClosed || this.#changed.has(world)) return;
    if (this.#changed.size === 0) later(() => this.#flush());
    this.#changed.add(world);
  }

  /** A world is no more. */
  forget(world) {
    this.#sleep(world);
    this.#changed.delete(world);
  }

  close() {
    this.#isClosed = true;
  }

  #flush() {
    const worlds = [...this.#changed];
    this.#changed.clear();
    for (const world of worlds) {
      if (this.#isClosed) return;
      try {
        this.#lookAfter(world);
      } catch (error) {
        // All of them are gone, and not this one alone.
        if (!isLoss(error)) throw error;
        return this.#charge.failed(error);
      }
    }
  }

  #lookAfter(world) {
    const { events, freed, outbox } = this.#charge;
    if (world.isFreed) return freed(world);
    if (world.isTouched) world.follow();
    events.tell(world);
    const now = passed();
    const rest = (this.#rests.get(world) ?? 0) - now;
    if (rest > 0) return this.#leaveAlone(world, rest);
    outbox?.look(world);
    this.#await(world);
    // However much is open, most of the time is for those who call.
    const end = passed();
    this.#rests.set(world, end + REST * (end - now));
  }

  /** Looks at a world again after a rest, however much changes in it meanwhile. */
  #leaveAlone(world, ms) {
    if (this.#resting.has(world)) return;
    this.#wake(world, ms, () => {
      this.#resting.delete(world);
      this.look(world);
    });
    this.#resting.add(world);
  }

  /** Has the clock move when something falls due. */
  #await(world) {
    const due = world.clock === undefined ? null : world.ledger.nextDue;
    if (due === null) return this.#sleep(world);
    this.#wake(world, world.clock.until(due), () => {
      if (!world.isFreed) this.#charge.tick(world);
    });
  }

  /** Does something for a world later, and nothing else before. */
  #wake(world, ms, action) {
    this.#sleep(world);
    this.#timers.set(world, wake(action, Math.min(ms, TIMER_MAX)));
  }

  #sleep(world) {
    this.#resting.delete(world);
    callOff(this.#timers.get(world));
    this.#timers.delete(world);
  }
}
