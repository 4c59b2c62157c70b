// Starts the checkout. Whether it charges telephones or a mock is a matter of its environment.

import { createCheckout } from "./checkout.js";

const { BILLER, HOST, PORT, PUBLIC_URL, WALLET_TOKEN, WALLET_URL } = process.env;

const app = createCheckout({
  wallet: {
    baseUrl: WALLET_URL ?? "http://127.0.0.1:8080",
    token: WALLET_TOKEN ?? "any",
    biller: BILLER ?? "BILLER-1",
  },
  publicUrl: PUBLIC_URL,
  logger: true,
});
await app.listen({ host: HOST ?? "127.0.0.1", port: Number(PORT ?? 3000) });
