// Which view an address asks for, and what of it. Addresses stand in the hash, `#/view/path?query`,
// so that static files serve them anywhere and a reload without a network finds them.

// Browsers and chat programs cut longer addresses.
const LONGEST = 16_384;

// Browsers refuse an address that changes with every key.
const PAUSE_MS = 200;

/**
 * @typedef {object} Address
 * @property {string} view the folder of the view
 * @property {string[]} path what follows the view, without the slashes
 * @property {URLSearchParams} query
 */

/** @returns {Address} */
export function parseAddress(hash) {
  const text = hash.replace(/^#/, "");
  if (text === "") return { view: "tariff", path: [], query: new URLSearchParams() };
  if (!text.startsWith("/")) return former(new URLSearchParams(text));
  const [place, query = ""] = split(text.slice(1), "?");
  const [view, ...path] = place.split("/").map(decoded).filter((part) => part !== "");
  return { view: view ?? "tariff", path, query: new URLSearchParams(query) };
}

/**
 * The hash of an address; of one that is too long, that of its view alone.
 *
 * @param {string} view
 * @param {URLSearchParams | Record<string, string>} [query]
 * @param {string[]} [path]
 */
export function formatAddress(view, query = {}, path = []) {
  const place = ["#", view, ...path.map(encodeURIComponent)].join("/");
  const asked = String(new URLSearchParams(query));
  const hash = asked === "" ? place : `${place}?${asked}`;
  return hash.length <= LONGEST ? hash : `#/${view}`;
}

/** An address of before the page had views: `#formula=…&amount=…`, with the texts of a request. */
function former(query) {
  const request = query.has("book") || query.has("request");
  return { view: request ? "request" : "tariff", path: [], query };
}

function split(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** A part of a path; one with a `%` that encodes nothing stays as it is written. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * Follows the address, and lets views write theirs.
 *
 * @param {(address: Address) => void} onVisit called when the user goes to an address
 */
export function createRouter(onVisit) {
  let timer;
  let waiting;
  /** The hash that the waiting one is to replace. */
  let replaced;

  const write = () => {
    clearTimeout(timer);
    // Who has gone elsewhere meanwhile, though no event has told of it yet, is to get there.
    const isStill = waiting !== undefined && location.hash === replaced;
    if (isStill) history.replaceState(history.state, "", waiting);
    waiting = undefined;
  };

  window.addEventListener("hashchange", () => {
    clearTimeout(timer);
    waiting = undefined;
    onVisit(parseAddress(location.hash));
  });
  window.addEventListener("pagehide", write);
  // A link that is followed leaves an entry of history behind, which should have the last keys.
  document.addEventListener("click", write, true);

  return {
    current: () => parseAddress(location.hash),

    /** Writes a hash into the address once the user pauses, without a new entry of history. */
    follow(hash) {
      waiting = hash;
      replaced = location.hash;
      clearTimeout(timer);
      timer = setTimeout(write, PAUSE_MS);
    },

    /** Writes it now. */
    settle: write,
  };
}
