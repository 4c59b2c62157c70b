export * from "./index.js";
export { init, initSync } from "../slim.js";
export type { InitSource, ModuleSource } from "../slim.js";
