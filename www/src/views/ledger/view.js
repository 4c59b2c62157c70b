// The mock ledger: what moves money, what came of it, and the books.

import "./view.css";
import "./books.css";
import { markup } from "../../parts/element.js";
import { tariff } from "../../parts/tariff.js";
import { createBank } from "./bank.js";
import page from "./view.html?raw";

/**
 * @param {HTMLElement} root
 * @param {import("../../stage.js").Context} context
 */
export function mount(root, { bug }) {
  root.append(markup(page));
  const bank = createBank(root, bug);
  return { visit: () => bank.follow(tariff.formula) };
}
