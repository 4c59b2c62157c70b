import { element } from "./element.js";

/** An amount as nodes: groups of three digits stand apart, while the text stays what it is. */
export function figure(value) {
  const [, sign, whole, fraction] = /^([-+]?)(\d+)(.*)$/.exec(value);
  const [first, ...others] = whole.split(/(?=(?:\d{3})+$)/);
  const groups = others.map((digits) => element("span", { class: "group" }, digits));
  return element("span", { class: "figure" }, sign + first, ...groups, fraction);
}

/** The same after its currency, if it has one. */
export function amount(currency, value) {
  if (currency === undefined) return [figure(value)];
  return [element("span", { class: "currency" }, currency), " ", figure(value)];
}
