// The mock ledger over the raw one: call, parse.

import { makeDisposable } from "../bound.js";
import { Sender } from "../declared.js";
import { refuse } from "../error.js";
import { plainBody } from "../plain.js";
import { changes, IS_FULL, WATCH, Watchers } from "../watchers.js";
import { AwaitedDebits } from "./awaited.js";
import { exchange, isFull, methodOf, readExchange } from "./exchange.js";
import { busy, freed, guardLedger, lost, refuseNoConfig } from "./misuse.js";
import { limited, pagesOf } from "./pages.js";
import { answerOf, copyOfPayment, readPayment } from "./payment.js";
import * as raw from "./ready_reckoner.js";
import { snapshotOf } from "./snapshot.js";
import { memory, started } from "./start.js";

/** The status of a debit that waits for its customer. */
const PENDING = 202;

/** What `restore` hands over to the constructor, which is asked nothing else. */
let restored;

/** A world of subscribers, applications and accounts on a clock of its own. */
export class MockLedger {
  #raw;
  #busy = false;
  #sender;

  /** Which instance of the module the ledger is in: a trap takes all of them away. */
  #generation;

  #awaited = new AwaitedDebits();
  #watchers = new Watchers();

  static {
    guardLedger(this, (value) => #raw in value, (ledger) => ledger.#handle());
  }

  constructor(config) {
    this.#raw = restored ?? create(config);
    restored = undefined;
    this.#generation = memory.generation;
    this.#sender = new Sender(this.#raw);
  }

  static restore(bytes) {
    const copy = snapshotOf(bytes) ?? refuse("/bytes", "expected the `Uint8Array` of a snapshot");
    restored = started(() => raw.RawLedger.restore(copy));
    return new MockLedger();
  }

  payment(body, options) {
    const handle = this.#handle();
    const { text, told, copy, application, settings } = this.#reading(() =>
      readPayment(body, options),
    );
    if (text === undefined) return this.#change("payment", [copy, settings]);
    const answer = started(() => handle.payment(this.#sender.send(text, memory), application));
    // It is no good and new payment.
    if (answer === undefined) return this.#change("payment", [copyOfPayment(text), settings]);
    this.#watchers.tell();
    return answerOf(told, JSON.parse(answer));
  }

  refund(body, options) {
    return this.#call("refund", [body, options]);
  }

  reserve(body, options) {
    return this.#call("reserve", [body, options]);
  }

  chargeReservation(body, options) {
    return this.#call("chargeReservation", [body, options]);
  }

  releaseReservation(body, options) {
    return this.#call("releaseReservation", [body, options]);
  }

  debit(account, body, options) {
    const answer = this.#call("debit", [account, body, options]);
    return answer.status === PENDING ? this.#withOutcome(answer) : answer;
  }

  confirmDebit(trid, token, options) {
    return this.#settle(this.#call("confirmDebit", [trid, token, options]));
  }

  refuseDebit(trid, options) {
    return this.#settle(this.#call("refuseDebit", [trid, options]));
  }

  cancelDebit(trid, options) {
    return this.#settle(this.#call("cancelDebit", [trid, options]));
  }

  debitStatus(trid, options) {
    return this.#call("debitStatus", [trid, options]);
  }

  resendToken(trid, options) {
    this.#call("resendToken", [trid, options]);
  }

  settle(reference, outcome, options) {
    return this.#settle(this.#call("settle", [reference, outcome, options]));
  }

  caasDebit(body, options) {
    return this.#call("caasDebit", [body, options]);
  }

  balanceQuery(body, options) {
    return this.#call("balanceQuery", [body, options]);
  }

  subscribe(body, options) {
    return this.#call("subscribe", [body, options]);
  }

  subscriptionStatus(body, options) {
    return this.#call("subscriptionStatus", [body, options]);
  }

  createCharge(body, headers) {
    return this.#call("createCharge", [body, headers]);
  }

  handle(request, options) {
    const handle = this.#handle();
    const read = this.#reading(() => readExchange(request, options));
    const response = exchange(handle, this.#sender, read);
    if (started(() => handle.replaced())) this.#awaited.leave();
    const method = methodOf(read);
    if (method !== "GET" && method !== "HEAD") this.#watchers.tell();
    return this.#settle(response);
  }

  another(seed) {
    const handle = this.#handle();
    if (typeof seed !== "number") refuse("/0", "expected a whole number");
    restored = started(() => handle.another(String(seed)));
    return new MockLedger();
  }

  mountAt(path) {
    this.#call("mountAt", [path]);
  }

  [WATCH](listener) {
    return this.#watchers.add(listener);
  }

  [IS_FULL]() {
    return isFull();
  }

  topUp(msisdn, amount) {
    this.#call("topUp", [msisdn, amount]);
  }

  payBill(msisdn, amount, options) {
    this.#call("payBill", [msisdn, amount, options]);
  }

  payout(application, amount) {
    this.#call("payout", [application, amount]);
  }

  remit(component, amount) {
    this.#call("remit", [component, amount]);
  }

  addSubscriber(subscriber) {
    this.#call("addSubscriber", [subscriber]);
  }

  setSubscriber(msisdn, changes) {
    this.#call("setSubscriber", [msisdn, changes]);
  }

  setApplication(id, changes) {
    this.#call("setApplication", [id, changes]);
  }

  setBiller(id, changes) {
    this.#call("setBiller", [id, changes]);
  }

  account(msisdn) {
    return this.#call("account", [msisdn]);
  }

  get now() {
    const handle = this.#handle();
    return started(() => handle.now());
  }

  get nextDue() {
    return this.#call("nextDue", []);
  }

  advance(ms) {
    this.#settle(this.#call("advance", [ms]));
  }

  setTime(ms) {
    this.#settle(this.#call("setTime", [ms]));
  }

  messages(page) {
    return this.#list("messages", page);
  }

  notifications(page) {
    return this.#list("notifications", page);
  }

  deliveries(filter) {
    return this.#call("deliveries", [filter]);
  }

  deliver(id, outcome) {
    this.#call("deliver", [id, outcome]);
  }

  acknowledge(id) {
    this.#call("acknowledge", [id]);
  }

  accounts(page) {
    return this.#list("accounts", page);
  }

  transactions(filter) {
    return this.#list("transactions", filter);
  }

  eachTransaction(filter) {
    const [wanted] = this.#read([filter]);
    return this.#pages("transactions", wanted, limited(wanted));
  }

  paymentRecord(reference) {
    return this.#call("paymentRecord", [reference]);
  }

  script(rule) {
    return this.#call("script", [rule]);
  }

  scripts() {
    return this.#call("scripts", []);
  }

  removeScript(id) {
    this.#call("removeScript", [id]);
  }

  clearScript() {
    this.#call("clearScript", []);
  }

  verify() {
    this.#call("verify", []);
  }

  snapshot() {
    const handle = this.#handle();
    return started(() => handle.snapshot());
  }

  /** Gives the memory back now instead of when the garbage collector comes; twice is harmless. */
  free() {
    if (this.#isLost()) this.#raw = undefined;
    if (this.#raw === undefined) return;
    const handle = this.#handle();
    this.#awaited.leave((debit) => this.#statusOf(debit));
    this.#raw = undefined;
    started(() => handle.free());
  }

  /** Whether the ledger went with its instance; those who wait for debits learn the last known. */
  #isLost() {
    if (this.#generation === memory.generation) return false;
    this.#awaited.leave();
    return true;
  }

  #handle() {
    if (this.#busy) throw busy();
    if (this.#raw !== undefined && this.#isLost()) throw lost();
    if (this.#raw !== undefined) return this.#raw;
    throw freed();
  }

  #call(operation, given) {
    const read = this.#read(given);
    return changes(operation) ? this.#change(operation, read) : this.#enter(operation, read);
  }

  /** Calls the module, and tells of it: what is refused may have moved the clock. */
  #change(operation, given) {
    try {
      return this.#enter(operation, given);
    } finally {
      this.#watchers.tell();
    }
  }

  /** Copies of what is given. */
  #read(given) {
    this.#handle();
    return this.#reading(() => given.map(plainArgument));
  }

  #list(operation, page) {
    const [wanted] = this.#read([page]);
    const entries = [];
    for (const entry of this.#pages(operation, wanted, wanted)) entries.push(entry);
    return entries;
  }

  #pages(operation, wanted, first) {
    return pagesOf((given) => this.#enter(operation, given), wanted, first);
  }

  /** Reads what is given, which may have getters, and they may call. */
  #reading(read) {
    this.#busy = true;
    try {
      return read();
    } finally {
      this.#busy = false;
    }
  }

  /** Calls the module with data of our own. */
  #enter(operation, given) {
    const handle = this.#handle();
    return JSON.parse(started(() => handle.call(operation, given)));
  }

  /**
   * Adds the promise of a debit's outcome. It is made when it is first read, so that a ledger
   * keeps nothing for outcomes that nobody waits for, and not enumerable: an answer can be cloned.
   */
  #withOutcome(answer) {
    let outcome;
    return Object.defineProperty(answer, "outcome", {
      configurable: true,
      get: () => (outcome ??= this.#outcomeOf(answer)),
    });
  }

  #outcomeOf(answer) {
    const { trid, biller } = answer;
    const pending = { ...answer };
    // Of a ledger that is gone, the last that is known.
    if (this.#raw === undefined || this.#isLost()) return Promise.resolve(pending);
    const debit = { trid, biller };
    const known = this.#awaited.find(debit);
    if (known !== undefined) return known;
    const state = this.#statusOf(debit);
    if (state.status !== PENDING) return Promise.resolve(state);
    const handle = this.#handle();
    started(() => handle.watch(trid, biller));
    return this.#awaited.add(debit, pending);
  }

  #statusOf({ trid, biller }) {
    return this.debitStatus(trid, { biller });
  }

  /** Tells those who wait for debits which of them a call has ended. */
  #settle(answer) {
    if (this.#awaited.isEmpty) return answer;
    const handle = this.#handle();
    const ended = started(() => handle.ended());
    for (let index = 0; index < ended.length; index += 2) {
      const debit = { biller: ended[index], trid: ended[index + 1] };
      this.#awaited.end(debit, () => this.#statusOf(debit));
    }
    return answer;
  }
}

makeDisposable(MockLedger);

function create(config) {
  refuseNoConfig(config);
  const read = plainBody(config);
  return started(() => raw.RawLedger.create(read));
}

function plainArgument(value, index) {
  return plainBody(value, `/${index}`);
}
