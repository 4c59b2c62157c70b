// Loaded before `serve`: a signal has the next request that a ledger answers trap.

import { arm, watch } from "./traps.mjs";

watch();
process.on("SIGUSR2", () => {
  arm("rawledger_exchange");
  console.log("armed");
});
