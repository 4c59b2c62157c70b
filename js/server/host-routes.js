// What is below /mock and not the ledger's: worlds, events, and whether its clock passes by itself.
// Who may ask for it is the ledger's to say all the same.

import { problem } from "./problem.js";
import { QUIET } from "./worlds.js";

/** What may stand before `/mock` in a URL, and what behind the path. */
const BEFORE = String.raw`^(?:[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*)?(?:/apicall)?/mock/`;
const BEHIND = String.raw`(?:\?.*)?$`;

const HOSTS = new RegExp(`${BEFORE}(events|worlds(?:/[^/?#]+)?)${BEHIND}`, "s");
const CLOCK = new RegExp(`${BEFORE}clock${BEHIND}`, "s");
const ANEW = new RegExp(`${BEFORE}(?:reset|snapshot)${BEHIND}`, "s");
const NOTIFICATIONS = new RegExp(`${BEFORE}notifications${BEHIND}`, "s");

/** The fastest that a clock may pass. */
const RATE_MAX = 1_000_000;

/** Whether a URL leads to what no ledger knows. */
export const isHosts = (url) => url.includes("/mock/") && HOSTS.test(url);

/** Whether a call has put another ledger, or the same as it was once, in the place of a world's. */
export function beginsAnew({ url }, { status }) {
  return status === 204 && url.includes("/mock/") && ANEW.test(url);
}

/** What the host adds to the ledger's own answer, if it adds something. */
export function amendment(url) {
  if (!url.includes("/mock/")) return undefined;
  if (CLOCK.test(url)) return answerClock;
  return NOTIFICATIONS.test(url) ? answerNotifications : undefined;
}

/**
 * Answers what no ledger knows.
 *
 * @param {import("./site.js").Site} site
 * @param {string} name of the world
 * @param {import("./site.js").SiteRequest} request
 */
export async function answerHosts(site, name, request) {
  const [, path] = HOSTS.exec(request.url) ?? [];
  const [kind, given] = path.split("/");
  const allow = `${given === undefined ? "GET, HEAD" : "DELETE"}, OPTIONS`;
  const own = { ...request, url: "/mock/clock", body: undefined };
  if (request.method === "OPTIONS") {
    const { status, headers } = site.ask(name, own);
    return { status, headers: { ...headers, allow }, body: "" };
  }
  const anything = { ...own.headers, accept: "*/*" };
  const asked = site.ask(name, { ...own, method: "GET", headers: anything });
  if (asked.status !== 200) return asked;
  const { "content-type": _, ...headers } = asked.headers;
  const isKnown = allow.split(", ").includes(request.method);
  if (!isKnown) return problem(405, OTHER, { ...headers, allow });
  if (kind === "events") return events(site, name, request, headers);
  if (given === undefined) return list(site, request, headers);
  const wasThere = await site.change({ kind: "drop", world: given }, request);
  if (typeof wasThere !== "boolean") return wasThere;
  if (!wasThere) return problem(404, NO_WORLD, headers);
  return { status: 204, headers, body: "" };
}

const OTHER = "the path has other methods: see the header `Allow`";
const NO_WORLD = "there is no world of this name, besides the default one, which stays";

function list(site, { method }, headers) {
  const worlds = [];
  for (const { name, ledger } of site.worlds) worlds.push({ name, now: ledger.now });
  const body = method === "HEAD" ? "" : JSON.stringify(worlds);
  return { status: 200, headers: { ...headers, "content-type": "application/json" }, body };
}

/** A stream of server-sent events. */
async function events(site, name, { method }, headers) {
  const type = { "content-type": "text/event-stream" };
  const answer = { status: 200, headers: { ...headers, ...type }, body: "" };
  if (method === "HEAD") return answer;
  const world = await site.visit(name);
  return { ...answer, stream: (send, end) => site.events.listen(world, send, end) };
}

/** The clock's answer, with what the ledger does not know: whether its clock passes by itself. */
function answerClock({ world }, request, handle) {
  const change = request.method === "POST" ? changeOf(request.body) : undefined;
  if (change === undefined) return told(world, handle(request));
  const { live, others } = change;
  const isMoved = Object.keys(others).length > 0;
  const asks = { ...request, method: "GET", headers: { ...QUIET, ...request.headers } };
  const asked = handle({ ...asks, body: undefined });
  if (asked.status !== 200) return asked;
  const isRate = typeof live === "boolean" || (typeof live === "number" && live > 0);
  if (!isRate || Number(live) > RATE_MAX) return problem(400, BAD_RATE);
  const answer = isMoved ? handle({ ...request, body: JSON.stringify(others) }) : asked;
  if (answer.status !== 200) return answer;
  world.follow();
  world.run(live === false ? undefined : Number(live));
  return told(world, answer);
}

/** The list of notifications, with why some of them are not sent. */
function answerNotifications({ world, outbox }, request, handle) {
  const answer = handle(request);
  if (answer.status !== 200 || outbox === undefined) return answer;
  let { body } = answer;
  for (const [id, why] of outbox.marks(world)) {
    // Amounts keep their digits, which they would not if the list were read and written again.
    const begin = `{"id":${JSON.stringify(id)},`;
    body = body.replace(begin, () => `${begin}"undelivered":${JSON.stringify(why)},`);
  }
  return { ...answer, body };
}

/** A request to have the clock pass, or stand; nothing if it is none. */
function changeOf(body) {
  try {
    const { live, ...others } = JSON.parse(body ?? "");
    return live === undefined ? undefined : { live, others };
  } catch {
    return undefined;
  }
}

function told(world, answer) {
  if (answer.status !== 200 || answer.body === "") return answer;
  const { seed, ...others } = JSON.parse(answer.body);
  const rate = world.clock?.rate;
  const mode = rate === undefined ? "manual" : "live";
  return { ...answer, body: JSON.stringify({ ...others, mode, rate, seed }) };
}

const BAD_RATE = `\`live\` is \`true\`, \`false\`, or how many times as fast, up to ${RATE_MAX}`;
