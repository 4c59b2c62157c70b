// The glue of wasm-bindgen, mended where it stands in the way of the package.

const DECODER =
  /^let cachedTextDecoder = new TextDecoder\(.*\);\ncachedTextDecoder\.decode\(\);$/m;
const ENCODER = /^const cachedTextEncoder = new TextEncoder\(\);\n\nif \(!.*\n(?: .*\n)+}$/m;
const ENCODER_LATER = `let encoder;
function textEncoder() {
    return (encoder ??= new TextEncoder());
}`;
const RESET = /^export function __wbg_reset_state \(\) {$/m;
const RESET_TO = `export function __wbg_reset_state(module) {
    if (module !== undefined) wasmModule = new WebAssembly.Module(module);`;
const CAUGHT = /: function\(\) \{ return handleError\(function \((\w[^)]*)\) \{$/gm;
const CAUGHT_TO = ": function($1) { return handleError(function ($1) {";
const DETACHED =
  /(\w+)\.buffer\.detached === true \|\| \(\1\.buffer\.detached === undefined && (.+?)\)\)/g;

/**
 * Each change, in every glue that has the place.
 *
 * @type {[RegExp, string][]}
 */
const CHANGES = [
  // Encoders are made at the first call: an import must not fail where there are none. The glue
  // makes a decoder anew when the last one has decoded so many bytes, which a restart sets back.
  [DECODER, "let cachedTextDecoder;"],
  [/\bnumBytesDecoded = 0;$/gm, "numBytesDecoded = MAX_SAFARI_DECODE_BYTES;"],
  [ENCODER, ENCODER_LATER],
  [/\bcachedTextEncoder\./g, "textEncoder()."],
  // It restarts the module that it has, or another in its place.
  [RESET, RESET_TO],
  // V8 makes an instance quicker of imports that have as many parameters as are given.
  [CAUGHT, CAUGHT_TO],
  // SES takes `detached` away from buffers, and the memory's own buffer tells as much.
  [DETACHED, "$2)"],
];

/** What must not be left; a later wasm-bindgen may write it in another way. */
const LEFT = [
  /^(?:const|let) .*new Text(?:De|En)coder/m,
  /cachedTextEncoder|\.detached|reset_state ?\(\) {$/m,
  /function\(\) { return .*\(\w.*\) {$/m,
];

export function mended(glue) {
  const text = CHANGES.reduce((all, [place, by]) => all.replace(place, by), glue);
  const left = LEFT.map((form) => form.exec(text)?.[0]).find(Boolean);
  if (left !== undefined) {
    throw new Error(`the glue still has \`${left}\`: adapt scripts/pack/glue.mjs`);
  }
  return text;
}
