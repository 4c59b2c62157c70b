/**
 * The world that the examples of the OpenAPI document were sent to.
 *
 * @type {import("ready-reckoner/ledger").LedgerConfig}
 */
export const WORLD = {
  applications: [
    { id: "APP_000001", password: "password", token: "example-token", serviceCharge: "30" },
    { id: "APP_000002", token: "other-token", serviceCharge: "30" },
  ],
  rules: { FEE: { percentage: "2.5", minimum: "30", maximum: "1000" } },
};
