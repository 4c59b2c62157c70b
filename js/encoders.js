// The encoders of texts. In jsdom they are not among the globals; its host, Node, has them.

const host = globalThis.TextDecoder
  ? globalThis
  : globalThis.process?.getBuiltinModule?.("node:util");

export const TextDecoder = host?.TextDecoder;
export const TextEncoder = host?.TextEncoder;
