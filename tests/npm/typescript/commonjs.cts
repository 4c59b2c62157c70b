import reckoner = require("ready-reckoner");
import slim = require("ready-reckoner/slim");
import ledger = require("ready-reckoner/ledger");
import ledgerSlim = require("ready-reckoner/ledger/slim");

const charge: reckoner.DecimalString = reckoner.compile("5C").charge("1");
const start: (module: ArrayBuffer) => void = slim.initSync;
const startLedger: (module: ArrayBuffer) => void = ledgerSlim.initSync;
const pay: (body: ledger.PaymentRequest) => ledger.FlowAnswer = (body) =>
  new ledger.MockLedger().payment(body);
export = { charge, pay, start, startLedger };
