// What tests of servers share: a ledger, its server, and requests as a shop sends them.

import { after } from "node:test";
import { packed } from "./support.mjs";

export const { MockLedger } = await import(packed("ledger/node.js"));
export const { fetchHandler, listen, ReckonerError } = await import(packed("server/index.js"));

export const MSISDN = "94777123456";
const USER = `tel:+${MSISDN}`;

/** The configuration of the application that tests call as. */
export const SHOP = { id: "SHOP", token: "shop-token", password: "secret", serviceCharge: "30" };
export const CONFIG = { applications: [SHOP] };

export const AUTHORIZED = {
  authorization: `Bearer ${SHOP.token}`,
  "content-type": "application/json",
};

/** The parts of a payment for `fetch`: where to, and what. */
export function payment(reference, amount = "2", fields = {}) {
  const body = {
    makePayment: {
      clientCorrelator: `C-${reference}`,
      endUserId: USER,
      paymentAmount: {
        chargingInformation: { amount, currency: "LKR", description: "Alien Invaders" },
      },
      referenceCode: reference,
      ...fields,
    },
  };
  const path = `/wallet/v1/transaction/${encodeURIComponent(USER)}/payment`;
  return [path, { method: "POST", headers: AUTHORIZED, body: JSON.stringify(body) }];
}

/** A server that is closed when the tests are over, and `fetch` for its paths. */
export async function serve(options, config = CONFIG) {
  const ledger = new MockLedger(config);
  const server = await listen(ledger, options);
  after(() => server.close());
  return { ...server, ledger, ...clientOf(server.url) };
}

/** `fetch` for the paths below a URL. */
export function clientOf(url, headers = {}) {
  const send = (path, { headers: own, ...init } = {}) =>
    fetch(url + path, { ...init, headers: { ...headers, ...own } });
  return {
    send,
    json: async (path, init) => (await send(path, init)).json(),
    post: (path, body, own) =>
      send(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...own },
        body: JSON.stringify(body),
      }),
  };
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until something is so, and gives it. How long that may take matters only where it does not
 * come to be: a machine may be busy with other things.
 */
export async function until(look, ms = 60_000) {
  for (const end = Date.now() + ms; ; ) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`it did not come to be in ${ms} ms: ${look}`);
    await sleep(10);
  }
}
