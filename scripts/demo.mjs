// Prices a request in Node through the package in pkg/, and prints how each charge came about.

import { check, compile, ReckonerError } from "../pkg/node.js";

const formula = "A<1000C|5C|2.5P*A|>10C|<2000C";
const amounts = ["250.00", "1200.00", "99999.99"];
const mistaken = "2.5.6P*10C";

const tariff = compile(formula, { currency: "LKR" });
console.log(`\nThe rule: ${tariff.source}`);
console.log("Below 1000 the charge is 5, otherwise 2.5 percent, at least 10 and at most 2000.");

for (const amount of amounts) {
  const { charge, currency, steps } = tariff.explain(amount);
  console.log(`\n${amount} ${currency} is charged ${charge} ${currency}`);
  for (const { text } of steps) console.log(`  - ${text}`);
}

console.log(`\nA mistake is shown where it is: ${mistaken}`);
for (const { message, help, start, end } of check(mistaken)) {
  const indent = " ".repeat(start + 2);
  console.log(`  ${mistaken}\n${indent}${"^".repeat(Math.max(1, end - start))} ${message}`);
  if (help) console.log(`${indent}${help}`);
}

try {
  tariff.charge("12,50");
} catch (error) {
  if (!(error instanceof ReckonerError)) throw error;
  console.log(`\nAn amount that is none is refused: ${error.message}`);
}
console.log("");
tariff.free();
