// What serves a ledger, as it is typed where there is Fetch.

import { MockLedger } from "ready-reckoner/ledger";
import { handlers, type HandlersOptions } from "ready-reckoner/msw";
import { fetchHandler, listen, ReckonerError } from "ready-reckoner/server";
import type { FetchHandlerOptions, ListeningServer, ListenOptions } from "ready-reckoner/server";

const ledger = new MockLedger();
const mounted: FetchHandlerOptions = { baseUrl: "https://site/api", notify: fetch };
const handler: (request: Request) => Promise<Response> = fetchHandler(ledger, mounted);
const options: Required<ListenOptions> = {
  port: 0,
  host: "127.0.0.1",
  clock: "60x",
  notify: false,
};
// @ts-expect-error there is no such clock
const wrong: ListenOptions = { clock: "fast" };

export async function serve(): Promise<number> {
  const server: ListeningServer = await listen(ledger, options);
  const { status } = await handler(new Request(`${server.url}/mock/clock`));
  await server.reset();
  await server.close();
  return status;
}

const everywhere: HandlersOptions = { baseUrl: "*" };
export const mocked = handlers(ledger, everywhere);
export const unused = [wrong, ReckonerError];
