// In a hardened realm, where nothing can change the language's own objects.

import "ses";
import * as calculators from "ready-reckoner";
import * as ledger from "ready-reckoner/ledger";
import { use } from "../support/use.js";

lockdown({ overrideTaming: "severe" });
console.log(use(calculators, ledger));
