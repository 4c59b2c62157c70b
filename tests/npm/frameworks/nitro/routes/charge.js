import { defineHandler } from "nitro/h3";
import * as calculators from "ready-reckoner";
import * as ledger from "ready-reckoner/ledger";
import { use } from "../../support/use.js";

export default defineHandler(() => use(calculators, ledger));
