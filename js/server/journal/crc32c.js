// The check of the journal's records: CRC-32C, which finds every flipped bit and every burst of
// errors up to 32 bits long.

/** The polynomial of Castagnoli, its bits in the order in which they are taken. */
const POLYNOMIAL = 0x82f63b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
  return rest;
});

/**
 * The check of some bytes, or of those behind others.
 *
 * @param {Uint8Array} bytes
 * @param {number} before the check of those others
 */
export function crc32c(bytes, before = 0) {
  let rest = ~before >>> 0;
  for (const byte of bytes) rest = (rest >>> 8) ^ TABLE[(rest ^ byte) & 0xff];
  return ~rest >>> 0;
}
