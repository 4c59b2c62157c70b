import * as calculators from "ready-reckoner";
import * as ledger from "ready-reckoner/ledger";
import { use } from "../../support/use.js";

// Asked anew for each request, a component runs in the server and not at the build.
export const dynamic = "force-dynamic";

export default function Page() {
  return <output>{use(calculators, ledger)}</output>;
}
