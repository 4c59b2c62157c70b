import { show } from "./show.js";

const slim = () => import("./node_modules/ready-reckoner/slim.js");
const ledger = () => import("./node_modules/ready-reckoner/ledger/slim.js");

await show([
  async () => (await slim()).init(),
  async () => {
    const file = await fetch("node_modules/ready-reckoner/ready_reckoner_bg.wasm");
    (await slim()).initSync(await file.arrayBuffer());
  },
  async () => (await ledger()).init(),
]);
