import * as calculators from "ready-reckoner";
import * as ledger from "ready-reckoner/ledger";
import { expect, test } from "vitest";
import { use } from "../support/use.js";

test("charges, pays and refuses", () => {
  expect(use(calculators, ledger)).toBe("60.00 several-points 200 998.00 ledger-freed");
});
