// The module's bytes as base64, for the entries of Node.

export function decode(text) {
  // Where code for Node is bundled for another runtime, there is no `Buffer`.
  if (typeof Buffer !== "undefined") return Buffer.from(text, "base64");
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Of bytes compressed by Brotli. An import of `node:zlib` would take its time at every start. */
export function decompress(text) {
  return process.getBuiltinModule("node:zlib").brotliDecompressSync(decode(text));
}
