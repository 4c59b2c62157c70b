const calculators = require("ready-reckoner");
const ledger = require("ready-reckoner/ledger");

import("../support/use.js").then(({ use }) => console.log(use(calculators, ledger)));
