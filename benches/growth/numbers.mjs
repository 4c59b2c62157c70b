// Steps of the calculators.

import { allocate, compile } from "../../pkg/node.js";

const tariff = compile("2.5P*A+20C");

export const steps = [
  {
    name: "allocate: ratios",
    prepare: (size) => Array.from({ length: size }, (_, number) => String((number % 97) + 1)),
    run: (ratios) => allocate("1000000.01", ratios),
  },
  {
    name: "chargeMany: amounts",
    prepare: (size) => Float64Array.from({ length: size }, (_, number) => number),
    run: (amounts) => tariff.chargeMany(amounts),
  },
];
