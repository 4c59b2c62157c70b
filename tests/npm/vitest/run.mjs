import { startVitest } from "vitest/node";

// Inlined, the package is transformed as the tests are, and runs among the globals of the page.
for (const environment of ["node", "jsdom", "happy-dom"]) {
  for (const inline of [[], [/ready-reckoner/]]) {
    const options = { environment, root: import.meta.dirname, server: { deps: { inline } } };
    const vitest = await startVitest("test", [], { ...options, reporters: ["dot"], watch: false });
    const good = vitest.state.getCountOfFailedTests() === 0 && vitest.state.getFiles().length === 1;
    await vitest.close();
    if (!good || process.exitCode) throw new Error(`${environment} failed`);
  }
}
console.log("60.00 several-points 200 998.00 ledger-freed");
