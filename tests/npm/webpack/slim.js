import * as calculators from "ready-reckoner/slim";
import * as ledger from "ready-reckoner/ledger/slim";
import { use } from "../support/use.js";

await Promise.all([calculators.init(), ledger.init()]);
document.querySelector("output").textContent = use(calculators, ledger);
