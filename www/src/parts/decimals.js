// Sums of exact decimal texts. Those of one currency have the same digits after the point, so none
// is lost.

/** @returns {string} */
export function sum(first, second) {
  const decimals = first.includes(".") ? first.length - first.indexOf(".") - 1 : 0;
  const units = BigInt(first.replace(".", "")) + BigInt(second.replace(".", ""));
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals > 0 ? `.${digits.slice(-decimals)}` : "";
  return `${units < 0n ? "-" : ""}${whole}${fraction}`;
}

/** @returns {string} */
export function difference(first, second) {
  return sum(first, second.startsWith("-") ? second.slice(1) : `-${second}`);
}

/** Whether it is nothing, however it is written. */
export function isZero(decimal) {
  return !/[1-9]/.test(decimal);
}
