// Orders, and what the answers of the wallet make of them.
//
// An order is open, pending or paid; pending is also what nobody knows. What is under way is an
// attempt with a number, from which its key is made. As long as its outcome is not known, every
// click and every question goes on with the same attempt; another one begins after a decline only.

import { randomUUID } from "node:crypto";
import { Declined } from "./wallet.js";

/** The ways to pay: each says whether it is done, or throws why it will not be. */
const WAYS = {
  async wallet(wallet, { id, msisdn, product }, { key, payment }, notifyURL) {
    const found = payment
      ? await wallet.look(payment)
      : await wallet.pay({
          key,
          msisdn,
          cents: product.rupees * 100,
          description: product.title,
          referenceCode: id,
          notifyURL,
        });
    if (found.status === "Charged") return { isDone: true, payment: found };
    if (found.status === "Processing") return { isDone: false, payment: found };
    throw new Declined("declined");
  },

  async debit(wallet, { msisdn, product }, { key }) {
    return { isDone: await wallet.debit({ key, msisdn, rupees: product.rupees }) };
  },
};

export class Orders {
  #wallet;
  #fulfil;

  /** Kept in memory, as this is an example. @type {Map<string, any>} */
  #orders = new Map();

  /**
   * @param {ReturnType<typeof import("./wallet.js").createWallet>} wallet
   * @param {(order: any) => void} fulfil is called once for each order that is paid
   */
  constructor(wallet, fulfil) {
    this.#wallet = wallet;
    this.#fulfil = fulfil;
  }

  create(msisdn, product) {
    const id = randomUUID();
    const order = { id, msisdn, product, state: "open", tries: 0, refunds: new Map() };
    this.#orders.set(id, order);
    return order;
  }

  find(id) {
    return this.#orders.get(id);
  }

  /** Begins to pay an order, or goes on with what is under way. */
  async pay(order, way, notifyURL) {
    if (order.state === "paid") return;
    if (order.attempt === undefined) {
      order.tries += 1;
      order.attempt = { way, key: `${order.id}-${order.tries}`, notifyURL };
      order.state = "pending";
      order.declined = undefined;
    }
    await this.refresh(order);
  }

  /** Asks where an order stands, if that is not settled. */
  async refresh(order) {
    const { attempt } = order;
    if (attempt === undefined) return;
    const outcome = await this.#ask(order, attempt);
    // Two may have asked: the first answer settles it.
    if (order.attempt !== attempt) return;
    attempt.payment = outcome.payment;
    order.state = outcome.isDone ? "paid" : outcome.declined ? "open" : "pending";
    order.declined = outcome.declined;
    if (order.state === "pending") return;
    order.attempt = undefined;
    if (order.state !== "paid") return;
    order.payment = outcome.payment;
    this.#fulfil(order);
  }

  async #ask(order, attempt) {
    try {
      return await WAYS[attempt.way](this.#wallet, order, attempt, attempt.notifyURL);
    } catch (error) {
      if (error instanceof Declined) return { isDone: false, declined: error.reason };
      throw error;
    }
  }

  /**
   * Gives back a part of what was paid; whether that is done. The refund's own id is its key:
   * whoever asks again with the same id gives back once.
   */
  async refund(order, id, cents) {
    if (order.payment === undefined) throw new Declined("not-refundable");
    const refund = order.refunds.get(id) ?? { cents, isDone: false };
    if (refund.cents !== cents) throw new Declined("other-amount");
    order.refunds.set(id, refund);
    const { status } = await this.#wallet.refund({
      key: `${order.id}-refund-${id}`,
      msisdn: order.msisdn,
      cents,
      description: `Refund of ${order.product.title}`,
      payment: order.payment,
    });
    refund.isDone = status === "Refunded";
    return refund.isDone;
  }
}
