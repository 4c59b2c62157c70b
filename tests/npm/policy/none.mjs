import * as calculators from "ready-reckoner";
import * as ledger from "ready-reckoner/ledger";

const { ReckonerError } = calculators;
const codes = [
  () => calculators.compile("5C"),
  () => calculators.validateDebit({}),
  () => new ledger.MockLedger(),
].map((action) => {
  try {
    action();
    return "good";
  } catch (error) {
    return error instanceof ReckonerError ? error.code : String(error);
  }
});
console.log(codes.join(" "));
