import { FORMULA, SETTINGS } from "./defaults.js";

/**
 * What other views know of the tariff: the ledger can charge by it.
 *
 * @typedef {object} Tariff
 * @property {string} text what is written there
 * @property {import("ready-reckoner").TariffOptions} options what stands beside it
 * @property {Record<string, { message: string }[]>} problems of those
 *
 * @type {{ shown: Tariff }}
 */
export const tariff = {
  shown: { text: FORMULA, options: { currency: SETTINGS.currency }, problems: {} },
};
