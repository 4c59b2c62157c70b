// What was played as a file, and back. A file that is none of ours changes nothing.

import { version } from "ready-reckoner/package.json";

const KIND = "ready-reckoner-ledger";

/** Larger files are nothing that this page has written. */
const BYTES_MAX = 32 << 20;

/** @param {import("./session.js").Kept} kept */
export function toText({ snapshot, steps, count, isWhole }) {
  const bytes = base64Of(snapshot);
  return JSON.stringify({ kind: KIND, version, snapshot: bytes, count, isWhole, steps }, null, 2);
}

/**
 * What a file holds.
 *
 * @param {File} file
 * @returns {Promise<import("./session.js").Kept>}
 * @throws {Error} with a sentence for the user
 */
export async function fromFile(file) {
  if (file.size > BYTES_MAX) throw new Error("The file is larger than any that this page writes.");
  const text = await file.text();
  const { kind, snapshot, count, isWhole, steps } = read(text);
  // A snapshot as `GET /mock/snapshot` gives it has no steps.
  if (kind === undefined && typeof snapshot === "string") {
    return { snapshot: bytesOf(snapshot), steps: [], count: 0, isWhole: false };
  }
  if (kind !== KIND || !Array.isArray(steps) || !Number.isSafeInteger(count)) {
    throw new Error("This is no world: give a file that “Export” has written, or a snapshot.");
  }
  if (!steps.every(isStep)) throw new Error("Its `steps` are not as “Export” has written them.");
  return { snapshot: bytesOf(snapshot), steps, count, isWhole: isWhole === true };
}

function read(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch (error) {
    throw new Error(`The file is no JSON: ${error.message}.`);
  }
  throw new Error("This is no world: expected an object.");
}

/** Whether it has all that is shown of a step. */
function isStep(step) {
  const { id, title, at, request, lost, response, changes, deed } = step ?? {};
  return (
    [id, title, request?.method, request?.path, request?.text].every(isText) &&
    Number.isFinite(at) &&
    typeof request.headers === "object" &&
    (lost === true || isText(response?.text)) &&
    Array.isArray(changes) &&
    changes.every(isChange) &&
    Array.isArray(deed)
  );
}

function isChange({ transaction, posted, held, released } = {}) {
  const lists = [posted, held, released];
  return isText(transaction?.kind) && lists.every((list) => Array.isArray(list));
}

const isText = (value) => typeof value === "string";

function bytesOf(text) {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    throw new Error("Its `snapshot` is no base64: the file was changed, or is not whole.");
  }
}

/** In parts: a call takes only so many arguments. */
function base64Of(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

/** Has the browser save a text as a file. */
export function saveFile(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url));
}
