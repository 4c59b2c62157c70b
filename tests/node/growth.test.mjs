// Every step whose growth `npm run bench:growth` measures does what it is measured for.

import { test } from "node:test";

const suites = ["numbers", "tariffs", "requests", "world", "ledger", "lists"];

for (const suite of suites) {
  const { steps } = await import(`../../benches/growth/${suite}.mjs`);
  for (const { name, prepare, run } of steps) {
    test(name, () => {
      for (const size of [200, 400]) {
        const given = prepare(size);
        run(given, size)?.free?.();
        given.free?.();
      }
    });
  }
}
