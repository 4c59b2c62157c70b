// The journal of a server: opened, read, and opened anew for another configuration.

import { createHash } from "node:crypto";
import { Journal } from "../../server/journal/journal.js";
import { lossOf } from "../../server/loss.js";
import { StartError } from "../arguments.js";

/**
 * Has all changes of a site written to a file, and makes those that are in it.
 *
 * @param {import("../../server/site.js").Site} site
 * @param {{ path: string, basis: object, version: string, notice: (text: string) => void }} about
 *   `basis` is what the worlds are made from
 */
export async function openJournal(site, { path, basis, version, notice }) {
  try {
    const journal = await Journal.open({
      path,
      digest: digestOf(basis),
      version,
      apply: (entry, bytes) => site.apply(entry, bytes),
      snapshots: () => site.snapshots(),
      lossOf,
      notice,
      renew: () => site.renew("every world is made again from the journal, without that call"),
      renewed: () => site.start(),
    });
    site.keep(journal);
    return journal;
  } catch (error) {
    const { message, name } = /** @type {Error} */ (error);
    if (name !== "JournalError") throw error;
    throw new StartError(`cannot use the journal \`${path}\`: ${message}`);
  }
}

/** The same basis, in whatever order it is written, has the same digest. */
export function digestOf(basis) {
  return createHash("sha256").update(JSON.stringify(basis, ordered)).digest();
}

function ordered(_name, value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
