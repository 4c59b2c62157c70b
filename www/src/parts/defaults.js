/** What a rule leaves out, by the names of the fields, with what they hold at first. */
export const SETTINGS = Object.freeze({
  currency: "LKR",
  rounding: "halfUp",
  increment: "",
  percentage: "",
  constant: "",
});
