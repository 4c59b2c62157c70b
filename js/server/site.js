// What is behind every kind of server: worlds, their clocks, and one way in which anything changes.
//
// A change is plain data, an entry. `apply` makes it. It looks at nothing but the entry and the
// worlds, so that it does the same again when a journal is read: what comes from the host, such as
// the time, is in the entry. Everything else here looks at the outcome only.

import { keepsMore } from "../no-room.js";
import { IS_FULL } from "../watchers.js";
import { whole } from "./bodies.js";
import { Caretaker } from "./caretaker.js";
import { Events } from "./events.js";
import { amendment, answerHosts, beginsAnew, isHosts } from "./host-routes.js";
import { isLoss, lossOf } from "./loss.js";
import { Outbox } from "./outbox.js";
import { problem } from "./problem.js";
import { QUIET, Worlds, worldOf } from "./worlds.js";

/** As many worlds besides the default one as a server keeps if nothing else is said. */
export const WORLDS = 1_000;

/**
 * @typedef {object} SiteRequest
 * @property {string} method
 * @property {string} url a path with its query, or a whole URL
 * @property {Record<string, string>} headers by their names in small letters
 * @property {string | undefined} [body]
 * @property {number | undefined} [tooLong] the length of a body that is not read
 *
 * @typedef {object} SiteResponse
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {string} body
 * @property {boolean | undefined} [lost] whether a script has lost it on its way to the client
 * @property {Stream | undefined} [stream] what follows on the body
 *
 * @typedef {(send: (text: string) => void, end: () => void) => () => void} Stream it gives what
 *   stops it; `end` is called when it is over
 *
 * @typedef {object} SiteOptions
 * @property {boolean | undefined} [admin] whether what is below /mock is served
 * @property {number | undefined} [rate] how fast clocks pass, if they do
 * @property {boolean | undefined} [startsNow] whether new worlds begin at the host's time
 * @property {number | undefined} [worlds] how many there are at most besides the default one
 * @property {(() => any) | undefined} [anew] makes the ledger of the default world once more, when
 *   a call that was broken off has taken all ledgers away
 * @property {((text: string) => void) | undefined} [notice] tells who has started the server
 * @property {import("./outbox.js").Send | undefined} [send] posts notifications
 */

export class Site {
  /** @type {Worlds} */
  #worlds;
  #options;
  #events = new Events();

  /** @type {Outbox | undefined} */
  #outbox;

  /** @type {{ commit: (entry: any) => Promise<any> } | undefined} */
  #journal;

  /** @type {Caretaker} */
  #caretaker;
  #isClosed = false;

  /** Whether it is us who calls a ledger. */
  #isActing = false;

