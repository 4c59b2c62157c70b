/** The rule that the page shows at first: a price below an amount, a rate with its bounds above. */
export const FORMULA = "A<1000C|5C|2.5P*A|>30C|<2000C";

/** What a rule leaves out, by the names of the fields, with what they hold at first. */
export const SETTINGS = Object.freeze({
  currency: "LKR",
  rounding: "halfUp",
  increment: "",
  percentage: "",
  constant: "",
  tenor: "",
  slidingScaleTenor: "",
  prior: "",
});

/** Those of what is charged besides an amount: a rule never has them itself. */
export const CIRCUMSTANCES = ["tenor", "slidingScaleTenor", "prior"];

/** How a rule may round, in words. */
export const ROUNDING_MODES = {
  halfUp: "Half away from zero",
  halfEven: "Half to even",
  halfDown: "Half towards zero",
  up: "Away from zero",
  down: "Towards zero",
  ceiling: "Up, to the ceiling",
  floor: "Down, to the floor",
};
