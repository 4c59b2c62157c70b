// A line for each call: when, what, how it was answered and how long that took. No secret is in it:
// neither headers nor bodies are, but for the code of an answer.

/** Where the APIs say what a refusal is called. */
const CODE = /"(?:messageId|statusCode|message)":"((?:SVC|POL|[ES])[0-9]{4})"/;

/** How the calls are told. */
export const FORMATS = { text: asText, json: asJson, none: undefined };

/** @param {import("../../server/http.js").Exchange} exchange */
function facts({ request, response, ms }) {
  const { "x-mock-world": world } = request.headers;
  return {
    time: new Date().toISOString(),
    method: request.method,
    path: pathOf(request.url),
    ...(world !== undefined && { world }),
    status: response.status,
    code: codeOf(response),
    ...(response.lost && { lost: true }),
    ms: Number(ms.toFixed(2)),
  };
}

/** What may stand before a path: a host, and before that a name and a password. */
const ORIGIN = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/;
const USER = /^\/\/[^/?#]*@/;

/** What is behind a path may be long, and is told by `/mock/log` or not at all. */
function pathOf(url = "") {
  const [path] = url.replace(ORIGIN, "").replace(USER, "//").split(/[?#]/);
  return path.length > 200 ? `${path.slice(0, 200)}…` : path;
}

function codeOf({ status, body, headers }) {
  const [, code] = CODE.exec(body.slice(0, 2_000)) ?? [];
  return code ?? headers["x-mock-reason"] ?? (status >= 400 ? String(status) : "-");
}

function asText(exchange) {
  const { time, method, path, world, status, code, lost, ms } = facts(exchange);
  const where = world === undefined ? path : `${path} [${world}]`;
  const how = lost ? "lost" : code;
  return `${time.slice(11, 23)} ${String(method).padEnd(6)} ${where} ${status} ${how} ${ms} ms\n`;
}

function asJson(exchange) {
  return `${JSON.stringify(facts(exchange))}\n`;
}
