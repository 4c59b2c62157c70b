// A first call to a server, for a terminal.

/** The least that it pays. */
const AMOUNT = "2";

/**
 * @param {string} base the server's address
 * @param {import("../../parts/world/books.js").Books} books
 * @param {string} world
 */
export function firstCall(base, { accounts }, world) {
  const payer = accounts.find(({ kind, balance }) => kind === "subscriber" && Number(balance) >= 2);
  if (payer === undefined) return `curl ${base}/openapi.json`;
  const user = `tel:+${payer.owner}`;
  const fields = {
    clientCorrelator: "C-1",
    endUserId: user,
    paymentAmount: {
      chargingInformation: { amount: AMOUNT, currency: payer.currency, description: "A game" },
    },
    referenceCode: "REF-1",
  };
  const lines = [
    `curl '${base}/wallet/v1/transaction/${encodeURIComponent(user)}/payment'`,
    "-H 'authorization: Bearer any' -H 'content-type: application/json'",
    ...(world === "" ? [] : [`-H 'x-mock-world: ${world}'`]),
    `-d '${JSON.stringify({ makePayment: fields })}'`,
  ];
  return lines.join(" \\\n  ");
}
