// A shop's checkout: it sells games, which are charged to the customer's telephone.

import fastify from "fastify";
import { Orders } from "./orders.js";
import { amountOf, createWallet, Declined, Unavailable } from "./wallet.js";

/** What is sold. Prices are the shop's, and never the page's. */
const PRODUCTS = {
  "alien-invaders": { title: "Alien Invaders", rupees: 100 },
  "deep-dungeons": { title: "Deep Dungeons", rupees: 2_000 },
};

const ORDER = {
  type: "object",
  required: ["msisdn", "product"],
  properties: {
    msisdn: { type: "string", pattern: "^[1-9][0-9]{9,14}$" },
    product: { enum: Object.keys(PRODUCTS) },
  },
};

const PAY = { type: "object", properties: { by: { enum: ["wallet", "debit"] } } };

const REFUND = {
  type: "object",
  required: ["id", "amount"],
  properties: {
    id: { type: "string", pattern: "^[A-Za-z0-9-]{1,40}$" },
    amount: { type: "string", pattern: "^(0|[1-9][0-9]{0,5})\\.[0-9]{2}$" },
  },
};

const NOTIFICATION = {
  type: "object",
  required: ["makePayment"],
  properties: {
    makePayment: {
      type: "object",
      required: ["referenceCode"],
      properties: { referenceCode: { type: "string" } },
    },
  },
};

/**
 * @param {object} options
 * @param {Parameters<typeof createWallet>[0]} options.wallet
 * @param {string} [options.publicUrl] where the wallet reaches it, if not where it listens
 * @param {(order: any) => void} [options.fulfil] hands out what was paid
 * @param {boolean} [options.logger]
 */
export function createCheckout({ wallet, publicUrl, fulfil = () => {}, logger = false }) {
  const app = fastify({ logger });
  const orders = new Orders(createWallet(wallet), fulfil);

  const found = (id, reply) => {
    const order = orders.find(id);
    if (order === undefined) reply.code(404).send({ reason: "no-such-order" });
    return order;
  };

  app.post("/orders", { schema: { body: ORDER } }, ({ body }, reply) => {
    const order = orders.create(body.msisdn, PRODUCTS[body.product]);
    reply.code(201).send(shown(order));
  });

  app.get("/orders/:id", async ({ params, log }, reply) => {
    const order = found(params.id, reply);
    if (order === undefined) return reply;
    // If the wallet cannot be asked now, the page shows what is known.
    await orders.refresh(order).catch((error) => log.warn(error));
    return shown(order);
  });

  app.post("/orders/:id/pay", { schema: { body: PAY } }, async ({ params, body }, reply) => {
    const order = found(params.id, reply);
    if (order === undefined) return reply;
    const notifyURL = `${publicUrl ?? app.listeningOrigin}/notifications`;
    await orders.pay(order, body.by ?? "wallet", notifyURL);
    const status = order.state === "paid" ? 200 : order.state === "pending" ? 202 : 402;
    return reply.code(status).send(shown(order));
  });

  app.post("/orders/:id/refunds", { schema: { body: REFUND } }, async ({ params, body }, reply) => {
    const order = found(params.id, reply);
    if (order === undefined) return reply;
    const isDone = await orders.refund(order, body.id, Number(body.amount.replace(".", "")));
    return reply.code(isDone ? 201 : 202).send(shown(order));
  });

  // Anybody can post here, twice and at any time. So a notification is believed nothing but that
  // there is something to ask the wallet.
  app.post("/notifications", { schema: { body: NOTIFICATION } }, async ({ body }, reply) => {
    const order = found(body.makePayment.referenceCode, reply);
    if (order === undefined) return reply;
    await orders.refresh(order);
    return reply.code(204).send();
  });

  app.setErrorHandler((error, { log }, reply) => {
    if (error instanceof Declined) {
      const { reason, variables } = error;
      reply.code(409).send({ reason, variables });
    } else if (error instanceof Unavailable) {
      // The outcome is not known; the same request, later, goes on with it.
      reply.code(503).header("retry-after", "5").send({ reason: "not-known-yet" });
    } else if (error.statusCode < 500) {
      reply.code(error.statusCode).send({ reason: error.message });
    } else {
      log.error(error);
      reply.code(502).send({ reason: "failed" });
    }
  });

  return app;
}

/** What a page is shown of an order. */
function shown({ id, product, state, declined, refunds }) {
  const done = [...refunds.values()].filter(({ isDone }) => isDone);
  const refunded = done.reduce((sum, { cents }) => sum + cents, 0);
  return {
    id,
    title: product.title,
    total: amountOf(product.rupees * 100),
    refunded: amountOf(refunded),
    state,
    declined,
  };
}
