// What the story of the clients comes to by the typed methods of the ledger, which know no HTTP.

import { packed } from "../node/support.mjs";
import * as story from "./story.mjs";

const { MockLedger } = await import(packed("ledger/node.js"));
const { calculateCharges } = await import(packed("node.js"));

/** The answer to each step, by its name. */
export function expected() {
  const ledger = new MockLedger(story.WORLD);
  const flow = ({ status, body, lost }) => (lost ? { lost } : { status, body });
  const told = {};
  told.scripted = { status: 201, body: { id: ledger.script(story.LOST_REPLY) } };
  told.lost = flow(ledger.payment(story.PAYMENT));
  told.paid = flow(ledger.payment(story.PAYMENT));
  const { serverReferenceCode } = told.paid.body.makePayment;
  told.refunded = flow(ledger.refund(story.refundOf(serverReferenceCode)));
  // A payment stays what it was, whatever of it went back.
  told.looked = told.paid;
  told.asked = flow(ledger.debit(story.MSISDN, story.DEBIT));
  told.messages = { status: 200, body: ledger.messages() };
  told.confirmed = flow(ledger.confirmDebit("T-1", told.messages.body[0].token));
  told.debited = flow(ledger.debitStatus("T-1"));
  told.direct = flow(ledger.caasDebit(story.CAAS_DEBIT));
  told.balance = flow(ledger.balanceQuery(story.BALANCE_QUERY));
  told.subscribed = flow(ledger.subscribe(story.SUBSCRIPTION));
  told.subscription = flow(ledger.subscriptionStatus(story.SUBSCRIPTION_STATUS));
  told.created = flow(ledger.createCharge(story.GOOD_CHARGE, story.CHARGE_HEADERS));
  told.notCreated = flow(ledger.createCharge(story.BAD_CHARGE, story.CHARGE_HEADERS));
  told.fees = { status: 200, body: fees() };
  return told;
}

/** The calculation's answer with numbers where its own document has them: JavaScript gets texts. */
function fees() {
  const { FEE } = story.WORLD.rules;
  const rules = { FEE: { ...FEE, currency: "LKR" } };
  const response = calculateCharges(story.FEES, { rules });
  const names = ["charge", "minChgAmount", "maxChgAmount"];
  const chargeDetails = response.chargeDetails.map((line) => {
    return { ...line, ...Object.fromEntries(names.map((name) => [name, Number(line[name])])) };
  });
  return { ...response, chargeDetails };
}
