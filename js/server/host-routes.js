// What is below /mock and not one ledger's: worlds, events, and whether its clock passes by itself.

import { problem } from "./problem.js";
import { QUIET } from "./worlds.js";

/** What may stand before `/mock` in a URL, and what behind the path. */
const BEFORE = String.raw`^(?:[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*)?(?:/apicall)?/mock/`;
const BEHIND = String.raw`(?:\?.*)?$`;

const HOSTS = new RegExp(`${BEFORE}(?:(events|worlds)|worlds/([^/?#]+))${BEHIND}`, "s");
const CLOCK = new RegExp(`${BEFORE}clock${BEHIND}`, "s");
const ANEW = new RegExp(`${BEFORE}(?:reset|snapshot)${BEHIND}`, "s");
const NOTIFICATIONS = new RegExp(`${BEFORE}notifications${BEHIND}`, "s");

/** The fastest that a clock may pass. */
const RATE_MAX = 1_000_000;

/** Whether a URL leads to what a ledger alone does not know. */
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
 * Answers what a ledger alone does not know. It judges who asks and how all the same; its answer
 * is that of a host with no world but itself.
 *
 * @param {import("./site.js").Site} site
 * @param {string} name of the world
 * @param {import("./site.js").SiteRequest} request
 */
export async function answerHosts(site, name, request) {
  const [, path, world] = HOSTS.exec(request.url) ?? [];
  const asked = site.ask(name, request);
  if (world !== undefined) return asked.status === 404 ? drop(site, world, request, asked) : asked;
  if (asked.status !== 200 || request.method === "HEAD") return asked;
  return path === "events" ? events(site, name, request, asked) : list(site, asked);
}

/** Ends a world; of one that is not there, the ledger has said so. */
async function drop(site, world, request, asked) {
  const wasThere = await site.change({ kind: "drop", world: decoded(world) }, request);
  // A journal that cannot be written gives an answer of its own.
  if (typeof wasThere !== "boolean") return wasThere;
  if (!wasThere) return asked;
  const { "content-type": _, ...headers } = asked.headers;
  return { status: 204, headers, body: "" };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function list(site, asked) {
  const worlds = [];
  for (const { name, ledger } of site.worlds) worlds.push({ name, now: ledger.now });
  return { ...asked, body: JSON.stringify(worlds) };
}

/** A stream of server-sent events, up to as many as are asked for. */
async function events(site, name, { url }, asked) {
  const limit = new URLSearchParams(url.split("?")[1]).get("limit") ?? Infinity;
  const world = await site.visit(name);
  const stream = (send, end) => site.events.listen(world, { send, end, left: Number(limit) });
  return { ...asked, body: "", stream };
}

/** The clock's answer, with what the ledger does not know: whether its clock passes by itself. */
function answerClock({ world }, request, handle) {
  const change = request.method === "POST" ? changeOf(request.body) : undefined;
  if (change === undefined) return told(world, withLive(handle(request)));
  const { live, others } = change;
  const isMoved = Object.keys(others).length > 0;
  const asks = { ...request, method: "GET", headers: { ...QUIET, ...request.headers } };
  const asked = handle({ ...asks, body: undefined });
  if (asked.status !== 200) return asked;
  const isRate = typeof live === "boolean" || (typeof live === "number" && live > 0);
  if (!isRate || Number(live) > RATE_MAX) return problem(400, BAD_RATE);
  const answer = isMoved ? handle({ ...request, body: JSON.stringify(others) }) : asked;
  if (answer.status !== 200) return withLive(answer);
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

/** A refusal of a field tells the fields there are; the ledger does not know this one. */
function withLive(answer) {
  if (answer.status !== 400) return answer;
  const body = answer.body.replaceAll("the fields are `advance`, `set`", "$&, `live`");
  return { ...answer, body };
}

function told(world, answer) {
  if (answer.status !== 200 || answer.body === "") return answer;
  const { seed, ...others } = JSON.parse(answer.body);
  const rate = world.clock?.rate;
  const mode = rate === undefined ? "manual" : "live";
  return { ...answer, body: JSON.stringify({ ...others, mode, rate, seed }) };
}

const BAD_RATE = `\`live\` is \`true\`, \`false\`, or how many times as fast, up to ${RATE_MAX}`;
