// Has Mock Service Worker answer for the wallet: `node --import ./wallet-by-msw.js --test`.

import { setupServer } from "msw/node";
import { MockLedger } from "ready-reckoner/ledger";
import { handlers } from "ready-reckoner/msw";

// Nobody is there.
process.env.WALLET_URL = "http://site";

const options = { baseUrl: process.env.WALLET_URL, notify: fetch };
// What is not the wallet's goes where it is sent, such as to the shop.
setupServer(...handlers(new MockLedger(), options)).listen({ onUnhandledRequest: "bypass" });
