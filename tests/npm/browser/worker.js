// Workers have no import map.
import * as calculators from "/node_modules/ready-reckoner/index.js";
import * as ledger from "/node_modules/ready-reckoner/ledger/index.js";
import { use } from "/use.js";

postMessage(use(calculators, ledger));
