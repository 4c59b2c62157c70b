// A shop's calls, for whatever serves the ledger: only where they go differs.

const USER = "tel:+94777123456";
const PATH = `/wallet/v1/transaction/${encodeURIComponent(USER)}`;
const HEADERS = { authorization: "Bearer any", "content-type": "application/json" };

/** What a payment, a lost reply, its retry, a refund and two looks at it come to, in a line. */
export async function play(send) {
  const post = async (path, body) => {
    const init = { method: "POST", headers: HEADERS, body: JSON.stringify(body) };
    try {
      const response = await send(path, init);
      // Where a network cannot be made to fail, a reply that is lost is an outage.
      return response.status < 500 ? { status: response.status, body: await told(response) } : LOST;
    } catch {
      return LOST;
    }
  };
  const get = async (path) => {
    const response = await send(path, { headers: HEADERS });
    return { status: response.status, body: await told(response) };
  };
  const payment = {
    makePayment: {
      clientCorrelator: "C-1",
      endUserId: USER,
      paymentAmount: charged("10"),
      referenceCode: "REF-1",
    },
  };
  const rule = { operation: "payment", behaviour: "loseReply", times: 1 };
  const scripted = await post("/mock/scripts", rule);
  const lost = await post(`${PATH}/payment`, payment);
  const paid = await post(`${PATH}/payment`, payment);
  const { resourceURL, serverReferenceCode } = paid.body.makePayment;
  const refunded = await post(`${PATH}/refund`, {
    refundTransaction: {
      endUserId: USER,
      originalReferenceCode: "REF-1",
      originalServerReferenceCode: serverReferenceCode,
      paymentAmount: charged("4"),
      referenceCode: "REF-2",
    },
  });
  const looked = await get(resourceURL);
  const account = await get("/mock/accounts/94777123456");
  const other = await get("/w/other/mock/accounts/94777123456");
  const events = await get("/mock/worlds");
  const statuses = [scripted, lost, paid, refunded, looked].map(({ status }) => status);
  const balances = [account, other].map(({ body }) => body.balance);
  return [...statuses, ...balances, events.body.length].join(" ");
}

const LOST = { status: "lost" };

const charged = (amount) => ({
  chargingInformation: { amount, currency: "LKR", description: "A game" },
});

async function told(response) {
  const text = await response.text();
  return text === "" ? undefined : JSON.parse(text);
}
