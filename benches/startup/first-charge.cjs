// From import to the first charge as CommonJS: `node first-charge.cjs <contestant>`.

const contestants = {
  nothing() {
    return "70.00";
  },

  "ready-reckoner"() {
    const { compile } = require("ready-reckoner");
    return compile("4P*A+20C").charge("1250");
  },

  "decimal.js"() {
    const { Decimal } = require("decimal.js");
    return new Decimal("1250").times("0.04").plus("20").toFixed(2, Decimal.ROUND_HALF_UP);
  },
};

const start = performance.now();
const charge = contestants[process.argv[2]]();
const time = performance.now() - start;
console.log(JSON.stringify({ charge, time }));
