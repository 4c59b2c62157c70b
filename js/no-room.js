// The end of the module's memory, of which there are four gigabytes at most. A ledger keeps every
// transaction, and an allocation that fails would take all ledgers with it: so what has them keep
// more is refused before, as by a full disk, and everything else goes on.

/** What gives memory back, or needs next to none. */
const FREES = /\/mock\/(?:clock|reset|snapshot)(?:[?#]|$)/;

const KEEPS = new Set(["PATCH", "POST", "PUT"]);

/** Whether a request may have its ledger keep more than before. */
export const keepsMore = (request) => KEEPS.has(request?.method) && !FREES.test(request.url);

/** The header that says why such a request is refused. */
export const NO_ROOM = { "x-mock-reason": "out-of-memory" };
