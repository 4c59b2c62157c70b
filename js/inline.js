// The module's bytes as text, for the entries that carry them in their code.
//
// The 88 most frequent byte values take one printable character each, the others two. Printable
// ASCII passes through every bundler, minifier, server and charset as it is. Because a byte value
// always gets the same characters, gzip finds the repetitions that it finds in the module itself:
// the text is 0.3 percent larger than the bytes after gzip and 4 percent after brotli. Base64 cuts
// bytes into pieces of six bits: it is 34 and 35 percent larger, and needs `atob` or `Buffer`.

// Without `"`, `\`, backtick and `$`, which a string may have to escape, and `<`, which could close
// a script element.
export const ALPHABET =
  " !#%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

// The first two characters of the alphabet announce a second one.
export const LEADS = 2;
export const SINGLES = ALPHABET.length - LEADS;

/** The bytes of a text; `order` has the 256 byte values, most frequent first, as hexadecimal. */
export function decode(text, order, length) {
  const places = new Uint8Array(128);
  for (let place = 0; place < ALPHABET.length; place += 1) {
    places[ALPHABET.charCodeAt(place)] = place;
  }
  const values = new Uint8Array(256);
  for (let rank = 0; rank < 256; rank += 1) {
    values[rank] = Number.parseInt(order.slice(2 * rank, 2 * rank + 2), 16);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (let index = 0; index < length; index += 1) {
    let rank = places[text.charCodeAt(at++)] - LEADS;
    if (rank < 0) {
      const lead = rank + LEADS;
      rank = SINGLES + lead * ALPHABET.length + places[text.charCodeAt(at++)];
    }
    bytes[index] = values[rank];
  }
  return bytes;
}
