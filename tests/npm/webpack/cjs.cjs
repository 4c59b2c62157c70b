const calculators = require("ready-reckoner");
const ledger = require("ready-reckoner/ledger");
const { use } = require("../support/use.js");

document.querySelector("output").textContent = use(calculators, ledger);
