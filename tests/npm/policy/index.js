import { show } from "./show.js";

const calculators = () => import("./node_modules/ready-reckoner/index.js");
const tariffs = () => import("./node_modules/ready-reckoner/tariffs.js");
const ledger = () => import("./node_modules/ready-reckoner/ledger/index.js");

await show([
  async () => (await calculators()).compile("5C").charge("1"),
  async () => (await calculators()).validateDebit({}).valid,
  async () => (await tariffs()).round("1"),
  async () => new (await ledger()).MockLedger().now > 0,
]);
