// Has Mock Service Worker answer for the wallet: `node --import ./wallet-by-msw.js --test`, with
// WALLET_URL saying where the wallet is taken to be.

import { setupServer } from "msw/node";
import { MockLedger } from "ready-reckoner/ledger";
import { handlers } from "ready-reckoner/msw";

const options = { baseUrl: process.env.WALLET_URL, notify: fetch };
// What is not the wallet's goes where it is sent, such as to the shop.
setupServer(...handlers(new MockLedger(), options)).listen({ onUnhandledRequest: "bypass" });
