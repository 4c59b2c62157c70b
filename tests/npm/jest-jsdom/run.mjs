import { runCLI } from "jest";

const { results } = await runCLI({ ci: true, runInBand: true }, [import.meta.dirname]);
if (!results.success || results.numPassedTests !== 15) throw new Error("the tests failed");
console.log("60.00 several-points 200 998.00 ledger-freed");
