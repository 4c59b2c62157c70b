// Loaded before `serve`: a signal has its next step into a module trap.

import { arm, watch } from "./traps.mjs";

watch();
process.on("SIGUSR2", () => arm(1));
