import { startVitest } from "vitest/node";

const OPTIMIZER = { enabled: true, include: ["ready-reckoner", "ready-reckoner/ledger"] };
const ENVIRONMENTS = ["node", "jsdom", "happy-dom"];

/**
 * What is done with the package: nothing, or it is transformed as the tests are, or bundled before
 * them. By the latter two it runs among the globals of the page.
 */
const WAYS = [
  {},
  { server: { deps: { inline: [/ready-reckoner/] } } },
  { deps: { optimizer: { client: OPTIMIZER, ssr: OPTIMIZER } } },
];

for (const environment of ENVIRONMENTS) {
  for (const way of WAYS) {
    const options = { ...way, environment, root: import.meta.dirname };
    const vitest = await startVitest("test", [], { ...options, reporters: ["dot"], watch: false });
    const good = vitest.state.getCountOfFailedTests() === 0 && vitest.state.getFiles().length === 1;
    await vitest.close();
    if (!good || process.exitCode) throw new Error(`${environment} failed`);
  }
}
console.log("60.00 several-points 200 998.00 ledger-freed");
