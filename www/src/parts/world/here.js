// Where a server may be: at the address of this page, or on this machine.

/** Whether the page itself comes from a server of charges, which has it at its root. */
export function isServedHere() {
  return /^https?:$/.test(location.protocol) && /^\/(?:index\.html)?$/.test(location.pathname);
}

/** What a server is called where nothing else is said. */
export function usualAddress() {
  return isServedHere() ? location.origin : "http://127.0.0.1:8080";
}

/** The hosts that the page may call besides its own: its policy says so. */
const THIS_MACHINE = ["127.0.0.1", "localhost"];

/**
 * The address of a server as it was typed, without what stands behind the port.
 *
 * @returns {string} an origin
 * @throws {Error} with a sentence for the user
 */
export function addressOf(text) {
  const trimmed = text.trim();
  let url;
  try {
    url = new URL(/^https?:/i.test(trimmed) ? trimmed : ["http:", trimmed].join("//"));
  } catch {
    throw new Error("This is no address: give one such as `http://127.0.0.1:8080`.");
  }
  const isOwn = url.origin === location.origin;
  if (isOwn || (url.protocol === "http:" && THIS_MACHINE.includes(url.hostname))) {
    return url.origin;
  }
  throw new Error(
    `This page may call servers of this machine only. Open the one that the server itself hands ` +
      `out: ${url.origin}/#/server`,
  );
}
