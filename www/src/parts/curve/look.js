/**
 * What the user wants to see of curves at first, by the names that addresses have for it. Without a
 * choice of the scale, the one is taken that shows more.
 */
export const LOOK = Object.freeze({
  quantity: "charge",
  scale: "",
  from: "",
  to: "",
  wanted: "net",
  figure: "",
});
