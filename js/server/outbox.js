// Notifications go out as the ledger's clock has them fall due; the ledger keeps them in any case,
// and is told how each attempt went.

/**
 * A delivery, and how it went: whether its receiver has acknowledged it, and why not.
 *
 * @typedef {object} Delivery
 * @property {string} notification its id
 * @property {number} attempt from 1
 * @property {number} at when it fell due
 * @property {string} url
 * @property {string} api
 * @property {string} body
 * @property {string} [signature]
 * @property {string} [listed] its host, if the configuration lists that
 *
 * @typedef {{ ok: boolean, why?: string }} Sent
 * @typedef {(delivery: Delivery) => Promise<Sent>} Send
 */

/** How many deliveries are under way at once. */
const UNDER_WAY_MAX = 32;

export class Outbox {
  #site;
  #send;

  /** The notifications of each world that are on their way. @type {Map<any, Set<string>>} */
  #underWay = new Map();
  #count = 0;

  /** Why notifications of a world did not come. @type {Map<any, Map<string, string>>} */
  #marks = new Map();

  /**
   * @param {import("./site.js").Site} site
   * @param {Send} send
   */
  constructor(site, send) {
    this.#site = site;
    this.#send = send;
  }

  /** Whether nothing is on its way. */
  get isEmpty() {
    return this.#count === 0;
  }

  /** The notifications of a world that did not come, and why. */
  *marks(world) {
    yield* this.#marks.get(world) ?? [];
  }

  /** Sends what is due in a world. */
  look(world) {
    const marks = entry(this.#marks, world, () => new Map());
    const underWay = entry(this.#underWay, world, () => new Set());
    for (const delivery of world.ledger.deliveries({ due: true })) {
      if (this.#count >= UNDER_WAY_MAX) return;
      const { notification } = delivery;
      // The attempts of one go out one after the other.
      if (underWay.has(notification)) continue;
      underWay.add(notification);
      this.#count += 1;
      this.#deliver(world, delivery, { marks, underWay });
    }
  }

  /** A world is no more. */
  forget(world) {
    this.#marks.delete(world);
    this.#underWay.delete(world);
  }

  async #deliver(world, delivery, { marks, underWay }) {
    const { notification: id } = delivery;
    const { epoch } = world;
    let sent;
    try {
      sent = await this.#send(delivery);
    } catch (error) {
      sent = { ok: false, why: /** @type {Error} */ (error).message };
    }
    const { ok, why } = sent;
    if (why === undefined) marks.delete(id);
    else marks.set(id, why);
    this.#count -= 1;
    try {
      // The ledger may have begun anew, or be gone.
      const isSame = this.#underWay.get(world) === underWay && world.epoch === epoch;
      if (isSame) await this.#site.changeIn(world, { kind: "delivered", id, ok });
    } catch {
      // A journal that cannot be written: the attempt is made once more.
    }
    underWay.delete(id);
    const isThere = this.#underWay.get(world) === underWay && !world.isFreed;
    if (isThere) this.look(world);
  }
}

function entry(map, key, make) {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
