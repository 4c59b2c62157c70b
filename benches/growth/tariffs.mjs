// Steps of tariffs with many tiers. A rule has 1,000 of them, so that there is one for each 64 of
// what is counted, and each step is done several times.

import { compile } from "../../pkg/node.js";

const list = (length, item) => Array.from({ length }, (_, number) => item(number));

/** Tiers that end a hundred apart, in one of the ways in which tiers are printed. */
const tiers = {
  touching: (count) => list(count, (n) => ({ from: n * 100, upTo: n * 100 + 100, ...price(n) })),
  "a unit apart": (count) =>
    list(count, (n) => ({ from: n * 100 + 1, upTo: n * 100 + 100, ...price(n) })),
  "a cent apart": (count) =>
    list(count, (n) => ({ from: `${n}.01`, upTo: `${n + 1}.00`, ...price(n) })),
  "from below": (count) => list(count, (n) => ({ below: n + 1, ...price(n) })),
};
const price = (n) => ({ flat: String(n), percentage: "0.5", minimum: String(n % 7) });
const stairs = (count) => list(count, (n) => ({ upTo: n + 1, perUnit: "1", unit: "0.3" }));

const TIMES = 10;

/** A step that is done with a rule of so many tiers, and with a tariff of it. */
function tiered(name, rule, run, times = TIMES) {
  return {
    name: `tiers: ${name}`,
    prepare: (size) => {
      const given = rule(Math.ceil(size / 64));
      const tariff = compile(given);
      return { given, tariff, free: () => tariff.free() };
    },
    run: ({ given, tariff }) => {
      for (let time = 0; time < times; time += 1) run(tariff, given);
    },
  };
}

const graduated = (count) => ({ graduated: tiers.touching(count) });
const volume = (count) => ({ volume: tiers.touching(count), minimum: "2", maximum: "5000" });
const staircases = (count) => ({ volume: stairs(count), minimumPercentage: "90" });

export const steps = [
  ...Object.entries(tiers).map(([name, print]) =>
    tiered(`compiled, ${name}`, (count) => ({ graduated: print(count) }), (_, rule) => {
      compile(rule).free();
    }),
  ),
  tiered("compiled, staircases", staircases, (_, rule) => compile(rule).free()),
  tiered("compiled after an earlier value", graduated, (_, rule) => {
    compile(rule, { prior: "30" }).free();
  }),
  tiered("curve", graduated, (tariff) => tariff.curve()),
  tiered("curve of staircases", staircases, (tariff) => tariff.curve({ to: 1_000 })),
  tiered("solve", volume, (tariff) => tariff.solve({ net: "77.77" })),
  tiered("lint", volume, (tariff) => tariff.lint(), 1),
  tiered("lint of staircases", staircases, (tariff) => tariff.lint(), 1),
  tiered("explain", graduated, (tariff) => tariff.explain("99")),
  {
    name: "tiers: chargeMany",
    prepare: (size) => {
      const tariff = compile(volume(Math.ceil(size / 64)));
      const amounts = Float64Array.from({ length: 10_000 }, (_, n) => (n * 977) % (size * 100));
      return { tariff, amounts, free: () => tariff.free() };
    },
    run: ({ tariff, amounts }) => {
      for (let time = 0; time < TIMES; time += 1) tariff.chargeMany(amounts);
    },
  },
];
