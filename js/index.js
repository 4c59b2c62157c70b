// The API. Each half has a WebAssembly module of its own, which starts at the first call that needs
// it: importing does nothing, so that a bundler drops the half that a page does not use.

export * from "./requests.js";
export * from "./tariffs.js";
