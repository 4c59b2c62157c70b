// Random calls for a mock ledger, the same every time, which use what earlier calls answered.

import { seeded } from "../support/random.mjs";

const MSISDNS = ["94777123456", "94771234567", "94776351232", "94711234567"];

/** Makes `count` calls of a ledger; the lines that `examples/play.rs` plays, and the answers. */
export function wander(ledger, seed, count) {
  const random = seeded(seed);
  const { below, pick } = random;
  const lines = [];
  const answers = [];
  const paid = [];
  let fresh = 0;

  const cents = () => (1 + below(4000)) / 100;
  const code = (prefix) => `${prefix}${below(6) === 0 ? below(fresh + 1) : ++fresh}`;
  const wrapper = (msisdn) => ({
    clientCorrelator: code("C"),
    endUserId: `tel:+${msisdn}`,
    paymentAmount: {
      chargingInformation: {
        amount: pick([String(cents()), cents(), "0.005", "100"]),
        currency: "LKR",
        description: pick(["a game", "ගේම් \u{1f3ae} \"quoted\"\n"]),
      },
      chargingMetaData: { onBehalfOf: "Example Games Inc", channel: "WAP" },
    },
    referenceCode: code("REF-"),
  });
  const refund = () => {
    const [request, answer] = pick(paid);
    return {
      ...wrapper(request.endUserId.slice(5)),
      originalReferenceCode: request.referenceCode,
      originalServerReferenceCode: answer.serverReferenceCode,
    };
  };
  const caas = (fields) => ({
    applicationId: "APP_000001",
    password: "password",
    subscriberId: pick(MSISDNS),
    ...fields,
  });
  const token = (trid) => {
    const sms = ledger.messages().find((message) => message.trid === trid);
    return below(3) > 0 && sms ? sms.token : "000000";
  };
  const trid = () => `T${below(fresh + 1)}`;
  const debit = () => ({
    BILLERID: "BILLER-1",
    AUTHFLAG: 1 + below(4),
    AMOUNT: 1 + below(40),
    RC: 1,
    TAXTYPE: 1 + below(3),
    TRID: code("T"),
  });
  const confirm = () => {
    const id = trid();
    return ["confirmDebit", [id, token(id)]];
  };
  const rules = [
    { behaviour: "decline" },
    { behaviour: "processing" },
    { behaviour: "loseReply" },
    { behaviour: "failBeforeCommit" },
    { behaviour: "delay", delayMs: 500 },
    { behaviour: ["decline", "loseReply"], rate: "0.5" },
    { behaviour: ["decline", "delay"], delayMs: 500 },
    { operation: "notification", behaviour: pick(["duplicate", "reorder", "drop"]) },
  ];
  const rule = () => ({
    operation: pick(["payment", "refund", "debit", "caasDebit"]),
    times: 1,
    ...pick(rules),
  });
  const reference = () => pick([`T${below(fresh + 1)}`, `X${below(fresh + 1)}`, `REF-${fresh}`]);
  const settled = () => pick(["charged", { declined: pick(["POL1000", "402", "E1378"]) }]);
  const change = () => pick([{ taxType: pick([null, 2]) }, { maxTps: pick([null, 3]) }]);
  const suspend = () => ({ status: pick(["active", "active", "suspended"]) });
  const note = () => {
    const [notification] = ledger.deliveries({ due: true });
    return notification === undefined ? "NTF_0" : notification.notification;
  };
  const kinds = [
    () => ["payment", [{ makePayment: wrapper(pick(MSISDNS)) }]],
    () => ["payment", [{ makePayment: wrapper(pick(MSISDNS)) }]],
    () => (paid.length > 0 ? ["refund", [{ refundTransaction: refund() }]] : ["accounts", []]),
    () => ["debit", [pick(MSISDNS), debit()]],
    confirm,
    () => [pick(["refuseDebit", "cancelDebit", "debitStatus"]), [trid()]],
    () => ["caasDebit", [caas({ externalTrxId: code("X"), amount: String(cents()) })]],
    () => ["balanceQuery", [caas({})]],
    () => ["subscribe", [caas({ action: pick(["0", "1"]) })]],
    () => ["topUp", [pick(MSISDNS), String(cents())]],
    () => ["advance", [pick([0, 1, 1000, 59999, 60000])]],
    () => ["transactions", [{ subscriber: pick(MSISDNS) }]],
    () => [pick(["accounts", "messages", "notifications"]), []],
    () => ["script", [rule()]],
    () => ["settle", [reference(), settled()]],
    () => ["setApplication", ["APP_000001", change()]],
    () => ["setSubscriber", [pick(MSISDNS), suspend()]],
    () => ["addSubscriber", [{ msisdn: `9477600${1000 + below(9000)}`, kind: "prepaid" }]],
    () => ["payout", ["APP_000001", String(cents())]],
    () => ["resendToken", [trid()]],
    () => pick([["deliver", [note(), { ok: false }]], ["acknowledge", [note()]], ["scripts", []]]),
    () => (lines.length > 0 ? again() : ["accounts", []]),
  ];
  const again = () => {
    const { call, args } = pick(lines);
    return [call, args];
  };

  for (let made = 0; made < count; made += 1) {
    const [call, args] = pick(kinds)();
    lines.push({ call, args });
    let answer;
    try {
      answer = ledger[call](...args) ?? null;
    } catch (error) {
      if (error.name !== "ReckonerError") throw error;
      answer = { refused: error.code };
    }
    answers.push(answer);
    const good = answer?.body?.makePayment;
    if (call === "payment" && good) paid.push([args[0].makePayment, good]);
  }
  return { lines, answers };
}
