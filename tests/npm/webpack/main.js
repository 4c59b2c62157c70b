import * as calculators from "ready-reckoner";
import * as ledger from "ready-reckoner/ledger";
import { use } from "../support/use.js";

document.querySelector("output").textContent = use(calculators, ledger);
