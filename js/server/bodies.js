// The body of a request on its way to a ledger, whose answer to a body that is too long or no text
// is in the dialect of its API.

/** As long as a body may be. */
export const BODY_MAX = 1 << 20;

/** A snapshot that is put back may be longer. */
const SNAPSHOT_MAX = 16 << 20;

/** How many bytes of a request's body are of use. */
export function bodyMaxOf(method, url) {
  return method === "PUT" && url.includes("/mock/snapshot") ? SNAPSHOT_MAX : BODY_MAX;
}

/**
 * A request as a ledger takes it. Of a body that is too long only its length is kept: the ledger
 * refuses it for that alone.
 *
 * @param {import("./site.js").SiteRequest} request
 */
export function whole(request) {
  if (request.tooLong === undefined) return request;
  const { tooLong, ...others } = request;
  return { ...others, body: " ".repeat(tooLong) };
}

/** Stands for bytes that are no text: no reader takes it. */
const NO_TEXT = "\u{fffd}";

/** Made at the first call: an import must not fail where there is none. */
let decoder;

/** @param {Uint8Array} bytes */
export function textOf(bytes) {
  decoder ??= new TextDecoder("utf-8", { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch {
    return NO_TEXT;
  }
}
