// A clock that passes as the host's does, or so many times as fast. It never goes back: it is made
// of the time that has passed, not of the time that the host shows.

import { passed } from "./host-time.js";

/** The last time of a ledger, 9999-12-31T00:00:00Z, in milliseconds since 1970. */
const TIME_MAX = 253_402_214_400_000;

export class LiveClock {
  /** How fast it is. */
  rate;

  #passed;
  #begin;
  #since;

  /**
   * @param {number} now what it begins with, in milliseconds since 1970
   * @param {number} rate
   * @param {() => number} timer the milliseconds that have passed since some moment
   */
  constructor(now, rate = 1, timer = passed) {
    this.rate = rate;
    this.#passed = timer;
    this.set(now);
  }

  /** Goes on from another time. */
  set(now) {
    this.#begin = now;
    this.#since = this.#passed();
  }

  /** It stands at the last time that there is. */
  read() {
    const read = this.#begin + Math.floor((this.#passed() - this.#since) * this.rate);
    return Math.min(read, TIME_MAX);
  }

  /** How many milliseconds of the host it is until a time. */
  until(time) {
    return Math.max(0, Math.ceil((time - this.read()) / this.rate));
  }
}
