import * as calculators from "ready-reckoner";
import * as ledger from "ready-reckoner/ledger";
import { use } from "../../../support/use.js";

export const dynamic = "force-dynamic";

export function GET() {
  return new Response(use(calculators, ledger));
}
