// The site, served beside the APIs: the files of the folder `site/` that lies in the package. They
// are listed once, and nothing that is not listed is ever opened.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** Where the package has the site; the sources have none. */
export const SITE = fileURLToPath(new URL("./site/", import.meta.url));

const PAGE = "/index.html";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** Those that are packed already. */
const PACKED = new Set([".png", ".woff2"]);

/** What the first part of a path of the APIs may be: no file takes its place. */
export const API_PARTS = new Set([
  "accountdebit", "apicall", "caas", "charges", "mock", "openapi.json", "platform", "service",
  "subscription", "w", "wallet",
]);

/** What Vite names after its content can be kept for ever; its hash has eight characters. */
const NAMED_BY_CONTENT = /^\/assets\/.*-[\w-]{8}\.\w+$/;
const FOR_EVER = "public, max-age=31536000, immutable";
const ASK_AGAIN = "no-cache";

/** What the page may do stands in the page; but frames are for a header to forbid. */
const NO_FRAMES = "frame-ancestors 'none'";
const POLICY_IN_PAGE = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/;

/**
 * Answers requests for the files of a folder; nothing where it has no such file, or where the
 * folder is missing.
 *
 * @param {string} folder
 * @returns {((request: import("../../server/site.js").SiteRequest) => PageResponse | undefined)
 *   | undefined}
 *
 * @typedef {object} PageResponse
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {Buffer | ""} body
 * @property {boolean} isPage
 */
export function createPages(folder) {
  if (!existsSync(join(folder, PAGE))) return undefined;
  /** @type {Map<string, any>} */
  const files = new Map(listed(folder).map((path) => [path, undefined]));
  return ({ method, url, headers }) => {
    if (method !== "GET" && method !== "HEAD") return undefined;
    const [asked] = url.split("?");
    const path = asked === "/" ? PAGE : asked;
    if (!files.has(path)) return undefined;
    if (files.get(path) === undefined) files.set(path, read(folder, path));
    return answer(files.get(path), { method, headers });
  };
}

/** The paths of all files below a folder, as a URL has them. */
function listed(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => `/${file.slice(join(folder, "/").length).split(sep).join("/")}`)
    .filter((path) => !API_PARTS.has(path.split("/")[1]));
}

function read(folder, path) {
  const bytes = readFileSync(join(folder, path));
  const ending = extname(path);
  const hash = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
  const [, policy] = (ending === ".html" && POLICY_IN_PAGE.exec(bytes.toString("utf8"))) || [];
  return {
    bytes,
    hash,
    // Whoever asks for a file asks for it packed, nearly always.
    packed: PACKED.has(ending) ? undefined : gzipSync(bytes, { level: 9 }),
    headers: {
      "cache-control": NAMED_BY_CONTENT.test(path) ? FOR_EVER : ASK_AGAIN,
      "content-type": TYPES[ending] ?? "application/octet-stream",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      ...(policy !== undefined && { "content-security-policy": policyOf(policy) }),
      ...(!PACKED.has(ending) && { vary: "accept-encoding" }),
    },
  };
}

/** The policy for a header, of that in an attribute. */
function policyOf(attribute) {
  return `${attribute.replaceAll("&#39;", "'").replaceAll("&apos;", "'")}; ${NO_FRAMES}`;
}

function answer({ bytes, hash, packed, headers: own }, { method, headers }) {
  const accepted = headers["accept-encoding"] ?? "";
  const isPacked = packed !== undefined && /\bgzip\b(?!;q=0)/.test(accepted);
  const etag = `"${hash}${isPacked ? "-gz" : ""}"`;
  if ((headers["if-none-match"] ?? "").split(/,\s*/).includes(etag)) {
    return { status: 304, headers: { ...own, etag }, body: "", isPage: true };
  }
  const body = isPacked ? packed : bytes;
  return {
    status: 200,
    headers: {
      ...own,
      etag,
      ...(isPacked && { "content-encoding": "gzip" }),
      "content-length": String(body.length),
    },
    body: method === "HEAD" ? "" : body,
    isPage: true,
  };
}
