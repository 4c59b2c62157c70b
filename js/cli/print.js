// The one place through which all that the command says goes out. Formulas, file names and
// documents come from strangers, and messages quote them: no character that moves a terminal's
// cursor, hides or reorders text gets past here as itself.

/**
 * Control characters (C0, DEL, C1) but for the newline, formatting ones such as the marks of the
 * direction of text, halves of surrogate pairs, separators of lines, and what no text may have.
 */
const UNSAFE =
  /[\0-\t\v-\x1f\x7f-\x9f\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/** Most texts have nothing else in them, which is seen at once. */
const UNUSUAL = /[^\n -~]/;

function withoutUnsafe(text) {
  return UNUSUAL.test(text) ? text.replaceAll("\t", " ").replace(UNSAFE, "\u{fffd}") : text;
}

/** One line of text, as wide as it was: marks under it stay in their places. */
export function printable(text) {
  return withoutUnsafe(text).replaceAll("\n", "\u{fffd}");
}

/** JSON of the same value. Unsafe characters are in its strings only. */
export function safeJson(json) {
  return json.replace(UNSAFE, (unsafe) => {
    const units = Array.from({ length: unsafe.length }, (_, index) => unsafe.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  });
}

/** XML of the same value; what XML cannot have, its writer has replaced already. */
export function safeXml(xml) {
  return xml.replace(UNSAFE, (unsafe) => `&#x${unsafe.codePointAt(0)?.toString(16)};`);
}

// Colours are control characters too. Until they are printed they are written with a word that no
// input can know, so that a colour in the output is always one of ours.
const STYLES = { error: "1;31", warning: "1;33", help: "1;36", heading: "1" };
let colours;

/** The word, and what finds it; most runs have no colours, and need not wait for `node:crypto`. */
function makeColours() {
  const secret = process.getBuiltinModule("node:crypto").randomUUID();
  return { secret, places: new RegExp(`<${secret} ([0-9;]+)>`, "g") };
}

/** Colours for a terminal, nothing for a file or where the user asks for none. */
export function painter(stream) {
  if (!stream.isTTY || process.env.NO_COLOR) return (_style, text) => text;
  colours ??= makeColours();
  const { secret } = colours;
  return (style, text) => `<${secret} ${STYLES[style]}>${text}<${secret} 0>`;
}

/** Nothing more can be written: what has been said so far is all that is known of the answer. */
export class WriteError extends Error {}

const REASONS = {
  EDQUOT: "there is no space left",
  EFBIG: "the file would be too large",
  EIO: "the device failed",
  ENOSPC: "there is no space left",
};

/** Streams whose readers have seen enough, as `head` has after its lines. */
const closed = new WeakSet();

// Errors are those of the calls of `print`; without a listener they would end the process too.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

/** Writes a text of whole lines, and waits where the reader is slower than we are. */
export async function print(stream, text) {
  if (text === "" || closed.has(stream)) return;
  const safe = withoutUnsafe(text);
  const lines = colours === undefined ? safe : safe.replace(colours.places, "\u001b[$1m");
  const error = await new Promise((resolve) => stream.write(lines, resolve));
  if (!error) return;
  closed.add(stream);
  if (error.code === "EPIPE") return;
  throw new WriteError(`cannot write: ${REASONS[error.code] ?? error.message}`);
}

/** Whether nobody reads any more what is printed to a stream. */
export function isClosed(stream) {
  return closed.has(stream);
}
