import * as calculators from "ready-reckoner";
import * as ledger from "ready-reckoner/ledger";
import { use } from "../support/use.js";

console.log(use(calculators, ledger));
