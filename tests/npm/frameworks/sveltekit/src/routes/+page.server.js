import * as calculators from "ready-reckoner";
import * as ledger from "ready-reckoner/ledger";
import { use } from "../../../support/use.js";

export const load = () => ({ used: use(calculators, ledger) });
