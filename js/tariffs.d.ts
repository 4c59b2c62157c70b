/// <reference lib="esnext.disposable" />

// What needs the first module only, for pages that import files and not bundles.

export {
  allocate,
  check,
  clamp,
  compile,
  currencies,
  format,
  ReckonerError,
  round,
  sum,
  Tariff,
} from "./index.js";

export type * from "./curve.js";
export type * from "./types.js";
