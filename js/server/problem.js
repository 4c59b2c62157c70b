// What is refused before a ledger has seen it, as RFC 9457 has it.

const TITLES = {
  400: "Bad Request",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  414: "URI Too Long",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** @returns {{ status: number, headers: Record<string, string>, body: string }} */
export function problem(status, detail, headers = {}) {
  const title = TITLES[status];
  return {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...headers,
    },
    body: JSON.stringify({ type: "about:blank", title, status, detail }),
  };
}
