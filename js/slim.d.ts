export * from "./index.js";

// The types of the web platform, where the user's project has them: a server project may have
// neither the DOM library nor Node's types.
type Platform<Name extends string> = typeof globalThis extends {
  [Key in Name]: { prototype: infer Instance };
}
  ? Instance
  : never;

type WebAssemblyModule = typeof globalThis extends {
  WebAssembly: { Module: { prototype: infer Instance } };
}
  ? Instance
  : never;

/** What a module can be made of without waiting. */
export type ModuleSource = ArrayBuffer | ArrayBufferView | WebAssemblyModule;

/** What `init` loads a module from. */
export type InitSource =
  string | ModuleSource | Platform<"URL"> | Platform<"Request"> | Platform<"Response">;

/**
 * Loads the module, by default the file `ready_reckoner_bg.wasm` beside this entry. Once is enough;
 * further calls wait for the first.
 */
export function init(source?: InitSource | PromiseLike<InitSource>): Promise<void>;

/** Starts with a module given now. */
export function initSync(module: ModuleSource): void;