  /**
   * @param {any} ledger
   * @param {SiteOptions} [options]
   */
  constructor(ledger, options = {}) {
    this.#options = { admin: true, worlds: WORLDS, ...options };
    this.#worlds = this.#worldsOf(ledger);
    const { send } = options;
    if (send !== undefined) this.#outbox = new Outbox(this, send);
    this.#caretaker = new Caretaker({
      events: this.#events,
      outbox: this.#outbox,
      tick: (world) => this.#tick(world),
      freed: (world) => this.#forget(world),
      failed: (error) => this.#mend(error),
    });
  }

  get seed() {
    return this.#worlds.seed;
  }

  get worlds() {
    return this.#worlds;
  }

  get events() {
    return this.#events;
  }

  get outbox() {
    return this.#outbox;
  }

  /** Whether all that has changed is looked at, and nothing is on its way. */
  get isQuiet() {
    return this.#caretaker.isQuiet;
  }

  #worldsOf(ledger) {
    const { rate, worlds: most } = this.#options;
    const onChange = (world) => this.#changed(world);
    return new Worlds(ledger, { most, rate, onChange, onDrop: (world) => this.#forget(world) });
  }

  /**
   * Answers a request.
   *
   * @param {SiteRequest} request
   * @returns {SiteResponse | Promise<SiteResponse>}
   */
  answer(request) {
    const failed = (error) => {
      this.#mend(error);
      return problem(500, error.message);
    };
    try {
      const answer = this.#answer(request);
      return answer instanceof Promise ? answer.catch(failed) : answer;
    } catch (error) {
      return failed(error);
    }
  }

  #answer(request) {
    const place = worldOf(request);
    if (place === undefined) return problem(400, BAD_WORLD);
    const { name, url } = place;
    const own = url === request.url ? request : { ...request, url };
    if (this.#options.admin && isHosts(url)) return answerHosts(this, name, own);
    const { world, at, epoch } = this.#stamp(name);
    const entry = { kind: "call", world, at, epoch, request: own };
    return this.#refusal(name, own) ?? this.change(entry, own);
  }

  /**
   * The refusal of a request that would have a ledger keep more than there is room for. It is no
   * change, and in no journal: whoever reads that may have more room.
   */
  #refusal(name, request) {
    const { ledger } = this.#worlds.find(name) ?? this.#worlds.first;
    if (!ledger[IS_FULL]() || !keepsMore(request)) return undefined;
    return ledger.handle(whole(request), { admin: this.#options.admin });
  }

  /**
   * Makes a change, after it is written to the journal if there is one.
   *
   * @param {any} entry
   * @param {SiteRequest} [request] whose change it is, for the refusal
   */
  change(entry, request) {
    if (this.#journal === undefined) return this.#make(entry);
    return this.#journal.commit(entry).catch((error) => {
      if (request === undefined || error.name !== "JournalError") throw error;
      const { ledger } = this.#worlds.find(entry.world) ?? this.#worlds.first;
      return ledger.handle(whole(request), { outage: true });
    });
  }

  /** Makes a change without a journal: where all worlds were lost before it, in new ones. */
  #make(entry) {
    try {
      return this.apply(entry);
    } catch (error) {
      if (lossOf(error) !== "before" || this.#options.anew === undefined) throw error;
      this.#mend(error);
      return this.apply(entry);
    }
  }

  /** What a world's ledger answers; nothing changes. */
  ask(name, request) {
    const { ledger } = this.#worlds.find(name) ?? this.#worlds.first;
    const { admin } = this.#options;
    const headers = { ...QUIET, ...request.headers };
    return ledger.handle({ ...whole(request), headers }, { admin });
  }

  /** A world, which is made if it is not there. */
  async visit(name) {
    await this.change({ kind: "tick", ...this.#stamp(name) });
    return this.#worlds.use(name);
  }

  /** What our own doings change in a world: a request of the clock, of the outbox. */
  changeIn(world, entry) {
    return this.change({ ...entry, ...this.#stamp(world.name) });
  }

  /** When something happens in a world, which may not be there yet. */
  #stamp(name) {
    const world = this.#worlds.find(name);
    if (world !== undefined) {
      const { at, epoch } = world.stamp();
      return { world: name, at, epoch };
    }
    const { rate, startsNow } = this.#options;
    const at = rate !== undefined && startsNow ? Date.now() : undefined;
    return { world: name, at, epoch: 0 };
  }

  /**
   * Makes a change: the same one in the same worlds does the same.
   *
   * @param {any} entry
   * @param {Uint8Array} [bytes] the snapshot of a world
   */
  apply(entry, bytes) {
    if (entry.kind === "drop") return this.#worlds.drop(entry.world);
    if (entry.kind === "world") return this.#worlds.put(entry, bytes);
    const world = this.#worlds.use(entry.world);
    let isOver = false;
    this.#isActing = true;
    try {
      world.reach(entry);
      return this.#act(world, entry);
    } catch (error) {
      isOver = isLoss(error);
      throw error;
    } finally {
      this.#isActing = false;
      // Nothing else begins a ledger anew, or moves its clock.
      if (!isOver && entry.request?.url.includes("/mock/")) world.follow();
      if (!isOver) this.#caretaker.look(world);
    }
  }

  #act(world, entry) {
    const { ledger } = world;
    switch (entry.kind) {
      case "call":
        return this.#call(world, entry.request);
      case "delivered":
        ledger.deliver(entry.id, { ok: entry.ok });
        if (entry.ok) ledger.acknowledge(entry.id);
        return undefined;
      case "tick":
        return undefined;
      default:
        throw new TypeError(`there is no change called ${entry.kind}`);
    }
  }

  /** A call of an API. */
  #call(world, request) {
    const { admin } = this.#options;
    // Whether there is room was asked before: what is in the journal is not refused.
    const handle = (own) => world.ledger.handle(whole(own), { admin, outage: false });
    const amend = amendment(request.url);
    if (amend !== undefined) return amend({ world, outbox: this.#outbox }, request, handle);
    const answer = handle(request);
    if (beginsAnew(request, answer)) world.epoch += 1;
    return answer;
  }

  /**
   * Everything that leads to the present worlds, for the journal.
   *
   * @returns {Generator<[object, Uint8Array], void, undefined>}
   */
  *snapshots() {
    for (const { name, epoch, clock, ledger } of this.#worlds) {
      yield [{ kind: "world", name, epoch, rate: clock?.rate }, ledger.snapshot()];
    }
  }

  /** From now on every change is written first. */
  keep(journal) {
    this.#journal = journal;
  }

  /**
   * Begins anew with another ledger; what it gives is called when that is for good, or not.
   *
   * @param {any} ledger
   * @param {boolean} startsNow
   */
  begin(ledger, startsNow) {
    const before = { options: this.#options, worlds: this.#worlds };
    this.stop();
    this.#options = { ...before.options, startsNow };
    this.#worlds = this.#worldsOf(ledger);
    this.start();
    return (isForGood) => {
      if (isForGood) return free(before.worlds);
      this.stop();
      free(this.#worlds);
      this.#options = before.options;
      this.#worlds = before.worlds;
      this.start();
    };
  }

  /**
   * Makes all worlds anew, when a call that was broken off has taken them.
   *
   * @param {string} how what is said of them
   */
  renew(how) {
    const { anew, notice } = this.#options;
    this.stop();
    free(this.#worlds);
    this.#worlds = this.#worldsOf(anew?.());
    notice?.(`a call was broken off, and ${how}: please report what led to it`);
  }

  /** Looks after a world whose ledger was called by its program. */
  #changed(world) {
    if (this.#isActing) return;
    world.isTouched = true;
    this.#caretaker.look(world);
  }

  /** Has a world's clock move; a journal that cannot be written tries with the next change. */
  #tick(world) {
    Promise.resolve(this.changeIn(world, { kind: "tick" })).catch(() => {});
  }

  /** Has worlds that an error has taken be there again. */
  #mend(error) {
    if (!isLoss(error) || this.#options.anew === undefined || this.#isClosed) return;
    if (this.#journal !== undefined) {
      // A change, whichever it is, finds them lost.
      return this.#tick(this.#worlds.first);
    }
    this.renew("every world begins anew");
    this.start();
  }

  /** Begins anew from the configuration: the default world, and no other. */
  async reset() {
    const [, ...others] = this.#worlds;
    for (const { name } of others) await this.change({ kind: "drop", world: name });
    const request = { method: "POST", url: "/mock/reset", headers: QUIET };
    const entry = { kind: "call", ...this.#stamp(""), request };
    await this.change(entry, request);
  }

  /** Has clocks pass, and notifications go out. */
  start() {
    for (const world of this.#worlds) {
      world.clock?.set(world.now);
      this.#caretaker.look(world);
    }
  }

  /** Stops all that happens by itself. */
  stop() {
    for (const world of this.#worlds) this.#forget(world);
  }

  /** The same for good. */
  close() {
    this.#isClosed = true;
    this.#caretaker.close();
    this.stop();
    for (const world of this.#worlds) world.leave();
  }

  #forget(world) {
    this.#caretaker.forget(world);
    this.#events.end(world);
    this.#outbox?.forget(world);
  }
}

const BAD_WORLD =
  "a world is named by 1 to 64 of `A-Z a-z 0-9 . _ -`, in `X-Mock-World` or in the prefix " +
  "`/w/name`, and in both only if they say the same";

/** Gives the memory of worlds back. */
function free(worlds) {
  for (const { ledger } of worlds) ledger.free();
}
