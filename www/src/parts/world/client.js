// A world over HTTP, whether it is in this page or behind an address. Nothing is kept here.

import { EventSourceParserStream } from "eventsource-parser/stream";

/**
 * Who asks. A ledger makes ids for calls that come without one, the next of its seed: to look at a
 * world must not change what it will say to others.
 */
const ASKED_BY = { "x-request-id": "page" };

/** The world of whoever names none. */
const DEFAULT = "";

/**
 * @typedef {object} Reply
 * @property {number} status 0 where no answer came
 * @property {Record<string, string>} headers
 * @property {string} text
 * @property {any} body what the text says, if it is JSON
 * @property {boolean} lost whether no answer came: it was lost on its way, or nobody is there
 *
 * @typedef {object} Call
 * @property {string} method
 * @property {string} path with its query
 * @property {Record<string, string>} [headers]
 * @property {object | string} [body] what is no text is sent as JSON
 */

/**
 * @param {(url: string, init: RequestInit) => Promise<Response>} fetching as `fetch` does
 * @param {string} base what stands before every path
 * @param {object} [options]
 * @param {string} [options.world] the name of the world that is asked
 * @param {Record<string, string>} [options.asker] what every request says of who asks
 */
export function createClient(fetching, base, { world = DEFAULT, asker = ASKED_BY } = {}) {
  const named = world === DEFAULT ? {} : { "x-mock-world": world };

  async function open({ method, path, headers, body }, signal) {
    const isText = body === undefined || typeof body === "string";
    const type = body === undefined ? {} : { "content-type": "application/json" };
    return fetching(base + path, {
      method,
      headers: { ...asker, ...named, ...type, ...headers },
      body: isText ? body : JSON.stringify(body),
      signal,
    });
  }

  /** @param {Call} call @returns {Promise<Reply>} */
  async function send(call, signal) {
    try {
      const response = await open(call, signal);
      if (response.type === "error") return LOST;
      const text = await response.text();
      const headers = Object.fromEntries(response.headers);
      return { status: response.status, headers, text, body: parsed(text), lost: false };
    } catch (error) {
      if (signal?.aborted) throw error;
      return LOST;
    }
  }

  return {
    base,
    send,

    /** What a path of `/mock` says; a refusal is thrown as an error with its sentence. */
    async get(path, signal) {
      const reply = await send({ method: "GET", path }, signal);
      if (reply.status === 200) return reply.body;
      throw new Refusal(reply);
    },

    /** What happens in the world, as it happens, until the stream ends. */
    async *events(signal) {
      const response = await open({ method: "GET", path: "/mock/events" }, signal);
      if (response.status !== 200) {
        const text = await response.text();
        throw new Refusal({ status: response.status, text, body: parsed(text), lost: false });
      }
      const texts = response.body.pipeThrough(new TextDecoderStream());
      const reader = texts.pipeThrough(new EventSourceParserStream()).getReader();
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          yield value;
        }
      } finally {
        reader.cancel().catch(() => {});
      }
    },
  };
}

/** That a world said no, in its own words. */
export class Refusal extends Error {
  constructor({ status, body, lost }) {
    super(lost ? "no answer came" : (body?.detail ?? `it answered with status ${status}`));
    this.name = "Refusal";
    this.status = status;
    this.problems = body?.problems ?? [];
  }
}

const LOST = Object.freeze({ status: 0, headers: {}, text: "", body: undefined, lost: true });

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
