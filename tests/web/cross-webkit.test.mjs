// The scenarios of every browser, here.

import { testIn } from "./support/scenarios.mjs";

testIn("webkit");
