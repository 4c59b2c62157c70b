import { ALPHABET, decode, LEADS, SINGLES } from "../js/inline.js";

/** The bytes as the text that js/inline.js explains and decodes. */
export function encode(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte] += 1;
  const ranked = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);

  const codes = [];
  for (const [rank, byte] of ranked.entries()) {
    const second = rank - SINGLES;
    codes[byte] =
      second < 0
        ? ALPHABET[LEADS + rank]
        : ALPHABET[Math.floor(second / ALPHABET.length)] + ALPHABET[second % ALPHABET.length];
  }
  const text = Array.from(bytes, (byte) => codes[byte]).join("");
  const order = Buffer.from(ranked).toString("hex");

  const decoded = decode(text, order, bytes.length);
  if (Buffer.compare(decoded, bytes) !== 0) throw new Error("the encoded module does not decode");
  return { text, order, length: bytes.length };
}
