// What every client plays: the calls of a shop, of a biller with its customer, of a provider and of
// a bank, in their order, as plain data that any language can read. `${paid.makePayment.x}` in a
// path or a body is what a step before was answered, by the name of that step.

export const WORLD = {
  seed: 7,
  startTime: "2026-01-01T00:00:00Z",
  applications: [{ id: "SHOP", token: "shop-token", password: "secret", serviceCharge: "30" }],
  subscribers: [{ msisdn: "94777123456", kind: "prepaid", balance: "1000.00" }],
  billers: [{ id: "BILLER-1", minimumAuthorization: 1, accountTypes: ["GSM"] }],
  apiKeys: { "shop-key": "charges-token" },
  rules: { FEE: { percentage: "2.5", minimum: "30", maximum: "1000" } },
};

export const MSISDN = "94777123456";
const USER = `tel:+${MSISDN}`;
const JSON_TYPE = { "content-type": "application/json" };
const XML_TYPE = { "content-type": "application/xml" };
const SHOP = { ...JSON_TYPE, authorization: "Bearer shop-token" };
const CHARGES = { ...JSON_TYPE, authorization: "Bearer charges-token", apiKey: "shop-key" };
const BANK = { appId: "APP", branchCode: "001", userId: "clerk" };
const CAAS = { applicationId: "SHOP", password: "secret", subscriberId: `tel:${MSISDN}` };

const charged = (amount) => ({
  chargingInformation: { amount, currency: "LKR", description: "A game" },
});

export const LOST_REPLY = { operation: "payment", behaviour: "loseReply", times: 1 };

export const PAYMENT = {
  makePayment: {
    clientCorrelator: "C-1",
    endUserId: USER,
    paymentAmount: charged("10"),
    referenceCode: "REF-1",
  },
};

/** A part of a payment goes back. */
export const refundOf = (serverReferenceCode) => ({
  refundTransaction: {
    clientCorrelator: "C-2",
    endUserId: USER,
    originalReferenceCode: "REF-1",
    originalServerReferenceCode: serverReferenceCode,
    paymentAmount: charged("4"),
    referenceCode: "REF-2",
  },
});

export const DEBIT = { BILLERID: "BILLER-1", AUTHFLAG: 3, AMOUNT: 100, RC: 1, TRID: "T-1" };
export const CAAS_DEBIT = { ...CAAS, externalTrxId: "X-1", amount: "5.00" };
export const BALANCE_QUERY = CAAS;
export const SUBSCRIPTION = { ...CAAS, version: "1.0", action: "1" };
export const SUBSCRIPTION_STATUS = CAAS;

export const GOOD_CHARGE = {
  tenantId: "tenant_id_123",
  productType: "subscription",
  paymentMethod: "credit_card",
  chargeFormula: "5C+2.5P*A",
};
export const BAD_CHARGE = { ...GOOD_CHARGE, chargeFormula: "2.5.6P*10C" };
export const CHARGE_HEADERS = CHARGES;

const LINE = { chargeCode: "OPENING", priceRuleId: "FEE", chargeCriteria: "FINANCE_AMOUNT" };
export const FEES = { txnRefNo: "LC-1", priceMethods: [{ ...LINE, chargeCriteriaValue: "2500" }] };
export const FEES_XML =
  "<ChargeCalculationRequestDto><txnDetails><txnRefNo>LC-1</txnRefNo><priceMethods>" +
  "<chargeCode>OPENING</chargeCode><priceRuleId>FEE</priceRuleId>" +
  "<chargeCriteria>FINANCE_AMOUNT</chargeCriteria>" +
  "<chargeCriteriaValue>2500</chargeCriteriaValue>" +
  "</priceMethods></txnDetails></ChargeCalculationRequestDto>";

const wallet = `/wallet/v1/transaction/${encodeURIComponent(USER)}`;
const debit = `/accountdebit/v1/${MSISDN}`;
const post = (name, path, headers, body) => ({ name, method: "POST", path, headers, body });
const get = (name, path, headers) => ({ name, method: "GET", path, headers });

export const STEPS = [
  post("scripted", "/mock/scripts", JSON_TYPE, LOST_REPLY),
  post("lost", `${wallet}/payment`, SHOP, PAYMENT),
  post("paid", `${wallet}/payment`, SHOP, PAYMENT),
  post("refunded", `${wallet}/refund`, SHOP, refundOf("${paid.makePayment.serverReferenceCode}")),
  get("looked", "${paid.makePayment.resourceURL}", SHOP),
  post("asked", debit, SHOP, DEBIT),
  get("messages", `/mock/messages?to=${MSISDN}`, {}),
  post("confirmed", `${debit}/T-1/confirm`, SHOP, { token: "${messages.0.token}" }),
  get("debited", `${debit}/T-1`, SHOP),
  post("direct", "/caas/direct/debit", JSON_TYPE, CAAS_DEBIT),
  post("balance", "/caas/balance/query", JSON_TYPE, BALANCE_QUERY),
  post("subscribed", "/subscription/send", JSON_TYPE, SUBSCRIPTION),
  post("subscription", "/subscription/getStatus", JSON_TYPE, SUBSCRIPTION_STATUS),
  post("created", "/charges", CHARGES, GOOD_CHARGE),
  post("notCreated", "/charges", CHARGES, BAD_CHARGE),
  post("fees", "/service/v1/charges", { ...JSON_TYPE, ...BANK }, FEES),
  post("feesInXml", "/service/v1/charges", { ...XML_TYPE, ...BANK }, FEES_XML),
];

/** A text with what earlier steps were answered in the place of what names it. */
export function filled(text, told) {
  return text.replace(/\$\{(\w+)\.([\w.]+)\}/g, (_, name, path) =>
    path.split(".").reduce((value, field) => value[field], told[name].body),
  );
}

/** Plays the story by a function that sends one request; it rejects where the reply is lost. */
export async function play(send) {
  const told = {};
  for (const { name, method, path, headers, body } of STEPS) {
    const isText = typeof body === "string" || body === undefined;
    const text = isText ? body : filled(JSON.stringify(body), told);
    told[name] = await send({ method, path: filled(path, told), headers, body: text }).then(
      (answer) => toldOf(answer),
      () => ({ lost: true }),
    );
  }
  return told;
}

/** An answer with its body read, if it is JSON. */
export function toldOf({ status, body }) {
  return { status, body: /^\s*[[{]/.test(body) ? JSON.parse(body) : body };
}
