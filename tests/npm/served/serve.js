// A ledger that answers requests of Fetch, as service workers, workerd, Deno and Bun have them.

import { MockLedger } from "ready-reckoner/ledger";
import { fetchHandler } from "ready-reckoner/server";

export const answer = fetchHandler(new MockLedger(), { notify: fetch });
