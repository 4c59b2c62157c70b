// The ways to load the slim entry in a browser.

import * as ledger from "ready-reckoner/ledger/slim";
import * as slim from "ready-reckoner/slim";

export async function load(): Promise<string> {
  await slim.init();
  await slim.init("/ready_reckoner_bg.wasm");
  await slim.init(new URL("/ready_reckoner_bg.wasm", location.href));
  await slim.init(new Request("/ready_reckoner_bg.wasm"));
  await slim.init(fetch("/ready_reckoner_bg.wasm"));
  const bytes = await (await fetch("/ready_reckoner_bg.wasm")).arrayBuffer();
  slim.initSync(bytes);
  slim.initSync(new Uint8Array(bytes));
  slim.initSync(new WebAssembly.Module(bytes));
  // @ts-expect-error a module is needed; which value is none, the empty type of one cannot tell
  slim.initSync();
  await ledger.init(new URL("/ledger/ready_reckoner_bg.wasm", location.href));
  ledger.initSync(bytes);
  new ledger.MockLedger().free();
  return slim.compile("5C").charge(1);
}
