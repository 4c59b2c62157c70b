// The running instance of a module. A trap ends it, not the process: it is made anew.
//
// Whatever breaks a call off, be it a mistake of ours or a lack of memory or stack, leaves the
// instance as it was in the middle: handles are borrowed, the stack is not taken down. So none of
// it is used again, and what a module keeps for JavaScript, such as a compiled tariff, belongs to a
// generation: the number of instances that were thrown away before.
//
// An instance may be of a part of its module, which starts sooner. What the part lacks ends in a
// trap, and the whole module takes its place as an instance takes that of a broken one.

import { asRefusal, ReckonerError } from "./error.js";
import { refusedByRuntime } from "./runtime.js";

/** By the start function of the glue: both halves of the slim entry have one glue. */
const instances = new Map();

/** The instance that a glue runs, from its functions to start and to start again. */
export function instanceOf(initSync, restart) {
  let instance = instances.get(initSync);
  if (instance === undefined) {
    instance = new Instance(initSync, restart);
    instances.set(initSync, instance);
  }
  return instance;
}

class Instance {
  generation = 0;

  /** Whether the whole module has been started, and not just a part of it. */
  isWhole = false;

  #initSync;
  #restart;

  /** @type {WebAssembly.Memory | undefined} */
  #memory;

  /** Whether the instance has to be made anew before the next call. */
  #broken = false;

  /** How many calls are in the module: a getter that one of them reads may make another. */
  #depth = 0;

  constructor(initSync, restart) {
    this.#initSync = initSync;
    this.#restart = restart;
  }

  get isStarted() {
    return this.#memory !== undefined;
  }

  /** The bytes of the module's memory, which are others after it has grown. */
  get buffer() {
    return /** @type {WebAssembly.Memory} */ (this.#memory).buffer;
  }

  /** Starts the module from its bytes or compiled form. Once is enough; more do nothing. */
  start(module) {
    if (this.isWhole) return;
    if (this.#memory === undefined) {
      this.begin(module);
    } else {
      this.#abandon();
      this.#renew(module);
    }
    this.isWhole = true;
  }

  /** Begins with the module, or with a part of it whose place the whole takes at its start. */
  begin(module) {
    try {
      this.#memory = this.#initSync({ module }).memory;
    } catch (thrown) {
      throw notStarted(thrown);
    }
  }

  /** Calls into the module. Its refusals are thrown as errors, and so is what broke it off. */
  call(action) {
    if (this.#broken) this.#renew();
    this.#depth += 1;
    let answer;
    try {
      answer = action();
    } catch (thrown) {
      this.#depth -= 1;
      // As `#abandon` does, but without a call: there may be no stack left for one.
      const isFirst = !this.#broken;
      if (isFirst) {
        this.#broken = true;
        this.generation += 1;
      }
      const refusal = asRefusal(thrown);
      if (refusal === undefined || !isFirst) throw this.trapped(thrown);
      this.#broken = false;
      this.generation -= 1;
      throw refusal;
    }
    this.#depth -= 1;
    // A call inside this one trapped, and this one went on in what was left.
    if (this.#broken) throw this.trapped(undefined);
    return answer;
  }

  /** Has the next call start anew if the memory, which never shrinks, has grown beyond this. */
  leave(most) {
    if (this.#depth === 0 && this.buffer.byteLength > most) this.#abandon();
  }

  /** The error of a call that was broken off, after which all that the module kept is lost. */
  trapped(cause) {
    this.#abandon();
    try {
      // A part gives way to the whole.
      if (this.isWhole) this.#renew();
    } catch {
      // The next call tries again.
    }
    return internal(cause);
  }

  /** Nothing of the instance is used again. */
  #abandon() {
    if (this.#broken) return;
    this.#broken = true;
    this.generation += 1;
  }

  /** Calls that are still in the old instance must end first: its imports would serve the new. */
  #renew(module) {
    if (this.#depth > 0) throw internal(undefined);
    try {
      this.#restart(module);
      this.#memory = this.#initSync().memory;
      this.#broken = false;
    } catch (thrown) {
      throw internal(thrown);
    }
  }
}

function notStarted(thrown) {
  // There was no room for the memory that it begins with.
  return thrown instanceof RangeError ? internal(thrown) : refusedByRuntime(thrown);
}

function internal(cause) {
  const error = new ReckonerError({
    code: "internal",
    message:
      "the call was broken off, for want of memory or stack or by a mistake in `ready-reckoner`, " +
      "and nothing was charged: call again with less, or report it with the input that led to it",
  });
  if (cause !== undefined) error.cause = cause;
  return error;
}
