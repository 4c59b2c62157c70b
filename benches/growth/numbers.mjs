// Steps of the calculators.

import { allocate, compile, sum } from "../../pkg/node.js";

const tariff = compile("2.5P*A+20C");

export const steps = [
  {
    name: "allocate: ratios",
    prepare: (size) => Array.from({ length: size }, (_, number) => String((number % 97) + 1)),
    run: (ratios) => allocate("1000000.01", ratios),
  },
  {
    name: "allocate: fractions, and a party that takes the rest",
    prepare: (size) => Array.from({ length: size }, (_, number) => `${(number % 97) + 1}/7`),
    run: (ratios) => allocate("1000000.01", ratios, { mode: "rest", rest: 3 }),
  },
  {
    name: "sum: amounts",
    prepare: (size) => Array.from({ length: size }, (_, number) => `${number}.05`),
    run: (amounts) => sum(amounts),
  },
  {
    name: "chargeMany: amounts",
    prepare: (size) => new Float64Array(size),
    run: (amounts) => {
      // A thousand are charged in no time.
      for (let times = 0; times < 200; times += 1) tariff.chargeMany(amounts, amounts);
    },
  },
];
