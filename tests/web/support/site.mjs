// Serves www/dist below a path of its own, as a site in a subfolder would be: an address that is
// not relative fails.

import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

export const DIST = fileURLToPath(new URL("../../../www/dist", import.meta.url));
const BASE = "/some/where/";
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

/**
 * @param {() => string} [folder] where the files lie now
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function serveSite(folder = () => DIST) {
  if (!existsSync(join(folder(), "index.html"))) {
    throw new Error("www/dist is missing: run `./reckon build`");
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://site");
    const path = pathname === BASE ? "index.html" : pathname.slice(BASE.length);
    const file = join(folder(), normalize(`/${path}`));
    if (!pathname.startsWith(BASE) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}${BASE}`,
    close() {
      const closed = new Promise((resolve) => server.close(resolve));
      // A browser keeps its connections for later.
      server.closeAllConnections();
      return closed;
    },
  };
}
