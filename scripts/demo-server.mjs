// Starts the server of the package in pkg/, with the site at its root, and calls it as a shop
// would: a payment, a refund of a part of it, and a debit that its customer consents to. Then both
// stay until Ctrl-C. PORT says where; 8080 if it does not.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../pkg/cli.js", import.meta.url));
const { PORT = "8080" } = process.env;

const MSISDN = "94777123456";
const USER = encodeURIComponent(`tel:+${MSISDN}`);

const server = spawn(process.execPath, [CLI, "serve", "--port", PORT], {
  stdio: ["ignore", "pipe", "inherit"],
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
// A call that fails ends the demo, and nothing may be left behind.
process.on("exit", () => server.kill());
server.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));

const url = await listening();
console.log(`\nThe same over HTTP. A server listens on ${url}, and a shop calls it.`);

const charge = (amount) => ({
  chargingInformation: { amount, currency: "LKR", description: "Alien Invaders Game" },
});
const fields = (reference, amount) => ({
  clientCorrelator: `C-${reference}`,
  endUserId: `tel:+${MSISDN}`,
  paymentAmount: charge(amount),
  referenceCode: reference,
});

const { makePayment: paid } = await call("A payment", `/wallet/v1/transaction/${USER}/payment`, {
  makePayment: fields("REF-1", "100"),
});
await call("A refund of a part of it", `/wallet/v1/transaction/${USER}/refund`, {
  refundTransaction: {
    ...fields("REF-2", "33.33"),
    originalReferenceCode: paid.referenceCode,
    originalServerReferenceCode: paid.serverReferenceCode,
  },
});
const debit = { BILLERID: "BILLER-1", AUTHFLAG: 3, AMOUNT: 50, RC: 7, TRID: "T-1" };
await call("A debit that asks for consent", `/accountdebit/v1/${MSISDN}`, debit);
const [sms] = await (await fetch(`${url}/mock/messages?to=${MSISDN}`)).json();
console.log(`\n  SMS  ${sms.text}`);
await call("The customer consents", `/accountdebit/v1/${MSISDN}/T-1/confirm`, { token: sms.token });

const { balance } = await (await fetch(`${url}/mock/accounts/${MSISDN}`)).json();
console.log(`\nThe subscriber has ${balance} LKR left. Both stay until you press Ctrl-C:`);
console.log(`  the page                     ${url}/`);
console.log(`  what happens on the server   ${url}/#/server`);
console.log(`  a world of its own           ${url}/#/ledger`);
console.log(`  the APIs, to try             ${url}/#/api\n`);
server.stdout.pipe(process.stdout);

/** Where the server listens, once it does. */
function listening() {
  return new Promise((resolve) => {
    let output = "";
    const read = (chunk) => {
      output += chunk;
      const [, found] = /^listening +(http:[^\s,]+)/m.exec(output) ?? [];
      if (found === undefined) return;
      server.stdout.off("data", read);
      resolve(found);
    };
    server.stdout.on("data", read);
  });
}

/** Posts a body, and prints what went and what came. */
async function call(title, path, body) {
  const headers = { authorization: "Bearer any", "content-type": "application/json" };
  const text = JSON.stringify(body);
  const response = await fetch(url + path, { method: "POST", headers, body: text });
  const answer = await response.text();
  console.log(`\n${title}`);
  console.log(`  > POST ${path}`);
  console.log(`  > ${text}`);
  console.log(`  < ${response.status} ${response.headers.get("x-mock-reason") ?? ""}`.trimEnd());
  console.log(`  < ${answer}`);
  return JSON.parse(answer);
}
