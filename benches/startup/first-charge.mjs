// From import to the first charge as an ES module: `node first-charge.mjs <contestant>`.

const contestants = {
  async nothing() {
    return "70.00";
  },

  async "ready-reckoner"() {
    const { compile } = await import("ready-reckoner");
    return compile("4P*A+20C").charge("1250");
  },

  async "decimal.js"() {
    const { Decimal } = await import("decimal.js");
    return new Decimal("1250").times("0.04").plus("20").toFixed(2, Decimal.ROUND_HALF_UP);
  },
};

const start = performance.now();
const charge = await contestants[process.argv[2]]();
const time = performance.now() - start;
console.log(JSON.stringify({ charge, time }));
